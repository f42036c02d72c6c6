"""A message that came, and what is kept in the inbox, as they are shown: foreign words, set off. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.brought import EntryLine, entry_blocks
from talktag.cli.views.view import Block, Columns, Line, Pairs
from talktag.disk.sizes import size_text
from talktag.model.wishes.words import points_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talktag.model.log.entry import Entry
    from talktag.model.talk.waiting import WaitingFile
    from talktag.ops.talk.inbox.hold import HeldFile
    from talktag.ops.talk.incoming.message_in import MessageIn


def show_message(data: MessageIn) -> Iterator[Block]:
    """From whom, how that is known, what it is about, every word of it, and the files that it brings."""
    document, signer = data.document, data.signer
    about = f" about {', '.join(data.things)}" if data.things else ""
    yield Line(f"message from {data.party.name}{about}, addressed to {document.audience_name or '?'}", "strong")
    yield Pairs(
        [
            ("signed with", signer.key.fingerprint),
            ("known by", signer.known_as),
            ("signer says", document.signer.name),
            ("says dated", document.created),
            ("number", document.sequence),
            ("until", document.until),
            ("kept with", ", ".join(data.said)),
            ("message", document.bundle),
        ]
    )
    for listed in data.said.values():
        yield from entry_blocks(_lines(listed))
    if data.files:
        yield Columns(("file", "kind", "size"), [(each.name, each.kind, size_text(each.size)) for each in data.files])


def _lines(entries: Iterable[Entry]) -> Iterator[EntryLine]:
    for each in entries:
        yield EntryLine(
            date=str(each.date),
            kind=each.kind,
            title=each.title,
            cost=str(each.cost or ""),
            due=str(each.due or ""),
            text="\n".join(filter(None, (each.text, *points_in_words(each)))),
        )


def show_held(data: HeldFile) -> Iterator[Block]:
    """That it waits, why, and what to type."""
    yield Line(f"{data.waiting.name} waits in the inbox as {data.waiting.id}", "strong")
    yield waiting_pairs(data.waiting)
    yield from (Line(f"hint: {each}", "faint") for each in data.hints)


def waiting_pairs(waiting: WaitingFile) -> Pairs:
    """What is known of something that waits."""
    return Pairs(
        [
            ("waits because", waiting.why),
            ("from", waiting.party or waiting.signer),
            ("that is known by", waiting.sure.value),
            ("what", waiting.kind),
            ("says", ", ".join(waiting.says)),
            ("about", ", ".join(waiting.about)),
            ("says dated", waiting.created),
            ("size", size_text(waiting.size)),
            ("brought by", waiting.whence),
            ("in a mail that says from", waiting.mail_from),
        ]
    )
