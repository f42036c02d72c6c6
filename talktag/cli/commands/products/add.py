"""`talktag add`: one more product."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    complete_label,
    complete_maker,
    complete_place,
    complete_product,
    complete_seller,
)
from talktag.cli.context import Context
from talktag.cli.input.importing import add_from_file
from talktag.cli.views.imported import show_import
from talktag.cli.views.view import Block, Columns
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.importing.import_products import Imported
    from talktag.ops.products.add import Added, Wanted


def show(data: "Added | Imported") -> Iterator[Block]:
    """The slug, the tag and the name; or what comes in from a file."""
    from talktag.model.values.ident import printed_tag
    from talktag.ops.products.add import Added

    if not isinstance(data, Added):
        yield from show_import(data)
        return

    product = data.product
    tag = product.live_tag()
    yield Columns(("added", "tag", "name"), [(product.slug, printed_tag(tag.id) if tag else "", product.name)])


class AddFlags(NamedTuple):
    """What the command line says of a product, or of a file of many."""

    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What you call it.", show_default=False)] = None
    maker: Annotated[str | None, typer.Option(help="Who made it.", autocompletion=complete_maker)] = None
    model: Annotated[str | None, typer.Option(help="The maker's name for it.")] = None
    serial: Annotated[str | None, typer.Option(help="Its serial number.")] = None
    gtin: Annotated[str | None, typer.Option(help="The number under its bar code.")] = None
    place: Annotated[str | None, typer.Option(help="Where it is, like home/office.", autocompletion=complete_place)] = (
        None
    )
    inside: Annotated[
        str | None,
        typer.Option(metavar="REF", help="The product it is a part of.", autocompletion=complete_product),
    ] = None
    label: Annotated[
        list[str] | None, typer.Option(help="A word to group by; may be repeated.", autocompletion=complete_label)
    ] = None
    bought: Annotated[str | None, typer.Option(metavar="DATE", help="2024-03-02, 2 March 2024, yesterday, 3w ago.")] = (
        None
    )
    seller: Annotated[
        str | None, typer.Option("--from", metavar="SELLER", help="Who sold it.", autocompletion=complete_seller)
    ] = None
    price: Annotated[str | None, typer.Option(metavar="MONEY", help='Like "2499 EUR" or "80,50 €".')] = None
    order: Annotated[str | None, typer.Option(help="The order number.")] = None
    warranty: Annotated[
        list[str] | None,
        typer.Option(metavar="TERM", help='"2y", a date, lifetime, "parts: 60 months by X"; repeatable.'),
    ] = None
    file: Annotated[list[Path] | None, typer.Option(metavar="PATH", help="A receipt, photo, manual; repeatable.")] = (
        None
    )
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="A field of your own; KEY:number, :date, :yes too; repeatable."),
    ] = None
    quantity: Annotated[str, typer.Option(metavar="COUNT", help="How many of them.")] = "1"
    like: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Take over what repeats from that one.", autocompletion=complete_product),
    ] = None
    from_file: Annotated[
        Path | None,
        typer.Option("--from-file", metavar="FILE", help="Many at once: TOML, CSV or JSON, - for stdin."),
    ] = None
    partial: Annotated[bool, typer.Option("--partial", help="Of that file take the sound products only.")] = False


@command("add", view=show)
def add(context: Context, typed: AddFlags) -> Outcome:
    """Add a product.

    Without NAME it asks, at a terminal, for the name and then for what is missing and useful.

    --like takes over maker, model, GTIN, place, container, labels, seller, price, fields, and the warranties that
    run from the purchase, as far as you say nothing else (an empty value leaves one out); never the serial number,
    the day it was bought, the order, tags, files or notes.

    --from-file adds every product of a file, under the titles that talktag import knows, after showing them.

    Example: talktag add

    Example: talktag add "Canon EOS 5D" --maker Canon --bought 2024-03-02 --warranty "24 months" --file receipt.pdf
    """
    from talktag.ops.products.add import add as operate

    session, terminal, wanted = context.session(), context.terminal, _wanted(typed)
    if typed.from_file is not None or typed.partial:
        alone = wanted == _wanted(AddFlags())
        return add_from_file(terminal, session, typed.from_file, partial=typed.partial, alone=alone)
    if typed.name is None:
        from talktag.cli.input.asking import ask_wanted
        from talktag.cli.input.once import read_once

        return operate(session, read_once(terminal.stdin, lambda: ask_wanted(terminal, session, wanted)))
    return operate(session, wanted)


def _wanted(typed: AddFlags) -> "Wanted":
    """The product as it was typed."""
    from talktag.ops.products.add import Wanted

    return Wanted(
        name=typed.name or "",
        maker=typed.maker,
        model=typed.model,
        serial=typed.serial,
        gtin=typed.gtin,
        place=typed.place,
        inside=typed.inside,
        labels=typed.label or (),
        bought=typed.bought,
        seller=typed.seller,
        price=typed.price,
        order=typed.order,
        warranties=typed.warranty or (),
        files=typed.file or (),
        fields=_fields(typed.field or ()),
        quantity=typed.quantity,
        like=typed.like,
    )


def _fields(texts: Sequence[str]) -> dict[str, str]:
    """What each field is to hold; none is given twice, whatever type is said."""
    pairs = [_pair(text) for text in texts]
    for number, (key, _) in enumerate(pairs):
        if key in dict(pairs[:number]):
            raise UsageError(f'the field "{key}" is given twice', hints=["leave one out"])
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip() and value):
        raise UsageError(f'"{text}" is not of the form KEY=VALUE', hints=["for example: --field colour=black"])
    return key.strip(), value
