"""What an import gives: drafts of products, and every cell that could not be carried. Holds values; reads nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from talktag.interop.cut_text import cut_middle, cut_title
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product

MAKER_KINDS = ("linkset", "passport", "recalls")  # what a maker or an authority wrote, and no catalogue
KINDS = ("homebox", "snipe-it", "shelf", "csv", "json", "toml", "jsonld")
# What a product always has, so that a row must be asked whether it says it.
STATED = frozenset(key.name for key in KEYS if key.type in {"count", "state"})


@dataclass(frozen=True, slots=True)
class Options:
    """How to read what a file leaves open.

    `currency` is that of amounts without one. `day_first` says what 03/04/2021 means where its column does not.
    `century` is the first of the hundred years that years of two digits fall in, like 2000 or 1970.
    `encoding` is `utf-8`, or `cp1252` for a file that is not UTF-8 (which is tried first all the same).
    `titled` says whether the first line of a CSV has the titles; None where nobody said.
    """

    currency: str | None = None
    day_first: bool | None = None
    century: int | None = None
    encoding: str = "utf-8"
    titled: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a product can take from one row: the product as far as the row says it.

    Its `source` is what the row is called where it comes from, like `homebox:7f3a`: the same row always has the same.
    Its `inside` is the id of a product, the source of another row, or whatever name a person wrote there.
    Its id and slug are empty, and it has no day and no tags, but in files that talktag wrote.
    `stated` has `quantity` and `state` where the row says them, as both have a value where it does not. `notes` are
    private texts, to be sealed.
    """

    product: Product
    notes: tuple[str, ...] = field(default=(), repr=False)
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell that was not carried as it stands: where it is, what is in it, and why.

    An `error` means the row must not be taken as it stands; a `warning` means something stays behind or is kept
    elsewhere. `line` counts from 1 in the file; `column` is empty where the whole row is meant.
    """

    line: int
    column: str
    value: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        place = f"line {self.line}: {cut_title(self.column)}" if self.column else f"line {self.line}"
        return f"{place}: {cut_middle(self.message)}"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of a file; `draft` is None where no product can be made of it."""

    line: int
    draft: Draft | None
    problems: tuple[RowProblem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the row can be taken as it stands."""
        return self.draft is not None and all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Import:
    """A file as read: its rows, the problems that belong to no product, and the places it lists by themselves."""

    kind: str
    rows: tuple[DraftRow, ...]
    problems: tuple[RowProblem, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the whole file can be taken as it stands."""
        return all(row.sound for row in self.rows) and all(each.severity != "error" for each in self.problems)
