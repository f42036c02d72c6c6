"""Codes on goods lead to the number of the thing; the library biip is the judge."""

from __future__ import annotations

import biip
import pytest
from biip.gs1_messages import GS1Message
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.values.gs1 import Goods, read_goods

GTIN, SERIAL = "04006381333931", "AB-1234-X"
RAW = [
    f"01{GTIN}",
    f"01{GTIN}21{SERIAL}",
    f"01{GTIN}\x1d21{SERIAL}",
    f"]C101{GTIN}21{SERIAL}",
    f"]e001{GTIN}21{SERIAL}",
    f"]d201{GTIN}21{SERIAL}",
    f"]Q301{GTIN}21{SERIAL}",
    f"01{GTIN}1728123121{SERIAL}",
    f"01{GTIN}10LOT-7\x1d21{SERIAL}",
    f"01{GTIN}21{SERIAL}\x1d10LOT-7",
    f"01{GTIN}310300125021{SERIAL}",
    f"21{SERIAL}\x1d01{GTIN}",
    f"1128010101{GTIN}21{SERIAL}\x1d240more",
    f"01{GTIN}1128010117281231201221{SERIAL}",
]
PRINTED = [
    f"(01){GTIN}",
    f"(01){GTIN}(21){SERIAL}",
    f"(01){GTIN}(17)281231(10)LOT-7(21){SERIAL}",
    f"(21){SERIAL}(01){GTIN}",
]
LINKS = [
    f"https://id.gs1.org/01/{GTIN}",
    f"https://id.gs1.org/01/{GTIN}/21/{SERIAL}",
    f"https://example.com/some/where/01/{GTIN}/10/LOT-7/21/{SERIAL}?17=281231",
    f"https://example.com/01/{GTIN}/22/2A/21/{SERIAL}",
]


@pytest.mark.parametrize("text", RAW)
def test_raw_element_strings_are_read_as_biip_reads_them(text: str) -> None:
    found = biip.parse(text).gs1_message
    assert found is not None
    said = {each.ai.ai: each.value for each in found.element_strings}
    assert read_goods(text) == Goods(said["01"], said.get("21"))


@pytest.mark.parametrize("text", PRINTED)
def test_what_is_printed_beside_a_code_is_read_as_biip_reads_it(text: str) -> None:
    said = {each.ai.ai: each.value for each in GS1Message.parse_hri(text).element_strings}
    assert read_goods(text) == Goods(said["01"], said.get("21"))


@pytest.mark.parametrize("text", LINKS)
def test_digital_links_are_read_as_biip_reads_them(text: str) -> None:
    found = biip.parse(text).gs1_digital_link_uri
    assert found is not None
    said = {each.ai.ai: each.value for each in found.element_strings}
    assert read_goods(text) == Goods(said["01"], said.get("21"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4006381333931", Goods(GTIN)),
        ("]E04006381333931", Goods(GTIN)),
        ("4006381-333931", Goods(GTIN)),
        (f"\x1d01{GTIN}", Goods(GTIN)),
        (f"01{GTIN}\u241d21{SERIAL}", Goods(GTIN, SERIAL)),
        (f"01{GTIN}<GS>21{SERIAL}", Goods(GTIN, SERIAL)),
        (f"(01) {GTIN} (21) {SERIAL}", Goods(GTIN, SERIAL)),
        (f"(01){GTIN}(21)A(3)B", Goods(GTIN, "A(3)B")),
        (f"HTTPS://ID.GS1.ORG/01/{GTIN}/21/{SERIAL}", Goods(GTIN, SERIAL)),
        (f"https://id.gs1.org/01/{GTIN}/21/A%2FB%201", Goods(GTIN, "A/B 1")),
        (f"https://example.com/gtin/{GTIN}/ser/{SERIAL}", Goods(GTIN, SERIAL)),
        ("https://example.com/01/4006381333931", Goods(GTIN)),
        (f"01{GTIN[:-1]}2", None),
        (f"(01){GTIN[:-1]}2(21){SERIAL}", None),
        (f"02{GTIN}37 12", None),
        (f"21{SERIAL}", None),
        ("https://example.com/01/hello", None),
        ("https://example.com/?01=04006381333931", None),
        ("", None),
        ("hello", None),
        (SERIAL, None),
        ("()" * 900, None),
        ("0" * 3000, None),
    ],
)
def test_other_spellings_and_what_is_none(text: str, wanted: Goods | None) -> None:
    assert read_goods(text) == wanted


@given(st.text(max_size=60) | st.from_regex(r"[0-9()\x1d]{0,60}"))
def test_any_text_is_read_or_not_and_a_number_always_checks(text: str) -> None:
    found = read_goods(text)
    assert found is None or (len(found.gtin) == 14 and found.gtin.isdigit())
