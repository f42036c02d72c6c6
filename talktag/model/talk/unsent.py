"""A message that was made and is still to be carried: what its note in the outbox says. It sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentMessage:
    """The message `bundle` for a party, which is kept in the folder `about` as it was signed.

    `to` is the slug of the party, `name` what it is called, `address` where mails for it go. `via` is the carrier that
    was named, None for whichever is theirs. `made` is when it was made, in UTC. One that is `sealed` leaves as the file
    beside the note. `answers` are the ids of the bundles before it on its channel, the oldest first.
    What is `auto` a rule wrote, which the mail around it says, too.
    One that is `anonymous` says in no header who it is from.
    An answer for the page behind a sticker has the `tag` of that, None for any other, and leaves as it is kept.
    """

    bundle: str
    about: str
    to: str
    name: str
    made: str
    channel: str
    address: str | None = None
    language: str | None = None
    via: str | None = None
    sealed: bool = True
    answers: tuple[str, ...] = ()
    tag: str | None = None
    auto: bool = False
    anonymous: bool = False


_NEEDED = ("bundle", "about", "to", "name", "made", "channel")
_TEXTS = ("address", "language", "via", "tag")


def read_unsent(data: bytes, path: str) -> Reading[UnsentMessage]:
    """Read a note of the outbox; every problem is reported."""
    return read_record(data, path, _unsent)


def _unsent(fields: Fields) -> UnsentMessage | None:
    needed = {key: fields.must_have(key) for key in _NEEDED}
    texts: dict[str, Any] = {key: fields.text(key) for key in _TEXTS}
    yes: dict[str, Any] = {key: fields.yes(key) for key in ("sealed", "auto", "anonymous")}
    answers = fields.texts("answers")
    if not all(needed.values()):
        return None
    said: dict[str, Any] = {key: value or "" for key, value in needed.items()}
    return UnsentMessage(**said, **texts, **yes, answers=answers)


def unsent_table(unsent: UnsentMessage) -> dict[str, Any]:
    """A note of the outbox as TOML values."""
    values = {key: getattr(unsent, key) for key in (*_NEEDED, *_TEXTS)}
    more = {"sealed": unsent.sealed, "auto": unsent.auto or None, "answers": list(unsent.answers)}
    more |= {"anonymous": unsent.anonymous or None}
    return without_absent({"format": FORMAT, **values, **more})
