"""A message that a rule is to make and could not sign: what its note in the outbox says. It makes nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent

NOTE_ENDING = ".later"  # of its file in the outbox


class UnmadeMessage(NamedTuple):
    """The bundle it will be, that cause, the rule's name, and the folder `about` of the log that its cause is in.

    That is empty of a moment that is about nothing.
    """

    bundle: str
    cause: str
    rule: str
    about: str


def read_unmade(data: bytes, path: str) -> Reading[UnmadeMessage]:
    """Read such a note; every problem is reported."""
    return read_record(data, path, _unmade)


def _unmade(fields: Fields) -> UnmadeMessage | None:
    bundle, cause, rule = (fields.must_have(key) for key in ("bundle", "cause", "rule"))
    about = fields.text("about") or ""
    return UnmadeMessage(bundle, cause, rule, about) if bundle and cause and rule else None


def unmade_table(unmade: UnmadeMessage) -> dict[str, Any]:
    """Such a note as TOML values."""
    return without_absent({"format": FORMAT, **unmade._asdict(), "about": unmade.about or None})
