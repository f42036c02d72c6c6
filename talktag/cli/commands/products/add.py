"""`talktag add`: one more product."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_product
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.input.importing import add_from_file
from talktag.cli.views.imported import show_import
from talktag.cli.views.view import Block, Columns
from talktag.errors import UsageError
from talktag.model.products.key import NOTHING, AddOption, ProductKey
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.typed.pair import read_pair
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.importing.import_products import Imported
    from talktag.ops.products.add import Added, AddRequest


def show(data: "Added | Imported") -> Iterator[Block]:
    """The slug, the tag and the name; or what comes in from a file."""
    from talktag.model.values.ident import printed_tag
    from talktag.ops.products.add import Added

    if not isinstance(data, Added):
        yield from show_import(data)
        return

    product = data.product
    tag = product.live_tag()
    yield Columns(("added", "tag", "name"), [(product.slug, printed_tag(tag.id) if tag else "", product.name)])


class ManyAtOnce(NamedTuple):
    """A file of products, and whether the sound ones come in without the others."""

    from_file: Annotated[
        Path | None,
        typer.Option("--from-file", metavar="FILE", help="Many at once: TOML, CSV or JSON, - for stdin."),
    ] = None
    partial: Annotated[bool, typer.Option("--partial", help="Of that file take the sound products only.")] = False


Like = Annotated[
    str | None,
    typer.Option(metavar="REF", help="Take over what repeats from that one.", autocompletion=complete_product),
]
Photos = Annotated[list[Path] | None, typer.Option("--photo", metavar="FILE", help="A photograph of it; repeatable.")]


def _default(key: ProductKey) -> str | None:
    return str(NOTHING[key.type]) if key.type == "count" else None


def _with_options(function: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Give `add`, behind its name, an option for each key of the table that has one."""
    context, many, name, *others = inspect.signature(function).parameters.values()
    keys = with_moves((key for key in KEYS if key.option), {"quantity": "field"})
    own = [each for each in others if each.kind is not inspect.Parameter.VAR_KEYWORD]
    parameters = [context, name, *(_option(key, key.option) for key in keys if key.option), *own, many]
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
    )
    return function


def _option(key: ProductKey, said: AddOption) -> inspect.Parameter:
    """The parameter that Typer makes the option of."""
    several: dict[str, Any] = {
        **dict.fromkeys(("labels", "products", "warranties", "fields"), list[str]),
        "files": list[Path],
    }
    kind = several.get(key.type, str)
    words = completes(said.completes) if said.completes else None
    option = typer.Option(f"--{key.name}", metavar=said.metavar, help=said.help, autocompletion=words)
    # A key may be a word of Python's own, such as `from`.
    name, keyword = f"{key.name}_", inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, keyword, default=_default(key), annotation=Annotated[kind | None, option])


@command("add", view=show)
@_with_options
def add(
    context: Context,
    many: ManyAtOnce,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What you call it.", show_default=False)] = None,
    like: Like = None,
    photo: Photos = None,
    **said: Any,
) -> Outcome:
    """Add a product.

    Without NAME it asks, at a terminal, for the name and then for what is missing and useful.

    --like takes over maker, model, GTIN, place, container, labels, seller, price, fields, and the warranties that
    run from the purchase, as far as you say nothing else (an empty value leaves one out); never the serial number,
    the day it was bought, the order, tags, files or notes.

    --from-file adds every product of a file, under the titles that talktag import knows, after showing them.

    Example: talktag add

    Example: talktag add "Canon EOS 5D" --maker Canon --bought 2024-03-02 --warranty "24 months" --file receipt.pdf
    """
    from talktag.ops.products.add import AddRequest
    from talktag.ops.products.add import add as operate

    session = context.session()
    wanted = _wanted_product(name or "", said)._replace(like=like, photos=photo or ())
    if many != ManyAtOnce():
        alone = wanted == AddRequest("")
        return add_from_file(context.terminal, session, many.from_file, partial=many.partial, alone=alone)
    if name is None:
        from talktag.cli.input.asking import ask_wanted
        from talktag.cli.input.once import read_once

        return operate(
            session, read_once(context.terminal.stdin, lambda: ask_wanted(context.terminal, session, wanted))
        )
    return operate(session, wanted)


def _wanted_product(name: str, said: Mapping[str, Any]) -> "AddRequest":
    """The product as it was typed: a text for each key that there is one of, a list for the others."""
    from talktag.ops.products.add import AddRequest

    typed = {key: said[f"{key.name}_"] for key in KEYS if key.option}
    return AddRequest(
        name,
        texts={key.name: text for key, text in typed.items() if isinstance(text, str) and text != _default(key)},
        lists={
            key.name: typed[key] for key in typed if key.type in {"labels", "products", "warranties"} and typed[key]
        },
        files=next(typed[key] for key in typed if key.type == "files") or (),
        fields=_fields(next(typed[key] for key in typed if key.type == "fields") or ()),
    )


def _fields(texts: Sequence[str]) -> dict[str, str]:
    """What each field is to hold; none is given twice, whatever type is said."""
    pairs = [_pair(text) for text in texts]
    for number, (key, _) in enumerate(pairs):
        if key in dict(pairs[:number]):
            raise UsageError(f'the field "{key}" is given twice', hints=["leave one out"])
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    pair = read_pair(text)
    if pair is None or not pair[1]:
        raise UsageError(f'"{text}" is not of the form KEY=VALUE', hints=["for example: --field colour=black"])
    return pair
