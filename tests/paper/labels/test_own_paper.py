from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from talktag.errors import InvalidError
from talktag.model.labels.own_paper import papers_from_text, read_own_papers, with_what_follows
from talktag.model.labels.paper import Paper, paper_from_table
from talktag.model.labels.paper_problems import problems_of

LEAST = """
[[stock]]
id = "shelf-labels"
page = "a4"
cols = 4
rows = 10
label_w = 48.5
label_h = 25.4
gap_x = 0
gap_y = 2.0
"""


def test_the_least_one_can_measure_is_enough_and_the_rest_follows() -> None:
    (paper,) = papers_from_text(LEAST)
    assert problems_of(paper) == []
    assert (paper.per_sheet, paper.page_w, paper.pitch_y) == (40, 210.0, 27.4)
    assert (paper.margin_left, paper.margin_right, paper.margin_top) == (8.0, 8.0, 12.5)
    assert paper.source == ("measured by the owner",)


@pytest.mark.parametrize(
    "known",
    [
        "pitch_x = 48.5\npitch_y = 27.4",
        "margin_left = 8\nmargin_top = 12.5",
        "margin_left = 8\nmargin_right = 8\nmargin_top = 12.5\nmargin_bottom = 12.5",
        "gap_x = 0\ngap_y = 2\nmargin_right = 8\nmargin_bottom = 12.5",
    ],
)
def test_any_of_pitch_gap_and_margin_will_do(known) -> None:
    (paper,) = papers_from_text(LEAST.replace("gap_x = 0\ngap_y = 2.0", known))
    assert (paper.margin_left, paper.pitch_x, paper.gap_x) == pytest.approx((8.0, 48.5, 0.0))
    assert (paper.margin_bottom, paper.pitch_y, paper.gap_y) == pytest.approx((12.5, 27.4, 2.0))


def test_what_ships_comes_out_the_same_when_its_dependent_values_are_left_to_follow() -> None:
    path = Path(__file__).parents[3] / "talktag" / "data" / "label-stocks.toml"
    follow = {"page_w", "page_h", "per_sheet", "gap_x", "gap_y", "margin_right", "margin_bottom"}
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["stock"]:
        less = {key: value for key, value in table.items() if key not in follow} if table["kind"] == "sheet" else table
        told, found = paper_from_table(table), paper_from_table(with_what_follows(less))
        for name in follow:
            assert getattr(found, name) == pytest.approx(getattr(told, name), abs=0.011), (table["id"], name)


def test_a_roll_and_a_round_label_of_ones_own() -> None:
    roll, dots = papers_from_text(
        '[[stock]]\nid = "r"\nkind = "roll-diecut"\nlabel_w = 40\nlabel_h = 30\ndpi = 203\n'
        '[[stock]]\nid = "d"\npage = "letter"\nshape = "round"\ncols = 3\nrows = 4\nlabel_w = 50\nlabel_h = 50\n'
        "gap_x = 10\ngap_y = 10\n"
    )
    assert (roll.kind, dots.shape, dots.margin_left) == ("roll-diecut", "round", 22.95)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no [[stock]] table"),
        ("stock = 3", "no [[stock]] table"),
        ("stock = [1]", "no [[stock]] table"),
        ("id = ", "are no TOML"),
        (LEAST.replace("48.5", "60"), "does not hold up"),
        (LEAST.replace("48.5", '"wide"'), "does not hold up"),
        (LEAST.replace("gap_x = 0", 'gap_x = "no"'), "does not hold up"),
        (LEAST.replace("gap_x = 0", "gap_x = nan"), "does not hold up"),
        (LEAST.replace("cols = 4", "cols = 0"), "does not hold up"),
        (LEAST.replace("cols = 4", "cols = -1"), "does not hold up"),
        (LEAST.replace('page = "a4"', 'page = "a5"'), "does not hold up"),
        (LEAST + "colour = 1", "does not hold up"),
        (LEAST + LEAST, 'a label paper "shelf-labels" already'),
        (LEAST.replace("shelf-labels", "avery-l7120"), 'a label paper "avery-l7120" already'),
    ],
)
def test_what_does_not_hold_up_is_refused_with_what_is_wrong(papers: tuple[Paper, ...], text, said) -> None:
    with pytest.raises(InvalidError) as caught:
        papers_from_text(text, papers)
    assert said in caught.value.message


def test_disputed_and_uncertain_papers_are_known(papers: tuple[Paper, ...]) -> None:
    assert [paper.id for paper in papers if paper.is_uncertain] == [
        "avery-22806",
        "avery-22807",
        "avery-94107",
        "avery-l4730",
    ]


def test_a_page_without_a_name_says_its_size() -> None:
    text = LEAST.replace('page = "a4"', "page_w = 297\npage_h = 420")
    (paper,) = papers_from_text(text)
    assert (paper.page, paper.page_w, paper.margin_left) == (None, 297.0, 51.5)
    for wrong in ("page_w = 297", "page_w = 20\npage_h = 20", "page_w = 2970\npage_h = 4200"):
        with pytest.raises(InvalidError):
            papers_from_text(LEAST.replace('page = "a4"', wrong))


@pytest.mark.parametrize(
    ("measures", "problem"),
    [
        ("label_w = 90000\nlabel_h = 30", "a label side over 600 mm"),
        ("label_w = 50\nlabel_h = 30\ndpi = 90000", "more dots than any printer has"),
        ("label_w = 500\nlabel_h = 500\ndpi = 1200", "more dots than any printer has"),
        ("label_w = 50\nlabel_h = 30\ndpi = 300\ndots_w = 70000\ndots_h = 70000", "more dots than any printer has"),
        ("label_w = 50\nlabel_h = -30", "a label side under 1 mm"),
    ],
)
def test_a_roll_that_would_fill_the_memory_is_refused(measures, problem) -> None:
    with pytest.raises(InvalidError) as refused:
        papers_from_text(f'[[stock]]\nid = "r"\nkind = "roll-diecut"\n{measures}\n')
    assert problem in refused.value.details


def test_a_file_of_a_store_is_read_as_far_as_it_holds_up() -> None:
    text = LEAST + LEAST.replace('"shelf-labels"', '"too-wide"').replace("cols = 4", "cols = 5")
    reading = read_own_papers(f"format = 1\n{text}".encode(), "stocks/shelf.toml")
    assert reading.value == papers_from_text(LEAST)
    (problem,) = reading.problems
    assert (problem.line, problem.field, problem.name) == (14, "stock[1].id", "bad-stock")
    assert "x: off the page" in problem.message
