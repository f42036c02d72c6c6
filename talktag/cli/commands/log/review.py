"""`talktag review`: what the owner thinks of a thing, written down, and as a signed file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product, complete_language, complete_party
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.views.view import Block, Columns, Pairs, Quote
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.log.reviews.review import Reviews

OUTPUT_HELP = "A file for others to read: .jsonld or .html, its signature beside it."
LANGUAGE_HELP = "Of a page: en, es, de, fr, it or sv."
MASK_HELP = "Sign behind the mask that you wear before that party, without your name."
Language = Annotated[
    str | None,
    typer.Option(metavar="LANGUAGE", help=LANGUAGE_HELP, autocompletion=complete_language, show_default="en"),
]


def show(data: "Reviews") -> Iterator[Block]:
    """A line for each review; of what goes into a file every word, and who signs it."""
    if data.signer is None:
        rows = [(str(each.entry.date), str(each.rating or ""), each.words.partition("\n")[0]) for each in data.reviews]
        yield Columns(("date", "stars", "review"), rows)
        return
    last = data.reviews[-1]
    if last.words:
        yield Quote(last.words)
    who = data.signer.name or "an owner, by a mask"
    stars = f"{last.rating} of 5" if last.rating else None
    told = [("stars", stars), ("of", data.product.name), ("by", who), ("key", data.signer.fingerprint)]
    beside = [("file", data.path), ("signature", f"{data.path}.sig"), ("stays", "serial number, price, shop, place")]
    yield Pairs([*told, *beside])


@command("review", view=show)
def review(
    context: Context,
    ref: Product,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What you think.", show_default=False)] = None,
    rating: Annotated[str | None, typer.Option(metavar="STARS", help="From 1 to 5.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=OUTPUT_HELP)] = None,
    mask: Annotated[str | None, typer.Option(metavar="PARTY", help=MASK_HELP, autocompletion=complete_party)] = None,
    language: Language = None,
) -> Outcome:
    """Write what you think of a thing, for yourself first; as a signed file when you ask.

    It is an entry of its log, and no party is given it. With -o the last one becomes a file, signed: maker, model and
    since which year you own one, and no serial number. What the maker answers comes back as a message.

    Example: talktag review canon "Five years, and it never let me down." --rating 5 -o review.jsonld
    """
    from talktag.ops.log.reviews.review import ReviewRequest
    from talktag.ops.log.reviews.review import review as operate

    path = path_of(output)
    form = check_ending(path, "jsonld", "html") if path else None
    if output is not None and path is None:
        raise UsageError("a review has a signature beside it, so it goes into a file", hints=["-o review.jsonld"])
    typed = ReviewRequest(ref, text or "", rating, path=path, form=form or "", mask=mask, language=language)
    return operate(context.session(), typed)
