"""What a letter tells of a product: the facts of its kind, the entries that were chosen, and nothing else.

It reads no private note and no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.files.chosen_files import NAMED
from talktag.model.letters.kinds import WORDS, LetterKind
from talktag.model.log.kinds import KINDS
from talktag.model.log.schedule import standing_entries
from talktag.model.products.shared_keys import PLAIN_SECTIONS, SECTION_FIELDS
from talktag.model.sharing.print_fields import Choice, pick
from talktag.model.sharing.table import Row, always_rows, check_sections, make_table
from talktag.ops.files.files_out import Outgoing, take_out, told_in
from talktag.ops.log.find_entry import find_entry

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product
    from talktag.ops.letters.written_letter import LetterRequest
    from talktag.ops.session import Session

_FILES = ("files:", NAMED)
_EVERY, _SUCH = "every letter", "every such letter"


class Filled(NamedTuple):
    """What leaves of a product: the chosen values as JSON, their keys in order, every row of the preview.

    `lacks` names what the letter needs and the record has not, `entries` are the ids of those that it tells, `files` go
    along with it.
    """

    values: Mapping[str, Any]
    fields: tuple[str, ...]
    rows: tuple[Row, ...]
    lacks: tuple[str, ...]
    entries: tuple[str, ...] = ()
    files: tuple[Outgoing, ...] = ()


def fill_in(
    session: Session, kind: LetterKind, product: Product | None, request: LetterRequest, *, brings_files: bool
) -> Filled:
    """The facts of a product that a letter tells, None for none; only a mail `brings_files`.

    InvalidError for a section, a file or an entry that it cannot have.
    """
    if product is None:
        return _about_nothing(session, kind, request)
    settings, log = session.store.settings, _log(session, product)
    chosen = _chosen_entries(log, request.entries, product.slug)
    fields = _fields(kind, product, request)
    table = make_table(product, chosen, (*_every_section(product, chosen), *_of_files(request, brings_files)))
    files = take_out(session.store, product.slug, table.files)
    always = (row for row in always_rows(settings.owner, settings.contact, product) if row.field != "id")
    rows = (
        *(replace(row, reason=_EVERY) for row in always),
        *(_judge(row, fields, kind) for row in told_in(table, files).rows),
        *_staying(each for each in log if each not in chosen),
    )
    values = pick(table.product, Choice(fields, fields)) | {"entries": table.product.get("entries", [])}
    lacks = _lacks(kind, request, {row.field for row in rows if row.leaves})
    return Filled(values, fields, rows=rows, lacks=lacks, entries=tuple(each.id for each in chosen), files=files)


def _about_nothing(session: Session, kind: LetterKind, request: LetterRequest) -> Filled:
    """What leaves of a letter about the party alone: who writes it."""
    named = {"--entry": request.entries, "--include": request.include, "--leave-out": request.leave_out}
    if flag := next((flag for flag, value in named.items() if value), None):
        raise UsageError(f"{flag} is for a letter about a product", hints=["name the product in place of the party"])
    said = (("owner.name", session.store.settings.owner), ("owner.contact", session.store.settings.contact))
    rows = tuple(Row("owner", field, value, leaves=True, reason=_EVERY) for field, value in said if value)
    return Filled({}, (), rows, _lacks(kind, request, (*kind.facts,)))


def _lacks(kind: LetterKind, request: LetterRequest, has: Collection[str]) -> tuple[str, ...]:
    """What the letter needs and neither the record has nor anybody said."""
    said = {*has, *request.said, *((WORDS,) if request.words else ())}
    return tuple(each for each in kind.needs if each not in said)


def _staying(entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows of the entries that stay: how many of each kind."""
    for kind, count in sorted(Counter(each.kind for each in entries).items()):
        yield Row(f"entries:{kind}", "entries", f"{count} of them", leaves=False, reason="no --entry")


def _log(session: Session, product: Product) -> tuple[Entry, ...]:
    """The entries that can be told to others: none that was said without a name, and none that is the owner's alone."""
    log = standing_entries(session.store.entries(product.slug).value or ())
    return tuple(each for each in log if not each.anonymous and not (each.kind in KINDS and KINDS[each.kind].stays))


def _chosen_entries(log: Sequence[Entry], wanted: Iterable[str], slug: str) -> tuple[Entry, ...]:
    ids = {find_entry(each, log, slug).id for each in wanted}
    return tuple(each for each in log if each.id in ids)


def _fields(kind: LetterKind, product: Product, request: LetterRequest) -> tuple[str, ...]:
    """The keys that leave, in order: those of the kind, then those that were asked for, less those that stay."""
    more: list[str] = []
    for section in check_sections(request.include):
        if section.startswith(_FILES):
            continue
        if section in SECTION_FIELDS:
            more += SECTION_FIELDS[section]
        elif section.startswith("field:") and section.partition(":")[2] in product.fields:
            more.append(section.replace("field:", "fields.", 1))
        else:
            raise InvalidError(
                f'a letter tells nothing of "{section}"',
                hints=["name a section of the record, or field:NAME; an entry with: --entry ID"],
            )
    fields = tuple(dict.fromkeys((*kind.facts, *more)))
    if slips := [each for each in request.leave_out if each not in fields]:
        raise InvalidError(f'"{slips[0]}" is not in this letter', hints=[f"it tells: {', '.join(fields)}"])
    return tuple(each for each in fields if each not in request.leave_out)


def _of_files(request: LetterRequest, brings_files: bool) -> tuple[str, ...]:
    """The sections of files that were asked for; InvalidError where nothing can bring them."""
    sections = tuple(each for each in request.include if each.startswith(_FILES))
    if sections and not brings_files:
        raise InvalidError("a letter on paper brings no file", hints=["have a mail made: --mail", "or print the file"])
    return sections


def _every_section(product: Product, entries: Iterable[Entry]) -> tuple[str, ...]:
    return (
        *PLAIN_SECTIONS,
        *(f"field:{name}" for name in product.fields),
        *(f"entries:{each.kind}" for each in entries),
    )


def _judge(row: Row, fields: Sequence[str], kind: LetterKind) -> Row:
    """The row with what becomes of it in a letter."""
    if row.section.startswith("entries:"):
        return replace(row, leaves=True, reason="--entry")
    if row.field == "file":
        return row if row.leaves or row.section == "sealed" else replace(row, reason="not in it")
    if row.leaves and row.field in fields:
        return replace(row, reason=_SUCH if row.field in kind.facts else "--include")
    return replace(row, leaves=False, reason="not in it" if row.leaves else row.reason)
