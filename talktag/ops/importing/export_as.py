"""`export --as`: products as a file for the owner's own use elsewhere. It opens no note and goes in no ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from talktag.errors import UsageError
from talktag.interop.export_result import ExportResult, Lost
from talktag.model.products.product import Product
from talktag.model.queries.facts import Facts
from talktag.ops.finding.choose_products import facts_of_query
from talktag.ops.importing.import_report import losses
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.store.store import Store

FORMS = ("csv", "json", "homebox", "snipe-it", "shelf", "jsonld", "linkset", "sqlite", "packet")
_PROGRAMS = {"homebox": "Homebox", "snipe-it": "Snipe-IT"}  # those that have one currency for all prices


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """A file of products, and every fact of them that is not in it as it is."""

    form: str
    path: Path | None
    slugs: tuple[str, ...]
    size: int
    lost: tuple[Lost, ...]

    def values(self) -> Mapping[str, Any]:
        """What is in the file, and what is not."""
        return {
            "file": str(self.path) if self.path else "-",
            "form": self.form,
            "count": len(self.slugs),
            "size": self.size,
            "lost": [each.values() for each in self.lost],
        }


def export_as(session: Session, form: str, words: Sequence[str], path: Path | None, *, guard: bool = True) -> Outcome:
    """The products that a query chooses, all of them without one, in one of FORMS; what is lost is said by kind.

    `guard` keeps spreadsheets from running cells of a CSV. Raises UsageError for a form that does not exist.
    """
    found = facts_of_query(session, words, needs=("notes",))
    store = session.store
    products = tuple(store.record(facts.slug).product for facts in found)
    written = _writer(store, form, guard)(products)
    broken = tuple(problem for problem in store.catalogue.problems() if problem.severity == "error")
    notices = [*losses(written.lost), *_staying(found, with_entries=form == "sqlite")]
    if written.currency:
        notices.append(f"prices are in {written.currency}, without saying so; set that currency in {_PROGRAMS[form]}")
    if not found:
        notices.append("no product matches, so the file holds none" if words else "there are no products yet")
    return Outcome(
        TakenAlong(form, path, tuple(each.slug for each in products), len(written.data), written.lost),
        output=Output(path, lambda: written.data),
        notices=tuple(notices),
        problems=broken,
    )


def _writer(store: Store, form: str, guard: bool) -> Callable[[Sequence[Product]], ExportResult]:
    if sheet := _sheet_writer(store, form, guard):
        return sheet
    if form == "json":
        from talktag.interop.own.json import write_json

        return write_json
    if form == "jsonld":
        from talktag.interop.schema_org.write_products import write_jsonld

        return write_jsonld
    if form == "linkset":
        from talktag.ops.importing.linkset_out import linkset_of

        return partial(linkset_of, store)
    if form == "sqlite":
        from talktag.ops.importing.sqlite_out import sqlite_of

        return partial(sqlite_of, store)
    raise UsageError(f'"{form}" is not a form talktag writes', hints=[f"use one of: {', '.join(FORMS)}"])


def _sheet_writer(store: Store, form: str, guard: bool) -> Callable[[Sequence[Product]], ExportResult] | None:
    """What writes a form that is CSV; None for any other."""
    if form == "csv":
        from talktag.interop.own.csv_out import write_csv

        return partial(write_csv, guard=guard)
    if form == "homebox":
        from talktag.interop.homebox.write import write_homebox

        return partial(write_homebox, owners=store.settings.currency)
    if form == "snipe-it":
        from talktag.interop.snipe_it.write import write_snipe_it

        return partial(write_snipe_it, owners=store.settings.currency)
    if form == "shelf":
        from talktag.interop.shelf.write import write_shelf

        return write_shelf
    return None


def _staying(found: Sequence[Facts], *, with_entries: bool) -> list[str]:
    """What the form does not hold and no writer sees: it is counted, so that nobody thinks it went along."""
    counts = {
        ("private note stays", "private notes stay"): sum(facts.notes for facts in found),
        ("entry stays", "entries stay"): 0 if with_entries else sum(facts.entries for facts in found),
    }
    return [f"{count} {one if count == 1 else many} in the store" for (one, many), count in counts.items() if count]
