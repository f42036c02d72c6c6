"""Killed at any step, what carriers brought is neither lost nor doubled; nor is what is taken out of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.killing import CHANGING, killed_steps

if TYPE_CHECKING:
    from tests.cli.talk.conftest import Shop

pytestmark = pytest.mark.quick


def is_whole(shop: Shop) -> bool:
    """Whether each thing that waits has its record, and Git and the doctor find nothing wrong."""
    names = [name.partition(".") for name in shop.waiting()]
    records = {name for name, _, ending in names if ending == "toml"}
    assert records == {name for name, _, ending in names if ending != "toml"}
    assert shop.computer.git("status", "--porcelain") == b""
    return shop.computer.run("doctor").code == 0


def test_what_is_fetched_and_allowed_is_taken_in_once(shop: Shop) -> None:
    shop.computer.ok("party", "set", "fix-it", "channel.auto=true")
    for number in (1, 2):
        shop.write(f"post/{number}.zip", shop.message(number))
    found = set()
    for _ in killed_steps(shop.computer, ("inbox", "fetch"), CHANGING):
        before = shop.titles()
        shop.computer.ok("inbox", "fetch")
        assert shop.titles() == ["message 1", "message 2"]
        assert shop.waiting() == []
        assert is_whole(shop)
        assert "nothing new came" in shop.computer.ok("inbox", "fetch")
        found.add(len(before))
    assert found == {0, 1, 2}


def test_what_is_fetched_and_not_allowed_waits_once(shop: Shop) -> None:
    for number in (1, 2):
        shop.write(f"post/{number}.zip", shop.message(number))
    found = set()
    for _ in killed_steps(shop.computer, ("inbox", "fetch"), CHANGING):
        before = shop.waiting()
        shop.computer.ok("inbox", "fetch")
        assert len(shop.waiting()) == 4
        assert shop.titles() == []
        assert is_whole(shop)
        found.add(len(before))
    assert {0, 4} <= found


def test_what_is_taken_is_in_the_log_or_still_waits(shop: Shop) -> None:
    shop.write("post/1.zip", shop.message(1))
    shop.computer.ok("inbox", "fetch")
    found = set()
    for _ in killed_steps(shop.computer, ("inbox", "take", "1", "--yes"), CHANGING):
        shop.computer.run("doctor", "--fix", "--yes")
        taken, waits = shop.titles(), shop.waiting()
        assert (len(taken), len(waits)) in {(0, 2), (1, 0)}
        assert is_whole(shop)
        found.add(len(taken))
    assert found == {0, 1}


def test_what_is_dropped_is_gone_or_still_waits(shop: Shop) -> None:
    shop.write("post/1.zip", shop.message(1))
    shop.computer.ok("inbox", "fetch")
    found = set()
    for _ in killed_steps(shop.computer, ("inbox", "drop", "1", "--mute", "--yes"), CHANGING):
        shop.computer.run("doctor", "--fix", "--yes")
        waits = len(shop.waiting())
        assert waits in {0, 2}
        assert is_whole(shop)
        found.add(waits)
    assert found == {0, 2}
