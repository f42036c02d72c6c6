"""`talktag demo`: a first walk through the main commands, on sample data, in a folder of its own."""

import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Line
from talktag.errors import InvalidError
from talktag.ops.outcome import Outcome


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
    from talktag.model.effects.of_programs import WalkThrough
    from talktag.ops.upkeep.demo import steps

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidError(f'"{folder}" is there already', hints=["name a new folder: talktag demo DIR"])
    commands = tuple(tuple(each.words) for each in steps(context.session().today))
    walk = WalkThrough(str(folder.absolute()), commands, rest)
    return Outcome(Walked(folder.absolute(), len(commands)), effects=(walk,))
