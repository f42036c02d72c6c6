"""`talktag wish`: what you want, sent to whom you choose, and what they offer, side by side."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_party, complete_table, complete_terms
from talktag.cli.commands.ways_out import InTheClear, Mail, Out, Via, way_out
from talktag.cli.commands.wish_words import Leaves, WishFlags, WishRef, leaving_way, wish_request
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.wishes.wishes import show_leaving, show_list, show_offers, show_said, show_wish, show_written
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

complete_order = completes("talktag.model.wishes.side_by_side:ORDERS")
Tell = Annotated[bool, typer.Option("--tell", help="Tell everybody whom it was sent to.")]


@command("add", view=show_written, family="wish")
def add(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you want, in a few words.")],
    typed: WishFlags,
) -> Outcome:
    """Write down what you want.

    A point is a name, one of = != < > <= >=, and a value. What it has to go with gives points of its own, from fields
    such as mount, battery or size: they are shown, and you are asked.

    Example: talktag wish add "a 70-200 for the 5D" --fits canon --should "weight<1500g" --most "900 EUR"
    """
    from talktag.ops.wishes.add import add as operate

    return operate(context.session(), wish_request(name, typed))


@command("list", view=show_list, family="wish")
def list_wishes(
    context: Context,
    whole: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
) -> Outcome:
    """List what you want, and how much was offered."""
    from talktag.ops.wishes.list import list_wishes as operate

    return operate(context.session(), whole=whole)


@command("show", view=show_wish, family="wish")
def show(context: Context, ref: WishRef) -> Outcome:
    """Show a wish: its points, and whom it was sent to.

    Example: talktag wish show 70-200
    """
    from talktag.ops.wishes.list import show_wish as operate

    return operate(context.session(), ref)


@command("set", view=show_written, family="wish")
def set_wish(
    context: Context,
    ref: WishRef,
    typed: WishFlags,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What you want, in a few words.")] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Take the points of that name out; repeatable.")
    ] = None,
) -> Outcome:
    """Change a wish: a point takes the place of those of its name, and an empty value takes out what was said.

    Whom it was sent to is told nothing by that; what they do not know yet is shown by `wish show`.

    Example: talktag wish set 70-200 --most "950 EUR" --without colour

    Example: talktag wish set 70-200 --until ""
    """
    from talktag.ops.wishes.set import set_wish as operate

    return operate(context.session(), ref, wish_request(name, typed)._replace(without=without or ()))


@command("send", view=show_leaving, family="wish")
def send(
    context: Context,
    ref: WishRef,
    more: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PARTY]...", help="Further parties.", autocompletion=complete_party, show_default=False
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTY", help="Whom to; repeatable.", autocompletion=complete_party),
    ] = None,
    by_name: Annotated[bool, typer.Option("--by-name", help="Tell them who you are.")] = False,
    terms: Annotated[
        str | None,
        typer.Option(
            metavar="TERMS", help="Under which terms you ask: a text that you keep.", autocompletion=complete_terms
        ),
    ] = None,
    output: Leaves = None,
    mail: Mail = False,
    via: Via = None,
    in_the_clear: InTheClear = False,
) -> Outcome:
    """Send a wish to parties, each by itself; they do not learn who you are, nor whom else you asked.

    Shows every word that leaves, and asks once. Each is sealed to its party, by keys made for this one conversation,
    which the offer comes back to. Offers to it are taken in without a question up to its day.

    Example: talktag wish send 70-200 --to foto-ruiz linsen-laden -o offers

    Example: talktag wish send 70-200 --to foto-ruiz --by-name

    Example: talktag wish send 70-200 --to foto-ruiz linsen-laden --mail -o offers
    """
    from talktag.ops.wishes.send import send_wish as operate

    way = leaving_way(output, via, mail=mail, in_the_clear=in_the_clear)
    return operate(context.session(), ref, (*(to or ()), *(more or ())), way, by_name=by_name, terms=terms)


@command("offers", view=show_offers, family="wish")
def offers(
    context: Context,
    ref: WishRef,
    by: Annotated[
        str, typer.Option(metavar="ORDER", help="came, price or party.", autocompletion=complete_order)
    ] = "came",
    whole: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> Outcome:
    """Lay the offers for a wish side by side: which point each meets, fails or does not say.

    They stand in the order that is named; nothing else decides a place, and no currency is converted.

    Example: talktag wish offers 70-200 --by price
    """
    from talktag.ops.wishes.offers import wish_offers as operate

    return operate(context.session(), ref, by, whole=whole)


@command("choose", view=show_leaving, family="wish")
def choose(
    context: Context,
    ref: WishRef,
    offer: Annotated[str, typer.Argument(metavar="OFFER", help="The offer's id as it begins, or the party.")],
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What to say to them.", show_default=False)
    ] = None,
    by_name: Annotated[bool, typer.Option("--by-name", help="Tell them who you are, and how to reach you.")] = False,
    tell_others: Annotated[bool, typer.Option("--tell-others", help="Tell the others that it is settled.")] = False,
    output: Leaves = None,
    mail: Mail = False,
    via: Via = None,
    in_the_clear: InTheClear = False,
) -> Outcome:
    """Take an offer: who made it is told, and the wish is over.

    Example: talktag wish choose 70-200 foto-ruiz --by-name --tell-others -o answers
    """
    from talktag.ops.wishes.choose import choose as operate

    way = leaving_way(output, via, mail=mail, in_the_clear=in_the_clear)
    return operate(context.session(), ref, offer, way, words=text, by_name=by_name, tell_others=tell_others)


@command("end", view=show_leaving, family="wish")
def end(
    context: Context,
    ref: WishRef,
    tell: Tell = False,
    output: Leaves = None,
    mail: Mail = False,
    via: Via = None,
    in_the_clear: InTheClear = False,
) -> Outcome:
    """End a wish without an offer.

    Example: talktag wish end 70-200
    """
    from talktag.ops.wishes.choose import end as operate

    if not tell and (output or mail or via or in_the_clear):
        raise UsageError("a way to tell them belongs to --tell", hints=["add --tell, or leave the way out"])
    way = leaving_way(output, via, mail=mail, in_the_clear=in_the_clear)
    return operate(context.session(), ref, way if tell else None)


@command("drop", view=show_written, family="wish")
def drop(context: Context, ref: WishRef) -> Outcome:
    """Take a wish out of the store that nobody was sent.

    Example: talktag wish drop 70-200
    """
    from talktag.ops.wishes.choose import drop as operate

    return operate(context.session(), ref)


@command("offer", view=show_said, family="wish")
def offer(
    context: Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="The table, or the party, that the wish came from.", autocompletion=complete_table
        ),
    ],
    points: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="What you offer, point by point.", show_default=False),
    ] = None,
    price: Annotated[str | None, typer.Option(metavar="MONEY", help='What it costs, like "850 EUR".')] = None,
    valid: Annotated[str | None, typer.Option(metavar="DATE", help="Until when you stand by it.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="What else there is to say.")] = None,
    answers: Annotated[str | None, typer.Option(metavar="ID", help="The wish, where there are several.")] = None,
    output: Out = None,
    mail: Mail = False,
    via: Via = None,
    in_the_clear: InTheClear = False,
) -> Outcome:
    """Offer somebody what they wish for; you see how it stands to each point before it leaves.

    Example: talktag wish offer a-70-200-for-the-5d mount=EF weight=1310g --price "850 EUR" -o offer.zip.age
    """
    from talktag.ops.wishes.offer import OfferRequest, make_offer

    request = OfferRequest(ref, points or (), price=price, valid=valid, text=text, answers=answers)
    return make_offer(context.session(), request, way_out(output, via, mail=mail, in_the_clear=in_the_clear))
