"""What `set` makes of key=value: every key, every sign, every refusal, on a record and on many."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.products.set import set_many, set_values

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
CAMERA = "products/c/camera.toml"

# What is typed, and what stands in the record afterwards, by the way to it; None for what is gone.
MADE: dict[str, tuple[str, Any]] = {
    "name=Leica": ("name", "Leica"),
    "maker=Leitz": ("maker", "Leitz"),
    "maker=": ("maker", None),
    "maker =  Leitz  ": ("maker", "Leitz"),
    "maker=a=b": ("maker", "a=b"),
    "model=5D Mark IV": ("model", "5D Mark IV"),
    "serial=A-1": ("serial", "A-1"),
    "serial=": ("serial", None),
    "gtin=4006381333931": ("gtin", "04006381333931"),
    "gtin=978-3-16-148410-0": ("gtin", "09783161484100"),
    "place=home//attic/": ("place", "home/attic"),
    "place=": ("place", None),
    "quantity=3": ("quantity", 3),
    "state=lost": ("state", "lost"),
    "bought=2023-05-06": ("purchase.date", "2023-05-06"),
    "bought=yesterday": ("purchase.date", "2026-03-01"),
    "bought=2 March 2024": ("purchase.date", "2024-03-02"),
    "bought=": ("purchase.date", None),
    "from=Foto Ruiz": ("purchase.from", "Foto Ruiz"),
    "price=80 EUR": ("purchase.price", "80.00 EUR"),
    "price=80": ("purchase.price", "80.00 EUR"),
    "price=1.299,-": ("purchase.price", "1299.00 EUR"),
    "price=CHF 1'234.50": ("purchase.price", "1234.50 CHF"),
    "price=": ("purchase.price", None),
    "order=A-17": ("purchase.order", "A-17"),
    "inside=trek": ("inside", "b000000000003"),
    "inside=bicycle": ("inside", "b000000000003"),
    "labels=a,b": ("labels", ["a", "b"]),
    "label=a, b ,a": ("labels", ["a", "b"]),
    "labels=": ("labels", None),
    "label+=new": ("labels", ["camera", "insured", "new"]),
    "labels+=camera": ("labels", ["camera", "insured"]),
    "label-=camera": ("labels", ["insured"]),
    "label-=camera,insured": ("labels", None),
    "label-=never": ("labels", ["camera", "insured"]),
    "field.colour=red": ("fields.colour", "red"),
    "field.colour=": ("fields.colour", None),
    "field.weight=2": ("fields.weight", 2),
    "field.size:number=12.5": ("fields.size", 12.5),
    "field.since:date=2024-02-29": ("fields.since", "2024-02-29"),
    "field.works:yes=yes": ("fields.works", True),
    "field.code:text=0012": ("fields.code", "0012"),
    "warranty=3 years": ("warranties", [{"kind": "all", "term": "3 years"}]),
    "warranty=2y": ("warranties", [{"kind": "all", "term": "2 years"}]),
    "warranty=lifetime": ("warranties", [{"kind": "all", "term": "lifetime"}]),
    "warranty=": ("warranties", None),
    "warranty-=24 months": ("warranties", None),
    "warranty+=parts: 60 months by Canon": (
        "warranties",
        [{"term": "24 months"}, {"kind": "parts", "term": "60 months", "provider": "Canon"}],
    ),
}
# What is typed, and words of the refusal.
REFUSED: dict[str, str] = {
    "place": "is not of the form key=value",
    "=x": "is not of the form key=value",
    "": "is not of the form key=value",
    "name=": "the name is empty",
    "colour=black": '"colour" cannot be set',
    "plase=x": '"plase" cannot be set',
    "place+=x": "cannot be added to or taken from",
    "name-=x": "cannot be added to or taken from",
    "inside+=lens": "cannot be added to or taken from",
    "label+=": "says nothing to add or take away",
    "label-= ,": "says nothing to add or take away",
    "price=cheap": "price",
    "price=1,000": "price",
    "price=-5 EUR": "price",
    "price=5 XYZ": "price",
    "bought=soon": "bought",
    "bought=12/03/2024": "bought",
    "bought=2024-02-30": "bought",
    "gtin=4006381333932": "gtin",
    "gtin=123": "gtin",
    "quantity=0": "quantity",
    "quantity=-1": "quantity",
    "quantity=many": "quantity",
    "state=flying": "state",
    "maker=a\x07b": "maker",
    "warranty=soon": "warranty",
    "field.=x": "field.",
    "field.weight=heavy": "field.weight",
    "field.size:number=big": "field.size",
    "field.since:date=never": "field.since",
    "field.works:yes=perhaps": "field.works",
    "field.size:colour=1": "field.size",
    "inside=camera": "cannot be inside itself",
    "inside=lens": 'cannot be inside "lens", which is inside "camera"',
    "inside=nothing": 'no product matches "nothing"',
}


def value_at(text: str, way: str) -> Any:
    """What a record holds at a dotted way; None for nothing. Days as text."""
    found: Any = tomllib.loads(text)
    for key in way.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found.isoformat() if hasattr(found, "isoformat") else found


@pytest.mark.parametrize("typed", MADE)
def test_each_form_becomes_its_value_and_nothing_else_changes(typed: str, bench: Bench) -> None:
    before = bench.files
    bench.do(set_values, "camera", [typed])
    way, value = MADE[typed]
    assert value_at(bench.text(CAMERA), way) == value
    assert {path for path, data in bench.files.items() if data != before[path]} <= {CAMERA}
    assert "# mine" in bench.text(CAMERA) or way == "name"
    old, new = tomllib.loads(before[CAMERA].decode()), tomllib.loads(bench.text(CAMERA))
    top = way.partition(".")[0]
    assert {key: each for key, each in new.items() if key != top} == {k: v for k, v in old.items() if k != top}


@pytest.mark.parametrize("typed", MADE)
def test_the_same_once_more_changes_nothing(typed: str, bench: Bench) -> None:
    bench.do(set_values, "camera", [typed])
    if typed != "warranty+=parts: 60 months by Canon":
        assert bench.ask(set_values, "camera", [typed]).plan is None


@pytest.mark.parametrize("typed", REFUSED)
def test_what_does_not_hold_up_is_refused_by_its_name(typed: str, shared_bench: Bench, refused: Refused) -> None:
    assert REFUSED[typed] in refused(shared_bench, set_values, "camera", [typed])


def test_everything_that_is_wrong_is_told_at_once(shared_bench: Bench, refused: Refused) -> None:
    told = refused(shared_bench, set_values, "camera", ["price=cheap", "gtin=1", "quantity=0", "place=attic"])
    assert [line.partition(":")[0] for line in told.splitlines()] == ["price", "gtin", "quantity"]


def test_a_key_is_given_once(shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, set_values, "camera", ["place=a", "place=b"]) == "place: is given 2 times"
    assert refused(shared_bench, set_values, "camera", ["label=a", "labels=b"]) == "labels: is given 2 times"


def test_several_changes_of_one_list_come_one_after_the_other(bench: Bench) -> None:
    bench.do(set_values, "camera", ["label-=camera", "label+=x", "label+=y", "label-=x"])
    assert value_at(bench.text(CAMERA), "labels") == ["insured", "y"]


def test_nothing_to_set_is_a_mistake(shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, set_values, "camera", []) == "nothing to set"


def test_each_change_is_told_with_both_sides(shared_bench: Bench) -> None:
    told = shared_bench.ask(set_values, "camera", ["place=attic", "price=2499 EUR", "field.colour=", "label+=x"])
    assert [each.values() for each in told.data.differences] == [
        {"slug": "camera", "key": "place", "old": "home/office", "new": "attic"},
        {"slug": "camera", "key": "field.colour", "old": "black"},
        {"slug": "camera", "key": "label", "old": ["camera", "insured"], "new": ["camera", "insured", "x"]},
    ]


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("bought=2026-03-03", "still to come"),
        ("place=home/offcie", "home/office"),
        ("serial=8.9E+15", "spreadsheet"),
        ("serial=N/A", "N/A"),
        ("price=$80", "is taken as USD"),
    ],
)
def test_what_is_odd_and_holds_up_is_done_and_told(typed: str, doubt: str, shared_bench: Bench) -> None:
    told = shared_bench.ask(set_values, "camera", [typed])
    assert told.plan is not None
    assert doubt in " ".join(told.notices)


def test_a_serial_number_that_another_product_has_is_told(shared_bench: Bench) -> None:
    assert "camera" in " ".join(shared_bench.ask(set_values, "bicycle", ["serial=0320"]).notices)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        (["place:home"], ["camera", "lens"]),
        (["label:insured"], ["camera"]),
        (["state:any", "place:home"], ["camera", "lens", "radio"]),
        (["state:lent"], ["drill"]),
        (["-place:home"], ["bicycle", "drill"]),
        (["zzz"], []),
    ],
)
def test_where_chooses_as_list_does(query: list[str], slugs: list[str], shared_bench: Bench) -> None:
    told = shared_bench.ask(set_many, query, ["label+=x"])
    assert sorted(each.slug for each in told.data.products) == slugs
    assert len(told.plan.changes if told.plan else ()) == len(slugs)


def test_more_than_three_are_asked_about(shared_bench: Bench) -> None:
    assert shared_bench.ask(set_many, ["place:home"], ["label+=x"]).question is None
    assert shared_bench.ask(set_many, ["state:any"], ["label+=x"]).question == "Change 5 products?"


def test_one_of_many_that_would_not_hold_up_stops_all(shared_bench: Bench, refused: Refused) -> None:
    assert re.match('"camera".*inside', refused(shared_bench, set_many, ["state:any"], ["inside=lens"]))


def test_a_query_of_nothing_is_a_mistake(shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, set_many, [" "], ["place=x"]) == "--where chooses nothing"


def test_a_record_that_cannot_be_read_is_named_and_the_others_change(bench: Bench) -> None:
    bench.write("products/o/odd.toml", 'format = 1\nname = "Odd\n')
    told = bench.do(set_many, ["place:garage"], ["place=attic"])
    assert [each.path for each in told.problems] == ["products/o/odd.toml"]
    assert value_at(bench.text("products/b/bicycle.toml"), "place") == "attic"
