"""Which entry can settle another: who may answer a question, keep a promise, do what is due. Pure; it asks no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


def is_own(entry: Entry) -> bool:
    """Whether the owner wrote it, and nobody else."""
    return entry.signer is None and (entry.original is None or entry.to is not None)


def other_side(entry: Entry) -> str | None:
    """The party that it was said to, or by; None for what the owner wrote to nobody."""
    return entry.to or (None if is_own(entry) else entry.party)


def can_settle(answer: Entry, entry: Entry) -> bool:
    """Whether what names another entry as its cause is from somebody who has to do with that.

    The owner has to do with all of the log; what is said to one party settles nothing with another. A party has to do
    with what it said itself and with what it was told: a third one's question is not for it to answer, nor what the
    owner wrote down for nobody. Of what came in one bundle by one key, such as from the last owner, one may settle the
    other, whomever it names.
    """
    if answer.signer and answer.original and (answer.signer, answer.original) == (entry.signer, entry.original):
        return True
    side = other_side(entry)
    if is_own(answer):
        return answer.to is None or side in {None, answer.to}
    return side is not None and side == answer.party
