"""`talktag verify`: check a bundle."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Line, Pairs
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
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
            ("purpose", document.purpose),
            ("until", document.until),
            ("terms", document.terms),
            ("product", ", ".join(each.name for each in document.products)),
            ("holds", ", ".join(document.shared)),
            ("files", data.files),
            ("bundle", document.bundle),
        ]
    )


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
