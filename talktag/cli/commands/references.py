"""The arguments and options that several verbs take, and how a shell completes them. Opens no key and no note."""

from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.completion import offering, one_of, parties, products, stocks, values, words

complete_product = offering(products)
complete_party = offering(parties)
complete_stock = offering(stocks)
complete_place = offering(values("place"))
complete_label = offering(values("label"))
complete_maker = offering(values("maker"))
complete_seller = offering(values("from"))
complete_word = offering(words)
complete_column = offering(one_of("talktag.model.columns", "COLUMNS"))
complete_field = offering(one_of("talktag.model.print_fields", "NAMES"))
complete_grouping = offering(one_of("talktag.model.stats", "GROUPINGS"))
complete_file_kind = offering(one_of("talktag.model.product", "FILE_KINDS"))
complete_import_kind = offering(one_of("talktag.interop.draft", "KINDS"))
complete_language = offering(one_of("talktag.model.party", "LANGUAGES"))
complete_page = offering(one_of("talktag.ops.bagging", "PAGES"))
complete_form = offering(one_of("talktag.ops.export_as", "FORMS"))
complete_way = offering(one_of("talktag.ops.retire", "WAYS"))
Language = Annotated[
    str | None,
    typer.Option(
        metavar="LANGUAGE",
        help="Of the page in it: en, es, de, fr, it or sv.",
        autocompletion=complete_language,
        show_default="that of the party, else en",
    ),
]
OUTPUT_HELP = "The file to write; - is standard output."
OutputFile = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=OUTPUT_HELP)]
NOTES_HELP = "A private note to give away; repeatable."
GivenNotes = Annotated[list[str] | None, typer.Option(metavar="ID", help=NOTES_HELP)]
PAGE_HELP = "What a person opens in it: html, or text where mail filters take HTML out."
Page = Annotated[
    str | None, typer.Option(metavar="FORM", help=PAGE_HELP, autocompletion=complete_page, show_default="html")
]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="To the party's age recipient: only they and you can open it.")
]
PRODUCT_HELP = "A tag id, slug, name, or a part of one that fits only one product."
Product = Annotated[str, typer.Argument(metavar="REF", help=PRODUCT_HELP, autocompletion=complete_product)]
OptionalProduct = Annotated[
    str | None, typer.Argument(metavar="[REF]", help=PRODUCT_HELP, autocompletion=complete_product, show_default=False)
]
QUERY_HELP = "Words that must all hold, such as: canon place:office has:receipt"
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help=QUERY_HELP, show_default=False, autocompletion=complete_word),
]
