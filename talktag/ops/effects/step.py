"""How an effect is carried out beside a plan: put ready before it, made after it, dropped if it did not come about.

A step that was made once more comes to the same. It decides nothing: what is to happen stands in its effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from talktag.model.effects.of_programs import RunAttached, WalkThrough
    from talktag.ops.effects.pending_files import PendingFile
    from talktag.store.store import Store


class EffectStep:
    """One effect on its way; `pending` is its file, if it makes one. This one has nothing to ask, put ready or drop."""

    pending: PendingFile | None = None
    said: tuple[str, ...] = ()  # what there is to tell once it is made

    def prepare(self, name: str) -> None:
        """Ask a person what is needed, and do what takes long; nothing is on any disk afterwards.

        From here on it is known which file waits for its name: staged as `name`, beside its place.
        """

    def stage(self) -> None:
        """Put ready what is needed, so that making it can hardly fail; nobody sees anything of it yet."""

    def make(self) -> None:
        """Let it happen. The plan is carried out by then, if there is one."""

    def drop(self) -> None:
        """Take away what was put ready besides the file, as the plan did not come about."""


class Hands(Protocol):
    """What only the layer of the terminal can do."""

    @property
    def can_ask(self) -> bool:
        """Whether a program that is run may ask a person for something."""

    def confirm(self, question: str) -> None:
        """Ask a person; DeclinedError where the answer is no."""

    def write(self, parts: Iterable[bytes]) -> None:
        """Put the bytes of a file on standard output, one part after the other."""

    def run(self, words: Sequence[str]) -> None:
        """Run a program of the person's; DiskError where that cannot be done, or ends with an error."""

    def send(self, words: Sequence[str], mail: bytes) -> None:
        """Hand a mail to the person's program; DiskError with what it said where it did not take it."""

    def start(self, words: Sequence[str]) -> None:
        """Start a program that shows something in a window; DiskError where that cannot be done, or fails at once."""

    def attach(self, effect: RunAttached) -> None:
        """Run a program with the terminal; the command ends with its exit code where that is not 0."""

    def walk(self, effect: WalkThrough) -> None:
        """Run commands of talktag; InvalidError where one fails."""

    def store_in(self, folder: str) -> Store:
        """The store in a folder, which need not be there yet."""
