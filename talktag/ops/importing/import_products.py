"""`import`: the products of a file from another program, or from talktag, as one commit. It reads no disk itself.

Nothing is written while any row is wrong, unless the owner wants the sound ones; what a product has here already is
not replaced, unless the owner wants the file's values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from talktag.errors import InvalidError
from talktag.interop.draft import Import, Options
from talktag.interop.reading import read_rows
from talktag.model.plan import Write
from talktag.model.products.product import Product
from talktag.model.toml.record_file import without_absent
from talktag.model.values.plural import plural
from talktag.model.values.warranty import warranty_text
from talktag.ops import commit_message
from talktag.ops.importing.import_containers import follow_what_stays, settle_insides
from talktag.ops.importing.import_match import Here, MatchedRow, match_rows, settle_products, tell_same_serials
from talktag.ops.importing.import_notes import sealed_notes
from talktag.ops.importing.import_report import Group, group_problems
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

_SHOWN = ("id", "slug", "name", "maker", "model", "serial", "place", "inside", "source")
ACTIONS = ("new", "update", "same", "differs", "left")
# What a row leaves open, as its problem says it, and the flag that settles it.
_SETTLED_BY = {
    "(day first)": "say how its dates are written: --day-first or --month-first",
    "a year of two digits": "say which hundred years are meant, like: --century 2000",
    "has no currency": "say the currency of amounts without one, like: --currency EUR",
}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """How to take a file. `name` is what the file is called; `command` is the verb that the history names."""

    name: str
    kind: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    partial: bool = False
    update: bool = False
    command: str = "import"


@dataclass(frozen=True, slots=True)
class Imported:
    """What would come in, what is here, what stays behind, and every kind of cell that was not carried.

    `slugs` are those of every product by its id, once the rows are in.
    """

    name: str
    kind: str
    currency: str | None
    matched: tuple[MatchedRow, ...]
    groups: tuple[Group, ...]
    places: int
    slugs: Mapping[str, str]

    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each of ACTIONS, those that there are."""
        counted = Counter(each.action for each in self.matched)
        return {action: counted[action] for action in ACTIONS if counted[action]}

    def values(self) -> Mapping[str, Any]:
        """Every row with what becomes of it, and the report."""
        return {
            "file": self.name,
            "kind": self.kind,
            "counts": self.counts(),
            "rows": [_row_values(each) for each in self.matched],
            "report": [group.values() for group in self.groups],
        }


def import_products(session: Session, data: bytes, request: ImportRequest) -> Outcome:
    """A plan that writes a record for each new row, and with `update` the values of rows that are here already.

    Amounts without a currency are in that of the options, else in that of the store. InvalidError with every kind of
    problem when rows cannot be taken as they stand and `partial` is not wanted.
    """
    options = request.options
    read = read_rows(data, request.kind, request.mapping, name=request.name, options=options)
    here = Here(session.store)
    came = match_rows(session, read.rows, here)
    settle_insides(came, here)
    settle_products(session, came, here, update=request.update)
    tell_same_serials(came, here)
    if request.partial:
        follow_what_stays(came)
    for each in came:
        each.action = each.action if each.sound else "left"
    groups = group_problems([*read.problems, *(problem for each in came for problem in each.problems)])
    _check(read, came, groups, request)
    slugs = here.ids | {each.ident: each.product.slug for each in came if each.product}
    imported = Imported(request.name, read.kind, options.currency, came, groups, places=len(read.places), slugs=slugs)
    return _outcome(session, imported, request)


def _check(read: Import, came: Sequence[MatchedRow], groups: Sequence[Group], request: ImportRequest) -> None:
    """Refuse the whole file for a row that is wrong; with `partial`, only where no row is left."""
    left = [each for each in came if each.action == "left"]
    wrong = [*left, *(problem for problem in read.problems if problem.severity == "error")]
    if not wrong or (request.partial and len(left) < len(came)):
        return
    details = [str(group) for group in groups if group.severity == "error"]
    hints = [hint for words, hint in _SETTLED_BY.items() if any(words in detail for detail in details)]
    if not request.partial and len(left) < len(came):
        hints.append("mend them in the file, or take only the others with --partial")
    raise InvalidError(
        f"{plural(len(wrong), 'row')} of {len(came)} cannot be taken, so nothing was written",
        details=details,
        hints=hints,
    )


def _outcome(session: Session, imported: Imported, request: ImportRequest) -> Outcome:
    counts = imported.counts()
    writes = [
        Write(layout.record(each.product.slug), each.data, each.held.data if each.held else None)
        for each in imported.matched
        if each.action in {"new", "update"} and each.product
    ]
    # A record that cannot be read may be what a row is; the owner should know before it comes in twice.
    broken = tuple(problem for problem in session.store.catalogue.problems() if problem.severity == "error")
    notices = _notices(imported, request)
    if not writes:
        return Outcome(imported, notices=("there is nothing to take in", *notices), problems=broken)
    subject = _subject(counts, request.name)
    plan = commit_message.plan(request.command, subject, *writes, *sealed_notes(session, imported.matched))
    return Outcome(imported, plan, question=f"{_question(counts)}?", notices=notices, problems=broken)


def _notices(imported: Imported, request: ImportRequest) -> tuple[str, ...]:
    counts = imported.counts()
    notices = []
    if new := counts.get("new"):
        count = plural(new, "product")
        notices.append(f"{count} of {request.name}; labels for them: talktag sheet added:today -o labels.pdf")
    if differing := counts.get("differs"):
        flag = "--update" if request.command == "import" else f"talktag import {request.name} --update"
        differ, whose = ("differs", "its") if differing == 1 else ("differ", "their")
        notices.append(f"{plural(differing, 'row')} {differ} from what is here; take {whose} values with: {flag}")
    if left := counts.get("left"):
        notices.append(f"{plural(left, 'row')} stayed behind")
    if imported.places:
        rows = "place is a row of its own" if imported.places == 1 else "places are rows of their own"
        notices.append(f"{imported.places} {rows}; a place comes in with what is there")
    return tuple(notices)


def _subject(counts: Mapping[str, int], name: str) -> str:
    done = [f"{word} {counts[action]}" for action, word in (("new", "add"), ("update", "update")) if action in counts]
    return f"Import {name}: {', '.join(done)}"


def _question(counts: Mapping[str, int]) -> str:
    asked = {"new": "add {}", "update": "take new values for {}"}
    parts = [words.format(plural(counts[action], "product")) for action, words in asked.items() if action in counts]
    return " and ".join(parts).capitalize()


def _row_values(matched_row: MatchedRow) -> dict[str, Any]:
    product = matched_row.product
    values: dict[str, Any] = {"line": matched_row.row.line, "action": matched_row.action}
    if product is not None:
        values |= {key: getattr(product, key) for key in _SHOWN}
        values |= purchase_values(product)
        values["changes"] = [
            {"field": ".".join(path), "now": one_text(now), "new": one_text(new)}
            for path, (now, new) in matched_row.changes.items()
        ]
    elif matched_row.row.draft is not None:
        values["name"] = matched_row.row.draft.product.name
    return without_absent(values)


def purchase_values(product: Product) -> dict[str, Any]:
    """What a row says of when, for how much and with what warranty a product was bought."""
    return {
        "bought": product.purchase.date and product.purchase.date.isoformat(),
        "price": product.purchase.price and str(product.purchase.price),
        "warranty": "; ".join(map(warranty_text, product.warranties)) or None,
    }


def one_text(value: Any) -> str:
    """A value of a record as one text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(one_text(item) for item in value)
    return " ".join(str(item) for item in value.values()) if isinstance(value, dict) else str(value)
