"""What `add` makes of what was typed: the record, its slug and tag, what is copied from another, what is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.products.add import AddRequest, add

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
BARE = {"format", "id", "name", "added", "tags"}

MADE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a name": ({}, {}),
    "a maker": ({"maker": " Leitz "}, {"maker": "Leitz"}),
    "a bar code": ({"gtin": "4006381333931"}, {"gtin": "04006381333931"}),
    "a place": ({"place": "home//attic/"}, {"place": "home/attic"}),
    "a place that is empty": ({"place": "", "like": "bicycle"}, {}),
    "labels": ({"label": ("a,b", "c")}, {"labels": ["a", "b", "c"]}),
    "inside": ({"inside": "trek"}, {"inside": "b000000000003"}),
    "how many": ({"quantity": "3"}, {"quantity": 3}),
    "one": ({"quantity": "1"}, {}),
    "a field": ({"fields": {"colour": "red"}}, {"fields": {"colour": "red"}}),
    "a number": ({"fields": {"weight:number": "1.5"}}, {"fields": {"weight": 1.5}}),
    "a yes": ({"fields": {"works:yes": "no"}}, {"fields": {"works": False}}),
    "a price": ({"price": "80"}, {"purchase": {"price": "80.00 EUR"}}),
    "a seller": ({"from": "Toom", "order": "A-1"}, {"purchase": {"from": "Toom", "order": "A-1"}}),
    "a warranty": ({"warranty": ("2y",)}, {"warranties": [{"kind": "all", "term": "2 years"}]}),
    "like another": (
        {"like": "camera"},
        {
            "maker": "Canon",
            "place": "home/office",
            "labels": ["camera", "insured"],
            "purchase": {"price": "2499.00 EUR"},
            "warranties": [{"kind": "all", "term": "24 months"}],
            "fields": {"colour": "black", "weight": 1.5},
        },
    ),
}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": ""}, "name"),
    "blanks": ({"name": "  "}, "name"),
    "a control character": ({"maker": "a\x07b"}, "maker"),
    "no bar code": ({"gtin": "123"}, "gtin"),
    "a wrong check digit": ({"gtin": "4006381333932"}, "gtin"),
    "no money": ({"price": "cheap"}, "price"),
    "two readings": ({"price": "1,000"}, "price"),
    "no day": ({"bought": "soon"}, "bought"),
    "a day of two readings": ({"bought": "12/03/2024"}, "bought"),
    "no length": ({"warranty": ("soon",)}, "warranty"),
    "nothing": ({"quantity": "0"}, "quantity"),
    "no count": ({"quantity": "many"}, "quantity"),
    "no number": ({"fields": {"weight:number": "heavy"}}, "weight"),
    "no type": ({"fields": {"weight:colour": "1"}}, "weight"),
    "a holder that is none": ({"inside": "nothing"}, "nothing"),
    "a model that is none": ({"like": "nothing"}, "nothing"),
}


def request(**typed: Any) -> AddRequest:
    """What was typed by its key; what is no key of a product stands beside."""
    plain = {key: value for key, value in typed.items() if key in {"name", "like", "fields", "files"}}
    lists = {key: value for key, value in typed.items() if key in {"label", "warranty"}}
    texts = {key: value for key, value in typed.items() if key not in {*plain, *lists}}
    return AddRequest(**{"name": "Kettle", **plain}, texts=texts, lists=lists)


def record(bench: Bench, slug: str) -> dict[str, Any]:
    return tomllib.loads(bench.text(f"products/{slug[0]}/{slug}.toml"))


@pytest.mark.parametrize("what", MADE)
def test_the_record_says_what_was_typed_and_no_more(what: str, bench: Bench) -> None:
    typed, expected = MADE[what]
    added = bench.do(add, request(**typed))
    made = record(bench, added.data.product.slug)
    assert {key: value for key, value in made.items() if key not in BARE} == expected
    assert made.keys() >= BARE
    assert made["added"] == bench.today
    assert len(made["tags"]) == 1


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_hold_up_is_refused(what: str, shared_bench: Bench, refused: Refused) -> None:
    typed, words = REFUSED[what]
    assert words in refused(shared_bench, add, request(**typed))


def test_everything_that_is_wrong_is_told_at_once(shared_bench: Bench, refused: Refused) -> None:
    told = refused(shared_bench, add, request(gtin="1", price="cheap", quantity="0", bought="soon"))
    assert [line.partition(":")[0] for line in told.splitlines()[1:]] == ["gtin", "quantity", "bought", "price"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kettle", "kettle"),
        ("Canon EOS 5D", "canon-eos-5d"),
        ("Drill", "drill-2"),
        ("DRILL!", "drill-2"),
        ("Größe Ä", "grosse-a"),
    ],
)
def test_a_name_becomes_a_slug_that_is_free(name: str, slug: str, shared_bench: Bench) -> None:
    assert shared_bench.ask(add, AddRequest(name)).data.product.slug == slug


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "com1"])
def test_no_record_has_the_name_of_a_device_of_windows(name: str, shared_bench: Bench) -> None:
    assert shared_bench.ask(add, AddRequest(name)).data.product.slug != name.lower()


def test_a_name_without_letters_has_a_slug_of_its_id(shared_bench: Bench) -> None:
    made = shared_bench.ask(add, AddRequest("自転車")).data.product
    assert made.slug.startswith("product-")


def test_two_of_a_name_have_ids_and_tags_of_their_own(bench: Bench) -> None:
    one, two = (bench.do(add, AddRequest("Kettle")).data.product for _ in range(2))
    assert (one.slug, two.slug) == ("kettle", "kettle-2")
    assert one.id != two.id
    assert one.tags != two.tags


def test_like_copies_neither_serial_nor_day_nor_order_nor_tags(shared_bench: Bench) -> None:
    made = shared_bench.ask(add, AddRequest("Second", like="camera")).data.product
    assert (made.serial, made.purchase.date, made.purchase.order, made.quantity) == (None, None, None, 1)
    assert made.tags[0].id != "7Y27T4WSS"


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ({"bought": "2026-03-03"}, "still to come"),
        ({"serial": "0320"}, "camera"),
        ({"serial": "8.9E+15"}, "spreadsheet"),
        ({"price": "$80"}, "is taken as USD"),
        ({"place": "home/offcie"}, "home/office"),
    ],
)
def test_what_is_odd_and_holds_up_is_told(typed: dict[str, Any], doubt: str, shared_bench: Bench) -> None:
    assert doubt in " ".join(shared_bench.ask(add, request(**typed)).notices)


def test_nothing_else_of_the_store_changes(bench: Bench) -> None:
    before = bench.files
    bench.do(add, AddRequest("Kettle", like="camera"))
    assert {path for path, data in bench.files.items() if before.get(path) != data} == {"products/k/kettle.toml"}
