"""The arguments that name a product or a party, and how a shell completes them. Opens no key and no note."""

from typing import Annotated

import typer


def complete_product(incomplete: str) -> list[str]:
    """Slugs that begin with what was typed, from the folder listing alone; silence on any failure."""
    from talktag.cli.context import Context, Flags
    from talktag.cli.terminal import this_terminal
    from talktag.store.catalogue import slugs

    try:
        folder = Context(Flags(), this_terminal()).store_folder()
        return [slug for slug in slugs(folder) if slug.startswith(incomplete.lower())]
    except Exception:  # noqa: BLE001 - a message would end up in the middle of the person's line
        return []


PRODUCT_HELP = "A tag id, slug, name, or a part of one that fits only one product."
Product = Annotated[str, typer.Argument(metavar="REF", help=PRODUCT_HELP, autocompletion=complete_product)]
OptionalProduct = Annotated[
    str | None, typer.Argument(metavar="[REF]", help=PRODUCT_HELP, autocompletion=complete_product, show_default=False)
]
QUERY_HELP = "Words that must all hold, such as: canon place:office has:receipt"
Query = Annotated[list[str] | None, typer.Argument(metavar="[QUERY]...", help=QUERY_HELP, show_default=False)]
