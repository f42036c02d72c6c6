"""The guard against formulas can always be undone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.interop.formula import guard_cell, unguard_cell

TRIGGERS = ["=1+1", "+1", "-40", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]


@pytest.mark.parametrize("text", TRIGGERS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Canon", "a=b", "'tis", "2024-03-02", "5 - 3"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard_cell(text) == unguard_cell(text) == text


@settings(deadline=None)
@given(st.text() | st.text("'=+-@\t a", max_size=5))
def test_guarding_is_undone_by_unguarding(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text


@settings(deadline=None)
@given(st.text("'=+-@\t\r\n a", max_size=5))
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert not guard_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
