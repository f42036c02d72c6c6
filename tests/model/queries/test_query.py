"""What each key of a query finds and leaves."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from talktag.model.products.product import FILE_KINDS, STATES, Product, ProductFile, Purchase, Tag
from talktag.model.queries.facts import Facts
from talktag.model.queries.help import KEYS
from talktag.model.queries.keys import READERS
from talktag.model.queries.query import QUERY_HELP, parse_query
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty

TODAY = datetime.date(2025, 6, 15)

FOUND = [
    "canon",
    "CANON",
    "eos r5",
    "gehause",
    "GEHÄUSE",
    "geha\u0308use",
    '"R5 Gehäuse"',
    "-nikon",
    "rechnung",
    "ubergabe",
    "matt black",
    "7k3m9",
    "allianz",
    "2499.00",
    "-https://example.org/canon",
    "name:gehäuse",
    "maker:cano",
    "MAKER:Canon",
    "maker:=Canon",
    'maker:"canon"',
    "model:r5",
    "model:=EOS R5",
    "serial:0345",
    "condition:worn",
    "kind:service",
    "slug:canon-eos",
    "slug:=canon-eos-r5",
    "id:xcejq",
    "from:muller",
    "from:=Foto Müller",
    "from:=Foto Mu\u0308ller",
    "order:1717",
    "provider:alli",
    "-to:bruno",
    "due:2025-07",
    "due<30d",
    "file:rechnung",
    "tag:7k3m",
    "tag:TT-7K3M-9QXA",
    "tag:7k3m 9qxa c",
    "tag:=TT-7K3M-9QXA-C",
    "tag:oooo",
    "gtin:4549292138399",
    "gtin:4549292-13",
    "gtin:=4549292138399",
    "gtin:=04549292138399",
    "field.colour:black",
    "FIELD.COLOUR:Black",
    "field.Colour:=matt black",
    "field.shutter count:1200",
    "field.lens mounts:ef",
    "place:home",
    "place:buro",
    "place:BÜRO",
    "place:shelf 2",
    "place:home/büro",
    "place:/home/büro/",
    "place: home / büro / shelf 2",
    "place:=Home/Büro/Shelf 2",
    "inside:camera-bag",
    "inside:0000000000BAG",
    "label:insured",
    "label:photo gear",
    "label:=Insured",
    "state:owned",
    "has:receipt",
    "has:file",
    "has:warranty",
    "has:entry",
    "has:tag",
    "has:field",
    "has:field.colour",
    "no:photo",
    "no:note",
    "no:share",
    "no:field.weight",
    "-no:receipt",
    "-has:photo",
    "quantity:2",
    "quantity>1",
    "quantity>=2",
    "quantity<3",
    "quantity<=2",
    "quantity:1..2",
    "quantity:2..",
    "quantity:..2",
    "price>500EUR",
    "price>500",
    "price>2498.99 eur",
    "price:2499EUR",
    "price:=2499.00EUR",
    "price<=2499EUR",
    "price:500EUR..2499EUR",
    "price:500..2499EUR",
    "price:..2500EUR",
    "-price>0USD",
    "bought:2024",
    "bought:2024-03",
    "bought:2024-03-02",
    "bought>2024-03-01",
    "bought>=2024-03",
    "bought<2024-04",
    "bought<2025",
    "bought>2023",
    "bought<=2024",
    "bought:2024-01..2024-03",
    "bought:..2024-03-02",
    "bought>1y",
    "bought<2y",
    "bought:1y..2y",
    "added:2024-03-10",
    "added<500d",
    "seen:2024-06",
    "seen>30d",
    "-added<30d",
    "warranty<1y",
    "warranty>6m",
    "warranty:2026",
    "warranty:2026-03",
    "warranty<2027-01-01",
    "warranty:..1y",
    "-warranty:over",
    "-warranty:lifetime",
]
LEFT = [
    "to:bruno",
    "due:over",
    "nikon",
    "-canon",
    '"r5 eos"',
    "maker:anon corp",
    "condition:new",
    "kind:thing",
    "maker:=canon",
    "maker:=Cano",
    "model:=EOS",
    "from:=Foto Muller",
    "tag:=7K3M9",
    "gtin:=4549292",
    "field.colour:=black",
    "field.weight:1",
    "place:shelf",
    "place:bür",
    "place:büro/shelf 2",
    "place:home/shelf 2",
    "place:home/büro/shelf 2/box",
    "place:=home/büro/shelf 2",
    "inside:camera",
    "label:photo",
    "label:insure",
    "label:=insured",
    "state:lent",
    "has:photo",
    "has:manual",
    "has:note",
    "no:receipt",
    "no:tag",
    "has:field.weight",
    "quantity>2",
    "quantity:3..",
    "price>2499EUR",
    "price>500USD",
    "price<5000USD",
    "price<=20",
    "bought:2023",
    "bought:2024-04",
    "bought>2024",
    "bought>2024-03",
    "bought<2024",
    "bought>2y",
    "bought<1y",
    "bought:today",
    "added<30d",
    "added:yesterday",
    "seen<30d",
    "seen:yesterday",
    "warranty<90d",
    "warranty>1y",
    "warranty:over",
    "warranty:lifetime",
    "warranty:2025",
]


@pytest.mark.parametrize("word", FOUND)
def test_a_word_finds(word: str, facts: Facts) -> None:
    assert parse_query([word], TODAY, "EUR").matches(facts)


@pytest.mark.parametrize("word", LEFT)
def test_a_word_leaves(word: str, facts: Facts) -> None:
    assert not parse_query([word], TODAY, "EUR").matches(facts)


def test_every_key_is_shown_to_find_to_leave_and_in_the_help() -> None:
    for key in READERS:
        assert any(word.lower().removeprefix("-").startswith(key) for word in FOUND), key
        assert key in {"slug", "id", "serial", "name", "order", "provider", "file"} or any(
            word.lower().startswith(key) for word in LEFT
        ), key
    assert set(READERS) == set(KEYS)
    assert all(f"\n  {form} " in QUERY_HELP for form, _ in KEYS.values())
    assert all(len(line) <= 80 for line in QUERY_HELP.splitlines())


def test_every_example_in_the_help_is_a_query() -> None:
    for form, _ in KEYS.values():
        assert parse_query([form], TODAY).to_words() == (form,)


def test_all_words_must_hold(facts: Facts) -> None:
    assert parse_query(["maker:canon", "place:home", "price>500EUR", "-label:sold"], TODAY).matches(facts)
    assert not parse_query(["maker:canon", "place:home", "price>5000EUR", "-label:sold"], TODAY).matches(facts)


def test_no_words_find_everything(facts: Facts) -> None:
    query = parse_query([], TODAY)
    assert query.matches(facts)
    assert query.is_plain_text
    assert query.texts == ()


PRESENT: dict[str, dict[str, Any]] = {
    **{kind: {"files": (ProductFile("a", kind, "0", 1),)} for kind in FILE_KINDS},
    **{key: {key: "x"} for key in ("maker", "model", "serial", "gtin", "condition", "place", "inside", "kind")},
    "label": {"labels": ("x",)},
    "tag": {"tags": (Tag("7K3M9QXAC"),)},
    "added": {"added": TODAY},
    "bought": {"purchase": Purchase(date=TODAY)},
    "from": {"purchase": Purchase(seller="x")},
    "price": {"purchase": Purchase(price=Money(Decimal(0), "EUR"))},
    "order": {"purchase": Purchase(order="x")},
    "warranty": {"warranties": (Warranty(Duration(1, "year")),)},
    "provider": {"warranties": (Warranty("lifetime", provider="x"),)},
    "field": {"fields": {"a": 0}},
    "field.a": {"fields": {"a": 0}},
    "note": {"notes": 1},
    "entry": {"entries": 1},
    "share": {"shares": 1},
    "seen": {"seen": "2025-06-15"},
    "to": {"state": "lent"},
    "due": {"due": "2025-06-15"},
}


@pytest.mark.parametrize("what", PRESENT)
def test_has_tells_what_is_there_from_what_is_not(what: str, made: Callable[..., Facts]) -> None:
    has, no = parse_query([f"has:{what}"], TODAY), parse_query([f"no:{what}"], TODAY)
    assert has.matches(made(**PRESENT[what]))
    assert not has.matches(made())
    assert no.matches(made())
    assert not no.matches(made(**PRESENT[what]))


def test_the_table_above_has_everything_that_can_be_there() -> None:
    from talktag.model.queries.values import PRESENCE

    assert set(PRESENT) == {*PRESENCE, "field.a"}


def test_a_product_whose_only_tag_is_retired_has_no_tag(made: Callable[..., Facts]) -> None:
    retired = made(tags=(Tag("7K3M9QXAC", retired=TODAY),))
    assert not parse_query(["has:tag"], TODAY).matches(retired)
    assert parse_query(["tag:7k3m"], TODAY).matches(retired)


@pytest.mark.parametrize("state", STATES)
def test_any_state_finds_every_state(state: str, made: Callable[..., Facts]) -> None:
    assert parse_query(["state:any"], TODAY).matches(made(state=state))
    assert not parse_query(["-state:ANY"], TODAY).matches(made(state=state))


def test_a_query_asks_for_states_only_where_a_word_says_one() -> None:
    for words in (["state:sold"], ["-state:sold"], ["state:any", "canon"], ["maker:canon", "-state:any"]):
        assert parse_query(words, TODAY).asks_states, words
    for words in ([], ["canon"], ["sold"], ["place:state"], ['"state:any"']):
        assert not parse_query(words, TODAY).asks_states, words


@pytest.mark.parametrize(
    ("words", "asks"),
    [(["state:lent"], True), (["to:bruno"], True), (["-due:over"], False), (["due<1w", "x"], True), (["lent"], False)],
)
def test_a_query_asks_for_loans_where_a_word_is_of_loans(words: list[str], asks: bool) -> None:
    assert parse_query(words, TODAY).asks_loans is asks


@pytest.mark.parametrize("state", STATES)
def test_a_state_finds_its_own(state: str, made: Callable[..., Facts]) -> None:
    found = [each for each in STATES if parse_query([f"state:{state.upper()}"], TODAY).matches(made(state=each))]
    assert found == [state]


@pytest.mark.parametrize(
    ("price", "word", "found"),
    [
        ("20.00 EUR", "price<=20", True),
        ("20.01 EUR", "price<=20", False),
        ("20.00 EUR", "price<20", False),
        ("19.9999 EUR", "price<20", True),
        ("9 EUR", "price<10", True),
        ("100 EUR", "price>20", True),
        ("20.00 USD", "price<=20", False),
        ("20.00 USD", "price<=20usd", True),
        ("2000 JPY", "price>=2000JPY", True),
        ("0.00 EUR", "price:0", True),
        (None, "price<=20", False),
        (None, "price>=0", False),
        ("15 USD", "price:10USD..20", True),
        ("15 EUR", "price:10USD..20", False),
    ],
)
def test_a_price_is_compared_as_a_number_and_only_in_its_currency(
    price: str | None, word: str, found: bool, made: Callable[..., Facts]
) -> None:
    amount, _, currency = (price or "").partition(" ")
    money = Money(Decimal(amount), currency) if price else None
    assert parse_query([word], TODAY, "EUR").matches(made(purchase=Purchase(price=money))) is found


def test_custom_fields_are_read_as_they_are_written(made: Callable[..., Facts]) -> None:
    fields = {"sealed": True, "since": datetime.date(2020, 2, 29), "box": {"width": 3, "depth": [1, 2.5]}}
    thing = made(fields=fields)
    for word in ("field.sealed:true", "field.since:2020-02", "field.box:width 3", "field.box:1, 2.5", "has:field.Box"):
        assert parse_query([word], TODAY).matches(thing), word


def test_a_product_in_a_box_in_a_box_is_inside_both(camera: Product) -> None:
    from talktag.model.queries.facts import facts_of

    facts = facts_of(camera, notes=0, entries=0, holders=("bag", "id1", "trunk", "id2"))
    for ref in ("bag", "trunk", "id2", "0000000000bag"):
        assert parse_query([f"inside:{ref}"], TODAY).matches(facts)
    assert not parse_query(["inside:tru"], TODAY).matches(facts)


def test_a_query_says_what_the_record_alone_does_not_tell() -> None:
    def needs(*words: str) -> frozenset[str]:
        return parse_query(words, TODAY).needs

    assert needs("canon", "place:a", "has:photo", "price>1EUR", "has:inside") == frozenset()
    assert needs("has:note", "no:entry") == {"notes", "entries"}
    assert needs("-inside:bag", "has:share") == {"holders", "shares"}


def test_texts_let_an_index_choose_first() -> None:
    plain = parse_query(["Käse", "two words", "käse"], TODAY)
    assert plain.is_plain_text
    assert plain.texts == ("kase", "two words")
    mixed = parse_query(
        ["Käse", "maker:Canon", "-nikon", "id:01h", "state:lent", "place:Home/Büro", "tag:TT-oi"], TODAY
    )
    assert not mixed.is_plain_text
    assert mixed.texts == ("kase", "canon", "01")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (["Canon", "canon", " Canon "], ["Canon", "canon"]),
        (['"canon"', '"canon maker:x"', '"-x"', '-"-x"'], ["canon", '"canon maker:x"', '"-x"', '-"-x"']),
        (['"maker:x"', '"maker=x"', '"x"y"', '"https://a:b"'], ['"maker:x"', '"maker=x"', 'x"y', "https://a:b"]),
        (['maker:"=x"', 'maker:"a place:b"', 'MAKER:="x"'], ['maker:"=x"', 'maker:"a place:b"', "maker:=x"]),
        (["-no:photo", "-has:Photo", "no:photo", "has:field. A"], ["has:photo", "no:photo", "has:field.A"]),
        (["price>500", "price:1eur..2EUR", "price:..3 usd"], ["price>500EUR", "price:1EUR..2EUR", "price:..3USD"]),
        (["Warranty:Over", "warranty:=2024", "- added< 30D"], ["warranty:over", "warranty:2024", "-added<30d"]),
    ],
)
def test_the_normal_form_is_the_shortest_that_means_the_same(typed: list[str], normal: list[str]) -> None:
    query = parse_query(typed, TODAY, "EUR")
    assert list(query.to_words()) == normal
    assert parse_query(normal, TODAY) == query
