"""A customer's table taken in and forgotten at the command line: asked of a person, cut short, told of by Git."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_digits import digit_groups
from tests.kit.bench import SHOP
from tests.kit.bundles import signed, table
from tests.kit.killing import killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

TAKE = ("receive", "boat.zip", "--signer", "customer.pub", "--yes")
NAME = b"Ana Lund"
SHOP_DIGITS = digit_groups(SHOP.public)
pytestmark = pytest.mark.quick


@pytest.fixture
def shop(computer: Computer) -> Computer:
    """A computer that was brought a table, and its customer's key by another way."""
    computer.write("boat.zip", signed(table(until="2001-01-31")))
    computer.write("customer.pub", SHOP.public.line("ana"))
    return computer


def test_a_person_sees_the_whole_key_and_says_yes(shop: Computer) -> None:
    screen = shop.terminal("receive", "boat.zip").until("let this key speak for it?")
    done = screen.type("y\r").end()
    assert done.code == 0
    assert "".join(SHOP_DIGITS) in "".join(done.out.split())
    assert shop.json("tables", "show", "boat")["data"]["key_accepted"] is True


def test_a_yes_beforehand_accepts_no_key_and_nothing_is_written(shop: Computer) -> None:
    before = shop.state
    for words in (
        ("receive", "boat.zip", "--yes"),
        ("receive", "boat.zip"),
        ("receive", "boat.zip", "--json", "--yes"),
    ):
        done = shop.within(*words)
        assert done.code == 10, words
        assert "only a person can accept a key" in done.err
    assert shop.state == before
    assert not (shop.things / "tables").exists()


def test_killed_anywhere_the_table_and_the_belief_in_its_key_are_both_there_or_neither(shop: Computer) -> None:
    pins, found = shop.folder / "config/keys/signers.pin", set()
    for _ in killed_steps(shop, TAKE):
        assert shop.run("doctor").code == 0
        is_there = bool(shop.json("tables", "list")["data"]["tables"])
        found.add(is_there)
        assert ("@table.boat" in pins.read_text()) == is_there
        if is_there:
            assert shop.json("tables", "show", "boat")["data"]["key_accepted"] is True
        shop.ok(*TAKE)
    assert found == {True, False}


def test_killed_anywhere_in_forgetting_all_of_it_is_there_or_nothing(shop: Computer) -> None:
    shop.ok(*TAKE)
    pins, found = shop.folder / "config/keys/signers.pin", set()
    for _ in killed_steps(shop, ("tables", "forget", "boat", "--yes")):
        assert shop.run("doctor").code == 0
        is_there = (shop.things / "tables/boat.toml").exists()
        found.add(is_there)
        assert ("@table.boat" in pins.read_text()) == is_there
        assert (NAME in everything(shop)) == is_there
        if is_there:
            shop.ok("tables", "forget", "boat", "--yes")
    assert found == {True, False}


def everything(computer: Computer) -> bytes:
    """All bytes of the store, its repository included, and of what talktag keeps beside it."""
    folders = (computer.things, computer.folder / "config")
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_is_not_undone_and_undo_asks_before_it_takes_back_what_came_before(shop: Computer) -> None:
    shop.ok("set", "canon", "place=attic")
    shop.ok(*TAKE)
    done = shop.within("tables", "forget", "boat", "--yes")
    assert "gone from this computer, and in no history: no undo brings it back" in done.err
    assert "undone: Set place" in shop.ok("undo")
    assert not (shop.things / "tables/boat.toml").exists()


def test_own_words_are_kept_nowhere_where_no_commit_is_made(shop: Computer) -> None:
    done = shop.within(*TAKE, "-m", "from the counter")
    assert "nothing is saved by this, so your words are kept nowhere" in done.err


def test_a_dry_run_shows_what_would_be_kept_and_keeps_nothing(shop: Computer) -> None:
    answer = shop.json(*TAKE, "--dry-run")
    paths = [each["path"] for each in answer["plan"]["changes"]]
    assert paths[0] == "tables/boat.toml"
    assert [each["effect"] for each in answer["effects"]] == ["accept-keys"]
    assert answer["commit"] is None
    assert not (shop.things / "tables").exists()


def test_a_hook_hears_of_what_was_only_kept_too(shop: Computer) -> None:
    program = shop.write("bin/hook", '#!/bin/sh\ncat > "$HOME/told.json"\n')
    program.chmod(0o755)
    shop.ok("config", f"hook={program}", "hook_seconds=60")
    shop.ok(*TAKE)
    told = json.loads((shop.folder / "told.json").read_text("utf-8"))
    assert (told["command"], told["data"]["slug"], told["commit"]) == ("receive", "boat", None)


def test_a_person_takes_a_table_out_of_the_inbox_once_they_saw_its_key(shop: Computer) -> None:
    (shop.folder / "in").mkdir()
    (shop.folder / "boat.zip").rename(shop.folder / "in/boat.zip")
    shop.ok("config", "carrier.desk.kind=folder", f"carrier.desk.in={shop.folder / 'in'}")
    shop.run("inbox", "fetch", "--yes")
    assert not (shop.things / "tables").exists()
    screen = shop.terminal("inbox", "take", "1").until("let this key speak for it?")
    assert screen.type("y\r").end().code == 0
    assert shop.json("tables", "show", "boat")["data"]["key_accepted"] is True
    assert shop.json("inbox", "list")["data"]["waiting"] == []
