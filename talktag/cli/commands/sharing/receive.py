"""`talktag receive`: take in what came back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.brought import EntryLine, changed_records, entry_blocks, entry_lines
from talktag.cli.views.sizes import size_text
from talktag.cli.views.view import Block, Columns, Line, Pairs
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.products.product import ProductFile
    from talktag.ops.outcome import Data
    from talktag.ops.sharing.reply_in import Received
    from talktag.ops.sharing.transfer_in import TransferIn


def show(data: "Received | TransferIn") -> Iterator[Block]:
    """To whom and from whom, how that is known, what it brings, and what would change."""
    from talktag.ops.sharing.reply_in import Received

    yield from _show_reply(data) if isinstance(data, Received) else _show_transfer(data)
    yield from (Line(f"notice: {each}", "strong") for each in data.remarks)
    if data.plan:
        yield from changed_records(data.plan)


def _show_transfer(data: "TransferIn") -> Iterator[Block]:
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


def _files(files: "tuple[ProductFile, ...]") -> Iterator[Block]:
    if files:
        yield Columns(("file", "kind", "size"), [(each.name, each.kind, size_text(each.size)) for each in files])


def _show_reply(data: "Received") -> Iterator[Block]:
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


@command("receive", view=show)
def receive(
    context: Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The answer or hand-over, or its unpacked folder.")],
    signer: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="The sender's public key, as you got it by another way.")
    ] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Take in a plain answer file, marked as unsigned for good.")
    ] = False,
) -> Outcome:
    """Take in an answer to a bundle, or a product that is handed over to you.

    Checks the signature; of an answer, that it is to something you gave to this party, and that they may write
    such entries. Shows what would change, then asks; without a terminal look with --dry-run, then add --yes.

    A key that is new here is believed with --signer, or when you type digits that the sender reads out to you; it
    is then kept, and no other key will do for this party.

    Example: talktag receive reply.zip
    """
    from talktag.ops.sharing.receive import receive as operate

    def compare(question: str) -> str | None:
        return context.terminal.ask(question, "--signer KEYFILE", afresh=True) if context.terminal.can_ask else None

    outcome = operate(context.session(), file, signer, compare, unsigned=unsigned)
    return outcome._replace(data=without_plan(outcome.data)) if context.flags.dry_run else outcome


def without_plan(data: "Data") -> "Data":
    """The data without the plan, because a dry run shows every plan by itself."""
    from talktag.ops.sharing.reply_in import Received
    from talktag.ops.sharing.transfer_in import TransferIn

    return replace(data, plan=None) if isinstance(data, Received | TransferIn) else data
