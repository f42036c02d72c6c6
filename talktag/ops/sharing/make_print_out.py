"""What a print-out is made of: chosen products as they are read, worded and set. It remembers and writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UsageError
from talktag.model.log.entry import Entry
from talktag.model.log.schedule import standing_entries
from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.products.shared_keys import PLAIN_SECTIONS
from talktag.model.sharing.description import Description
from talktag.model.sharing.print_fields import FORMS, Choice, pick
from talktag.model.sharing.share import SharedFile
from talktag.model.sharing.table import Row, Table, make_table
from talktag.ops.files.files_out import Outgoing, take_out
from talktag.ops.session import Session
from talktag.ops.sharing.ledger import parse_until

if TYPE_CHECKING:
    from talktag.model.values.money import Money
    from talktag.page.describe_print_out import PrintedFile


class PrintRequest(NamedTuple):
    """What is to be printed, as typed: for the products of `words`, the `fields` of a list with commas.

    `form` is one of FORMS. Without a `language` it is in that of the party, else in English. Without
    `terms` those of the settings hold; an empty text is none. With `encrypt` only the party and the owner can open it.
    The files that `without` names stay.
    """

    words: Sequence[str]
    to: str
    fields: str
    form: str = "txt"
    purpose: str | None = None
    until: str | None = None
    terms: str | None = None
    language: str | None = None
    encrypt: bool = False
    without: Sequence[str] = ()


class Taken(NamedTuple):
    """One product as it was read: its whole table, the rows with what becomes of each, its files as they leave."""

    product: Product
    table: Table
    rows: tuple[Row, ...]
    files: tuple[PrintedFile, ...]
    shared: tuple[SharedFile, ...]


class ChosenProducts(NamedTuple):
    """What is printed for whom: products as they were read, what of them, their sums, and how many have no price."""

    party: Party
    choice: Choice
    products: tuple[Taken, ...]
    sums: Mapping[str, Money]
    unpriced: int


def take(session: Session, slug: str, choice: Choice, form: str, without: Collection[str] = ()) -> Taken:
    """One product read, with what of it is to leave; no file that is called as one of `without`."""
    store = session.store
    product = store.record(slug).product
    entries = standing_entries(store.entries(slug).value or ())
    left_out = [file.name for file in product.files if file.name in without]
    table = make_table(product, entries, _all_sections(product, entries), without=left_out)
    chosen = tuple(file for file in table.files if f"files:{file.kind}" in choice.fields)
    outgoing = take_out(store, slug, chosen)
    files = tuple(_file(each, form) for each in outgoing)
    shared = tuple(
        SharedFile(left.path, left.name, file.sha256, listed=file.jpeg is None)
        for left, file in zip(outgoing, files, strict=True)
    )
    listed = {each.name for each in shared if each.listed}
    return Taken(product, table, tuple(_row_for_choice(row, choice, listed) for row in table.rows), files, shared)


def _all_sections(product: Product, entries: Iterable[Entry]) -> tuple[str, ...]:
    return (
        *PLAIN_SECTIONS,
        *(f"field:{name}" for name in product.fields),
        *(f"files:{file.kind}" for file in product.files),
        *(f"entries:{entry.kind}" for entry in entries),
    )


def _row_for_choice(row: Row, choice: Choice, listed: Collection[str]) -> Row:
    """The row with what becomes of it; what is sealed, and labels, were never up for choice."""
    if row.leaves and choice.takes(row.section, row.field):
        is_listed = row.field == "file" and row.value in listed
        return replace(row, value=f"{row.value}: only kind, size, hash" if is_listed else row.value, reason="--fields")
    return replace(row, leaves=False, reason="not in --fields" if row.leaves else row.reason)


def _file(file: Outgoing, form: str) -> PrintedFile:
    """A chosen file as it is printed: a picture where the form can set one, else only listed."""
    from talktag.media.photo import set_photo
    from talktag.page.describe_print_out import PrintedFile

    name, kind = file.path.removeprefix("files/"), file.path.removeprefix("files/").rpartition("-")[0]
    if form == "txt" or not file.is_picture:
        return PrintedFile(name, kind, file.content.size, file.sha256)
    picture = set_photo(file.content.whole(), file.name)
    return PrintedFile(name, kind, len(picture[0]), hashlib.sha256(picture[0]).hexdigest(), picture)


def describe(session: Session, request: PrintRequest, chosen: ChosenProducts) -> Description:
    """The values that leave, in the words of the language, and nothing else of the products."""
    from talktag.page.describe_print_out import PrintedProduct, PrintFrame, describe_print_out

    settings = session.store.settings
    until = parse_until(request.until, session)
    frame = PrintFrame(
        owner=settings.owner,
        contact=settings.contact,
        audience=chosen.party.name,
        made=session.today.isoformat(),
        purpose=request.purpose,
        until=until and until.isoformat(),
        terms=request.terms,
    )
    products = [
        PrintedProduct(each.product.name, pick(each.table.product, chosen.choice), chosen.choice.fields, each.files)
        for each in chosen.products
    ]
    return describe_print_out(frame, products, request.language or "en", chosen.sums, chosen.unpriced)


def make_file(session: Session, out: Description, form: str) -> tuple[bytes, int | None, tuple[str, ...]]:
    """The file, how many pages it has where it has pages, and what could not be set."""
    if form == "html":
        from talktag.page.html_page import html_page

        return html_page(out), None, ()
    if form == "txt":
        from talktag.page.plain_text import plain_text

        return plain_text(out), None, ()
    if form != "pdf":
        raise UsageError(f'there is no form "{form}"', hints=[f"one of: {', '.join(FORMS)}"])
    from talktag.paper.pages.print_out import print_pdf

    laid = print_pdf(out, _page_mm(session))
    letters = ", ".join(f"U+{ord(each[0]):04X}" for each in laid.lacking)
    notices = (f"no font has {letters}; the number stands in its place",) if letters else ()
    return laid.pdf, laid.pages, notices


def _page_mm(session: Session) -> tuple[float, float]:
    """The size of the owner's paper: US Letter where the labels they print are on that, else A4."""
    from talktag.model.labels.paper import PAGES
    from talktag.ops.labels.paper import known_papers

    wanted = session.store.settings.paper
    if wanted is None:
        return PAGES["a4"]
    papers, _ = known_papers(session.store)
    is_letter = any(paper.id == wanted and paper.page == "letter" for paper in papers)
    return PAGES["letter" if is_letter else "a4"]
