from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import frozensets, integers

from talktag.model.labels.used_sheet import UsedSheet, cells_text, parse_cells, read_used_sheet, used_sheet_table
from talktag.model.toml.write import new_text


@pytest.mark.parametrize(
    ("text", "cells"),
    [("1", {1}), ("1,2,5-7", {1, 2, 5, 6, 7}), (" 3 - 4 ,1", {1, 3, 4}), ("7-7", {7}), ("1000", {1000})],
)
def test_cells_are_numbers_and_runs_of_numbers(text, cells):
    assert parse_cells(text) == cells


@pytest.mark.parametrize(
    "text",
    ["", " ", ",", "1,", "1,,2", "0", "-1", "5-3", "1-", "1001", "1-2000", "9" * 40, "a", "٣", "²", "1;2", "1-2-3"],
)
def test_anything_else_is_no_list_of_cells(text):
    with pytest.raises(ValueError, match="not a list of cells"):
        parse_cells(text)


@given(frozensets(integers(1, 1000), min_size=1))
def test_what_is_written_is_read_again(cells):
    assert parse_cells(cells_text(cells)) == cells
    data = new_text(used_sheet_table(UsedSheet("avery-l7120", cells)))
    assert read_used_sheet(data, "sheets/drawer.toml").value == UsedSheet("avery-l7120", cells)


def test_neighbours_are_joined():
    assert cells_text({3, 1, 2, 7, 9, 10}) == "1-3, 7, 9-10"


def test_a_sheet_without_a_cell_gone_says_none():
    assert used_sheet_table(UsedSheet("avery-l7120")) == {"format": 1, "stock": "avery-l7120"}
    assert read_used_sheet(b'format = 1\nstock = "a"\n', "x").value == UsedSheet("a")
