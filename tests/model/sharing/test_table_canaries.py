"""What leaves: of every single value of a product, that it leaves when its section was chosen, and not otherwise."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from talktag.model.log.entry import Entry
from talktag.model.products.product import FILE_KINDS, Product, ProductFile, Purchase, Tag
from talktag.model.sharing.table import PLAIN_SECTIONS, make_table
from talktag.model.values.ident import make_tag
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty

KINDS = ("service", "loan", "message", "note")
RETIRED, LIVE = make_tag(1), make_tag(2)
PRODUCT = Product(
    id="always-id",
    slug="slug-canary",
    name="always-name",
    maker="maker-canary",
    model="model-canary",
    serial="serial-canary",
    gtin="04006381333931",
    place="place-canary",
    inside="inside-canary",
    labels=("label-canary-1", "label-canary-2"),
    quantity=7391,
    state="lent",
    added=datetime.date(2011, 1, 11),
    source="source-canary",
    purchase=Purchase(datetime.date(2012, 2, 12), "seller-canary", Money(Decimal("8642.97"), "EUR"), "order-canary"),
    warranties=(
        Warranty(Duration(37, "month"), "parts", datetime.date(2013, 3, 13), "provider-canary"),
        Warranty(datetime.date(2031, 4, 14)),
    ),
    tags=(Tag(RETIRED, None, datetime.date(2014, 4, 4)), Tag(LIVE, datetime.date(2015, 5, 15))),
    files=tuple(
        ProductFile(f"{kind}-canary.pdf", kind, kind[0] * 64, 4000 + number, f"x/{kind}-media")
        for number, kind in enumerate((*FILE_KINDS, "own"))
    ),
    fields={
        "colour": "colour-canary",
        "plain.dotted": ["in-list-canary", {"deep": "deep-canary"}],
        "when": datetime.date(2016, 6, 16),
        "identity": "identity-field-canary",
        "a:b": "colon-canary",
    },
)
ENTRIES = tuple(
    Entry(
        f"id-{kind}-canary",
        datetime.date(2017, 7, 10 + number),
        kind,
        f"title-{kind}-canary",
        f"text-{kind}-canary",
        f"party-{kind}-canary",
        Money(Decimal(f"55{number}.31"), "CHF"),
    )
    for number, kind in enumerate(KINDS)
)
# Each value that may be told, as it would be spelled, and the section it belongs to; None where none sends it.
SENT: dict[str, str | None] = {
    "maker-canary": "identity",
    "model-canary": "identity",
    "04006381333931": "identity",
    LIVE: "identity",
    "7391": "identity",
    "serial-canary": "serial",
    "place-canary": "place",
    "2012-02-12": "purchase",
    "seller-canary": "purchase",
    "8642.97 EUR": "value",
    "order-canary": "value",
    "37 months": "warranty",
    "provider-canary": "warranty",
    "2031-04-14": "warranty",
    "colour-canary": "field:colour",
    "in-list-canary": "field:plain.dotted",
    "deep-canary": "field:plain.dotted",
    "2016-06-16": "field:when",
    "identity-field-canary": "field:identity",
    "colon-canary": "field:a:b",
    "slug-canary": None,
    "inside-canary": None,
    "label-canary-1": None,
    "label-canary-2": None,
    "2011-01-11": None,
    "source-canary": None,
    "lent": None,
    RETIRED: None,
    "2014-04-04": None,
    "2015-05-15": None,
}
for entry in ENTRIES:
    SENT[f"id-{entry.kind}-canary"] = None
    for value in (entry.date.isoformat(), f"title-{entry.kind}", f"text-{entry.kind}", f"party-{entry.kind}"):
        SENT[value] = f"entries:{entry.kind}"
    SENT[str(entry.cost)] = f"entries:{entry.kind}"
SECTIONS = [
    *PLAIN_SECTIONS,
    *(f"entries:{kind}" for kind in KINDS),
    *(f"files:{file.kind}" for file in PRODUCT.files),
    *(f"field:{name}" for name in PRODUCT.fields),
    *("entries:none", "files:none", "field:none", "field:plain", "field:identit"),
]


@given(st.sets(st.sampled_from(SECTIONS)))
def test_each_value_leaves_with_its_section_and_only_with_it(chosen: set[str]) -> None:
    table = make_table(PRODUCT, ENTRIES, sorted(chosen))
    sent = json.dumps(table.product)
    assert {value: value in sent for value in SENT} == {value: section in chosen for value, section in SENT.items()}
    assert [file.kind for file in table.files] == [
        file.kind for file in PRODUCT.files if f"files:{file.kind}" in chosen
    ]
    assert not [
        file for file in PRODUCT.files if any(str(part) in sent for part in (file.name, file.sha256, file.media))
    ]
    assert table.product["id"] == "always-id"
    assert table.product["name"] == "always-name"


@given(st.sets(st.sampled_from(SECTIONS)))
def test_the_preview_shows_every_value_that_leaves_and_every_one_that_stays(chosen: set[str]) -> None:
    rows = make_table(PRODUCT, ENTRIES, sorted(chosen)).rows
    told = {value: section for value, section in SENT.items() if section is not None}
    leaving = "\n".join(row.value for row in rows if row.leaves)
    staying = "\n".join(row.value for row in rows if not row.leaves)
    for value, section in told.items():
        assert (value in leaving) == (section in chosen), value
        assert (value in staying) == (section not in chosen), value
    for file in PRODUCT.files:
        assert (file.name in leaving) == (f"files:{file.kind}" in chosen)
    for label in PRODUCT.labels:
        assert label in staying
