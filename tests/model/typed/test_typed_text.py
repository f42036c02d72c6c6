"""Text as people type it: what looks the same is the same, and nothing unseen comes along."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.bundle.schema import _CONTROL as REFUSED_BY_BUNDLES
from talktag.model.products.record import read_product
from talktag.model.typed.text import parse_labels, typed_text
from talktag.model.values.serial import serial_doubt

FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Kettle\t", "Kettle"),
        ("Ku\u0308che", "Küche"),
        ("Living\u00a0room", "Living room"),
        ("\u202fA\u2007B\u00a0", "A B"),
        ("\ufeffname", "name"),
        ("\u200bSN123456", "SN123456"),
        ("Asset Tag\u200e", "Asset Tag"),
        ("\u2060\ufeff both \u00ad\u200f", "both"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (f"Fan {FLAG}", f"Fan {FLAG}"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_looks_the_same_is_kept_the_same(typed: str, kept: str) -> None:
    assert typed_text(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "\ufeff \u00a0"])
def test_a_text_of_which_nothing_can_be_seen_is_empty(typed: str) -> None:
    with pytest.raises(ValueError, match="is empty"):
        typed_text(typed)


@pytest.mark.parametrize("letter", ["\0", "\x02", "\x1b", "\x7f", "\x9b", "\ud800"])
def test_control_characters_and_half_characters_are_refused_and_named(letter: str) -> None:
    with pytest.raises(ValueError, match=r"a control character|half a character"):
        typed_text(f"a{letter}b")


@settings(deadline=None)
@given(typed=st.text())
def test_what_is_taken_can_leave_in_a_bundle_and_is_taken_again_as_it_is(typed: str) -> None:
    try:
        kept = typed_text(typed)
    except ValueError:
        return
    assert not REFUSED_BY_BUNDLES.search(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert typed_text(kept) == kept


def test_labels_that_look_the_same_are_one() -> None:
    assert parse_labels(["Gera\u0308t, Gerät", " Gerät ,, x\u00a0y"]) == ("Gerät", "x y")


def test_a_record_in_another_form_of_unicode_reads_as_the_same() -> None:
    record = 'format = 1\nid = "0000000000000"\nname = "Toaster"\nplace = "{0}"\nlabels = ["{0}"]\n'
    forms = [unicodedata.normalize(form, "Küche") for form in ("NFC", "NFD")]
    one, other = (read_product(record.format(form).encode(), "p", "toaster").value for form in forms)
    assert forms[0] != forms[1]
    assert one == other


@pytest.mark.parametrize("serial", ["8.90124E+15", "4.5E+11", "1E+05", "9,1e12", "N/A", "n.a.", "-", "Unknown", "none"])
def test_a_serial_number_that_is_likely_none_is_doubted(serial: str) -> None:
    assert serial_doubt(serial)


@pytest.mark.parametrize("serial", ["SN123", "12E4", "5E", "00E123", "E+12", "123456789012345"])
def test_a_serial_number_that_may_well_be_one_is_not(serial: str) -> None:
    assert serial_doubt(serial) is None
