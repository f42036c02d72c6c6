"""`talktag stock`: label papers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_paper
from talktag.cli.context import Context
from talktag.cli.input.terminal import Terminal
from talktag.cli.views.view import Columns, Pairs, View
from talktag.errors import DeclinedError, UsageError
from talktag.model.labels.paper import PAGES
from talktag.ops.outcome import Outcome

_FILE = typer.Argument(metavar="FILE", help="TOML with [[stock]] tables; - is standard input.")

if TYPE_CHECKING:
    from talktag.ops.labels.paper import OnePaper, Papers


def show_all(data: "Papers") -> View:
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
        for each in data.papers
    ]
    return [Columns(headings, rows, ("confidence", "kind", "a sheet", "brand", "part"))]


def show_one(data: "OnePaper") -> View:
    """Every measure that is known."""
    return [Pairs([(key, _measure(key, value)) for key, value in data.values().items()])]


def _measure(key: str, value: object) -> str:
    """A value with its unit, where it has one: lengths are in millimetres."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    lengths = ("_w", "_h", "_x", "_y", "_r", "margin_left", "margin_right", "margin_top", "margin_bottom")
    return f"{value:g} mm" if isinstance(value, float) and key.endswith(lengths) else str(value)


@command("list", view=show_all, family="stock")
def list_papers(context: Context) -> Outcome:
    """List the label papers."""
    from talktag.ops.labels.paper import list_papers as operate

    return operate(context.session())


@command("show", view=show_one, family="stock")
def show_paper(
    context: Context,
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="An id, a part number or an alias.", autocompletion=complete_paper),
    ],
) -> Outcome:
    """Show the measures of one label paper, in millimetres."""
    from talktag.ops.labels.paper import show_paper as operate

    return operate(context.session(), name)


@command("check", view=show_all, family="stock")
def check_own_paper(context: Context, file: Annotated[Path, _FILE]) -> Outcome:
    """Check the measures of label papers you wrote down.

    Exit code 6 names everything that contradicts itself. What follows from the rest need not be said: the page's
    size, margins from pitch and label, or the other way round.

    Example: talktag stock check my-labels.toml
    """
    from talktag.ops.labels.paper import check_own_paper as operate

    return operate(_text(context, file))


class PaperFlags(NamedTuple):
    """The measures of a label paper, or a file of them."""

    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="What you call it.", show_default=False)] = None
    label: Annotated[str | None, typer.Option(metavar="WxH", help="Size of a label, like 63.5x38.1.")] = None
    page: Annotated[str | None, typer.Option(metavar="PAGE", help="a4, letter, or WxH.")] = None
    grid: Annotated[str | None, typer.Option(metavar="CxR", help="Columns and rows, like 3x7.")] = None
    margin: Annotated[
        str | None,
        typer.Option(metavar="LxT", help="From the paper's left and top edge to the first label; else centred."),
    ] = None
    pitch: Annotated[
        str | None,
        typer.Option(metavar="XxY", help="From the edge of a label to the like edge of the next; else even."),
    ] = None
    is_round: Annotated[bool, typer.Option("--round", help="The labels are circles.")] = False
    from_file: Annotated[
        Path | None, typer.Option("--from-file", metavar="FILE", help="TOML with [[stock]] tables; - is stdin.")
    ] = None

    def measures(self) -> dict[str, str | None]:
        """What was typed of each measure, in the order in which they are asked for."""
        return {
            "id": self.name,
            "page": self.page,
            "label": self.label,
            "grid": self.grid,
            "margin": self.margin,
            "pitch": self.pitch,
        }


@command("add", view=show_all, family="stock")
def add_paper(context: Context, typed: PaperFlags) -> Outcome:
    """Keep a label paper you measured in the store.

    Lengths are in millimetres. At a terminal it asks for the measures that are missing. Of margin and pitch one is
    enough where the labels are in the middle of the paper. Rolls, and more than these measures, come --from-file.

    Example: talktag stock add my-labels --page a4 --label 63.5x38.1 --grid 3x7 --margin 7.2x15.1 --pitch 66x38.1
    """
    from talktag.ops.labels.paper import add_measured, add_papers

    session = context.session()
    _ = session.store  # where there is none, nothing is asked
    if typed.from_file is None:
        return add_measured(session, _ask_measures(context.terminal, typed))
    if typed.is_round or any(text is not None for text in typed.measures().values()):
        raise UsageError("--from-file excludes measures", hints=["put them in the file, or leave it out"])
    return add_papers(session, _text(context, typed.from_file))


class _Measure(NamedTuple):
    """One thing to know of a label paper: how it is asked for, the keys it becomes, and how each is read."""

    question: str
    keys: tuple[str, ...]
    read: Callable[[str], Any]
    example: str
    must: bool = True


def _length(text: str) -> float:
    return float(text.replace(",", "."))


_MEASURES = {
    "id": _Measure("What you call it", ("id",), str, "my-labels"),
    "page": _Measure("The paper: a4, letter, or width x height in mm", ("page_w", "page_h"), _length, "a4"),
    "label": _Measure("Width x height of a label in mm", ("label_w", "label_h"), _length, "63.5x38.1"),
    "grid": _Measure("Columns x rows of labels", ("cols", "rows"), int, "3x7"),
    "margin": _Measure(
        "From the paper's left x top edge to the first label in mm, nothing where they are in the middle",
        ("margin_left", "margin_top"),
        _length,
        "7.2x15.1",
        must=False,
    ),
    "pitch": _Measure(
        "From the edge of a label to that of the next, across x down in mm, nothing where the margins are even",
        ("pitch_x", "pitch_y"),
        _length,
        "66x38.1",
        must=False,
    ),
}


def _ask_measures(terminal: Terminal, typed: PaperFlags) -> dict[str, Any]:
    """The stock's table from what was typed, and at a terminal from what is asked for."""
    table: dict[str, Any] = {"shape": "round"} if typed.is_round else {}
    for name, text in typed.measures().items():
        measure = _MEASURES[name]
        if text is not None:
            table.update(_read(measure, text))
        elif terminal.can_ask:
            table.update(_ask_measure(terminal, measure))
        elif measure.must:
            flag = "ID" if name == "id" else f"--{name}"
            raise UsageError(f"{flag} is missing", hints=[f"{measure.question}: {measure.example}"])
    return table


def _ask_measure(terminal: Terminal, measure: _Measure) -> dict[str, Any]:
    """A measure that is asked for until it is understood; DeclinedError where the person has no more to say."""
    while True:
        text = terminal.prompt(f"{measure.question} ({measure.example})")
        if text is None:
            raise DeclinedError("nothing was added")
        if not text and not measure.must:
            return {}
        try:
            return _read(measure, text)
        except UsageError as error:
            terminal.hint(error.message)


def _read(measure: _Measure, text: str) -> dict[str, Any]:
    if "page_w" in measure.keys and text.strip().lower() in PAGES:
        return {"page": text.strip().lower()}
    parts = text.lower().replace("×", "x").split("x") if len(measure.keys) == 2 else [text.strip()]
    try:
        if len(parts) == len(measure.keys) and all(parts):
            return {key: measure.read(part.strip()) for key, part in zip(measure.keys, parts, strict=True)}
    except ValueError:
        pass
    raise UsageError(f'"{text}" is not understood', hints=[f"{measure.question}: {measure.example}"])


def _text(context: Context, path: Path) -> str:
    from talktag.cli.input.importing import read_file
    from talktag.errors import InvalidError

    try:
        return read_file(context.terminal, path).decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidError(f'"{path}" is not UTF-8 text', hints=["save it as UTF-8"]) from None
