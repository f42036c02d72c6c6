"""What came and waits for a yes: what its record in the inbox keeps of it. It believes nothing, and opens none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, json_values, read_record, without_absent

ENDINGS = (".age", ".zip", ".json", ".bin")
STRANGERS_MOST = 100  # files of those who are not known here
STRANGERS_BYTES = 20_000_000
KNOWN_MOST = 2000  # files of each who is known
FINDER = "finder"  # the kind of what somebody wrote on the page behind a sticker
# The page is public and asks nobody for a key, so what comes from it must not drive out what other strangers sent; and
# one hand, which a one-time key tells from others and vouches for nothing, must not drive out what others found.
FINDERS_MOST = 50
HAND_MOST = 20


class Sureness(Enum):
    """How sure it is whom something that waits is from."""

    KEPT = "kept key"
    NEW = "new key"
    CHANGED = "changed key"
    UNKNOWN = "unknown key"
    UNSIGNED = "unsigned"
    SEALED = "not opened yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """Something that waits: `id` is made of its bytes, `name` what the file was called, `ending` of the file here.

    `came` is when, `whence` the carrier that brought it, None where it was handed over; `why` it waits, a sentence.
    `mail_from` is what the mail that it came in says of its sender, which proves nothing.
    Of what could be opened its `kind`, FINDER for a finder's message, its `bundle`, when it says it was `created`, the
    folders that it is `about`, the kinds of entries that it `says`, `signer` the fingerprint of its key, `party` the
    slug of whom that is known to be; of a finder's message that of its hand.
    """

    id: str
    name: str
    ending: str
    came: datetime.datetime
    size: int
    why: str
    sure: Sureness
    step: str | None = None
    whence: str | None = None
    mail_from: str | None = None
    kind: str | None = None
    bundle: str | None = None
    created: str | None = None
    signer: str | None = None
    party: str | None = None
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def is_of_a_stranger(self) -> bool:
        """Whether it is not certain to be from somebody who is known here: a channel alone proves nothing."""
        return self.party is None or self.sure is not Sureness.KEPT


_FROM = ("whence", "mail_from")
_TEXTS = ("step", *_FROM, "kind", "bundle", "created", "signer", "party")


def read_waiting(data: bytes, path: str, ident: str) -> Reading[WaitingFile]:
    """Read the record of something that waits; every problem is reported."""
    return read_record(data, path, lambda fields: _waiting(fields, ident))


def _waiting(fields: Fields, ident: str) -> WaitingFile | None:
    name, ending, why, sure = (fields.must_have(key) for key in ("name", "ending", "why", "sure"))
    came = fields.instant("came")
    if came is None:
        fields.problem("came", "is missing", "missing")
    if ending is not None and ending not in ENDINGS:
        fields.problem("ending", f'"{ending}" is none of {", ".join(ENDINGS)}')
        ending = None
    known = {each.value: each for each in Sureness}
    if sure is not None and sure not in known:
        fields.problem("sure", f'"{sure}" is none of {", ".join(known)}')
        sure = None
    texts: dict[str, Any] = {key: fields.text(key) for key in _TEXTS}
    size, about, says = fields.whole("size", 0, least=0), fields.texts("about"), fields.texts("says")
    if not (name and ending and why and sure and came):
        return None
    return WaitingFile(
        id=ident,
        name=name,
        ending=ending,
        came=came,
        size=size,
        why=why,
        sure=known[sure],
        about=about,
        says=says,
        **texts,
    )


def waiting_table(waiting: WaitingFile) -> dict[str, Any]:
    """The record of something that waits as TOML values."""
    keys = ("name", "ending", "came", "size", "why", *_TEXTS)
    values = {key: getattr(waiting, key) for key in keys}
    lists = {"about": list(waiting.about), "says": list(waiting.says)}
    return without_absent({"format": FORMAT, **values, "sure": waiting.sure.value, **lists})


def waiting_values(waiting: WaitingFile) -> dict[str, Any]:
    """The same as JSON values, with its id; its format says something of the file only."""
    values = {key: value for key, value in waiting_table(waiting).items() if key != "format"}
    return {"id": waiting.id, **json_values(values)}


def strangers_out(
    waiting: Iterable[WaitingFile], size: int, finder: str | None = None
) -> tuple[WaitingFile, ...] | None:
    """Which files of strangers go out where one more of `size` bytes comes in, oldest first; None where it has no room.

    `waiting` are those that wait, of anybody. For a finder's message `finder` is what that hand is called: those of its
    own go first, then those of other finders.
    """
    if size > STRANGERS_BYTES:
        return None
    left = sorted((each for each in waiting if each.is_of_a_stranger), key=lambda each: (each.came, each.id))
    out: list[WaitingFile] = []
    if finder is not None:
        of_hand = [each for each in left if each.kind == FINDER and each.party == finder]
        out += of_hand[: max(0, len(of_hand) + 1 - HAND_MOST)]
        of_finders = [each for each in left if each.kind == FINDER and each not in out]
        out += of_finders[: max(0, len(of_finders) + 1 - FINDERS_MOST)]
        left = [each for each in left if each not in out]
    total = size + sum(each.size for each in left)
    while len(left) >= STRANGERS_MOST or total > STRANGERS_BYTES:
        out.append(left.pop(0))
        total -= out[-1].size
    return tuple(out)
