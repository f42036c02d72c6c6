"""Small catalogues to read and products to write, and random ones of every shape. Holds no assertions."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from talktag.interop.draft import Draft, Import, Options, RowProblem
from talktag.interop.reading import read_rows
from talktag.model.products.product import STATES, Product, ProductFile, PublicWords, Purchase, Service, Tag
from talktag.model.typed.text import compose, tidy, without_controls
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import ALPHABET, ID_BITS, TAG_BITS, make_id, make_tag
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Duration, Warranty

V26 = (
    *("import_ref", "parent_import_ref", "location", "tags", "asset_id", "archived", "url", "name", "quantity"),
    *("description", "insured", "notes", "purchase_price", "purchase_from", "purchase_date", "manufacturer"),
    *("model_number", "serial_number", "lifetime_warranty", "warranty_expires", "warranty_details"),
    *("sold_to", "sold_price", "sold_date", "sold_notes"),
)
UUID = "3f0c9d1e-5a7b-4c2d-8e9f-00000000000{}"


def delimited(header: Sequence[str], *rows: Mapping[str, str], delimiter: str = ",", end: str = "\n") -> bytes:
    """A file with one line for each of `rows`; cells that a row does not name are blank."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def homebox_rows(*rows: Mapping[str, str], header: Sequence[str] = V26, delimiter: str = ",") -> Import:
    """A Homebox file of these rows as it is read; columns of custom fields follow the header."""
    more = dict.fromkeys(key for row in rows for key in row if key.startswith("HB.field."))
    titles = (*(f"HB.{key}" for key in header), *more)
    data = delimited(titles, *rows, delimiter=delimiter)
    return read_rows(data, "homebox", options=Options(currency="EUR"))


def facts(thing: Draft | Product) -> dict[str, Any]:
    """What both a product and a draft of it say, each fact by its place in the JSON form; absent ones left out."""
    thing = thing.product if isinstance(thing, Draft) else thing
    purchase = thing.purchase
    names = ("id", "slug", "name", "maker", "model", "serial", "gtin", "condition", "place", "inside")
    plain = (*names, "quantity", "state", "added")
    source = thing.source if thing.source and ":row:" not in thing.source else None  # what a row holds is no fact
    said = {
        "source": source,
        **{key: getattr(thing, key) for key in plain},
        "labels": tuple(dict.fromkeys(thing.labels)),
        "purchase.date": purchase.date,
        "purchase.from": purchase.seller,
        "purchase.price": purchase.price,
        "purchase.order": purchase.order,
        **{f"finder.{key}": line for key, line in thing.finder._asdict().items()},
        "warranties": thing.warranties,
        "tags": thing.tags,
        **{f"fields.{name}": value for name, value in thing.fields.items()},
    }
    return {key: value for key, value in said.items() if value not in (None, (), "")}


CAMERA = Product(
    id="c000000000001",
    slug="canon-eos",
    name='Canon EOS 5D, "Mark IV"',
    maker="Canon",
    model="EOS 5D Mark IV",
    serial="032021001234",
    gtin="04548736133730",
    place="home/office",
    labels=("insured", "studio, left", "back\\slash"),
    added=datetime.date(2024, 3, 3),
    purchase=Purchase(datetime.date(2024, 3, 2), "Foto Ruiz", Money(Decimal("2499.00"), "EUR"), "0042"),
    warranties=(
        Warranty(Duration(24, "month")),
        Warranty(datetime.date(2029, 3, 2), "extended", datetime.date(2026, 3, 2), "Foto Ruiz"),
    ),
    tags=(Tag(make_tag(271828182845), datetime.date(2024, 3, 3)),),
    files=(ProductFile("receipt.pdf", "receipt", "ab" * 32, 1200),),
    source="homebox:000-017",
    fields={"shutter": 18342, "notes": "=cmd|'/c calc'!A1\nsecond line", "colour": "black"},
)
LENS = Product(
    id="c000000000002",
    slug="lens",
    name="+24-70mm",
    inside="c000000000001",
    state="lent",
    quantity=2,
    warranties=(Warranty(LIFETIME),),
)

