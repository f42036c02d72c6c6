"""Proposals at the bench: listed, shown as what they would be now, approved by a person, dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.errors import DeclinedError, TalktagError
from talktag.model.proposals.proposal import read_proposal
from talktag.ops.proposals.prepare import ChosenWay
from talktag.ops.proposals.proposals import approve, drop, list_proposals, show_proposal
from talktag.ops.proposals.propose import propose
from tests.kit.bench import Bench

LOG = "products/c/camera/entries.toml"
SAID = {"ref": "camera", "kind": "service", "title": "Sensor cleaned", "cost": "40 EUR"}


def make(bench: Bench, verb: str = "entry", **said: Any) -> str:
    return bench.do(propose, verb, said or SAID, "tester 1.0").data.proposal.ident


def test_what_was_proposed_is_listed_the_oldest_first(bench: Bench) -> None:
    first, second = make(bench), make(bench, ref="bicycle", kind="check", title="Brakes looked at")
    waiting = bench.ask(list_proposals).data.waiting
    assert {each.ident for each in waiting} == {first, second}
    assert waiting[0].text("title") == "Sensor cleaned"


def test_approved_it_is_what_its_verb_makes_and_waits_no_longer(bench: Bench) -> None:
    ident = make(bench)
    outcome = bench.do(approve, ident, ChosenWay())
    assert outcome.question == "Write this on the log?"
    assert "Sensor cleaned" in bench.text(LOG)
    assert "40.00 EUR" in bench.text(LOG)
    assert not bench.text(f"proposals/{ident}.toml")


def test_a_wish_is_written_down_once_it_is_approved(bench: Bench) -> None:
    ident = make(bench, "wish", name="A 70-200", fits=["camera"], must=["mount=EF"], most="900 EUR")
    outcome = bench.do(approve, ident, ChosenWay())
    assert outcome.question
    assert "mount=EF" in bench.text("wishes/a-70-200.toml")


def test_nobody_approves_by_a_flag(bench: Bench) -> None:
    outcome = bench.ask(approve, make(bench), ChosenWay())
    assert isinstance(outcome.in_person, DeclinedError)
    assert "--yes" in outcome.in_person.message


def test_a_bundle_leaves_by_the_way_the_owner_names(bench: Bench) -> None:
    ident = make(bench, "export", ref="camera", to="fix-it", purpose="crack in the eyepiece")
    outcome = bench.ask(approve, ident, ChosenWay(path=Path("canon.zip")))
    assert [each.path for each in outcome.outputs] == [Path("canon.zip")]
    assert outcome.question == "Hand this to Fix-It Cameras?"
    assert outcome.in_person is not None


def test_what_can_no_longer_be_done_says_why_and_waits_still(bench: Bench, refused: Callable[..., str]) -> None:
    ident = make(bench)
    (bench.things / "products/c/camera.toml").unlink()
    shown = bench.ask(show_proposal, ident).data
    assert shown.refused is not None
    assert "camera" in refused(bench, approve, ident, ChosenWay())
    assert bench.text(f"proposals/{ident}.toml")


def test_it_is_made_of_what_is_in_the_store_at_the_yes(bench: Bench) -> None:
    ident = make(bench, "export", ref="camera", to="fix-it")
    record = bench.text("products/c/camera.toml")
    bench.write("products/c/camera.toml", record.replace('"0320"', '"0999"'))
    rows = bench.ask(approve, ident, ChosenWay(path=Path("canon.zip"))).data.would.leaves
    assert [row.value for row in rows if row.field == "serial"] == ["0999"]


def test_dropped_it_is_gone(bench: Bench) -> None:
    first, second = make(bench), make(bench)
    bench.do(drop, [first])
    assert [each.ident for each in bench.ask(list_proposals).data.waiting] == [second]
    bench.write("proposals/broken.toml", "format = ")
    bench.do(drop, [], everything=True)
    assert not list((bench.things / "proposals").glob("*.toml"))


@pytest.mark.parametrize("ident", ["", "zzz", "../../talktag"])
def test_an_id_that_names_none_is_told(bench: Bench, ident: str) -> None:
    make(bench)
    with pytest.raises(TalktagError):
        bench.ask(show_proposal, ident)


@pytest.mark.parametrize(
    "changed",
    [
        ('kind = "entry"', 'kind = "send"'),
        ('title = "Sensor cleaned"', "title = 7"),
        ('ref = "camera"', 'reff = "camera"'),
        ("[arguments]", "[argument]"),
        ('by = "tester 1.0"', ""),
    ],
)
def test_a_record_that_was_changed_by_hand_is_told_and_proposes_nothing(bench: Bench, changed: tuple[str, str]) -> None:
    path = f"proposals/{make(bench)}.toml"
    text = bench.text(path)
    assert changed[0] in text
    bench.write(path, text.replace(*changed))
    reading = read_proposal(bench.text(path).encode(), path)
    assert reading.value is None
    assert reading.problems
    outcome = bench.ask(list_proposals)
    assert outcome.data.waiting == []
    assert outcome.problems


def test_a_letter_is_written_in_the_form_that_the_owner_names(bench: Bench) -> None:
    ident = make(bench, "letter", ref="camera", kind="repair", to="fix-it", text="crack in the eyepiece")
    shown = bench.ask(show_proposal, ident).data.would
    assert "crack in the eyepiece" in shown.text
    outcome = bench.do(approve, ident, ChosenWay(path=Path("repair.pdf"), form="pdf"))
    assert outcome.question == "Write this to Fix-It Cameras?"
    assert outcome.in_person is not None
    assert [each.path for each in outcome.outputs] == [Path("repair.pdf")]
    assert "Letter to Fix-It Cameras: Request for a repair" in bench.text(LOG)
    assert not bench.text(f"proposals/{ident}.toml")
