from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.paper.type.font import MM_PER_POINT, regular
from talktag.paper.type.text import ELLIPSIS, clean, clean_lines, fit, height_of, lines_in

LETTERS = [chr(code) for code in (*range(0x20, 0x500), 0x2014, 0x20AC)]
PRINTABLE = st.text(st.sampled_from([letter for letter in LETTERS if not regular().missing(letter)]), max_size=120)
ANY_SCRIPT = st.text(st.sampled_from("aB 9.عربي כן カメラ日本、。한국 नमस्ते 📷👩🔧\u200d\u0301-/()"), max_size=60)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\twords ", "two words"),
        ("line\nbreak\r\nand\x0bmore\x00", "line break and more"),
        ("no\u00a0break\u2003space\u2028line", "no break space line"),
        ("soft\u00adhyphen\u200b\u202eleft", "softhyphenleft"),
        ("e\u0301", "é"),
        ("[/b] <b>", "[/b] <b>"),
        ("👩\u200d🔧 می\u200cخواهم", "👩\u200d🔧 می\u200cخواهم"),
        ("\n", ""),
        ("e" + "\u0323" * 50 + "x", "ẹ" + "\u0323" * 4 + "x"),
    ],
)
def test_a_text_is_cleaned_to_one_line(text, cleaned) -> None:
    assert clean(text) == cleaned


def test_each_line_of_a_text_is_cleaned_and_empty_ones_go() -> None:
    assert clean_lines(" a\tb \n\n\x00\r\nc\u2028d") == "a b\nc\nd"


@given(PRINTABLE, st.floats(3, 80), st.floats(0, 40), st.sampled_from([5.0, 6.5, 10.0]))
def test_a_fitted_text_stays_in_its_box_and_loses_nothing_unsaid(text, width, height, largest) -> None:
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


@given(ANY_SCRIPT, st.floats(10, 60), st.floats(0, 30))
def test_no_letter_of_any_script_is_lost_unsaid(text, width, height) -> None:
    text = clean(text)
    if regular().missing(text):  # a mark that no font has together with that letter
        return
    fitted = fit(text, regular(), width, height, 9.0)
    shown = "".join("".join(fitted.lines).split())
    if not fitted.is_cut:
        assert shown == "".join(text.split())
    for line in fitted.lines:
        assert regular().width(line) * fitted.points * MM_PER_POINT <= width + 1e-6


def test_a_line_may_end_between_ideographs_but_none_begins_with_a_full_stop() -> None:
    fitted = fit("日本語のとても長い名前、カメラとレンズ。", regular(), 20.0, 8.0, 9.0)
    assert len(fitted.lines) > 1
    assert not fitted.is_cut
    assert not any(line.startswith(("、", "。")) for line in fitted.lines)


def test_lines_that_were_given_stay_lines() -> None:
    assert fit("ana@example.org\nThank you", regular(), 60.0, 10.0, 7.0).lines == ("ana@example.org", "Thank you")


def test_a_text_from_right_to_left_says_so() -> None:
    assert fit("كاميرا Canon", regular(), 60.0, 10.0, 7.0).is_rtl
    assert not fit("Canon كاميرا", regular(), 60.0, 10.0, 7.0).is_rtl


def test_a_text_is_cut_at_a_word() -> None:
    fitted = fit("Canon EF 70-200mm f/2.8L IS III USM", regular(), 22.0, 3.0, 7.0)
    assert fitted.lines == ("Canon EF 70-200mm…",)
    assert fitted.is_cut


def test_a_text_shrinks_before_it_wraps_to_more_lines_than_there_is_room_for() -> None:
    assert fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 7.0) == fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 9.0)
    assert not fit("Kärcher K5 Premium", regular(), 30.0, 4.0, 7.0).is_cut


def test_no_last_word_is_left_alone() -> None:
    assert fit("Miele WWD 120 washing machine", regular(), 36.0, 8.0, 7.0).lines == ("Miele WWD 120", "washing machine")


def test_a_word_wider_than_a_line_is_broken_at_the_smallest_size() -> None:
    fitted = fit("x" * 80, regular(), 20.0, 30.0, 9.0)
    assert (fitted.points, "".join(fitted.lines), fitted.is_cut) == (5.0, "x" * 80, False)


def test_a_text_too_long_for_any_label_is_cut_and_says_so() -> None:
    fitted = fit("word " * 20_000, regular(), 60.0, 20.0, 7.0)
    assert fitted.is_cut
    assert fitted.lines[-1].endswith("word…")
    assert len(fitted.lines) == lines_in(20.0, 5.0)
