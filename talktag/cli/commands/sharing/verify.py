"""`talktag verify`: check a bundle."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Line, Pairs, Quote
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.ops.bundles.verify import Verified


def show(data: "Verified") -> Iterator[Block]:
    """The verdict first, then what the bundle says of itself."""
    document = data.document
    yield Line(f"intact, signed by {data.known_as}", "strong")
    yield Pairs(
        [
            ("signed with", data.fingerprint),
            ("signer says", document.signer.name),
            ("says dated", document.created),
            ("addressed to", document.audience_name),
            ("answers", document.in_reply_to and document.in_reply_to.bundle),
            ("channel", document.channel),
            ("number", document.sequence if document.channel else None),
            ("follows", document.previous),
            ("purpose", document.purpose),
            ("until", document.until),
            ("terms", document.terms),
            ("product", ", ".join(each.name for each in document.products)),
            ("holds", ", ".join(document.shared)),
            ("files", data.files),
            ("bundle", document.bundle),
        ]
    )
    if not document.is_about_one:
        yield from _conversation(document)


def _conversation(document: "Document") -> Iterator[Block]:
    """What a message says, as there need be no page in it to read."""
    about = [(product.name, each) for product in document.products for each in product.entries or ()]
    for name, each in (*about, *((None, each) for each in document.entries or ())):
        yield Line("")
        yield Line(each.title or "", "strong")
        yield Pairs(
            [
                ("kind", each.kind),
                ("about", name),
                ("said", each.time or document.created),
                ("dated", each.date),
                ("due", each.due),
                ("cost", each.cost),
                ("answers", each.cause),
                *((key, str(value)) for key, value in (each.data or {}).items()),
                ("written by", "a program" if each.auto else None),
            ]
        )
        if each.text:
            yield Quote(each.text)


@command("verify", view=show)
def verify(
    context: Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.zip", help="The bundle, also encrypted to you, or its unpacked folder.")
    ],
    signer: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="The signer's public key, as you got it by another way.")
    ] = None,
) -> Outcome:
    """Check that a bundle is whole and signed by someone you know.

    Needs no store; writes nothing.

    Example: talktag verify canon.zip
    """
    from talktag.ops.bundles.verify import verify as operate

    return operate(context.session(), file, signer)
