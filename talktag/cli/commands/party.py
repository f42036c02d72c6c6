"""`talktag party`: people and companies products are talked about with."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_party
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns, Facts, Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.party import OneParty, Parties


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @command(app, "add", show_one, family="party")
    def add(
        context: Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help="What they are called.")],
        role: Annotated[str, typer.Option(help="maker, seller, repairer, insurer, finder, buyer or other.")] = "other",
        contact: Annotated[str | None, typer.Option(help="How to reach them.")] = None,
        key: Annotated[
            str | None, typer.Option(metavar="LINE", help="Their OpenSSH public key, if they have one.")
        ] = None,
    ) -> Outcome:
        """Add a party. Its role decides what an export gives it unless you say otherwise.

        Example: talktag party add "Fix-It Cameras" --role repairer --contact bench@fixit.example
        """
        from talktag.ops.party import add_party

        return add_party(context.session(), name, role, contact, key)

    @command(app, "list", show_all, family="party")
    def list_parties(context: Context) -> Outcome:
        """List the parties."""
        from talktag.ops.party import list_parties as operate

        return operate(context.session())

    @command(app, "show", show_one, family="party")
    def show_party(
        context: Context,
        ref: Annotated[
            str, typer.Argument(metavar="PARTY", help="A name, or a part of one.", autocompletion=complete_party)
        ],
    ) -> Outcome:
        """Show one party and what its role is given."""
        from talktag.ops.party import show_party as operate

        return operate(context.session(), ref)


def show_all(data: "Parties") -> View:
    """A line a party."""
    rows = [(each.slug, each.name, each.role, each.contact or "") for each in data.parties]
    return [Columns(("party", "name", "role", "contact"), rows)]


def show_one(data: "OneParty") -> Iterator[Block]:
    """Its facts, and what it is given by default."""
    from talktag.model.party import ROLE_SECTIONS

    party = data.party
    yield Line(party.name, "strong")
    yield Facts(
        [
            ("party", party.slug),
            ("role", party.role),
            ("contact", party.contact),
            ("key", party.key),
            ("is given", ", ".join(ROLE_SECTIONS[party.role])),
        ]
    )
