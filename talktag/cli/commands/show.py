"""`talktag show`: one product."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns, Facts, Line, View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.show import Card


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "show", show)
    def show_product(
        context: Context,
        ref: Product,
        at: Annotated[str | None, typer.Option(metavar="DATE", help="As it was at the end of that day.")] = None,
    ) -> Outcome:
        """Show one product.

        Private notes are only counted; read them with: talktag notes REF.

        Example: talktag show canon
        """
        from talktag.model.warranty import parse_date
        from talktag.ops.show import show as operate

        session = context.session()
        try:
            day = parse_date(at, session.today) if at else None
        except ValueError as error:
            raise UsageError(str(error), hints=["write it like: --at 2025-12-31"]) from None
        return operate(session, ref, day)


def show(data: "Card") -> View:
    """A card: what it is, where it came from, how long someone stands by it, what lies beside it."""
    return list(_card(data))


def _card(data: "Card") -> Iterator[Block]:
    from talktag.model.ident import printed_tag

    product, purchase = data.product, data.product.purchase
    yield Line(product.name, "strong")
    yield Facts(
        [
            ("product", product.slug),
            ("maker", product.maker),
            ("model", product.model),
            ("serial", product.serial),
            ("gtin", product.gtin),
            ("place", product.place),
            ("inside", product.inside),
            ("labels", ", ".join(product.labels)),
            ("quantity", product.quantity if product.quantity != 1 else None),
            ("state", product.state if product.state != "owned" else None),
            ("bought", " from ".join(str(part) for part in (purchase.date, purchase.seller) if part)),
            ("price", purchase.price),
            ("order", purchase.order),
            *(("warranty", _warranty(data, number)) for number in range(len(product.warranties))),
            *(
                ("tag", f"{printed_tag(tag.id)}{f' (retired {tag.retired})' if tag.retired else ''}")
                for tag in product.tags
            ),
            *((f"field {key}", value) for key, value in product.fields.items()),
            ("notes", f"{data.notes_count} private" if data.notes_count else None),
            ("id", product.id),
        ]
    )
    if product.files:
        yield Columns(("file", "kind", "size"), [(each.name, each.kind, _size(each.size)) for each in product.files])
    if data.entries:
        yield Columns(("date", "entry", ""), [(str(each.date), each.kind, each.title) for each in data.entries[-5:]])


def _warranty(data: "Card", number: int) -> str:
    warranty = data.product.warranties[number]
    ends = warranty.ends(data.product.purchase.date)
    until = f", until {ends}" if ends and str(ends) != str(warranty.term) else ""
    kind = "" if warranty.kind == "all" else f"{warranty.kind}: "
    return f"{kind}{warranty.term}{until}"


def _size(size: int) -> str:
    """A size in decimal units, as file managers show it."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1000 or unit == "MB":
            return f"{size} {unit}"
        size = round(size / 1000)
    raise AssertionError
