"""`talktag revoke`: ask a party to delete what it was given."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.output_name import path_of
from talktag.cli.views.view import Pairs, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sharing.revoke import Revoked


def show(data: "Revoked") -> View:
    """What is asked to be deleted, and by whom."""
    share = data.share
    pairs = [
        ("party", share.party),
        ("product", ", ".join(data.products)),
        ("given", str(share.date)),
        ("revoked", str(share.revoked)),
        ("print-out" if share.printed else "bundle", share.bundle),
        ("letter", data.path or "-"),
    ]
    return [Pairs(pairs)]


@command("revoke", view=show)
def revoke(
    context: Context,
    bundle: Annotated[str, typer.Argument(metavar="BUNDLE", help="Its id, or a print-out's; or the beginning of it.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The letter to write; - is standard output.")
    ],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; it stands in the letter.")] = None,
) -> Outcome:
    """Take back the permission to keep a bundle, and write the letter that asks for its deletion.

    What was given cannot be called back: this records that you asked, and nothing more.

    Example: talktag revoke 96pky7jh3c4rg -o letter.txt
    """
    from talktag.ops.sharing.revoke import revoke as operate

    return operate(context.session(), bundle, reason, path_of(output))
