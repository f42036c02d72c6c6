"""`talktag set`: new values for a record, or for many."""

from collections.abc import Sequence
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    PRODUCT_HELP,
    complete_assignment,
    complete_product,
    complete_word,
    with_words,
)
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked, Rest
from talktag.cli.views.changed import show_changed
from talktag.errors import UsageError
from talktag.model.products.keys import KEYS
from talktag.ops.outcome import Outcome


def _is_assignment(word: str, behind: Sequence[str]) -> bool:  # noqa: ARG001 - a key says it alone
    """Whether the word is the first of what is to be set, and no product."""
    from talktag.ops.products.assignments import is_key

    key, sign, _ = word.partition("=")
    return bool(sign) and is_key(key)


Ref = Annotated[
    str | None,
    typer.Argument(metavar="REF", help=PRODUCT_HELP, autocompletion=complete_product, show_default=False),
    Asked("product", unless=("where",), rest=Rest("assignments", _is_assignment)),
]
Assignments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="KEY=VALUE...",
        help="What to set; an empty value takes the key out.",
        autocompletion=complete_assignment,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORD",
        help="Instead of REF: all products this word of a query fits; repeatable.",
        autocompletion=complete_word,
    ),
]


_FORMS = {
    "product": " (a REF)",
    "products": " (REFs)",
    "labels": " (a,b)",
    "warranties": ' ("24 months; parts: 60 months by Canon")',
}
_KEYS = [f"{key.listed}{_FORMS.get(key.type, '')}" for key in KEYS if key.is_set and key.type != "fields"]


@command("set", view=show_changed)
@with_words(keys=", ".join(_KEYS))
def set_values(
    context: Context,
    ref: Ref = None,
    assignments: Assignments = None,
    where: Where = None,
) -> Outcome:
    """Set values of a product's record.

    Comments, order and everything else in the file stay as they are. With --where it changes many products by
    one commit: it shows what changes, and asks if they are more than three.

    Keys: {keys}, field.NAME. label+=a and label-=a add and take away one, so does warranty+=.

    The values of a field of your own are text unless you say otherwise: field.weight:number=1.2, and likewise
    :date, :yes and :text. A field keeps the type it has.

    Example: talktag set canon place=office "price=2499 EUR" field.colour=black

    Example: talktag set --where place:office --where label:camera place=attic label+=stored
    """
    from talktag.ops.products.set import set_many
    from talktag.ops.products.set import set_values as operate

    if where:
        return set_many(context.session(), where, [*([ref] if ref is not None else []), *(assignments or ())])
    if ref is None:
        raise UsageError("no product was named", hints=["name one, or choose many: talktag set --where place:office"])
    return operate(context.session(), ref, assignments or ())
