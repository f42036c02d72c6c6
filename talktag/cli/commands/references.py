"""The arguments that name a product or a party, and how a shell completes them. Opens no key and no note."""

from typing import Annotated

import typer

from talktag.cli.completion import offering, parties, products, stocks, values, words

complete_product = offering(products)
complete_party = offering(parties)
complete_stock = offering(stocks)
complete_place = offering(values("place"))
complete_label = offering(values("label"))
complete_maker = offering(values("maker"))
complete_seller = offering(values("from"))
PRODUCT_HELP = "A tag id, slug, name, or a part of one that fits only one product."
Product = Annotated[str, typer.Argument(metavar="REF", help=PRODUCT_HELP, autocompletion=complete_product)]
OptionalProduct = Annotated[
    str | None, typer.Argument(metavar="[REF]", help=PRODUCT_HELP, autocompletion=complete_product, show_default=False)
]
QUERY_HELP = "Words that must all hold, such as: canon place:office has:receipt"
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help=QUERY_HELP, show_default=False, autocompletion=offering(words)),
]
