"""`talktag tag`: the tags of a product, and tags that are put on later."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.output_name import path_of
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, PhoneCode
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.labels.tag import Nfc, Tags

_BACKGROUNDS = ("any", "dark", "light")


def show(data: "Tags") -> Iterator[Block]:
    """The tags, then what one of them says, to a phone and to an NFC reader."""
    from talktag.model.values.ident import printed_tag

    yield Line(data.product.name, "strong")
    rows = [
        (
            printed_tag(each.id),
            str(each.made or ""),
            str(each.retired or ""),
            "its maker's" if each.of_maker else _in_fours(data.checks.get(each.id, "")),
        )
        for each in data.product.tags
    ]
    yield Columns(("tag", "made", "retired", "key check"), rows)
    yield Aside(lambda: [Line("")])
    yield Pairs([("says", data.payload), *(_nfc(data.nfc) if data.nfc else ()), ("file", data.file)])
    if data.payload and data.nfc is None:
        yield Aside(lambda: [Line(""), _code(data)])


def _code(data: "Tags") -> PhoneCode:
    from talktag.paper.codes.terminal import terminal_lines

    symbol = data.symbol()
    width = symbol.size + 2 * symbol.quiet
    return PhoneCode(width, lambda background: terminal_lines(symbol, background), data.background)


def _nfc(nfc: "Nfc") -> list[tuple[str, object]]:
    values = nfc.values()
    fits = ", ".join(values["chips"]) or "none that talktag knows"
    return [
        ("ndef", values["hex"]),
        ("size", f"{values['bytes']} bytes, {values['memory']} of a chip's memory"),
        ("fits on", fits),
    ]


def _in_fours(check: str) -> str:
    """A key check in words of four, as people compare them."""
    return " ".join(check[start : start + 4] for start in range(0, len(check), 4))


class TagFlags(NamedTuple):
    """Which tag it is, and what is to be done with it."""

    ref: Product
    ident: Annotated[str | None, typer.Argument(metavar="[ID]", help="One tag of several.", show_default=False)] = None
    new: Annotated[bool, typer.Option("--new", help="Give it another tag.")] = False
    retire: Annotated[bool, typer.Option("--retire", help="Take a tag out of use; it still leads to the product.")] = (
        False
    )
    tel: Annotated[bool, typer.Option("--tel", help="A code that calls you; it does not say the tag.")] = False
    nfc: Annotated[bool, typer.Option("--nfc", help="What to write to an NFC tag.")] = False
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The NDEF message; - is standard output."),
    ] = None
    background: Annotated[
        str, typer.Option(metavar="WORD", help="The terminal's colour, for a code without colours: dark or light.")
    ] = "any"


@command("tag", view=show)
def tag(context: Context, typed: TagFlags) -> Outcome:
    """Show the tags of a product, and draw the code for a phone.

    REF may be one of the tags. With --new and --retire together a worn label is replaced.

    The key check after a tag ties it to your signing key: whoever has the key can compute it, and nobody else can
    tell two of your labels from those of two people.

    Example: talktag tag canon --nfc -o canon.ndef
    """
    from talktag.ops.labels.tag import TagRequest
    from talktag.ops.labels.tag import tag as operate

    if typed.background not in _BACKGROUNDS:
        raise UsageError(f'"{typed.background}" is not a background', hints=[f"use one of: {', '.join(_BACKGROUNDS)}"])
    wanted = TagRequest(
        ident=typed.ident,
        new=typed.new,
        retire=typed.retire,
        form="tel" if typed.tel else None,
        nfc=typed.nfc,
        output=path_of(typed.output),
        to_stdout=str(typed.output) == "-",
        background=typed.background,
    )
    return operate(context.session(), typed.ref, wanted)


@command("claim", view=show, family="tag")
def claim(
    context: Context,
    ident: Annotated[str, typer.Argument(metavar="ID", help="The tag, as it stands on the label or in its code.")],
    ref: Product,
) -> Outcome:
    """Put a tag that was printed ahead on a product.

    Labels without a product come from: talktag sheet --blank N

    Example: talktag tag claim "7K3M 9QXA A" canon
    """
    from talktag.ops.labels.tag import claim as operate

    return operate(context.session(), ident, ref)
