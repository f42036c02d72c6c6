from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.paper.font import MM_PER_POINT, bold, regular
from talktag.paper.text import ELLIPSIS, clean, fit, height_of, lines_in

PRINTABLE = st.text(st.sampled_from([chr(code) for code in sorted(regular().widths)]), max_size=120)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\twords ", "two words"),
        ("line\nbreak\r\nand\x0bmore\x00", "line break and more"),
        ("no\u00a0break\u2003space\u2028line", "no break space line"),
        ("soft\u00adhyphen\u200b\u202eleft", "softhyphenleft"),
        ("e\u0301", "é"),
        ("[/b] <b>", "[/b] <b>"),
        ("\n", ""),
    ],
)
def test_a_text_is_cleaned_to_one_line(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text", ["éüßñåøæœçÀÉÎÕÜ", "šžčćğışłđ", "€ £ ¥ § ° ± µ ½ × … – — “ ” ‘ ’ „ «»", "0123 [/b] <b> & \\"]
)
def test_the_faces_have_western_european_letters_and_signs(text):
    assert regular().missing(text) == ()
    assert bold().missing(text) == ()


@pytest.mark.parametrize("text", ["日", "ع", "😀", "ż", "Ж", "Ω\u0344", "\u0378", "\ud800", "\uffff", "\x00"])
def test_a_character_without_a_glyph_is_known(text):
    assert regular().missing(f"a{text}a") == (text[-1],)


@given(PRINTABLE, st.floats(3, 80), st.floats(0, 40), st.sampled_from([5.0, 6.5, 10.0]))
def test_a_fitted_text_stays_in_its_box_and_loses_nothing_unsaid(text, width, height, largest):
    text = clean(text)
    fitted = fit(text, regular(), width, height, largest)
    assert 5 <= fitted.points <= largest
    assert len(fitted.lines) <= lines_in(height, fitted.points)
    assert height_of(len(fitted.lines), fitted.points) <= height + 1e-6
    for line in fitted.lines:
        assert regular().width(line) * fitted.points * MM_PER_POINT <= width + 1e-6
    shown = "".join("".join(fitted.lines).split())
    if fitted.is_cut and fitted.lines:
        assert fitted.lines[-1].endswith(ELLIPSIS)
        assert "".join(text.split()).startswith(shown.removesuffix(ELLIPSIS))
        assert shown.removesuffix(ELLIPSIS) != "".join(text.split())
    else:
        assert fitted.is_cut == (shown != "".join(text.split()))


def test_a_text_is_cut_at_a_word():
    fitted = fit("Canon EF 70-200mm f/2.8L IS III USM", regular(), 22.0, 3.0, 7.0)
    assert fitted.lines == ("Canon EF 70-200mm…",)
    assert fitted.is_cut


def test_a_text_shrinks_before_it_wraps_to_more_lines_than_there_is_room_for():
    assert fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 7.0) == fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 9.0)
    assert not fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 7.0).is_cut


def test_no_last_word_is_left_alone():
    assert fit("Miele WWD 120 washing machine", regular(), 36.0, 8.0, 7.0).lines == ("Miele WWD 120", "washing machine")


def test_a_word_wider_than_a_line_is_broken_at_the_smallest_size():
    fitted = fit("x" * 80, regular(), 20.0, 30.0, 9.0)
    assert (fitted.points, "".join(fitted.lines), fitted.is_cut) == (5.0, "x" * 80, False)
