"""`undo` of what was said: what waits in the outbox never leaves, what left stays said and is withdrawn."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.upkeep.undo import undo

if TYPE_CHECKING:
    from tests.kit.bench import Bench

    from .conftest import Opener

LOG = "products/c/camera/entries.toml"
ABOUT_CAMERA = TalkRequest("camera", "Has it come in?", to="fix-it")
ABOUT_NOTHING = TalkRequest(None, "Are you open?", to="fix-it")


def entries(bench: Bench, path: str = LOG) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(path) or "entry = []")["entry"]]


def outbox(bench: Bench) -> list[str]:
    return [path for path in bench.files if path.startswith("outbox/") and not path.endswith(".gitignore")]


def test_what_waits_is_taken_out_of_the_outbox_and_nothing_of_it_is_left(bench: Bench, shop: Opener) -> None:
    bench.save(say, ABOUT_CAMERA, WayOut())
    assert outbox(bench)
    bench.save(undo, None)
    assert outbox(bench) == []
    assert entries(bench) == []
    assert not [path for path in bench.files if "/sent/" in path or path.startswith("shares/")]


def test_what_left_stays_said_and_is_withdrawn(bench: Bench, shop: Opener) -> None:
    bench.save(say, ABOUT_CAMERA, WayOut())
    for path in outbox(bench):  # as whoever carries it does
        (bench.things / path).unlink()
    outcome = bench.ask(undo, None)
    assert outcome.notices == ("what was said has left, and they have it; here it is withdrawn",)
    bench.save(undo, None)
    said, withdrawn = entries(bench)[0], entries(bench)[-1]
    assert (withdrawn["kind"], withdrawn["cause"]) == ("withdrawn", said["id"])
    assert [path for path in bench.files if path.endswith(f"/sent/{said['original']}.zip")]
    assert [path for path in bench.files if path.startswith("shares/")]


def test_what_was_said_about_nothing_is_withdrawn_in_its_own_log(bench: Bench, shop: Opener) -> None:
    commit = bench.save(say, ABOUT_NOTHING, WayOut())
    for path in outbox(bench):
        (bench.things / path).unlink()
    bench.save(undo, commit)
    assert [each["kind"] for each in entries(bench, "parties/fix-it/entries.toml")] == ["message", "withdrawn"]


def test_what_was_taken_back_before_it_left_is_not_brought_back(bench: Bench, shop: Opener) -> None:
    bench.save(say, ABOUT_CAMERA, WayOut())
    commit = bench.save(undo, None)
    with pytest.raises(InvalidError, match="took back a message before it left"):
        bench.ask(undo, commit)
