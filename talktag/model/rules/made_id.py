"""The id of what a rule makes: derived from what made it, so that the same is never made twice. It draws no chance."""

from __future__ import annotations

import datetime
import hashlib
from typing import NamedTuple

from talktag.model.values.ident import ID_BITS, make_id

_NAMESPACE = "talktag-rule-1"


class Origin(NamedTuple):
    """What made something: the rule, its cause, which branch and the number of the action there, from 1.

    `cause` is the id of an entry, or a moment, of a product where it is about one, as `moment_cause` spells it.
    `generation` is 1 for what an entry that arrived has caused, 2 for what that caused. The hashes are of the files of
    the rule and of the lookup it looked in.
    """

    rule: str
    cause: str
    branch: str
    number: int
    generation: int
    rule_hash: str
    lookup_hash: str | None = None

    @property
    def id(self) -> str:
        """The id: the first 65 bits of a SHA-256, as 13 characters of base32; of a message that of its bundle."""
        return made_id(self.rule, self.cause, self.branch, self.number)

    @property
    def message_entry(self) -> str:
        """What the one entry of a message is called: as every first entry of a bundle is, on both sides."""
        return f"{self.id}-1"


def made_id(rule: str, cause: str, branch: str, number: int) -> str:
    """The id of the action `number` of a branch of a rule, for that cause."""
    text = "\0".join((_NAMESPACE, rule, cause, branch, str(number)))
    digest = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest())
    return make_id(digest >> 256 - ID_BITS)


def moment_cause(moment: datetime.datetime, product: str | None = None) -> str:
    """A moment as the cause of something: ISO 8601 in UTC, in the form without colons, as ids have none.

    `product` is the id of the one that it is about.
    """
    spelled = f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"
    return f"{spelled}-{product}" if product else spelled
