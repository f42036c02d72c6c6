"""What holds for every query and every product."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import UsageError
from talktag.model.products.product import FILE_KINDS, STATES, Product, ProductFile, Purchase, Service, Tag
from talktag.model.queries.facts import Facts, facts_of
from talktag.model.queries.help import KEYS
from talktag.model.queries.query import Query, parse_query
from talktag.model.queries.values import PRESENCE
from talktag.model.values.fold import fold
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty

untimed = settings(max_examples=50, deadline=None)

TODAY = datetime.date(2024, 2, 29)
some_text = st.sampled_from(
    ["Canon", "canon r5", "Ärger", "A\u0308RGER", "box 2", "ø", '"', "-x", "ß", "a:b", "=", "10"]
)
text = some_text | st.text(min_size=1, max_size=8)
near_dates = st.dates(datetime.date(2021, 1, 1), datetime.date(2027, 12, 31))
money = st.builds(
    Money,
    st.sampled_from([Decimal("0.00"), Decimal("19.99"), Decimal(20), Decimal(500)]),
    st.sampled_from(["EUR", "USD"]),
)
terms = (
    st.just("lifetime")
    | near_dates
    | st.builds(Duration, st.integers(0, 40), st.sampled_from(["day", "month", "year"]))
)
products = st.builds(
    Product,
    id=st.text("0123456789abc", min_size=13, max_size=13),
    slug=st.sampled_from(["canon-r5", "box-2", "bag"]),
    name=text,
    maker=st.none() | text,
    model=st.none() | text,
    serial=st.none() | text,
    gtin=st.none() | st.just("04549292138399"),
    condition=st.none() | text,
    place=st.none() | st.sampled_from(["Home/Büro/Shelf", "Home", "cellar / box 2"]) | text,
    inside=st.none() | st.just("bag"),
    kind=st.none() | st.just("service"),
    service=st.just(Service()),
    labels=st.lists(text, max_size=2).map(tuple),
    quantity=st.integers(1, 3),
    state=st.sampled_from(STATES),
    added=st.none() | near_dates,
    purchase=st.builds(Purchase, st.none() | near_dates, st.none() | text, st.none() | money, st.none() | text),
    warranties=st.lists(st.builds(Warranty, terms, provider=st.none() | text), max_size=2).map(tuple),
    tags=st.lists(st.builds(Tag, st.just("7K3M9QXAC")), max_size=1).map(tuple),
    files=st.lists(st.builds(ProductFile, text, st.sampled_from(FILE_KINDS), st.just("0"), st.just(1)), max_size=2).map(
        tuple
    ),
    fields=st.dictionaries(st.sampled_from(["colour", "Weight"]), text | st.integers() | st.booleans(), max_size=2),
)
few = st.integers(0, 1)
things = st.builds(
    lambda product, notes, entries, shares: facts_of(product, notes=notes, entries=entries, shares=shares),
    products,
    few,
    few,
    few,
)
operators = st.sampled_from([":", ":=", "<", "<=", ">", ">="])
keys = st.sampled_from([*KEYS, "field.colour", "field.a b", "labels", ""])
values = text | st.sampled_from(
    ["90d", "2024-02", "over", "20EUR", "1..", "..2", "photo", "lent", "1y..2023", "Home/büro", "field.colour",
     'field.x from:"y"', "TT-7k3m", "4549292", "20..500USD"]
)  # fmt: skip
dates = st.sampled_from(
    ["0d", "90d", "1m", "12 months", "1y", "2023", "2024-02", "2024-02-29", "today", "1y..2023", "..2025"]
)
sensible = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(["bought", "added", "warranty"]), operators, dates),
    st.builds("price{}{}".format, operators, st.sampled_from(["0", "19.99", "20 EUR", "20usd"])),
    st.builds("quantity{}{}".format, operators, st.integers(0, 3)),
    st.builds("{}:{}".format, st.sampled_from(["has", "no"]), st.sampled_from([*PRESENCE, "field.weight"])),
    st.builds("state:{}".format, st.sampled_from(STATES)),
    st.builds(
        "{}{}{}".format, st.sampled_from(["name", "maker", "label", "place"]), st.sampled_from([":", ":="]), text
    ),
    st.sampled_from(["warranty:over", "warranty:lifetime", "price:10..20", "place:home/büro", "inside:bag", "tag:7k"]),
)
keyed = sensible | st.builds("{}{}{}".format, keys, operators, values)
words = st.builds(
    "{}{}".format, st.sampled_from(["", "", "-", "- "]), keyed | text | st.builds('"{}"'.format, keyed | text)
)


def parsed(given_words: list[str]) -> Query | None:
    try:
        return parse_query(given_words, TODAY, "EUR")
    except UsageError:
        return None


queries = st.lists(words, max_size=3).map(parsed).filter(lambda query: query is not None)


@untimed
@given(st.lists(st.text() | words, max_size=3), st.none() | st.just("EUR"), st.dates())
def test_any_words_are_a_query_or_a_usage_error(some: list[str], currency: str | None, today: datetime.date) -> None:
    try:
        parse_query(some, today, currency)
    except UsageError as error:
        complete = bool(error.message and error.hints)
    else:
        complete = True
    assert complete


@untimed
@given(words, st.lists(things, max_size=4))
def test_a_word_and_its_negation_part_any_products_in_two(word: str, some: list[Facts]) -> None:
    query = parsed([word])
    if query is None:
        return
    (normal,) = query.to_words()
    negated = normal[1:] if normal.startswith("-") else f"-{normal}"
    opposite = parse_query([negated], TODAY, "EUR")
    assert all(query.matches(each) != opposite.matches(each) for each in some)


@untimed
@given(queries, queries, things)
def test_and_means_both_in_either_order(one: Query, other: Query, thing: Facts) -> None:
    both = parse_query([*one.to_words(), *other.to_words()], TODAY)
    turned = parse_query([*other.to_words(), *one.to_words()], TODAY)
    assert both.matches(thing) == turned.matches(thing) == (one.matches(thing) and other.matches(thing))


@untimed
@given(queries)
def test_the_normal_form_gives_the_same_query_again_without_a_default_currency(query: Query) -> None:
    again = parse_query(query.to_words(), TODAY)
    assert again == query
    assert again.to_words() == query.to_words()


@untimed
@given(queries, things)
def test_what_matches_holds_every_text_of_the_query(query: Query, thing: Facts) -> None:
    preselected = all(needle in thing.text for needle in query.texts)
    assert preselected or not query.matches(thing)
    if query.is_plain_text:
        assert preselected == query.matches(thing)


@untimed
@given(products, st.sampled_from(["name", "maker", "model", "serial", "place"]))
def test_every_value_is_found_by_itself_whatever_its_case(product: Product, key: str) -> None:
    value = getattr(product, key)
    for typed in (value, value and value.upper()):
        query = parsed([f'{key}:"{typed}"', f'"{typed}"']) if typed else None
        if query is not None:
            assert query.matches(facts_of(product, notes=0, entries=0)), typed


@untimed
@given(st.text())
def test_folding_twice_changes_nothing(some: str) -> None:
    assert fold(fold(some)) == fold(some)


@untimed
@given(st.text(), st.text(), st.text())
def test_a_part_of_a_text_is_a_part_of_it_folded(before: str, part: str, after: str) -> None:
    assert fold(part) in fold(before + part + after)


def test_letters_people_cannot_type_fold_to_those_they_can() -> None:
    pairs = {
        "ÅNGSTRÖM": "angstrom", "Straße": "strasse", "Łódź": "lodz", "Ærø": "aero", "ＡＢＣ": "abc", "ﬁ": "fi",
        "İstanbul": "istanbul", "ΣΊΣΥΦΟΣ": "σισυφοσ", "Ǿ": "o", "½": "1⁄2", "㎒": "mhz",
    }  # fmt: skip
    assert {name: fold(name) for name in pairs} == pairs
