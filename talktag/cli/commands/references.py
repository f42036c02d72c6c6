"""The arguments and options that several verbs take, and how a shell completes them. Opens no key and no note."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from talktag.cli.completion.kinds import completes
from talktag.cli.picking.asked import Asked

P = ParamSpec("P")
T = TypeVar("T")

complete_product = completes("product")
complete_party = completes("party")
complete_terms = completes("terms")
complete_table = completes("table")
complete_paper = completes("talktag.paper.labels.papers:described", "stock")
complete_place = completes("place")
complete_word = completes("query")
complete_assignment = completes("assignment")
complete_party_assignment = completes("party-assignment")
complete_role = completes("talktag.model.parties.roles:ROLE_NAMES")
complete_attached = completes("attached")
complete_note = completes("note")
complete_waiting = completes("waiting")
complete_section = completes("talktag.model.sharing.table:SECTIONS", "attached-section")
complete_column = completes("talktag.model.queries.columns:COLUMNS")
complete_field = completes("talktag.model.sharing.print_fields:NAMES")
complete_grouping = completes("talktag.model.queries.stats:GROUPINGS")
complete_kind = completes("talktag.model.log.kinds:BY_OTHERS")
complete_file_kind = completes("talktag.model.products.product:FILE_KINDS")
complete_import_kind = completes("talktag.interop.draft:KINDS", "talktag.interop.draft:MAKER_KINDS")
complete_language = completes("talktag.model.parties.party:LANGUAGES")
complete_page = completes("talktag.ops.bundles.make_bundle:PAGES")
complete_form = completes("talktag.ops.importing.export_as:FORMS")
complete_way = completes("talktag.ops.products.retire:WAYS")
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
GivenNotes = Annotated[list[str] | None, typer.Option(metavar="ID", help=NOTES_HELP, autocompletion=complete_note)]
WITHOUT_HELP = "A file that stays, by its name; repeatable."
Without = Annotated[list[str] | None, typer.Option(metavar="NAME", help=WITHOUT_HELP, autocompletion=complete_attached)]
PAGE_HELP = "What a person opens in it: html, or text where mail filters take HTML out."
Page = Annotated[
    str | None, typer.Option(metavar="FORM", help=PAGE_HELP, autocompletion=complete_page, show_default="html")
]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="To the party's age recipient: only they and you can open it.")
]
PRODUCT_HELP = "A tag id, slug, name, or a part of one that fits only one product."
PRODUCT_ARGUMENT = typer.Argument(metavar="REF", help=PRODUCT_HELP, autocompletion=complete_product)
Product = Annotated[str, PRODUCT_ARGUMENT, Asked("product")]
ProductWithFiles = Annotated[str, PRODUCT_ARGUMENT, Asked("product", having="files")]
OwnedProduct = Annotated[str, PRODUCT_ARGUMENT, Asked("product", states=("owned",))]
OptionalProduct = Annotated[
    str | None, typer.Argument(metavar="[REF]", help=PRODUCT_HELP, autocompletion=complete_product, show_default=False)
]
QUERY_HELP = "Words that must all hold, such as: canon place:office has:receipt"
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help=QUERY_HELP, show_default=False, autocompletion=complete_word),
]


def with_words(**words: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Put words that come from the code into the help of a command, each where its name stands in braces."""

    def put(function: Callable[P, T]) -> Callable[P, T]:
        for name, text in words.items():
            function.__doc__ = (function.__doc__ or "").replace(f"{{{name}}}", text)
        return function

    return put
