"""`talktag shares`: the disclosure ledger."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_product
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sharing.shares import Shares


def show(data: "Shares") -> View:
    """A line a share."""
    rows = [
        (
            str(each.date),
            data.slugs.get(each.product, each.product),
            each.party,
            ", ".join((*each.sections, *(f"note {note}" for note in each.notes))),
            each.purpose or ("said anonymously" if each.anonymous else ""),
            f"revoked {each.revoked}" if each.revoked else str(each.until or ""),
            each.bundle,
            data.terms_of(each),
        )
        for each in data.shares
    ]
    headings = ("date", "product", "party", "was given", "purpose", "until", "bundle", "terms")
    view: list[Block] = (
        [Columns(headings, rows, ("terms", "until", "purpose"))] if rows or not (data.messages or data.terms) else []
    )
    if data.messages:
        view += [Aside(lambda: [Line("")]), _messages(data)]
    if beside := data.terms_beside:
        from talktag.cli.views.terms.terms import standing_of_terms

        view += [Aside(lambda: [Line("")]), *standing_of_terms(beside)]
    return view


def _messages(data: "Shares") -> Columns:
    """A line a message that left, channel by channel."""
    rows = [
        (
            str(each.date),
            each.slug or "-",
            each.party,
            ", ".join((*each.sections, *each.files)),
            f"{each.channel}, number {each.sequence}",
            each.bundle,
        )
        for each in data.messages
    ]
    return Columns(("date", "product", "party", "said in a message", "channel", "bundle"), rows, ("channel",))


@command("shares", view=show)
def shares(
    context: Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF|PARTY]", help="Only what concerns this one.", autocompletion=complete_product),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what should be deleted by now, and was not asked back.")
    ] = False,
) -> Outcome:
    """Show who was given what, and who agreed to which terms.

    Of one product or party also what left in messages, channel by channel.

    Example: talktag shares --overdue
    """
    from talktag.ops.sharing.shares import list_shares

    return list_shares(context.session(), ref, overdue=overdue)
