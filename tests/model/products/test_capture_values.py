"""Custom fields, warranties and the numbers under bar codes, as people type them; relative days."""

from __future__ import annotations

import datetime
import string

import pytest
from biip.gs1_prefixes import GS1Prefix
from biip.gtin import Gtin
from biip.upc import Upc
from hypothesis import assume, given
from hypothesis import strategies as st

from talktag.model.products.product import FILE_KINDS, Product, ProductFile
from talktag.model.products.record import product_table, read_product
from talktag.model.sharing.table import PLAIN_SECTIONS, make_table
from talktag.model.toml.write import new_text
from talktag.model.typed.custom_field import TYPES, Key, changed_value, parse_key, parse_value, type_of
from talktag.model.typed.warranty import typed_warranties, typed_warranty
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.gs1_prefix import issuer
from talktag.model.values.gtin import check_digit, parse_gtin
from talktag.model.values.relative import relative
from talktag.model.values.warranty import KINDS as WARRANTY_KINDS
from talktag.model.values.warranty import Duration, Warranty, warranty_text

TODAY = datetime.date(2026, 11, 22)
WORDS = st.text(string.ascii_letters + string.digits + "äß中 &.", min_size=1).filter(lambda text: text == text.strip())
KINDS = st.from_regex(r"[A-Za-zÄ][A-Za-z0-9 -]{0,20}", fullmatch=True).filter(lambda text: text == text.strip())
TERMS = st.one_of(
    st.builds(Duration, st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"])),
    st.dates(),
    st.just("lifetime"),
)
WARRANTIES = st.builds(
    Warranty,
    TERMS,
    st.one_of(st.just("all"), KINDS.filter(lambda text: text.casefold() not in WARRANTY_KINDS)),
    st.none() | st.dates(),
    st.none() | WORDS,
)


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("12", "number", 12),
        ("-1.5", "number", -1.5),
        ("1e3", "number", 1000.0),
        ("yes", "yes", True),
        ("False", "yes", False),
        ("yesterday", "date", datetime.date(2026, 11, 21)),
        (" 12 ", "text", " 12 "),
    ],
)
def test_a_field_is_of_the_type_the_owner_says(typed: str, kind: str, value: object) -> None:
    made = parse_value(typed, kind, TODAY)
    assert (made, type(made)) == (value, type(value))
    assert type_of(made) == kind


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("1,5", "number"),
        ("٣", "number"),
        ("nan", "number"),
        ("1e999", "number"),
        ("9" * 19, "number"),
        ("9" * 5000, "number"),
        ("", "number"),
        ("maybe", "yes"),
        ("3/4/2024", "date"),
    ],
)
def test_a_value_that_is_not_of_the_type_is_refused_with_a_sentence(typed: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"^\""):
        parse_value(typed, kind, TODAY)


@given(st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_a_record_as_it_was_typed(number: float) -> None:
    made = parse_value(str(number), "number", TODAY)
    assert made == number
    text = new_text({"format": 1, "id": "75tv1j49zd074", "name": "x", "fields": {"n": made}})
    product = read_product(text, "x", "x").value
    assert product
    assert product.fields["n"] == number


def test_a_field_that_is_changed_without_a_type_keeps_the_one_it_has() -> None:
    name = parse_key("weight")
    assert changed_value(name, "3", 1.2, TODAY) == 3
    assert changed_value(name, "no", held=True, today=TODAY) is False
    assert changed_value(name, "3", "heavy", TODAY) == "3"
    assert changed_value(name, "3", None, TODAY) == "3"
    assert changed_value(parse_key("weight:text"), "3", 1.2, TODAY) == "3"
    for held in (1.2, True, TODAY, [1], {"a": 1}, datetime.time(1, 2)):
        with pytest.raises(ValueError, match=":text"):
            changed_value(name, "heavy", held, TODAY)


def test_a_key_may_hold_colons_if_its_type_is_said() -> None:
    assert parse_key("size:number") == Key("size", "number")
    assert parse_key("lens: mount:text") == Key("lens: mount", "text")
    for typed in ("lens:mount", ":number", "", "x:"):
        with pytest.raises(ValueError, match=r"type of field|needs a name"):
            parse_key(typed)
    assert {parse_key(f"a:{kind}").type for kind in TYPES} == set(TYPES)


@given(WARRANTIES)
def test_a_warranty_reads_as_it_is_written(warranty: Warranty) -> None:
    assume(not (warranty.provider or "").casefold().startswith(("by ", "from ")))
    assert typed_warranty(warranty_text(warranty)) == warranty


def test_several_warranties_stand_between_semicolons() -> None:
    found = typed_warranties("24 months; parts: 60 months; extended: 2029-01-01 by Allianz ;")
    assert found == (
        Warranty(Duration(24, "month")),
        Warranty(Duration(60, "month"), "parts"),
        Warranty(datetime.date(2029, 1, 1), "extended", provider="Allianz"),
    )
    assert typed_warranties(" ") == ()


@pytest.mark.parametrize(
    "typed",
    ["long", "parts:", ": 24 months", "24 months by", "24 months from May by Trek", "a" * 60 + ": 1 year", "?: 1 day"],
)
def test_a_warranty_that_does_not_hold_up_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^\""):
        typed_warranty(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4006381333931", "04006381333931"),
        ("EAN 4006381333931", "04006381333931"),
        ("0 12345 67890 5", "00012345678905"),
        ("0-306-40615-2", "09780306406157"),
        ("080442957x", "09780804429573"),
        ("978‑0‑306‑40615‑7", "09780306406157"),
        ("ISBN-10: 0 306 40615 2", "09780306406157"),
        ("04252614", "00042100005264"),
        ("96385074", "00000096385074"),
    ],
)
def test_every_number_under_a_bar_code_becomes_fourteen_digits(typed: str, kept: str) -> None:
    assert typed_gtin(typed) == kept
    assert typed_gtin(kept) == kept


