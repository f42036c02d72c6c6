"""Delimited text of every make becomes the same cells, or is refused with the line."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, UsageError
from talktag.interop.grid import CELL_LIMIT, ROW_LIMIT, read_grid
from talktag.interop.reading import read_rows

ROWS = [["name", "maker"], ["Drill", "Bosch, blue"], ['Saw 13"', "é"]]


def _cells(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    grid = read_grid(data, encoding)
    return [list(grid.header), *(list(line.cells) for line in grid.lines)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_delimiters_line_ends_and_marks_make_no_difference(end: str, delimiter: str, mark: bytes) -> None:
    lines = [["name", "maker"], ["Drill", '"Bosch, blue"'], ['"Saw 13"""', "é"]]
    text = end.join(delimiter.join(line) for line in lines)
    assert _cells(mark + text.encode()) == ROWS
    assert [line.number for line in read_grid(mark + text.encode()).lines] == [2, 3]


def test_utf_16_with_a_mark_is_read() -> None:
    assert _cells('name\tmaker\r\nDrill\t"Bosch, blue"\r\nSaw 13"\té\r\n'.encode("utf-16")) == ROWS


def test_a_quote_within_a_cell_that_does_not_begin_with_one_is_kept() -> None:
    assert _cells(b'name,maker\nMacbook 13",Apple\n')[1] == ['Macbook 13"', "Apple"]


def test_blanks_before_a_quote_do_not_break_the_cell() -> None:
    assert _cells(b'name, maker\nDrill, "Bosch, blue"\n')[1] == ["Drill", "Bosch, blue"]


def test_line_ends_within_quotes_are_part_of_the_cell_and_lines_are_counted_on() -> None:
    grid = read_grid(b'name,notes\r\nDrill,"a\r\nb\nc"\r\n\r\n,\r\nSaw,x\r\n')
    assert [(line.number, line.cells) for line in grid.lines] == [(2, ("Drill", "a\r\nb\nc")), (7, ("Saw", "x"))]


def test_a_line_that_names_the_separator_is_not_the_header() -> None:
    grid = read_grid(b"sep=;\r\nname;maker\r\nDrill;a,b,c,d\r\n")
    assert grid.header == ("name", "maker")
    assert [(line.number, line.cells) for line in grid.lines] == [(3, ("Drill", "a,b,c,d"))]


def test_a_delimiter_is_one_that_parts_the_rows_as_the_header() -> None:
    assert read_grid(b"name;price;a, b, c, d\nDrill;1,50;x\n").delimiter == ";"


def test_a_semicolon_in_a_title_and_in_cells_of_several_lines_does_not_mislead() -> None:
    data = b'name,a;b,labels,notes,maker\nDrill,x,"k;\nm;\nn;o","p;\nq",Bosch\n'
    assert read_grid(data).header == ("name", "a;b", "labels", "notes", "maker")


def test_guards_against_formulas_are_taken_off() -> None:
    assert _cells(b"name,n\n'=1+1,'-40\n")[1] == ["=1+1", "-40"]


def test_titles_that_repeat_or_are_blank_are_told_apart() -> None:
    assert read_grid(b"Address,City,Address,,\na,b,c,d,e\n").titles() == (
        *("Address", "City", "Address (2)", "column 4", "column 5"),
    )


def test_other_characters_than_utf_8_are_refused_unless_asked_for() -> None:
    data = "name\nCafé\n".encode("cp1252")
    with pytest.raises(InvalidError, match="not UTF-8 text: line 2"):
        read_grid(data)
    assert _cells(data, "cp1252") == [["name"], ["Café"]]


def test_utf_8_stays_utf_8_where_cp1252_is_asked_for() -> None:
    assert _cells("name\nCafé\n".encode(), "cp1252") == [["name"], ["Café"]]


def test_bytes_that_are_neither_are_refused() -> None:
    with pytest.raises(InvalidError, match="not cp1252 text: line 2"):
        read_grid(b"name\n\x81\xff\n", "cp1252")


def test_another_encoding_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError, match='"latin-9"'):
        read_grid(b"name\n", "latin-9")


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,\n", codecs.BOM_UTF8])
def test_nothing_is_no_file(data: bytes) -> None:
    with pytest.raises(InvalidError, match="the file is empty"):
        read_grid(data)


