from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from talktag.errors import AmbiguousError, InvalidError, NotFoundError
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper, cells, duplicate_ids, paper_from_table
from talktag.model.labels.paper_problems import problems_of

# What is changed in a good stock, and what must be said of it.
BROKEN_SHEETS = [
    ({"label_w": 41.0}, "x: labels overlap by 1.000"),
    ({"label_h": 40.5}, "y: labels overlap by 0.500"),
    ({"gap_x": 4.5}, "x: gap"),
    ({"per_sheet": 36}, "count"),
    ({"margin_left": 6.0, "margin_right": 9.0}, "x: not centred (6.00 / 9.00)"),
    ({"margin_top": -3.0, "margin_bottom": 25.0}, "y: off the page"),
    ({"margin_bottom": 11.2}, "y: does not add up to the page"),
    ({"page_h": 296.0}, "page size"),
    ({"page": "a5"}, "unknown page"),
    ({"cols": None}, "a sheet without all of cols, rows, per_sheet, margins, pitches and gaps"),
    ({"corner_r": 18.0}, "corner radius too big"),
    ({"confidence": "sure"}, "unknown confidence"),
    ({"confidence": "two-source"}, "two-source with one source"),
    ({"source": ()}, "no source"),
    ({"kind": "stamp"}, "unknown kind"),
    ({"shape": "star"}, "unknown shape"),
    ({"label_h": 0.5}, "a label side under 1 mm"),
]
BROKEN_OTHERS = [
    ("avery-22807", {"label_h": 50.0}, "round but not circular"),
    ("brother-dk-11221", {"print_w": 24.0}, "printable area larger than label"),
    ("brother-dk-11221", {"dots_w": 260}, "dots and printable width disagree"),
    ("brother-dk-11221", {"dpi": None}, "dots without dpi"),
]


def test_no_paper_that_ships_has_a_problem(papers: tuple[Paper, ...]) -> None:
    assert {paper.id: problems_of(paper) for paper in papers if problems_of(paper)} == {}
    assert duplicate_ids(papers) == []
    assert len(papers) == 76


@pytest.mark.parametrize(("change", "problem"), BROKEN_SHEETS, ids=[problem for _, problem in BROKEN_SHEETS])
def test_a_broken_sheet_is_told(papers: tuple[Paper, ...], change, problem) -> None:
    broken = dataclasses.replace(find_paper(papers, "avery-l7120"), **change)
    assert problem in problems_of(broken)


@pytest.mark.parametrize(("paper_id", "change", "problem"), BROKEN_OTHERS)
def test_a_broken_round_or_roll_is_told(papers: tuple[Paper, ...], paper_id: str, change, problem) -> None:
    broken = dataclasses.replace(find_paper(papers, paper_id), **change)
    assert problem in problems_of(broken)


def test_an_id_used_twice_is_told(papers: tuple[Paper, ...]) -> None:
    assert duplicate_ids((*papers, papers[3])) == [papers[3].id]


def test_a_paper_holds_every_value_of_its_table(papers: tuple[Paper, ...], tables: dict[str, dict[str, Any]]) -> None:
    for paper in papers:
        known = {name: list(value) if isinstance(value, tuple) else value for name, value in _stated(paper)}
        assert known == tables[paper.id]


def _stated(paper):
    return [(name, value) for name, value in dataclasses.asdict(paper).items() if value not in (None, ())]


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"label_w": "35"}, "label_w is not a number"),
        ({"label_w": float("nan")}, "label_w is not a number"),
        ({"label_w": float("inf")}, "label_w is not a number"),
        ({"label_w": True}, "label_w is not a number"),
        ({"cols": 5.0}, "cols is not a whole number"),
        ({"cols": -5}, "cols is not a whole number"),
        ({"source": "me"}, "source is not a list of texts"),
        ({"brand": ""}, "brand is not a text"),
        ({"colour": "red"}, 'unknown field "colour"'),
    ],
)
def test_a_table_with_a_wrong_field_is_refused(tables: dict[str, dict[str, Any]], change, detail) -> None:
    with pytest.raises(InvalidError) as caught:
        paper_from_table(tables["avery-l7120"] | change)
    assert caught.value.details == (detail,)


def test_a_table_without_a_needed_field_is_refused(tables: dict[str, dict[str, Any]]) -> None:
    table = {name: value for name, value in tables["avery-l7120"].items() if name != "shape"}
    with pytest.raises(InvalidError) as caught:
        paper_from_table(table)
    assert caught.value.details == ("missing shape",)


def test_cells_run_row_by_row_from_the_top_left_and_end_at_the_far_margin(
    papers: tuple[Paper, ...], boxes_of: Callable[[str], list[tuple[float, float, float, float]]]
) -> None:
    for paper in papers:
        if paper.kind != "sheet":
            continue
        found = cells(paper)
        assert [cell.index for cell in found] == list(range(1, paper.per_sheet + 1))
        assert (found[1].row, found[1].column) == (1, 2)
        assert (found[-1].row, found[-1].column) == (paper.rows, paper.cols)
        for cell, box in zip(found, boxes_of(paper.id), strict=True):
            edges = (cell.x_mm, cell.y_mm, cell.x_mm + cell.width_mm, cell.y_mm + cell.height_mm)
            assert edges == pytest.approx(box, abs=0.01)


def test_a_roll_has_no_cells(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(InvalidError):
        cells(find_paper(papers, "brother-dk-11209"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("avery-l7120", "avery-l7120"),
        ("AVERY-L7120", "avery-l7120"),
        ("l7120", "avery-l7120"),
        ("Avery L7120", "avery-l7120"),
        ("5520", "avery-5160"),
        ("L6008", "avery-l4731"),
        ("herma 4333", "avery-l4731"),
    ],
)
def test_a_paper_is_found_by_id_part_or_alias(papers: tuple[Paper, ...], name, found) -> None:
    assert find_paper(papers, name).id == found


def test_every_paper_is_found_by_its_own_names(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        for name in (paper.id, paper.part, f"{paper.brand} {paper.part}", *paper.aliases):
            assert find_paper(papers, name).id == paper.id


def test_a_similar_name_is_never_taken_but_offered(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_paper(papers, "avery-l712")
    assert caught.value.hints[0] == "--stock avery-l7120"
    assert caught.value.hints[-1] == "talktag stock list"


def test_an_unverified_alias_is_only_offered(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_paper(papers, "L4736REV")
    assert caught.value.hints[0] == "--stock avery-l6009"


def test_a_name_of_two_papers_is_ambiguous(papers: tuple[Paper, ...]) -> None:
    other = dataclasses.replace(find_paper(papers, "herma-4110"), id="own-1", part="L7120")
    with pytest.raises(AmbiguousError) as caught:
        find_paper((*papers, other), "l7120")
    assert caught.value.details == ("avery-l7120", "own-1")
