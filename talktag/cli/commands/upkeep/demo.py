"""`talktag demo`: a first walk through the main commands, on sample data, in a folder of its own."""

import contextlib
import io
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talktag import disk
from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.input.terminal import Terminal
from talktag.cli.views.view import Block, Line
from talktag.errors import InvalidError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.demo import Step


@dataclass(frozen=True, slots=True)
class Walked:
    """The folder the walk left behind, and how many commands it took."""

    folder: Path
    commands: int

    def values(self) -> Mapping[str, Any]:
        """The folder and the count."""
        return {"folder": str(self.folder), "commands": self.commands}


def show(data: "Walked") -> Iterator[Block]:
    """What to look at now."""
    yield Line("")
    yield Line(f"Look around in {data.folder}", "strong")
    yield Line("  things/     the store: git -C things log, and any text editor")
    yield Line("  sheet.pdf   the labels, to be printed at actual size")
    yield Line("  canon.zip   the bundle for the repair shop; its README.txt says how to check it")
    place, program = shlex.quote(str(data.folder)), shlex.quote(_program())
    yield Line(f"Go on with: cd {place}; TALKTAG_CONFIG_DIR=config {program} --store things list")


def _program() -> str:
    """The program as it can be called again: by name where the shell finds it, by its place elsewhere."""
    return "talktag" if shutil.which("talktag") else str(Path(sys.argv[0]).absolute())


@command("demo", view=show)
def demo(
    context: Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A new folder.")] = Path("talktag-demo"),
    rest: Annotated[bool, typer.Option("--rest", help="Rest now and then until you press Enter.")] = False,
) -> Outcome:
    """Walk through the main commands on sample data.

    Leaves a folder to look around in. It makes keys of its own inside that folder; yours are not touched.
    """
    from talktag.ops.upkeep.demo import STEPS

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidError(f'"{folder}" is there already', hints=["name a new folder: talktag demo DIR"])
    return Outcome(Walked(folder.absolute(), len(STEPS)), after=lambda: _walk(context, folder.absolute(), rest))


def _walk(context: Context, folder: Path, rest: bool) -> None:
    """Run every step as a person would type it, with the sample files beside it; the first failure ends the walk."""
    from talktag.ops.upkeep.demo import steps
    from talktag.paper.pages.demo_papers import photo, receipt

    disk.make_folder(folder)
    disk.put(folder / "receipt.pdf", receipt(), disk.PUBLIC)
    disk.put(folder / "camera.jpg", photo(), disk.PUBLIC)
    environment = {
        **context.terminal.environment,
        "TALKTAG_CONFIG_DIR": str(folder / "config"),
        "TALKTAG_STORE": str(folder / "things"),
    }
    with _inside(folder):
        for step in steps(context.session().today):
            if rest and step.rests and context.terminal.can_ask and not context.flags.json:
                context.terminal.print()
                context.terminal.ask("Enter goes on", "")
            _run(context, context.terminal._replace(environment=environment, agrees=False), step)


def _run(context: Context, terminal: Terminal, step: "Step") -> None:
    if context.flags.json:
        terminal = terminal._replace(stdout=io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), stderr=io.StringIO())
    stdin = io.TextIOWrapper(io.BytesIO(step.stdin.encode()), encoding="utf-8")
    piped = f"echo {shlex.quote(step.stdin)} | " if step.stdin else ""
    terminal.print()
    terminal.print(f"$ {piped}talktag {shlex.join(step.words)}")
    if context.run(step.words, terminal._replace(stdin=stdin)):
        raise InvalidError(f"the demo stopped at: talktag {step.words[0]}", hints=["please report this"])


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in `folder` for a while, so that the steps can be typed with short names."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
