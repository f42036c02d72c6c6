"""What the terminal's layer does when a command is carried out: asks, fills standard output, runs programs.

It decides nothing: each call is a part of an effect that was shown, or could have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.cli.context import Context

if TYPE_CHECKING:
    from talktag.model.effects.of_programs import RunAttached, WalkThrough
    from talktag.store.store import Store


class TerminalHands(NamedTuple):
    """The hands of one run; see `talktag/ops/effects/step.py`."""

    context: Context

    @property
    def can_ask(self) -> bool:
        """Whether a program that is run may ask a person for something."""
        return self.context.terminal.can_ask

    def confirm(self, question: str) -> None:
        """Ask a person; DeclinedError where the answer is no."""
        self.context.terminal.confirm(question)

    def write(self, parts: Iterable[bytes]) -> None:
        """Put the bytes of a file on standard output, one part after the other."""
        self.context.terminal.write_bytes(parts)

    def run(self, words: Sequence[str]) -> None:
        """Run a program of the person's; DiskError where that cannot be done, or ends with an error."""
        from talktag.cli.printers import run_program

        run_program(self.context, words)

    def send(self, words: Sequence[str], mail: bytes) -> None:
        """Hand a mail to the person's program; DiskError with what it said where it did not take it."""
        from talktag.cli.own.carriers import send_by_program
        from talktag.cli.own.programs import store_of

        environment = self.context.terminal.environment
        send_by_program(words, mail, environment, store_of(self.context.flags.store, environment), self.context.config)

    def start(self, words: Sequence[str]) -> None:
        """Start a program that shows something in a window; DiskError where that cannot be done, or fails at once."""
        from talktag.cli.desktop.opener import start

        start(self.context, words)

    def attach(self, effect: RunAttached) -> None:
        """Run a program with the terminal; the command ends with its exit code where that is not 0."""
        import typer

        from talktag.cli.own.programs import run_attached

        terminal = self.context.terminal
        terminal.stdout.flush()
        environment = {key: value for key, value in terminal.environment.items() if key not in effect.without}
        if code := run_attached(effect.words, environment, effect.folder):
            raise typer.Exit(code)

    def walk(self, effect: WalkThrough) -> None:
        """Run commands of talktag; InvalidError where one fails."""
        from talktag.cli.walking import walk

        walk(self.context, effect)

    def store_in(self, folder: str) -> Store:
        """The store in a folder, which need not be there yet."""
        return self.context.new_store(Path(folder))
