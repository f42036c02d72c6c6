from __future__ import annotations

import itertools

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.model.labels.sheet_cells import cells_before, fill_cells, last_used, parse_start, start_cell


@pytest.fixture
def paper(papers: tuple[Paper, ...]):
    return find_paper(papers, "avery-5160")  # 10 rows of 3


def taken(paper, count, **options):
    return [(place.sheet, place.cell.index) for place in itertools.islice(fill_cells(paper, **options), count)]


@pytest.mark.parametrize(("text", "start"), [("7", 7), (" 12 ", 12), ("2:3", (2, 3)), ("10 : 1", (10, 1)), ("0", 0)])
def test_a_start_is_a_number_or_a_row_and_a_column(text, start) -> None:
    assert parse_start(text) == start


@pytest.mark.parametrize("text", ["", "x", "2:", ":3", "1:2:3", "-1", "1.5", "２", "99999"])
def test_anything_else_is_no_start(text) -> None:
    with pytest.raises(UsageError):
        parse_start(text)


def test_labels_go_row_by_row_or_column_by_column_from_the_start(paper) -> None:
    assert taken(paper, 4) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert taken(paper, 3, start=29) == [(0, 29), (0, 30), (1, 1)]
    assert taken(paper, 3, start=(2, 3)) == [(0, 6), (0, 7), (0, 8)]
    assert taken(paper, 3, fill="columns", start=(9, 1)) == [(0, 25), (0, 28), (0, 2)]
    assert taken(paper, 32, fill="columns")[-2:] == [(1, 1), (1, 4)]


def test_used_cells_are_skipped_on_the_first_sheet_only_and_no_label_is(paper) -> None:
    assert taken(paper, 4, used={2, 3}) == [(0, 1), (0, 4), (0, 5), (0, 6)]
    assert taken(paper, 2, used=set(range(1, 30))) == [(0, 30), (1, 1)]
    assert len(set(taken(paper, 90, used={5}))) == 90
    assert (1, 5) in taken(paper, 90, used={5})


def test_a_sheet_remembers_what_was_used_before_and_now(paper) -> None:
    places = list(itertools.islice(fill_cells(paper, used={1, 2}), 3))
    assert last_used(places, {1, 2}) == (1, 2, 3, 4, 5)
    assert last_used(list(itertools.islice(fill_cells(paper, start=29, used={1}), 4)), {1}) == (1, 2)


@pytest.mark.parametrize("options", [{"start": 0}, {"start": 31}, {"start": (11, 1)}, {"used": {31}}, {"fill": "up"}])
def test_what_is_not_on_the_sheet_is_a_usage_error(paper, options) -> None:
    with pytest.raises(UsageError):
        fill_cells(paper, **options)


@pytest.mark.parametrize("options", [{"used": set(range(1, 31))}, {"start": 29, "used": {29, 30}}])
def test_a_first_sheet_without_a_label_left_is_refused_and_not_an_empty_page(paper, options) -> None:
    with pytest.raises(UsageError, match="no label is left"):
        fill_cells(paper, **options)


def test_the_cells_before_the_start_are_gone(paper) -> None:
    assert cells_before(paper, 1, "rows") == frozenset()
    assert cells_before(paper, (2, 2), "rows") == {1, 2, 3, 4}
    assert cells_before(paper, 4, "columns") == {1}


def test_a_start_is_the_cell_it_names(paper) -> None:
    assert start_cell(paper, (2, 1)) == start_cell(paper, 4)


def test_a_roll_has_no_places(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(InvalidError):
        fill_cells(find_paper(papers, "brother-dk-11209"))
