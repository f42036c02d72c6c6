"""Stocks an owner wrote down: read from TOML text and checked like those that ship. It never reads a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.errors import InvalidError
from talktag.model.labels.paper import OWN, PAGES, Paper, duplicate_ids, paper_from_table
from talktag.model.labels.paper_problems import problems_of
from talktag.model.problem import Problem
from talktag.model.toml.read import Fields, decode_toml, load_toml
from talktag.model.toml.record_file import Reading, check_format

_ASSUMED = {"brand": OWN, "region": OWN, "kind": "sheet", "shape": "rect", "confidence": "one-source"}
_SOURCE = ("measured by the owner",)
_KINDS = {field.name: str(field.type) for field in dataclasses.fields(Paper)}
_NEEDED = ("id", "label_w", "label_h")


def papers_from_text(text: str, known: Sequence[Paper] = ()) -> tuple[Paper, ...]:
    """The `[[stock]]` tables of a text, each checked; InvalidError names all that is wrong with the first bad one.

    What follows from the rest need not be said: brand, part, source, the size of a page with a name, `per_sheet`, and
    of margin, pitch and gap those that the others determine. An id one of the `known` papers has is refused.
    """
    table, broken = load_toml(text.encode("utf-8", "replace"), "the text")
    if table is None:
        reasons = [f"line {each.line}: {each.message}" if each.line else each.message for each in broken]
        raise InvalidError("the label papers are no TOML", details=reasons)
    tables = table.get("stock", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise InvalidError("there is no [[stock]] table", hints=["begin each paper with a line: [[stock]]"])
    papers = tuple(check_paper(paper_from_table(with_what_follows(table))) for table in tables)
    doubled = duplicate_ids((*known, *papers))
    if doubled:
        raise InvalidError(f'there is a label paper "{doubled[0]}" already', hints=["give yours another id"])
    return papers


def read_own_papers(data: bytes, path: str) -> Reading[tuple[Paper, ...]]:
    """Read a file of the owner's papers as a store keeps it; one that does not hold up is left out and reported."""
    table, broken = load_toml(data, path)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, decode_toml(data), problems)
    check_format(fields)
    papers = tuple(filter(None, (_own_paper(each, problems) for each in fields.tables("stock"))))
    if not papers and not problems:
        fields.problem("stock", "is missing", "missing")
    fields.report_unknown()
    return Reading(papers or None, tuple(problems))


def _own_paper(fields: Fields, problems: list[Problem]) -> Paper | None:
    before = len(problems)
    values = {name: _read(fields, name, kind) for name, kind in _KINDS.items()}
    for name in _NEEDED:
        if not fields.present(name):
            fields.problem(name, "is missing", "missing")
    if any(problem.severity == "error" for problem in problems[before:]):
        return None
    fields.report_unknown()
    try:
        return check_paper(
            paper_from_table(with_what_follows({name: each for name, each in values.items() if each is not None}))
        )
    except InvalidError as error:
        fields.problem("id", "; ".join(error.details), "bad-stock")
        return None


def _read(fields: Fields, name: str, kind: str) -> Any:
    if kind.startswith("float"):
        return fields.number(name)
    if kind.startswith("int"):
        return fields.whole(name, 0, 1) or None
    return list(fields.texts(name)) or None if kind.startswith("tuple") else fields.text(name)


def check_paper(paper: Paper) -> Paper:
    """The paper itself; InvalidError with all its problems where its numbers contradict themselves."""
    problems = problems_of(paper)
    if problems:
        raise InvalidError(f'the label paper "{paper.id}" does not hold up', details=problems)
    return paper


def with_what_follows(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with what follows from its other values; values that are there are left as they are."""
    full: dict[str, Any] = {**_ASSUMED, "source": list(_SOURCE), "part": table.get("id", ""), **table}
    page = PAGES.get(str(full["page"])) if "page" in full else (full.get("page_w"), full.get("page_h"))
    if full["kind"] != "sheet" or page is None or not _are_numbers(*page):
        return full
    full |= {"page_w": full.get("page_w", page[0]), "page_h": full.get("page_h", page[1])}
    for axis, side, low, high, count in (("x", "w", "left", "right", "cols"), ("y", "h", "top", "bottom", "rows")):
        _complete(full, axis, side, (f"margin_{low}", f"margin_{high}"), count)
    if _are_numbers(full.get("cols"), full.get("rows")):
        full.setdefault("per_sheet", full["cols"] * full["rows"])
    return full


def _complete(full: dict[str, Any], axis: str, side: str, margins: tuple[str, str], count: str) -> None:
    """Pitch, gap and margins along one axis, as far as the others give them."""
    low, high = margins
    pitch, gap = f"pitch_{axis}", f"gap_{axis}"
    needed = [full.get(f"label_{side}"), full.get(count), full[f"page_{side}"]]
    known = {name: full[name] for name in (pitch, gap, low, high) if name in full}
    if not _are_numbers(*needed, *known.values()):
        return
    label, number, page = map(float, needed)
    if pitch not in known and (gap in known or number == 1):
        known[pitch] = label + known.get(gap, 0.0)
    elif pitch not in known and low in known and number > 1:
        # Of the outer margins one is enough: the other is taken to be as wide.
        known[pitch] = (page - known[low] - known.get(high, known[low]) - label) / (number - 1)
    if pitch not in known:
        return
    used = (number - 1) * known[pitch] + label
    known.setdefault(gap, known[pitch] - label)
    known.setdefault(low, page - used - known[high] if high in known else (page - used) / 2)
    known.setdefault(high, page - used - known[low])
    full |= {name: round(value, 6) for name, value in known.items() if name not in full}


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
