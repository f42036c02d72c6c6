"""What a claim's outcome does to warranties: one begins that day, one ends that day, nothing else changes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.products.show import show

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
RECORD = "products/c/camera.toml"
TWO = '\n[[warranties]]\nkind = "parts"\nterm = "5 years"\nprovider = "Canon"\n'


def claim(title: str, **said: Any) -> EntryRequest:
    return EntryRequest("camera", {"claim": [title]}, **said)


def add(bench: Bench, text: str) -> None:
    """Put more warranties behind the one that is there, as an owner writes them."""
    first = 'term = "24 months"\n'
    bench.write(RECORD, bench.text(RECORD).replace(first, first + text))


def warranties(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(RECORD)).get("warranties", [])]


def test_a_new_warranty_begins_on_the_day_of_the_claim_and_is_shown_before(bench: Bench) -> None:
    outcome = bench.do(write_entries, claim("sensor replaced", warranty="24 months", date="2026-02-01"))
    assert [str(each.get("starts")) for each in warranties(bench)] == ["None", "2026-02-01"]
    assert outcome.data.values()["warranties"] == [{"new": "24 months from 2026-02-01"}]
    assert outcome.plan is not None
    assert outcome.question == "Write this, and change what is warranted?"
    assert [change.path for change in outcome.plan.changes] == ["products/c/camera/entries.toml", RECORD]
    ends = [each.ends(None) for each in bench.ask(show, "camera").data.product.warranties]
    assert str(ends[-1]) == "2028-02-01"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("parts: 2y by Canon", {"kind": "parts", "term": "2 years", "provider": "Canon", "starts": "2026-03-02"}),
        ("2028-01-31", {"kind": "all", "term": "2028-01-31"}),
        ("lifetime", {"kind": "all", "term": "lifetime"}),
        ("12 months from 2026-03-10", {"kind": "all", "term": "12 months", "starts": "2026-03-10"}),
    ],
)
def test_a_warranty_is_read_as_everywhere(bench: Bench, typed: str, held: dict[str, str]) -> None:
    bench.do(write_entries, claim("replaced", warranty=typed))
    assert {key: str(value) for key, value in warranties(bench)[-1].items()} == held


def test_one_that_is_void_ends_that_day_and_the_others_go_on(bench: Bench) -> None:
    add(bench, TWO)
    before = bench.text(RECORD)
    outcome = bench.do(write_entries, claim("refused: it was opened", void="parts", date="2026-02-10"))
    assert bench.text(RECORD) == before.replace('"5 years"', '"2026-02-10"')
    assert outcome.data.values()["warranties"] == [
        {"old": "parts: 5 years by Canon", "new": "parts: 2026-02-10 by Canon"}
    ]


def test_one_may_end_and_another_begin_by_the_same_claim(bench: Bench) -> None:
    add(bench, TWO)
    bench.do(write_entries, claim("replaced by a new one", void="parts", warranty="parts: 1y"))
    assert [each["term"] for each in warranties(bench)] == ["24 months", "2026-03-02", "1 year"]


def test_of_several_it_is_said_by_whom(bench: Bench, refused: Refused) -> None:
    add(bench, TWO + TWO.replace("Canon", "Allianz"))
    assert refused(bench, write_entries, claim("no", void="parts")).startswith('"camera" has 2 warranties "parts"')
    bench.do(write_entries, claim("no", void="PARTS by allianz"))
    assert [each["term"] for each in warranties(bench)] == ["24 months", "5 years", "2026-03-02"]


def test_what_holds_no_more_or_never_did_cannot_end(bench: Bench, refused: Refused) -> None:
    why = 'no warranty "all" of "camera" holds on 2026-03-02'  # it ended on that day
    assert refused(bench, write_entries, claim("no", void="all")) == why
    assert refused(bench, write_entries, claim("no", void="parts")).startswith('no warranty "parts" of "camera"')
    assert warranties(bench)[0]["term"] == "24 months"


def test_what_is_no_warranty_is_refused_and_nothing_is_written(bench: Bench, refused: Refused) -> None:
    assert refused(bench, write_entries, claim("no", warranty="for long")).startswith('warranty: "for long"')


def test_without_an_entry_no_warranty_begins_or_ends(bench: Bench, refused: Refused) -> None:
    said = refused(bench, write_entries, EntryRequest("camera", warranty="2y"))
    assert said == "--warranty belongs to an entry, and there is none"
