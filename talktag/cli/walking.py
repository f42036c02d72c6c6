"""The walk of `talktag demo`: commands of talktag run in a folder with sample files and keys of its own.

It touches nothing outside of that folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.cli.context import Context
from talktag.cli.input.terminal import Terminal
from talktag.errors import InvalidError

if TYPE_CHECKING:
    from talktag.model.effects.of_programs import WalkThrough
    from talktag.ops.upkeep.demo import Step


def walk(context: Context, effect: WalkThrough) -> None:
    """Run every step as a person would type it, with the sample files beside it; the first failure ends the walk.

    InvalidError names the step that failed.
    """
    from talktag.ops.upkeep.demo import steps
    from talktag.paper.pages.demo_papers import photo, receipt

    folder = Path(effect.folder)
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
            if effect.rests and step.rests and context.terminal.can_ask and not context.flags.json:
                context.terminal.print()
                context.terminal.ask("Enter goes on", "")
            _run(context, context.terminal._replace(environment=environment, agrees=False), step)


def _run(context: Context, terminal: Terminal, step: Step) -> None:
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
