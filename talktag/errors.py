"""The one error tree. An error says what is wrong and what to type next; it never prints or exits.

Each class carries its `name` (stable, for JSON) and its `exit_code` (fixed for ever, never reused).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class Candidate(NamedTuple):
    """One thing of several: what could be typed to mean it, and the line that tells it from the others."""

    value: str
    line: str


class TalktagError(Exception):
    """Base of every error talktag raises on purpose.

    `message` is one line without a full stop, foreign values in double quotes.
    `hints` are lines that say what to type or do next.
    `details` are further lines a person needs to see, such as the candidates of an ambiguous name.
    """

    name: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hints: Sequence[str] = (), details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hints = tuple(hints)
        self.details = tuple(details)


class InternalError(TalktagError):
    """A bug in talktag."""


class DiskError(TalktagError):
    """The machine failed: disk full, read-only, input/output error. What was there before is still there."""

    name = "disk"


class UsageError(TalktagError):
    """The command line does not fit together, or a question could not be asked."""

    name = "usage"
    exit_code = 2


class DeclinedError(TalktagError):
    """The person said no."""

    name = "declined"
    exit_code = 3


class NotFoundError(TalktagError):
    """No product, party, note, stock or file of that name."""

    name = "not-found"
    exit_code = 4


class AmbiguousError(TalktagError):
    """Several products or parties match; `details` lists them.

    `ref` is what was typed, `choices` are all that could be typed instead, where that is known.
    """

    name = "ambiguous"
    exit_code = 5

    def __init__(
        self,
        message: str,
        *,
        hints: Sequence[str] = (),
        details: Sequence[str] = (),
        ref: str = "",
        choices: Sequence[Candidate] = (),
    ) -> None:
        super().__init__(message, hints=hints, details=details)
        self.ref = ref
        self.choices = tuple(choices)


class InvalidError(TalktagError):
    """A record, value, setting, picture or label does not hold up; `details` names file, line and field."""

    name = "invalid"
    exit_code = 6


class NoStoreError(TalktagError):
    """There is no store here yet."""

    name = "no-store"
    exit_code = 7


class BusyError(TalktagError):
    """Another talktag is writing."""

    name = "busy"
    exit_code = 8


class StaleError(BusyError):
    """A file changed between reading and writing; making the plan anew may well succeed."""


class SealedError(TalktagError):
    """No key, a wrong passphrase, or sealed text that does not open."""

    name = "sealed"
    exit_code = 9


class UntrustedError(TalktagError):
    """A bundle, signature or store whose contents do not check."""

    name = "untrusted"
    exit_code = 10


class SyncError(TalktagError):
    """Git is missing or could not do its part; git's own words are in `details`."""

    name = "sync"
    exit_code = 11


class OvertakenError(StaleError):
    """Another copy of the store went on while something was sent to it; fetching once more may well succeed."""

    name = "sync"
    exit_code = 11


class FindingsError(TalktagError):
    """Doctor found something."""

    name = "findings"
    exit_code = 12
