"""How `export --fields` reads its words and shows its preview. It prints nothing itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.cli.views.leaving import tree_of
from talktag.cli.views.view import Block, Facts, Line
from talktag.errors import UsageError

if TYPE_CHECKING:
    from talktag.ops.sharing.print_out import PrintedOut

_SUFFIXES = {".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "txt"}


def form_of(path: Path | None) -> str:
    """The form that the name of the file says, text on standard output; UsageError for a name that says none."""
    if path is None:
        return "txt"
    name = path.with_suffix("") if path.suffix.lower() == ".age" else path
    if form := _SUFFIXES.get(name.suffix.lower()):
        return form
    raise UsageError(
        f'"{path}" does not say what the print-out is to be',
        hints=[f"say: -o {name.with_suffix('')}.pdf, or .html, or .txt"],
    )


def check_for_paper(of_a_bundle: Mapping[str, object]) -> None:
    """A flag that shapes a bundle has no meaning for a print-out, and is not dropped without a word."""
    for flag, value in of_a_bundle.items():
        if value:
            raise UsageError(
                f"{flag} is for a bundle, and --fields makes a print-out",
                hints=["leave one of them out; --fields itself names all that leaves"],
            )


def preview_print_out(data: "PrintedOut") -> Iterator[Block]:
    """What leaves and what stays, product by product."""
    share = data.share
    count = len(data.parts)
    name = data.parts[0].product.name if count == 1 else f"{count} products"
    yield Line(f"{name}, for {data.party.name} ({data.party.role})", "strong")
    yield Facts(
        [
            ("purpose", share.purpose),
            ("until", share.until),
            ("terms", share.terms),
            ("print-out", share.bundle),
            ("file", data.path or "-"),
            ("pages", data.pages),
            ("total", " + ".join(map(str, data.totals.values()))),
            ("encrypted to", data.recipient),
        ]
    )
    for part in data.parts:
        if count > 1:
            yield Line(f"{part.product.name}  ({part.product.slug})", "strong")
        # Who it is from leaves once, however many products there are.
        yield tree_of(part.told if part is data.parts[0] else [row for row in part.told if row.section != "owner"])
