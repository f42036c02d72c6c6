"""`talktag stock`: label papers."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.view import Columns, Facts, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.stock import OneStock, Stocks


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @command(app, "list", show_all, family="stock")
    def list_stocks(context: Context) -> Outcome:  # noqa: ARG001 - every command is handed its context
        """List the label papers."""
        from talktag.ops.stock import list_stocks as operate

        return operate()

    @command(app, "show", show_one, family="stock")
    def show_stock(
        context: Context,  # noqa: ARG001 - every command is handed its context
        name: Annotated[str, typer.Argument(metavar="ID", help="An id, a part number or an alias.")],
    ) -> Outcome:
        """Show the measures of one label paper, in millimetres."""
        from talktag.ops.stock import show_stock as operate

        return operate(name)


def show_all(data: "Stocks") -> View:
    """A line a stock."""
    headings = ("stock", "brand", "part", "kind", "label mm", "a sheet", "confidence")
    rows = [
        (
            each.id,
            each.brand,
            each.part,
            each.kind,
            f"{each.label_w:g} x {each.label_h:g}",
            str(each.per_sheet or ""),
            each.confidence,
        )
        for each in data.stocks
    ]
    return [Columns(headings, rows)]


def show_one(data: "OneStock") -> View:
    """Every measure that is known."""
    return [Facts([(key, _measure(key, value)) for key, value in data.values().items()])]


def _measure(key: str, value: object) -> str:
    """A value with its unit, where it has one: lengths are in millimetres."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    lengths = ("_w", "_h", "_x", "_y", "_r", "margin_left", "margin_right", "margin_top", "margin_bottom")
    return f"{value:g} mm" if isinstance(value, float) and key.endswith(lengths) else str(value)