# Text as anyone may type it, in any script; a record cannot hold half characters.
_LETTERS = st.characters(exclude_categories=["Cs"])
_TRICKY = st.sampled_from(
    ["=1+1", "'=1", "-40", "@x", "a,b", 'a"b', "a;b", "a\nb", "a\r\nb", "\\", ",", "日本", "é", "1,5"]
)


def _is_seen(text: str) -> bool:
    return bool(tidy(without_controls(text)))


_VISIBLE = st.characters(exclude_categories=["Cs", "Cc"])
PLAIN_TEXT = (st.text(_VISIBLE, max_size=12) | _TRICKY).map(tidy).filter(bool)
# As records hold it, which are read composed.
ANY_TEXT = (
    (st.text(_LETTERS, min_size=1, max_size=12) | _TRICKY)
    .map(compose)
    .filter(lambda text: bool(tidy(without_controls(text))))
)
DAYS = st.dates(datetime.date(1000, 1, 1))
_AMOUNTS = st.decimals(-(10**9), 10**9, places=2) | st.decimals(0, 10**6, places=4) | st.decimals(0, 10**4, places=3)
_PRICES = st.builds(Money, _AMOUNTS, st.sampled_from(["EUR", "USD", "JPY", "KWD"]))
_LENGTHS = st.none() | st.builds(Duration, st.integers(1, 999), st.sampled_from(("day", "week", "month", "year")))
_TERMS = (
    st.builds(Duration, st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"]))
    | DAYS
    | st.just(LIFETIME)
)
_IDS = st.integers(0, 2**ID_BITS - 1).map(make_id)
_SLUGS = st.text(ALPHABET.lower(), min_size=5, max_size=20)
_LINES = st.none() | st.from_regex(r"[a-zé€ы] ?[a-z0-9,.\"]{0,50}", fullmatch=True).map(str.strip)
_TAGS = st.builds(Tag, st.integers(0, 2**TAG_BITS - 1).map(make_tag), st.none() | DAYS, st.none() | DAYS)
_GTINS = st.integers(0, 10**12 - 1).map(lambda number: _with_check_digit(f"{number:013}"))


def _with_check_digit(digits: str) -> str:
    for check in "0123456789":
        try:
            return parse_gtin(digits + check)
        except ValueError:
            continue
    raise AssertionError(digits)


def field_values(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Custom fields as a record may hold them."""
    scalars = text | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | DAYS
    values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(text, scalars | st.lists(scalars), max_size=2)
    return st.dictionaries(text, values, max_size=3)


def products(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[Product]]:
    """A few products of every shape, their texts drawn from `text`; ids differ."""
    maybe = st.none() | text
    return st.lists(
        st.builds(
            Product,
            id=_IDS,
            slug=_SLUGS,
            name=text,
            **dict.fromkeys(("maker", "model", "serial", "condition", "place"), maybe),
            gtin=st.none() | _GTINS,
            inside=st.none() | _IDS,
            kind=st.none() | st.just("service"),
            needs=st.lists(_IDS, max_size=2, unique=True).map(tuple),
            service=st.builds(
                Service, st.none() | _PRICES, _LENGTHS, st.none() | DAYS, _LENGTHS, _LENGTHS, st.none() | DAYS
            ),
            labels=st.lists(text, max_size=3, unique=True).map(tuple),
            quantity=st.integers(1, 10**6),
            state=st.sampled_from(STATES),
            added=st.none() | DAYS,
            source=maybe,
            finder=st.builds(PublicWords, _LINES, _LINES, _LINES, _LINES, _LINES, st.none()),
            purchase=st.builds(Purchase, st.none() | DAYS, maybe, st.none() | _PRICES, maybe),
            warranties=st.lists(st.builds(Warranty, _TERMS, text, st.none() | DAYS, maybe), max_size=2).map(tuple),
            tags=st.lists(_TAGS, max_size=2).map(tuple),
            files=st.just(()),
            fields=field_values(text),
        ),
        max_size=2,
        unique_by=lambda product: product.id,
    )


def every_problem(read: Import) -> Iterator[RowProblem]:
    """All problems of a file, its own first, then row by row."""
    yield from read.problems
    for row in read.rows:
        yield from row.problems