def test_an_open_quote_is_refused_with_the_line_it_begins_on() -> None:
    with pytest.raises(InvalidError, match="line 3"):
        read_grid(b'name,maker\nDrill,Bosch\nSaw,"Stihl\nHammer,x\n')


def test_letters_behind_a_closing_quote_are_refused() -> None:
    with pytest.raises(InvalidError, match="line 2"):
        read_grid(b'name,maker\n"Drill" two,Bosch\n')


def test_more_rows_than_the_limit_are_refused() -> None:
    read_grid(b"name\n" + b"x\n" * ROW_LIMIT)
    with pytest.raises(InvalidError, match=f"more than {ROW_LIMIT} rows"):
        read_grid(b"name\n" + b"x\n" * (ROW_LIMIT + 1))


def test_more_columns_than_the_limit_are_refused() -> None:
    with pytest.raises(InvalidError, match="columns"):
        read_grid(b"x," * 1000 + b"x\n")


def test_more_bytes_than_the_limit_are_refused() -> None:
    with pytest.raises(InvalidError, match="larger than"):
        read_grid(b"x" * (64 * 1024 * 1024 + 1))


def test_a_cell_beyond_the_limit_is_reported_and_cut_in_the_report() -> None:
    (row,) = read_rows(b"name,maker\nDrill," + b"x" * (CELL_LIMIT + 1) + b"\n").rows
    (problem,) = row.problems
    assert (problem.line, problem.column, problem.severity) == (2, "maker", "error")
    assert problem.value.endswith("…")
    assert len(problem.value) == 200


def test_a_cell_far_beyond_the_limit_refuses_the_file() -> None:
    with pytest.raises(InvalidError, match="line 2"):
        read_grid(b"name,maker\nDrill," + b"x" * 200_000 + b"\n")


def test_a_nul_is_reported() -> None:
    (row,) = read_rows(b"name,maker\nDrill,Bo\0sch\n").rows
    assert [str(problem) for problem in row.problems] == ["line 2: maker: holds a NUL, which is no text"]
    assert not row.sound


@pytest.mark.parametrize("cells", ["Drill,Bosch,x", "Drill,Bosch,,x"])
def test_a_row_with_more_cells_is_reported_and_not_guessed_at(cells: str) -> None:
    imported = read_rows(f"name,maker\n{cells}\nSaw,Stihl\n".encode())
    wrong, right = imported.rows
    assert wrong.draft is None
    assert [(problem.line, problem.value) for problem in wrong.problems] == [(2, cells.replace(",", ", "))]
    assert "cells where the header has 2" in wrong.problems[0].message
    assert right.sound


@pytest.mark.parametrize("cells", ["Drill,Bosch", "Drill,Bosch,", "Drill"])
def test_blank_cells_missing_at_the_end_are_taken_as_blank_and_said(cells: str) -> None:
    imported = read_rows(f"name,maker,place,serial\n{cells}\nSaw,Stihl,shed,1\n".encode())
    short, whole = imported.rows
    assert imported.sound
    assert short.draft
    assert (short.draft.product.name, short.draft.product.place) == ("Drill", None)
    count = cells.count(",") + 1
    assert [each.message for each in short.problems] == [f"has only {count} of 4 cells; the others are taken as blank"]
    assert whole.problems == ()


def test_blank_cells_beyond_the_header_are_nothing() -> None:
    assert read_rows(b"name,maker\nDrill,Bosch,,\n").sound


@settings(deadline=None)
@given(
    data=st.binary(max_size=200), kind=st.sampled_from(["csv", "homebox", "snipe-it", "shelf", "json", "toml", None])
)
def test_any_bytes_are_rows_or_refused(data: bytes, kind: str | None) -> None:
    message = ""
    try:
        read_rows(data, kind)
    except InvalidError as error:
        message = error.message
    assert "\n" not in message


@settings(deadline=None)
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=2))
def test_any_cells_under_homebox_titles_are_drafts_or_reported(cells: list[str]) -> None:
    text = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    for title in ("HB.quantity", "HB.purchase_date", "HB.purchase_price", "HB.asset_id", "HB.archived", "HB.location"):
        for row in read_rows(f"HB.name,{title}\n{text}\n".encode()).rows:
            assert row.sound or row.problems
