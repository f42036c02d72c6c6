"""`talktag add`: one more product."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.add import Added


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "add", show)
    def add(
        context: Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")],
        maker: Annotated[str | None, typer.Option(help="Who made it.")] = None,
        model: Annotated[str | None, typer.Option(help="The maker's name for it.")] = None,
        serial: Annotated[str | None, typer.Option(help="Its serial number.")] = None,
        gtin: Annotated[str | None, typer.Option(help="The number under its bar code.")] = None,
        place: Annotated[str | None, typer.Option(help="Where it is, like home/office.")] = None,
        inside: Annotated[str | None, typer.Option(metavar="REF", help="The product it is a part of.")] = None,
        label: Annotated[list[str] | None, typer.Option(help="A word to group by; may be repeated.")] = None,
        bought: Annotated[str | None, typer.Option(metavar="DATE", help="2024-03-02, today or yesterday.")] = None,
        seller: Annotated[str | None, typer.Option("--from", metavar="SELLER", help="Who sold it.")] = None,
        price: Annotated[str | None, typer.Option(metavar="MONEY", help='Like "2499 EUR".')] = None,
        order: Annotated[str | None, typer.Option(help="The order number.")] = None,
        warranty: Annotated[str | None, typer.Option(metavar="TERM", help='"24 months", a date, or lifetime.')] = None,
        file: Annotated[
            list[Path] | None, typer.Option(metavar="PATH", help="A receipt, photo, manual; repeatable.")
        ] = None,
        field: Annotated[
            list[str] | None, typer.Option(metavar="KEY=VALUE", help="A field of your own; repeatable.")
        ] = None,
        quantity: Annotated[int, typer.Option(min=1, help="How many of them.")] = 1,
    ) -> Outcome:
        """Add a product.

        Example: talktag add "Canon EOS 5D" --maker Canon --bought 2024-03-02 --warranty "24 months" --file receipt.pdf
        """
        from talktag.ops.add import Wanted
        from talktag.ops.add import add as operate

        wanted = Wanted(
            name=name,
            maker=maker,
            model=model,
            serial=serial,
            gtin=gtin,
            place=place,
            inside=inside,
            labels=label or (),
            bought=bought,
            seller=seller,
            price=price,
            order=order,
            warranty=warranty,
            files=file or (),
            fields=dict(_pair(text) for text in field or ()),
            quantity=quantity,
        )
        return operate(context.session(), wanted)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip() and value):
        raise UsageError(f'"{text}" is not of the form KEY=VALUE', hints=["for example: --field colour=black"])
    return key.strip(), value


def show(data: "Added") -> Iterator[Block]:
    """The slug, the tag and the name."""
    from talktag.model.ident import printed_tag

    product = data.product
    tag = product.live_tag()
    yield Columns(("added", "tag", "name"), [(product.slug, printed_tag(tag.id) if tag else "", product.name)])
