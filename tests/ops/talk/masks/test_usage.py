"""A maker is told how a thing was used: only what the owner decides, in ranges, each month once, by name or without."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from talktag.errors import UsageError
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from tests.kit.bench import Bench
from tests.ops.talk.masks.conftest import OWNER, Sides

Refused = Callable[..., str]


def use(sides: Sides, *read: tuple[str, str]) -> None:
    for day, shows in read:
        sides.ana.now += datetime.timedelta(seconds=1)
        sides.ana.do(write_entries, EntryRequest("camera", {"reading": [f"shots={shows}"]}, date=day))


def request(**more: Any) -> TalkRequest:
    return TalkRequest("camera", "", to="canon", usage=True, **more)


def log(bench: Bench, about: str) -> Any:
    return bench.store.entries_in(about).value or ()


def test_the_maker_reads_ranges_and_takes_none_for_a_reading(sides: Sides) -> None:
    use(sides, ("2025-12-05", "8000"), ("2026-01-20", "9100"), ("2026-03-01", "12347"))
    file = sides.say(sides.ana, "camera", "", to="canon", usage=True, anonymous=True)
    sides.take(sides.canon, file)
    (came,) = log(sides.canon, "tables/canon-eos-5d")
    assert (came.kind, came.title) == ("reading", "Used from 2025-12 to 2026-02")
    assert came.data == {
        "used-since": "2025-12",
        "used-until": "2026-02",
        "shots": "5000 to 10000",
        "shots-used": "1000 to 2000",
        "services": "none",
        "claims": "none",
    }
    assert came.meter == {}
    everything = b"\n".join(sides.canon.files.values()).lower()
    assert not [word for word in (*OWNER, "9100", "12347", "2026-01-20") if word.lower().encode() in everything]
    assert sides.ana.store.entries_in("products/c/camera").value[-1].meter == {}


def test_no_month_is_told_twice_by_name_or_without(sides: Sides, refused: Refused) -> None:
    use(sides, ("2025-12-05", "8000"), ("2026-02-20", "9100"))
    way = WayOut(by_file=True)
    sides.ana.do(say, request(anonymous=True), way)
    assert "was told of it up to 2026-02, and 2026-03 is not over yet" in refused(sides.ana, say, request(), way)
    again = request(since="2026-01-01")
    assert "was told of it up to 2026-02" in refused(sides.ana, say, again, way)
    sides.ana.now += datetime.timedelta(days=40)
    later = sides.ana.ask(say, request(), way).data.made.document.products[0].entries[0]
    assert (later.data["used-since"], later.data["used-until"]) == ("2026-03", "2026-03")
    assert later.data["shots-used"] == "none"


@pytest.mark.parametrize(
    ("more", "read", "said"),
    [
        ({}, [], "nothing is known of how much it was used"),
        ({}, [("2026-03-01", "7")], "2026-03 is not over yet"),
        ({"kind": "question"}, [("2026-01-01", "7")], "is a reading, and no other kind"),
        ({"ref": "canon", "to": None}, [], "use is of a product of yours"),
    ],
)
def test_what_cannot_be_told_is_refused(
    sides: Sides, more: dict[str, Any], read: list[tuple[str, str]], said: str
) -> None:
    use(sides, *read)
    with pytest.raises(UsageError, match=said):
        sides.ana.ask(say, request()._replace(**more), WayOut(by_file=True))


def test_it_answers_no_question_unless_it_is_said_which(sides: Sides) -> None:
    use(sides, ("2026-01-01", "7"))
    sides.take(sides.canon, sides.ask())
    sides.take(sides.ana, sides.say(sides.canon, "canon-eos-5d", "How many shots?", kind="question"))
    made = sides.ana.ask(say, request(), WayOut(by_file=True)).data
    assert made.answers is None
    assert made.made.document.signer.name == "Qana"
