"""What a person typed, and what a party sees."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.errors import AmbiguousError, InvalidError, NotFoundError
from talktag.model.log.entry import Entry
from talktag.model.parties.roles import ROLES
from talktag.model.products.product import Product, ProductFile
from talktag.model.products.product_json import product_values
from talktag.model.queries.match import match
from talktag.model.sharing.table import (
    FOR_TRANSFER,
    PLAIN_SECTIONS,
    Grounds,
    always_rows,
    check_sections,
    make_table,
    note_rows,
    role_grounds,
)
from talktag.model.values.fold import fold
from talktag.model.values.ident import make_tag
from tests.model.things import entries, products


@dataclass(frozen=True)
class Thing:
    slug: str
    name: str
    id: str = ""
    tag_ids: tuple[str, ...] = ()


TAG = make_tag(12345)
THINGS = [
    Thing("canon-eos", "Canon EOS", "0000000000001", (TAG,)),
    Thing("canon-lens", "Canon lens", "0000000000002"),
    Thing("drill", "Canon", "0000000000003"),
    Thing("bike", "Trek Domane", "0000000000004"),
]


@pytest.mark.parametrize(
    ("ref", "slug"),
    [
        (TAG, "canon-eos"),
        (f"tt-{TAG.lower()}", "canon-eos"),
        ("canon-lens", "canon-lens"),
        ("0000000000004", "bike"),
        ("canon", "drill"),  # an exact name wins over beginnings
        ("TREK", "bike"),
        ("oma", "bike"),
        ("eos", "canon-eos"),
    ],
)
def test_the_most_exact_meaning_wins(ref: str, slug: str) -> None:
    assert match(ref, THINGS).slug == slug


def test_several_of_the_same_rank_are_listed_and_none_is_taken() -> None:
    with pytest.raises(AmbiguousError) as caught:
        match("can", THINGS)
    assert [line.split()[0] for line in caught.value.details] == ["canon-eos", "canon-lens", "drill"]


LAMPS = [Thing("lampara", "Lámpara"), Thing("lampara-2", "Lámpara"), Thing("lampara-de-pie", "Lámpara de pie")]


@pytest.mark.parametrize("ref", ["Lámpara", "LÁMPARA", "LAMPARA", "Lampara", "lámpara"])
def test_a_name_of_several_is_none_of_them_also_where_it_is_the_slug_of_one(ref: str) -> None:
    with pytest.raises(AmbiguousError) as caught:
        match(ref, LAMPS)
    assert [each.value for each in caught.value.choices] == ["lampara", "lampara-2"]
    assert caught.value.ref == ref


def test_a_slug_typed_as_it_is_names_its_own() -> None:
    assert [match(each.slug, LAMPS).slug for each in LAMPS] == [each.slug for each in LAMPS]


def test_accents_and_case_do_not_count_in_names() -> None:
    assert match("LAMPARA DE PIE", LAMPS).slug == "lampara-de-pie"
    assert match("pará-de", [Thing("a", "x-parà-de-y"), *THINGS]).slug == "a"


def test_things_of_one_name_are_told_apart_by_what_differs() -> None:
    @dataclass(frozen=True)
    class Placed(Thing):
        place: str | None = None
        serial: str | None = None

    disks = [Placed("disk", "Disk", place="a", serial="1"), Placed("disk-2", "Disk", place="a", serial="2")]
    with pytest.raises(AmbiguousError) as caught:
        match("dis", [*disks, Placed("dish", "Dish", place="a", serial="3")])
    assert caught.value.details == ("disk  Disk  1", "disk-2  Disk  2", "dish  Dish")


def test_a_near_name_is_offered_and_never_taken() -> None:
    with pytest.raises(NotFoundError) as caught:
        match("trek domene", THINGS)
    assert caught.value.hints == ("did you mean bike?",)


@pytest.mark.parametrize("ref", ["", "   ", "zzz"])
def test_nothing_matches_nothing(ref: str) -> None:
    with pytest.raises(NotFoundError):
        match(ref, THINGS)


@given(st.text(max_size=20))
def test_what_is_found_always_holds_what_was_typed(ref: str) -> None:
    try:
        found = match(ref, THINGS)
    except (AmbiguousError, NotFoundError):
        return
    wanted = fold(ref.strip())
    assert wanted
    assert any(wanted in text for text in (found.slug, fold(found.name), found.id)) or found.tag_ids


CHOICES = [*PLAIN_SECTIONS, "entries:service", "entries:loan", "files:photo", "files:receipt"]


@given(products, st.lists(entries, max_size=3), st.sets(st.sampled_from(CHOICES)))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_exactly_the_chosen_sections_leave(product: Product, held: list[Entry], chosen: set[str]) -> None:
    marked = product._replace(
        serial="SERIAL-CANARY", place="PLACE-CANARY", labels=("LABEL-CANARY",), fields={"own": "FIELD-CANARY"}
    )
    table = make_table(marked, held, sorted(chosen))
    sent = json.dumps(table.product)
    assert ("SERIAL-CANARY" in sent) == ("serial" in chosen)
    assert ("PLACE-CANARY" in sent) == ("place" in chosen)
    assert "LABEL-CANARY" not in sent
    assert "FIELD-CANARY" not in sent
    assert ("warranties" in table.product) == ("warranty" in chosen and bool(product.warranties))
    assert ("price" in table.product.get("purchase", {})) == ("value" in chosen and product.purchase.price is not None)
    assert {file.kind for file in table.files} <= {section[6:] for section in chosen if section.startswith("files:")}
    assert {entry["kind"] for entry in table.product.get("entries", ())} <= {each[8:] for each in chosen}
    assert all(row.leaves == (row.section in chosen) for row in table.rows)


def test_a_field_of_ones_own_leaves_when_it_is_named() -> None:
    product = Product("0000000000001", "thing", "Thing", fields={"colour": "black", "pin": "1234"})
    table = make_table(product, (), ["field:colour"])
    assert table.product["fields"] == {"colour": "black"}


def test_every_row_says_why_it_leaves_or_stays() -> None:
    day = datetime.date(2026, 11, 22)
    product = Product(
        *("0000000000001", "thing", "Thing", "Canon"),
        place="home",
        labels=("studio",),
        files=(
            ProductFile("receipt.pdf", "receipt", "0" * 64, 1),
            ProductFile("camera.jpg", "photo", "1" * 64, 1),
            ProductFile("will.pdf.age", "receipt", "2" * 64, 1, sealed=True),
        ),
        fields={"colour": "black"},
    )
    held = [Entry(str(number), day, kind, "x") for number, kind in enumerate(("service", "loan"))]

    def reasons(grounds: Grounds, *asked: str) -> dict[str, str]:
        rows = make_table(product, held, asked, grounds).rows
        told = {row.value if row.field == "file" else row.section: (row.leaves, row.reason) for row in rows}
        return {where: ("+" if leaves else "-") + reason for where, (leaves, reason) in told.items()}

    assert reasons(role_grounds("repairer"), "files:receipt") == {
        "identity": "+role repairer",
        "entries:service": "+role repairer",
        "receipt.pdf": "+--include",
        "camera.jpg": "-not given to a repairer",
        "will.pdf.age": "-sealed",
        "place": "-not asked for by name",
        "field:colour": "-not asked for by name",
        "entries:loan": "-not asked for by name",
        "labels": "-labels never leave",
    }
    assert reasons(role_grounds("insurer"))["entries:service"] == "-not given to an insurer"
    assert reasons(role_grounds("other"))["camera.jpg"] == "-not given to others"
    assert reasons(FOR_TRANSFER, "place") == {
        "identity": "+every hand-over",
        "entries:service": "+every hand-over",
        "receipt.pdf": "-not in a hand-over",
        "camera.jpg": "-not in a hand-over",
        "will.pdf.age": "-sealed",
        "place": "+--include",
        "field:colour": "-not asked for by name",
        "entries:loan": "-not asked for by name",
        "labels": "-labels never leave",
    }
    assert {row.reason for row in always_rows("Ana", "a@example.org", product)} == {"every bundle"}
    assert [(row.leaves, row.reason) for row in note_rows(["n1"], 2)] == [(True, "--note"), (False, "private note")]
    assert note_rows([], 0) == ()


@pytest.mark.parametrize("section", ["notes", "everything", "files:", "files", "entries:", "", "labels"])
def test_a_section_that_does_not_exist_is_refused(section: str) -> None:
    with pytest.raises(InvalidError, match="not a section"):
        check_sections([section])


def test_no_role_is_given_price_value_or_place_unasked() -> None:
    for sections in (role.given for role in ROLES.values()):
        assert not {"value", "place"} & set(check_sections(sections))


@given(products)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_json_form_has_no_nulls_and_every_list(product: Product) -> None:
    values = json.loads(json.dumps(product_values(product, 2, 3)))
    assert None not in values.values()
    assert values["notes_count"] == 2
    assert values["entries_count"] == 3
    assert {"labels", "warranties", "tags", "files", "purchase", "state", "quantity"} <= values.keys()


def test_a_number_json_has_not_is_told_as_text() -> None:
    product = Product("0000000000001", "thing", "Thing", fields={"a": float("nan"), "b": [float("inf")]})
    assert product_values(product, 0, 0)["fields"] == {"a": "nan", "b": ["inf"]}
