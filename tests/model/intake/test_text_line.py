"""Pieces of text become rows and reading order by where they stand; whatever was read becomes plain text."""

from __future__ import annotations

import math
from random import Random

from talktag.model.intake.text_line import (
    MOST_LETTERS,
    MOST_LINES,
    Box,
    TextLine,
    plain_lines,
    plain_text,
    row_score,
    row_text,
    rows_of,
)


def line(text: str, left: float, top: float, height: float = 20, score: float = 1.0) -> TextLine:
    return TextLine(text, score, Box(left, top, left + 10 * len(text), top + height))


def test_what_stands_side_by_side_is_one_row_in_whatever_order_it_was_found() -> None:
    pieces = [
        *(line("TOTAL", 0, 100), line("45,90", 400, 104), line("SHOP", 100, 0, 60)),
        *(line("VAT", 0, 130), line("7,30", 400, 133), line("EUR", 200, 101)),
    ]
    for seed in range(20):
        Random(seed).shuffle(pieces)
        assert [row_text(each) for each in rows_of(pieces)] == ["SHOP", "TOTAL  EUR  45,90", "VAT  7,30"]


def test_a_tall_piece_beside_two_rows_does_not_make_them_one() -> None:
    rows = rows_of([line("A", 0, 0, 100), line("one", 100, 5), line("two", 100, 75)])
    assert ["one" in row_text(each) and "two" in row_text(each) for each in rows].count(True) == 0


def test_a_row_is_as_sure_as_its_least_sure_piece() -> None:
    assert row_score([line("a", 0, 0, score=0.9), line("b", 50, 0, score=0.4)]) == 0.4
    assert row_score([]) == 0.0


def test_text_is_composed_and_holds_no_control_or_format_characters() -> None:
    assert plain_text("Mode\u0300le\x1b[31m\u202e  X\t\n\u200b1\u00a0№ 4") == "Modèle[31m X 1 No 4"
    assert plain_text("\x00\x07") == ""


def test_a_line_and_a_picture_hold_no_more_than_a_paper_can() -> None:
    assert len(plain_text("x" * 100_000)) == MOST_LETTERS
    assert len(plain_lines(line(str(each), 0, 30 * each) for each in range(5000))) == MOST_LINES


def test_a_score_that_is_none_counts_for_nothing() -> None:
    scores = [
        each.score for each in plain_lines(line("a", 0, 0, score=one) for one in (math.nan, -1, 2, math.inf, 0.5))
    ]
    assert scores == [0.0, 0.0, 1.0, 1.0, 0.5]
