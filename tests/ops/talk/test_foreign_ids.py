"""Ids and clocks of others: a message that is called like something of ours, or that says it was said at any time."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from talktag.errors import UntrustedError
from talktag.model.settings.carrier import Carrier
from talktag.ops.parties.change_party import set_party
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.talk import show_talk
from tests.kit.bench import Bench
from tests.kit.bundles import signed
from tests.kit.from_shop import entries_in, give_camera, message, said

WILLING = Believing(compare=lambda _: None, can_compare=False, decided=True)
RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house; the shop was given the camera, and can be written to."""
    give_camera(bench)
    bench.do(set_party, "fix-it", [f"age={RECIPIENT}"])
    bench.carriers = (Carrier("stick", "folder", str(bench.folder)),)
    return bench


def bring(bench: Bench, document: dict[str, Any]) -> Any:
    path = bench.folder / "came.zip"
    path.write_bytes(signed(document))
    return bench.do(receive, [path], WILLING)


def ask(bench: Bench) -> str:
    """The id of the bundle in which the owner asks the shop something."""
    outcome = bench.do(say, TalkRequest("camera", "Has it come in?", to="fix-it", kind="question"), WayOut())
    return str(outcome.data.made.document.bundle)  # type: ignore[union-attr]


def test_a_message_that_is_called_like_one_of_ours_is_refused(bench: Bench) -> None:
    asked = ask(bench)
    before = bench.files
    with pytest.raises(UntrustedError, match="the id of a message of your own"):
        bring(bench, message(said(title="Not what you asked"), bundle=asked))
    assert bench.files == before


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("offset", [-11, 0, 13])
def test_a_clock_of_theirs_that_is_out_of_all_bounds_breaks_nothing(bench: Bench, moment: str, offset: int) -> None:
    bench.now = bench.now.astimezone(datetime.timezone(datetime.timedelta(hours=offset)))
    asked = ask(bench)
    bring(bench, message(said(time=moment, cause=f"{asked}-1")))
    view = bench.ask(show_talk, "camera", None).data
    assert view.values()["said"]
    assert not view.talked.questions
    (came,) = [each for each in entries_in(bench) if each.get("party") == "fix-it"]
    assert came["recorded"] == bench.now


def test_a_clock_of_theirs_that_goes_wrong_puts_nothing_behind_what_was_here(bench: Bench) -> None:
    bring(bench, message(said(title="From the future", time="2031-01-01T00:00:00Z")))
    bench.now += datetime.timedelta(minutes=1)
    ask(bench)
    view = bench.ask(show_talk, "camera", None).data
    assert [each.title for each in view.talked.said] == ["From the future", "Has it come in?"]


def test_data_that_is_named_like_keys_of_a_record_changes_no_record(bench: Bench) -> None:
    before = {path: data for path, data in bench.files.items() if path.endswith(".toml") and "entries" not in path}
    data = {"name": "Mine", "state": "sold", "id": "x", "signer": "me", "recorded": "2001-01-01", "to": "canon"}
    bring(bench, message(said(data=data)))
    (came,) = entries_in(bench)
    assert came["data"] == data
    assert (came["party"], came["id"].partition("-")[0]) == ("fix-it", came["original"])
    assert "to" not in came
    assert {path: data for path, data in bench.files.items() if path in before} == before
