"""Columns, their order and their sums."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talktag.errors import UsageError
from talktag.model.products.product import Product, Purchase
from talktag.model.queries.columns import COLUMNS, DEFAULT_COLUMNS, natural, parse_columns, sort_by, totals
from talktag.model.queries.facts import Facts, facts_of
from talktag.model.values.money import Money
from talktag.model.values.warranty import Warranty

Made = Callable[..., Facts]
WHOLE = {
    "slug": "canon-eos-r5", "name": "Canon EOS R5 Gehäuse", "maker": "Canon", "model": "EOS R5",
    "serial": "034521001234", "gtin": "04549292138399", "condition": "worn",
    "place": "Home/Büro/Shelf 2", "inside": "camera-bag",
    "labels": "Insured, photo gear", "tag": "0000000AB", "state": "owned", "quantity": "2", "added": "2024-03-10",
    "bought": "2024-03-02", "from": "Foto Müller", "price": "2499.00 EUR", "order": "2024-1717",
    "warranty": "2026-03-02", "files": "1", "notes": "", "entries": "1", "shares": "", "seen": "2024-06-01",
    "to": "", "due": "2025-07-01",
    "kind": "service", "id": "01h2xcejqtf2n",
}  # fmt: skip


def test_every_column_shows_its_fact(facts: Facts) -> None:
    assert {name: column.text(facts) for name, column in COLUMNS.items()} == WHOLE


def test_what_is_absent_is_an_empty_text(made: Made) -> None:
    texts = {name: column.text(made()) for name, column in COLUMNS.items() if column.text(made())}
    assert texts == {"slug": "thing", "name": "Thing", "state": "owned", "quantity": "1", "id": "0" * 13}


def test_columns_are_named_in_one_word_separated_by_commas(facts: Facts) -> None:
    columns = parse_columns("name, PLACE,price,field.colour,name,")
    assert [column.name for column in columns] == ["name", "place", "price", "field.colour"]
    assert columns[-1].heading == "colour"
    assert columns[-1].text(facts) == "matt black"


def test_the_columns_shown_unasked_are_columns() -> None:
    assert parse_columns(",".join(column.name for column in DEFAULT_COLUMNS)) == DEFAULT_COLUMNS


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("name,plase", "did you mean place?"),
        ("location", "did you mean place?"),
        ("tags", "did you mean tag?"),
        ("category", "did you mean labels?"),
        ("field.", f"columns: {', '.join(COLUMNS)}, field.NAME"),
        ("zzz", f"columns: {', '.join(COLUMNS)}, field.NAME"),
        ("", f"columns: {', '.join(COLUMNS)}, field.NAME"),
        (" , ", f"columns: {', '.join(COLUMNS)}, field.NAME"),
    ],
)
def test_a_column_that_does_not_exist_is_refused_with_near_names(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_columns(text)
    assert hint in caught.value.hints


@pytest.mark.parametrize(
    "ordered",
    [
        ["box 2", "Box 10", "bóx 10 a", "box 11"],
        ["a", "Ä", "b", "Z", "zz"],
        ["1", "02", "2 b", "10", "a"],
        ["x", "x1", "x9", "x" + "9" * 5000],
        ["v1.2.9", "v1.2.10", "v1.10"],
    ],
)
def test_texts_stand_in_natural_order(ordered: list[str]) -> None:
    turned = ordered[::-1]
    assert sorted(turned, key=natural) == ordered


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("a1 B0Ä"), max_size=6)))
def test_any_texts_can_be_ordered_and_the_order_does_not_hang_on_where_they_began(texts: list[str]) -> None:
    turned = texts[::-1]
    assert sorted(texts, key=natural) == sorted(turned, key=natural)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**30), min_size=1))
def test_numbers_in_texts_order_as_numbers(numbers: list[int]) -> None:
    assert sorted((f"n{each}" for each in numbers), key=natural) == [f"n{each}" for each in sorted(numbers)]


def test_absent_values_come_last_either_way_and_equal_ones_stand_by_slug(made: Made) -> None:
    things = [
        made(slug="d", maker="Nikon"), made(slug="c"), made(slug="b", maker="Canon"),
        made(slug="a", maker="Nikon"), made(slug="e", maker=""),
    ]  # fmt: skip
    assert [each.slug for each in sort_by(things, "maker")] == ["b", "a", "d", "c", "e"]
    assert [each.slug for each in sort_by(things, "maker", reverse=True)] == ["a", "d", "b", "c", "e"]


def test_prices_quantities_and_warranties_order_by_what_they_are(made: Made) -> None:
    def priced(slug: str, amount: str, currency: str, quantity: int, term: datetime.date | str) -> Facts:
        purchase = Purchase(price=Money(Decimal(amount), currency))
        return made(slug=slug, purchase=purchase, quantity=quantity, warranties=(Warranty(term),))

    things = [
        priced("a", "100", "EUR", 10, "lifetime"),
        priced("b", "9.50", "EUR", 9, datetime.date(2030, 1, 1)),
        priced("c", "20", "CHF", 100, datetime.date(2026, 1, 1)),
        made(slug="d", quantity=1),
    ]
    assert [each.slug for each in sort_by(things, "price")] == ["c", "b", "a", "d"]
    assert [each.slug for each in sort_by(things, "quantity")] == ["d", "b", "a", "c"]
    assert [each.slug for each in sort_by(things, "warranty")] == ["c", "b", "a", "d"]
    assert [each.slug for each in sort_by(things, "warranty", reverse=True)] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("name", [*COLUMNS, "field.colour"])
def test_any_column_can_order_the_products(name: str, facts: Facts, made: Made) -> None:
    assert len(sort_by([facts, made(), facts], name)) == 3


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(UsageError):
        sort_by([], "zzz")


amounts = st.decimals(0, 10**15 - 1, places=4)


@settings(deadline=None)
@example([(Decimal("99999999999999.9999"), "EUR", 2**63 - 1), (Decimal("0.0001"), "EUR", 1)])
@given(st.lists(st.tuples(st.none() | amounts, st.sampled_from(["EUR", "USD", "JPY"]), st.integers(1, 2**63))))
def test_sums_are_exact_and_never_mix_currencies(bought: list[tuple[Decimal | None, str, int]]) -> None:
    things = []
    for amount, code, count in bought:
        purchase = Purchase(price=None if amount is None else Money(amount, code))
        things.append(facts_of(Product("0", "a", "a", quantity=count, purchase=purchase), notes=0, entries=0))
    expected: dict[str, Fraction] = {}
    for amount, code, count in bought:
        if amount is not None:
            expected[code] = expected.get(code, Fraction(0)) + Fraction(amount) * count
    found = totals(things)
    assert {code: Fraction(money.amount) for code, money in found.items()} == expected
    assert all(money.currency == code for code, money in found.items())
    assert list(found) == sorted(found)
