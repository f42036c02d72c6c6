"""What came in, shown before it is taken in: from whom, how that is known, what would change. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from talktag.cli.views.brought import EntryLine, changed_records, entry_blocks, entry_lines
from talktag.cli.views.talk.finder_in import show_finder_in
from talktag.cli.views.talk.given_table import show_table_in
from talktag.cli.views.talk.message_in import show_held, show_message
from talktag.cli.views.view import Block, Columns, Line, Pairs
from talktag.disk.sizes import size_text
from talktag.ops.outcome import OneByOne, Outcome

if TYPE_CHECKING:
    from talktag.model.products.product import ProductFile
    from talktag.ops.outcome import Data
    from talktag.ops.sharing.reply_in import Received
    from talktag.ops.sharing.transfer_in import TransferIn
    from talktag.ops.talk.receive import ReceivedAll


def show_received(data: Any) -> Iterator[Block]:
    """From whom, how that is known, what it brings, what would change; of several, what became of each."""
    from talktag.ops.sharing.reply_in import Received
    from talktag.ops.talk.finders.finder_in import FinderIn
    from talktag.ops.talk.inbox.hold import HeldFile
    from talktag.ops.talk.incoming.message_in import MessageIn
    from talktag.ops.talk.receive import ReceivedAll
    from talktag.ops.talk.table_in import TableIn

    match data:
        case ReceivedAll():
            yield from _show_all(data)
            return
        case TableIn():
            yield from show_table_in(data)
            return
        case HeldFile():
            yield from show_held(data)
            return
        case MessageIn():
            yield from show_message(data)
        case FinderIn():
            yield from show_finder_in(data)
        case Received():
            yield from _show_reply(data)
        case _:
            yield from _show_transfer(data)
    yield from (Line(f"notice: {each}", "strong") for each in data.remarks)
    if data.plan:
        yield from changed_records(data.plan)


def _show_transfer(data: TransferIn) -> Iterator[Block]:
    document, product = data.document, data.product
    sender, audience = document.signer.name, document.audience_name or "?"
    yield Line(f"{product.name}, handed over by {sender}, addressed to {audience}", "strong")
    yield Pairs(
        [
            ("signed with", data.signer.key.fingerprint),
            ("known by", data.signer.known_as),
            ("says dated", document.created),
            ("purpose", document.purpose),
            ("product", product.slug),
            ("maker", product.maker),
            ("model", product.model),
            ("serial", product.serial),
            ("signed originals", len(data.originals) or None),
            ("hand-over", document.bundle),
        ]
    )
    yield from entry_blocks(
        EntryLine(
            date=str(each.date),
            kind=each.kind,
            title=each.title,
            cost=str(each.cost or ""),
            due=str(each.due or ""),
            text=each.text or "",
        )
        for each in data.entries
    )
    yield from _files(product.files)


def _files(files: tuple[ProductFile, ...]) -> Iterator[Block]:
    if files:
        yield Columns(("file", "kind", "size"), [(each.name, each.kind, size_text(each.size)) for each in files])


def _show_reply(data: Received) -> Iterator[Block]:
    document, signer = data.document, data.signer
    yield Line(f"answer from {data.party.name}, addressed to {document.audience_name or '?'}", "strong")
    yield Pairs(
        [
            ("signed with", signer.key.fingerprint if signer else "nothing: not signed, nobody vouches for it"),
            ("known by", signer.known_as if signer else None),
            ("signer says", document.signer.name),
            ("says dated", document.created),
            ("answers", f"{data.share.bundle}, given away on {data.share.date}"),
            ("product", data.slug),
            ("answer", document.bundle),
        ]
    )
    yield from entry_blocks(entry_lines(document))
    yield from _files(data.files)


def _show_all(data: ReceivedAll) -> Iterator[Block]:
    """A line a thing, and how many came to what."""
    if not data.things:
        yield Line("nothing new came")
        return
    # Why one was refused is told below all, as what is wrong always is.
    rows = [(each.what, each.name, _tell(each.data) if each.data else "") for each in data.things]
    yield Columns(("", "what came", "from"), rows)
    yield Line(", ".join(f"{count} {what}" for what, count in data.counts.items() if count), "strong")


def _tell(data: Data) -> str:
    """From whom it is, and what it is about."""
    from talktag.ops.sharing.reply_in import Received
    from talktag.ops.sharing.transfer_in import TransferIn
    from talktag.ops.talk.finders.finder_in import FinderIn
    from talktag.ops.talk.inbox.hold import HeldFile
    from talktag.ops.talk.incoming.message_in import MessageIn
    from talktag.ops.talk.table_in import TableIn

    said = ""
    match data:
        case MessageIn():
            said = " about ".join(
                (f"message from {data.party.name}", *([", ".join(data.things)] if data.things else []))
            )
        case HeldFile():
            said = data.waiting.why
        case FinderIn():
            said = f"a finder, about {data.about}"
        case Received():
            said = f"answer from {data.party.name}, {data.slug}"
        case TransferIn():
            said = f"{data.product.name}, handed over by {data.document.signer.name}"
        case TableIn():
            said = f"table of {data.table.name}, from {data.table.owner}"
    return said


def without_plans(answer: Outcome | OneByOne) -> Outcome | OneByOne:
    """The same with data that show no plan, because a dry run shows every plan by itself."""
    if isinstance(answer, OneByOne):
        turns = [each._replace(make=partial(_make_without_plan, each.make)) for each in answer.turns]
        return answer._replace(turns=turns)
    return answer.without_shown_plan()


def _make_without_plan(make: Callable[[], Outcome]) -> Outcome:
    return make().without_shown_plan()
