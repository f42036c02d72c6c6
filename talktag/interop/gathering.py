"""Lines to facts: one row's facts and problems gathered cell by cell. It knows no program's columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.interop.cut_text import cut_value
from talktag.interop.draft import STATED, Draft, DraftRow, Options, RowProblem
from talktag.interop.grid import CELL_LIMIT, Grid, GridLine
from talktag.interop.markup import holds_markup
from talktag.model.products.key_values import NOBODY, product_with
from talktag.model.products.keys import KEYS
from talktag.model.typed.day import day_first_of
from talktag.model.typed.text import tidy, without_controls
from talktag.model.values.warranty import Warranty

Take = Callable[["Gathering", "SourceColumn", str], None]


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What to do with the cells of a column.

    `dated` columns are looked through first for whether the day comes first; `early` ones are taken before others.
    """

    take: Take
    key: str = ""  # the fact it becomes, where it is one
    dated: bool = False
    early: bool = False
    private: bool = False  # its text is sealed, and nothing else may be made of it


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of one file: where it stands, what it is called, what its cells become."""

    index: int
    title: str
    rule: ColumnRule
    day_first: bool | None = None
    proof: str | None = None  # the cell by which the day is known to come first, or last


class Gathering:
    """The facts of one row while it is read; `cells` has what stood in each titled column that was not blank."""

    def __init__(self, line: int, options: Options) -> None:
        self.line = line
        self.options = options
        self.broken = False  # the cells cannot be told apart: nothing in the row can be trusted
        self.cells: dict[str, str] = {}
        self.facts: dict[str, Any] = {}
        self.labels: list[str] = []
        self.notes: list[str] = []
        self.warranties: list[Warranty] = []
        self.fields: dict[str, object] = {}
        self.problems: list[RowProblem] = []

    def error(self, column: str, value: object, message: str) -> None:
        """Note a cell that does not hold up."""
        self.problems.append(RowProblem(self.line, column, cut_value(value), message))

    def warning(self, column: str, value: object, message: str) -> None:
        """Note a cell that stays behind, or is kept elsewhere than one would think."""
        self.problems.append(RowProblem(self.line, column, cut_value(value), message, "warning"))

    def put(self, key: str, value: Any, column: SourceColumn, cell: str) -> None:
        """Set a fact that there is one of; a second column that says something else is an error."""
        held = self.facts.setdefault(key, value)
        if held != value:
            self.error(
                column.title, cell, f'"{cut_value(cell)}" differs from what another column says of the same thing'
            )

    def label(self, text: str) -> None:
        """Add a label, once."""
        if text not in self.labels:
            self.labels.append(text)

    def field(self, name: str, value: object, column: SourceColumn, cell: str) -> None:
        """Set a custom field; one of that name that is there already keeps its name, this one gets a number."""
        free, number = name, 1
        while free in self.fields and self.fields[free] != value:
            number += 1
            free = f"{name} ({number})"
        if free != name:
            self.warning(column.title, cell, f'there is a field "{name}" already; kept as the field "{free}"')
        self.fields[free] = value

    def row(self, source: str | None, name_column: str = "name") -> DraftRow:
        """The row as it came out; its draft is None where it has no name or its cells cannot be told apart."""
        name = self.facts.get("name")
        if name is None and not self.broken:
            self.error(name_column, "", "there is no name")
        draft = None if name is None or self.broken else self._draft(source)
        return DraftRow(self.line, draft, tuple(self.problems))

    def _draft(self, source: str | None) -> Draft:
        facts = {"source": source, **self.facts}
        values = {key.attribute: facts[key.name] for key in KEYS if key.name in facts}
        lists = {"labels": tuple(self.labels), "warranties": tuple(self.warranties), "fields": self.fields}
        product = product_with(NOBODY, {**values, **lists})
        return Draft(product, tuple(self.notes), frozenset(self.facts.keys() & STATED))


def gather(
    grid: Grid, rules: Sequence[ColumnRule], options: Options, shown_text: Callable[[str], str] = str
) -> list[Gathering]:
    """The facts of every line of `grid`, `rules` being those of its columns in order.

    `shown_text` gives what a cell shows where the program behind the file writes markup into cells.
    """
    columns = [
        SourceColumn(index, title, rule, *(_day_first(grid, index, options) if rule.dated else ()))
        for index, (title, rule) in enumerate(zip(grid.titles(), rules, strict=True))
    ]
    columns.sort(key=lambda column: not column.rule.early)
    return [_gather_row(line, columns, options, shown_text) for line in grid.lines]


def _day_first(grid: Grid, index: int, options: Options) -> tuple[bool | None, str | None]:
    """Whether the day comes first in a column, and the cell that says so where nobody did."""
    if options.day_first is not None:
        return options.day_first, None
    cells = [line.texts[index] for line in grid.lines if index < len(line.texts)]
    first = day_first_of(cells)
    return first, None if first is None else next(cell for cell in cells if day_first_of([cell]) is not None)


def _gather_row(
    line: GridLine, columns: Sequence[SourceColumn], options: Options, shown_text: Callable[[str], str]
) -> Gathering:
    row = Gathering(line.number, options)
    count = len(line.cells)
    if any(line.cells[len(columns) :]):
        row.broken = True
        row.error("", ", ".join(line.cells), f"has {count} cells where the header has {len(columns)}")
        return row
    if count < len(columns):  # as old spreadsheets and mail programs leave out blank cells at the end
        row.warning(
            "", ", ".join(line.cells), f"has only {count} of {len(columns)} cells; the others are taken as blank"
        )
    for column in columns:
        if column.index >= count or not (cell := line.cells[column.index]):
            continue
        if len(cell) > CELL_LIMIT:
            row.error(column.title, cell, f"is longer than {CELL_LIMIT} characters")
        elif "\0" in cell:
            row.error(column.title, cell.replace("\0", "␀"), "holds a NUL, which is no text")
        else:
            if not column.rule.private:
                row.cells[column.title] = cell
            if text := _visible(row, column, shown_text(line.texts[column.index])):
                column.rule.take(row, column, text)
    return row


def _visible(row: Gathering, column: SourceColumn, text: str) -> str:
    """The text without what no bundle may hold, said so."""
    plain = tidy(without_controls(text))
    shown_value = "" if column.rule.private else plain
    if plain != tidy(text):
        row.warning(column.title, shown_value, "holds control characters, as scanners send them; they are left out")
    elif holds_markup(plain):
        row.warning(column.title, shown_value, "holds HTML, which is kept as it stands")
    return plain
