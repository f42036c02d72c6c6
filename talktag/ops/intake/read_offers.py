"""What is printed in pictures, as offers for products. A machine reads it; nothing of it is taken by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.disk.in_parts import file_content
from talktag.errors import TalktagError
from talktag.model.intake.field_offer import FieldOffer, best_offers
from talktag.model.intake.pictures.picture import PDF, SeenFile
from talktag.model.intake.text_line import TextLine
from talktag.ops.intake.crew import Tell, share_out
from talktag.ops.intake.look_at_file import BYTE_LIMIT
from talktag.ops.intake.proposals import FoundGroups
from talktag.ops.session import Session

RECEIPT = "receipt"
MOST_AT_ONCE = 1  # processes: the networks and a picture of one take most of what an intake may
_SURE = 0.5  # of day and total together, from which on a picture is taken for a receipt


class ReadingContext(NamedTuple):
    """What helps to read: the makers and sellers of the store, its currency, the day of today."""

    makers: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    currency: str | None = None
    today: datetime.date | None = None


class _Wanted(NamedTuple):
    """One picture to read."""

    file: SeenFile
    context: ReadingContext


def can_read() -> bool:
    """Whether what reads text is installed."""
    from talktag.media.text_reader import can_read_text

    return can_read_text()


def to_read(found: FoundGroups) -> tuple[SeenFile, ...]:
    """The files of groups that are worth reading: those that show no code; a PDF may have its text in it."""
    files = (file for each in found.proposals for file in each.files)
    return tuple(file for file in files if file.media == PDF or (not file.codes and can_read()))


def read_offers(
    session: Session, files: Sequence[SeenFile], processes: int, tell: Tell | None = None
) -> tuple[SeenFile, ...]:
    """The files with what is printed in them as offers, and as receipts where that is what they are."""
    facts = session.store.catalogue.facts()
    context = ReadingContext(
        tuple({each.maker for each in facts if each.maker}),
        tuple({each.seller for each in facts if each.seller}),
        session.store.settings.currency,
        session.today,
    )
    return share_out(_read, [_Wanted(each, context) for each in files], _unread, processes, tell)


def _unread(wanted: _Wanted) -> SeenFile:
    return wanted.file


def _read(wanted: _Wanted) -> SeenFile:
    """One file read; as it was where nothing can be read in it."""
    from talktag.model.intake.plate import plate_offers
    from talktag.model.intake.receipt import KEYS, receipt_offers

    file, context = wanted
    try:
        pages = list(_pages(file))
    except (TalktagError, FileNotFoundError):
        return file
    papers = [
        offer
        for lines in pages
        for offer in receipt_offers(lines, context.sellers, currency=context.currency, today=context.today)
    ]
    paper = best_offers(papers, KEYS)
    if _is_receipt(paper):
        return file._replace(offers=_from_file(paper, file), kind=RECEIPT)
    if file.media == PDF:
        return file
    return file._replace(offers=_from_file(plate_offers(pages[0], context.makers), file))


def _pages(file: SeenFile) -> Iterator[tuple[TextLine, ...]]:
    """The lines of text of each page; a picture is one."""
    from talktag.media.pdf_pages import pdf_pages
    from talktag.media.text_in_picture import read_text, read_text_of

    data = file_content(disk.real_path(Path(file.path)), BYTE_LIMIT).whole()
    if file.media != PDF:
        yield read_text(data, file.name)
        return
    for page in pdf_pages(data, file.name):
        yield page.lines or (read_text_of(page.picture) if can_read() else ())


def _is_receipt(offers: Sequence[FieldOffer]) -> bool:
    """Whether it tells a day and a total, which no plate does."""
    best = {each.key: each.score for each in reversed(offers)}
    return best.get("price", 0) * best.get("bought", 0) >= _SURE * _SURE


def _from_file(offers: Sequence[FieldOffer], file: SeenFile) -> tuple[FieldOffer, ...]:
    """The offers, each with the picture it is from."""
    return tuple(each._replace(source=f"{each.source}, in {file.name}") for each in offers)
