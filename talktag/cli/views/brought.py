"""What a reply or a transfer brings, for the question before it is taken in. Shows everything, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.cli.views.diff import plan_diff
from talktag.cli.views.view import Aside, Block, Columns, Line, Quote
from talktag.model.plan import Change, Plan, Write

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document


class EntryLine(NamedTuple):
    """An entry as it is shown."""

    date: str
    kind: str
    title: str
    cost: str
    due: str
    text: str


def entry_lines(document: Document) -> Iterator[EntryLine]:
    """The entries of a document, product by product, then those about none."""
    told = (*(each for product in document.products for each in product.entries or ()), *(document.entries or ()))
    for each in told:
        line = EntryLine(**{name: getattr(each, name) or "" for name in EntryLine._fields})
        yield line._replace(date=line.date or (each.time or document.created)[:10])


def entry_blocks(entries: Iterable[EntryLine]) -> Iterator[Block]:
    """The entries as a table, which the text of one parts: it stands right below its entry."""
    shown = tuple(entries)
    fields = ["date", "kind", "title", "cost", *(["due"] if any(each.due for each in shown) else [])]
    headings = ["what" if name == "title" else name for name in fields]
    rows: list[list[str]] = []
    for each in shown:
        rows.append([getattr(each, name) for name in fields])
        if each.text.strip():
            yield Columns(headings, rows)
            yield Quote(each.text, bounded=True)
            rows = []
    if rows:
        yield Columns(headings, rows)


def changed_records(plan: Plan) -> Iterator[Block]:
    """The records that would be other than they are, line by line; what is only added was shown in words."""
    changed = tuple(each for each in plan.changes if _is_changed_record(each))
    if changed:
        yield plan_diff(plan._replace(changes=changed))
    yield Aside(lambda: [Line("all that would be written is shown by: --dry-run", "faint")])


def _is_changed_record(change: Change) -> bool:
    return isinstance(change, Write) and change.replaces is not None and not change.path.endswith("/entries.toml")