@pytest.mark.parametrize("typed", ["0-306-40615-3", "4006381333932", "123", "", "EAN", "40063813٣3931", "X306406152"])
def test_a_mistyped_number_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(ValueError, match="digit") as caught:
        typed_gtin(typed)
    assert f'"{typed}"' in str(caught.value)


@given(st.integers(0, 10**13 - 1))
def test_check_digits_are_those_of_biip(number: int) -> None:
    digits = f"{number:013d}"
    whole = digits + check_digit(digits)
    assert Gtin.parse(whole).as_gtin_14() == parse_gtin(whole)


@given(st.integers(0, 999_999))
def test_a_upc_e_stands_for_the_number_that_biip_makes_of_it(number: int) -> None:
    short = Upc.parse(f"{number:06d}")
    if len(short.as_upc_e()) == 8:
        assert typed_gtin(short.as_upc_e()) == short.as_upc_a().zfill(14)


def test_the_issuers_are_those_that_biip_knows() -> None:
    for number in range(1, 1000):
        found = GS1Prefix.extract(f"{number:03d}9000000000")
        usage = found.usage if found else ""
        special = any(word in usage for word in ("reserved", "GTIN-8", "coupon", "Restricted"))
        ours = issuer(f"0{number:03d}9000000000")
        if 977 <= number <= 979:
            assert ours == ("the ISSN agencies" if number == 977 else "the ISBN agencies")
        else:
            assert ours == (usage if usage.startswith("GS1 ") and not special else None), number


def test_a_shop_s_own_number_has_no_issuer() -> None:
    for number in ("02012345678903", "00412345678903", "00000001234565"):
        assert issuer(number) is None
    assert issuer("00000096385074") is None
    assert issuer("00000040170725") == "GS1 Germany"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-22", "today"),
        ("2026-11-23", "tomorrow"),
        ("2026-11-21", "yesterday"),
        ("2026-12-04", "in 12 days"),
        ("2026-11-10", "12 days ago"),
        ("2027-03-22", "in 4 months"),
        ("2027-03-21", "in 3 months"),
        ("2026-03-02", "8 months ago"),
        ("2028-11-21", "in 23 months"),
        ("2028-11-22", "in 2 years"),
        ("1999-01-01", "27 years ago"),
    ],
)
def test_a_day_is_so_far_from_today(day: str, said: str) -> None:
    assert relative(datetime.date.fromisoformat(day), TODAY) == said


def test_a_sealed_and_a_shared_file_survive_the_record() -> None:
    files = (
        ProductFile("a.txt", "receipt", "0" * 64, 3, "text/plain", at="products/b/box/files/a.txt"),
        ProductFile("b.txt.age", "file", "1" * 64, 300, sealed=True),
    )
    product = Product("75tv1j49zd074", "x", "X", files=files)
    reading = read_product(new_text(product_table(product)), "products/x/x.toml", "x")
    assert reading.problems == ()
    assert reading.value
    assert reading.value.files == files


def test_a_sealed_file_is_in_no_view_whatever_is_asked_for() -> None:
    files = tuple(ProductFile(f"{kind}.age", kind, "1" * 64, 300, sealed=True) for kind in (*FILE_KINDS, "sealed"))
    open_file = ProductFile("open.pdf", "receipt", "2" * 64, 300)
    product = Product("75tv1j49zd074", "x", "X", files=(*files, open_file))
    asked = [*PLAIN_SECTIONS, *(f"files:{kind}" for kind in (*FILE_KINDS, "sealed"))]
    table = make_table(product, (), asked)
    assert table.files == (open_file,)
    rows = [row for row in table.rows if row.field == "file"]
    assert [(row.value, row.leaves) for row in rows] == [(each.name, each is open_file) for each in product.files]
    assert "age" not in str(table.product)
