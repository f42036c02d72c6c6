"""What becomes of a message that came, with the step that said so and why. It judges nothing."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple

from talktag.errors import FindingsError, UntrustedError


class PolicyStep(IntEnum):
    """What is looked at, in this order."""

    FORM = 1
    SIGNATURE = 2
    KEY = 3
    CHANNEL = 4
    MUTE = 5
    MAY = 6
    MOST = 7
    ASK = 8


class Fate(Enum):
    """What becomes of it: `WAIT` is in the inbox, `ASK` after a yes, `TAKE` without a question.

    Of what several steps say, the first in this order is what becomes of it.
    """

    REFUSE = "refuse"
    WAIT = "wait"
    ASK = "ask"
    TAKE = "take"


class Verdict(NamedTuple):
    """What becomes of a message, which step said so, and why, in a line; `hints` say what to type."""

    fate: Fate
    step: PolicyStep
    reason: str
    hints: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of a command that comes to this and asks nobody."""
        return {Fate.REFUSE: UntrustedError.exit_code, Fate.WAIT: FindingsError.exit_code}.get(self.fate, 0)

    def check(self) -> None:
        """UntrustedError where it is refused."""
        if self.fate is Fate.REFUSE:
            raise UntrustedError(self.reason, hints=list(self.hints))
