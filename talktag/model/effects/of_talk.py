"""What leaves and comes by a carrier, as effects: messages of the outbox, files that were fetched. It sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from talktag.model.values.plural import plural


class Carried(NamedTuple):
    """One message: the id of its bundle, what its party is called, and the carrier that it leaves by."""

    bundle: str
    name: str
    carrier: str


@dataclass(frozen=True, slots=True)
class CarryMessages:
    """Messages of the outbox, each handed to its carrier, and out of the outbox then. Twice is once for who gets it.

    Of those that are `automatic` one that is not taken is told, and is no failure of the command that woke a rule.
    """

    messages: tuple[Carried, ...]
    automatic: bool = False
    name: ClassVar[str] = "carry-messages"
    files: ClassVar[tuple[()]] = ()

    @property
    def line(self) -> str:
        """How many, or to whom, and by what."""
        if len(self.messages) == 1:
            (one,) = self.messages
            return f'carry the message to {one.name}, by the carrier "{one.carrier}"'
        carriers = ", ".join(sorted({each.carrier for each in self.messages}))
        return f"carry {plural(len(self.messages), 'message')} by {carriers}"

    def details(self) -> Mapping[str, Any]:
        """Each message."""
        by = {"automatic": True} if self.automatic else {}
        return {"messages": [each._asdict() for each in self.messages], **by}


@dataclass(frozen=True, slots=True)
class MarkFetched:
    """A file that a carrier brought, noted as fetched by `mark`, so that it comes no more. Twice is once."""

    carrier: str
    file: str
    mark: Callable[[], None]
    name: ClassVar[str] = "mark-fetched"
    files: ClassVar[tuple[()]] = ()

    @property
    def line(self) -> str:
        """Which file of which carrier."""
        return f'note that "{self.file}" was fetched by the carrier "{self.carrier}"'

    def details(self) -> Mapping[str, Any]:
        """The same."""
        return {"carrier": self.carrier, "file": self.file}
