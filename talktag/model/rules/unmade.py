"""A message that a rule is to make and could not sign: what its note in the outbox says. It makes nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record

NOTE_ENDING = ".later"  # of its file in the outbox


class UnmadeMessage(NamedTuple):
    """The bundle it will be, the folder `about` of the log that its cause is in, that cause, and the rule's name."""

    bundle: str
    about: str
    cause: str
    rule: str


def read_unmade(data: bytes, path: str) -> Reading[UnmadeMessage]:
    """Read such a note; every problem is reported."""
    return read_record(data, path, _unmade)


def _unmade(fields: Fields) -> UnmadeMessage | None:
    said = {key: fields.must_have(key) or "" for key in UnmadeMessage._fields}
    return UnmadeMessage(**said) if all(said.values()) else None


def unmade_table(unmade: UnmadeMessage) -> dict[str, Any]:
    """Such a note as TOML values."""
    return {"format": FORMAT, **unmade._asdict()}
