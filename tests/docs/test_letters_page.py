"""The page of letters says of every kind and every act what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.model.letters.acts import ACTS
from talktag.model.letters.kinds import LETTERS
from talktag.page.letters.wording import letter_wording

PAGE = (Path(__file__).parents[2] / "docs/reference/letters.md").read_text(encoding="utf-8")
FACTS = {
    "purchase.date": "date",
    "purchase.from": "seller",
    "purchase.order": "order",
    "gtin": "GTIN",
    "words": "your words",
}


def row(start: str) -> list[str]:
    (found,) = [line for line in PAGE.splitlines() if line.startswith(f"| {start}")]
    return [cell.strip() for cell in found.strip("|").split("|")]


@pytest.mark.parametrize("name", LETTERS)
def test_every_kind_has_its_row(name: str) -> None:
    kind = LETTERS[name]
    _, tells, blank, refers, answer = row(f"`{name}` ")
    told = tells.partition(";")[0].split(", ")
    assert told == [FACTS.get(each, each) for each in kind.facts]
    assert [each for each in blank.split(", ") if each] == [FACTS.get(each, each) for each in kind.needs]
    for cite in kind.cites:
        assert f"{cite.act}, art. {', '.join(cite.articles)}" in refers
    assert bool(kind.cites) == ("art." in refers)
    law = f", by {kind.law.act}, art. {', '.join(kind.law.articles)}" if kind.law else ""
    assert answer == f"after {kind.period}{law}"


@pytest.mark.parametrize("number", ACTS)
def test_every_act_has_its_row_with_the_place_where_it_was_published(number: str) -> None:
    act, words = ACTS[number], letter_wording("en")
    _, printed, *_ = row(f"{act.form.title()} (EU) {number}")
    form = words.journal_page if act.page else words.journal
    assert printed == form.format(journal=act.journal, day=act.printed, page=act.page)


def test_no_row_is_of_a_kind_that_there_is_not() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(rows) == len(LETTERS)
