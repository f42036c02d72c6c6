"""`talktag party`: people and companies products are talked about with."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    complete_language,
    complete_party,
    complete_party_assignment,
    complete_role,
)
from talktag.cli.commands.ways_out import AllowFlags, MuteFlags, way_told
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked, Rest
from talktag.cli.views.parties.party import show_all, show_one, show_party_or_card, show_permission, show_whole
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.parties.card_in import CardFile


def _is_assignment(word: str, behind: Sequence[str]) -> bool:  # noqa: ARG001 - a party's key says it alone
    """Whether the word is the first of what is to be changed, and no party."""
    from talktag.ops.parties.change_party import KEYS

    key, sign, _ = word.partition("=")
    return bool(sign) and key in KEYS


PARTY_ARGUMENT = typer.Argument(metavar="PARTY", help="A name, or a part of one.", autocompletion=complete_party)
Ref = Annotated[str, PARTY_ARGUMENT, Asked("party")]
RefOfAssignments = Annotated[str, PARTY_ARGUMENT, Asked("party", rest=Rest("values", _is_assignment))]


CardOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Their card of keys: a .vcf, a text, a page, a photo; - is standard input."),
]
OnTheSpot = Annotated[bool, typer.Option("--on-the-spot", help="You photographed the card yourself, where it hangs.")]


class PartyFlags(NamedTuple):
    """What is known of a party."""

    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="What they are called; a card says it.", show_default=False)
    ] = None
    card: CardOption = None
    on_the_spot: OnTheSpot = False
    role: Annotated[
        str | None,
        typer.Option(
            help="maker, seller, repairer, insurer, finder, buyer, customer or other.",
            autocompletion=complete_role,
            show_default="other",
        ),
    ] = None
    contact: Annotated[str | None, typer.Option(help="How to reach them, in any form.")] = None
    mail: Annotated[str | None, typer.Option(help="Their mail address.")] = None
    phone: Annotated[str | None, typer.Option(help="Their telephone number.")] = None
    address: Annotated[str | None, typer.Option(help="Where they are.")] = None
    url: Annotated[str | None, typer.Option(help="Their page.")] = None
    key: Annotated[str | None, typer.Option(metavar="LINE", help="Their OpenSSH public key, if they have one.")] = None
    age: Annotated[
        str | None, typer.Option(metavar="RECIPIENT", help="Their age recipient, age1…, to encrypt bundles to.")
    ] = None
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the page in their bundles: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
        ),
    ] = None


@command("add", view=show_party_or_card, family="party")
def add(context: Context, typed: PartyFlags) -> Outcome:
    """Add a party. Its role decides what an export gives it unless you say otherwise.

    With --card what stands on a card of theirs is taken: name, contact, and the keys, so that you can write to them
    and only they can read it. The card of another program gives name and contact only.

    Example: talktag party add "Fix-It Cameras" --role repairer --contact bench@fixit.example
    """
    from talktag.ops.parties.change_party import NewParty, add_party

    if typed.card and (typed.key or typed.age):
        raise UsageError("the keys are on the card", hints=["leave out --key and --age, or leave out --card"])
    if not typed.card and (typed.name is None or typed.on_the_spot):
        what = "--on-the-spot is about a card" if typed.on_the_spot else "the party needs a name, or a card"
        raise UsageError(what, hints=["talktag party add NAME --role ROLE", "or: talktag party add --card FILE"])
    new = NewParty(
        name=typed.name or "",
        role=typed.role or "other",
        contact=typed.contact,
        mail=typed.mail,
        phone=typed.phone,
        address=typed.address,
        url=typed.url,
        key=typed.key,
        age=typed.age,
        language=typed.language,
    )
    if typed.card:
        from talktag.ops.parties.card_in import add_by_card

        return add_by_card(context.session(), _card(context, typed.card, typed), new, typed.role)
    return add_party(context.session(), new)


def _card(context: Context, path: Path, typed: PartyFlags | None = None, *, on_the_spot: bool = False) -> "CardFile":
    """The card that was named, with what asks the person about it, where there is somebody to ask."""
    from talktag.cli.input.card import ask_role, ask_spot, read_card_file
    from talktag.ops.parties.card_in import CardFile

    terminal, flags = context.terminal, context.flags
    data = read_card_file(terminal, path)
    name = "standard input" if str(path) == "-" else str(path)
    file = CardFile(data, name, on_the_spot or bool(typed and typed.on_the_spot))
    if not terminal.can_ask or flags.yes or flags.json or flags.dry_run:
        return file
    return file._replace(ask_spot=partial(ask_spot, terminal), ask_role=partial(ask_role, terminal))


@command("list", view=show_all, family="party")
def list_parties(context: Context) -> Outcome:
    """List the parties."""
    from talktag.ops.parties.party import list_parties as operate

    return operate(context.session())


@command("show", view=show_whole, family="party")
def show_party(context: Context, ref: Ref) -> Outcome:
    """Show one party: what its role is given, what it was given so far, what it did."""
    from talktag.ops.parties.party import show_party as operate

    return operate(context.session(), ref)


@command("set", view=show_party_or_card, family="party")
def set_party(
    context: Context,
    ref: RefOfAssignments,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE…",
            help="An empty value takes the key out.",
            autocompletion=complete_party_assignment,
        ),
    ] = None,
    card: CardOption = None,
    on_the_spot: OnTheSpot = False,
) -> Outcome:
    """Change what is kept of a party: name, role, contact, mail, phone, address, url, key, age, language.

    What may come from them is channel.may, channel.mute, channel.most, channel.until, channel.products, channel.auto.

    With --card what their card says and the record does not is added; another key than the one kept is asked about.

    Example: talktag party set fix-it phone="+34 91 555 01 23" url=https://fixit.example
    """
    if card:
        from talktag.ops.parties.card_in import set_by_card

        if values:
            raise UsageError("one thing at a time: a card, or values", hints=["type the command twice"])
        return set_by_card(context.session(), ref, _card(context, card, on_the_spot=on_the_spot))
    from talktag.ops.parties.change_party import set_party as operate

    if not values:
        raise UsageError("nothing to set", hints=["name what to change: talktag party set PARTY phone=…"])
    return operate(context.session(), ref, values)


@command("check", view=show_one, family="party")
def check_party(context: Context, ref: Ref) -> Outcome:
    """Compare a party's key: type some of the digits that they read out to you from talktag key show.

    Call them at a number that you have by another way than from their messages.

    Example: talktag party check fix-it
    """
    from talktag.ops.parties.change_party import check_party as operate

    def compare(question: str) -> str:
        terminal = context.terminal
        if not terminal.can_ask:
            raise UsageError("a key is checked by what you type, and there is no terminal", hints=["use a terminal"])
        return terminal.ask(question, "", afresh=True)

    return operate(context.session(), ref, compare)


@command("allow", view=show_permission, family="party")
def allow(context: Context, typed: AllowFlags) -> Outcome:
    """Let kinds of entries come from a party: a standing permission, as often and as long as you say.

    They are told, signed and encrypted, by a carrier of yours, as a file or as a ready mail.

    Example: talktag party allow canon offer --most 1/month --until 2027-12-31
    """
    from talktag.ops.talk.permission.allow import PermissionRequest, allow

    conditions = {"most": typed.most, "until": typed.until, "purpose": typed.purpose}
    request = PermissionRequest(typed.kinds or (), **conditions, products=typed.products or (), auto=typed.auto)
    return allow(context.session(), typed.ref, request, way_told(typed))


@command("mute", view=show_permission, family="party")
def mute(context: Context, typed: MuteFlags) -> Outcome:
    """Refuse kinds of entries from a party, whatever allows them, and take back their permission.

    They are told where you had told them that they may; with --tell also where you had not, once.

    Example: talktag party mute canon offer
    """
    from talktag.ops.talk.permission.allow import mute

    return mute(context.session(), typed.ref, typed.kinds or (), way_told(typed), telling=typed.tell)
