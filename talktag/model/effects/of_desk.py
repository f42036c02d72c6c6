"""What is done at a desk, as an effect beside an answer: made, working, saying, forgetting. It does nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from talktag.model.effects.effect import WRITE, OutsideFile

MAKE, RUN, SAY, FORGET = "make-desk", "run-desk", "say-at-desk", "forget-channel"
TAGS = "describe-articles"
_LINES = {
    MAKE: "make a desk in {folder}, with keys of its own",
    RUN: "work off what came to the desk in {folder}",
    SAY: "answer on the channel {channel} of the desk in {folder}",
    TAGS: "keep the tags at the desk in {folder}, and write the descriptions",
    FORGET: "take the channel {channel} off the desk in {folder}, for good",
}


@dataclass(frozen=True, slots=True)
class AtDesk:
    """One thing done at the desk in a folder, by `work`; `channel` is empty for what is about none.

    `written` are the files that it writes, as far as they are known before.
    """

    what: str
    folder: str
    channel: str
    work: Callable[[], None] = field(repr=False)
    written: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.what

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The file that makes a folder a desk, and what is known to be written; more may change there."""
        made = (f"{self.folder}/desk.toml",) if self.what == MAKE else ()
        return tuple(OutsideFile(WRITE, path) for path in (*made, *self.written))

    @property
    def line(self) -> str:
        """What, and where."""
        return _LINES[self.what].format(folder=self.folder, channel=self.channel)

    def details(self) -> Mapping[str, Any]:
        """Where, and on which channel."""
        return {"folder": self.folder, **({"channel": self.channel} if self.channel else {})}
