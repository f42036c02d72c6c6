"""A proposal of an assistant, as it waits for the owner: what would be done, in its own words. It does nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import InvalidError
from talktag.model.proposals.kinds import PROPOSALS, Arguments, read_arguments
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record

NAME_LIMIT = 80  # characters of what an assistant calls itself
MOST_WAITING = 50  # proposals; who is flooded approves without reading


@dataclass(frozen=True, slots=True)
class AssistantProposal:
    """What `by`, as the assistant calls itself, proposed at the moment `made` in UTC; `kind` is one of PROPOSALS.

    `arguments` are what it said, by the names of the parameters of that kind. Nobody vouches for any of it.
    """

    ident: str
    kind: str
    made: datetime.datetime
    by: str
    arguments: Arguments

    @property
    def asks(self) -> str:
        """What the owner is asked."""
        return PROPOSALS[self.kind].question

    def text(self, name: str) -> str | None:
        """What was said of a parameter that is one text."""
        said = self.arguments.get(name)
        return said if isinstance(said, str) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """What was said of a parameter that is a list."""
        said = self.arguments.get(name, ())
        return said if isinstance(said, tuple) else (said,)

    def values(self) -> dict[str, Any]:
        """It, as JSON values."""
        said = {name: [*each] if isinstance(each, tuple) else each for name, each in self.arguments.items()}
        made = self.made.strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"id": self.ident, "kind": self.kind, "made": made, "by": self.by, "arguments": said}


def proposal_table(proposal: AssistantProposal) -> dict[str, Any]:
    """The record of a proposal as TOML values."""
    return {"format": FORMAT, **proposal.values(), "made": proposal.made}


def read_proposal(data: bytes, path: str) -> Reading[AssistantProposal]:
    """Read the record of a proposal; every problem is reported."""
    return read_record(data, path, _proposal)


def _proposal(fields: Fields) -> AssistantProposal | None:
    ident, kind, by = (fields.must_have(key) for key in ("id", "kind", "by"))
    made, said = fields.instant("made"), fields.free("arguments")
    if not fields.present("made"):
        fields.problem("made", "is missing", "missing")
    if not (ident and kind and by and made):
        return None
    try:
        arguments = read_arguments(kind, said)
    except InvalidError as error:
        fields.problem("kind" if kind not in PROPOSALS else "arguments", error.message)
        return None
    return AssistantProposal(ident, kind, made, by, arguments)


def told_arguments(proposal: AssistantProposal) -> Mapping[str, str]:
    """What was said, a line each, for people."""
    return {name: ", ".join(each) if isinstance(each, tuple) else each for name, each in proposal.arguments.items()}
