"""How long a passphrase holds out against who has the key files. Only a bound: a word in a list falls sooner."""

from __future__ import annotations

import math

_GUESSES = 1000  # a second; one takes the better part of a second of one core (age.WORK_FACTOR)
_ENOUGH = 100 * 365 * 86_400  # seconds
_CLASSES = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10), (str.isspace, 1))
_OTHERS = 32
_SPANS = ((60, "a minute"), (3600, "an hour"), (86_400, "a day"), (30 * 86_400, "a month"), (365 * 86_400, "a year"))


def falls_within(passphrase: str) -> str | None:
    """The time in which all passphrases of this length, and of such letters, are tried; None for a hundred years."""
    letters = set(passphrase)
    pool = sum(size for is_of, size in _CLASSES if any(map(is_of, letters)))
    pool += _OTHERS if any(not any(is_of(each) for is_of, _ in _CLASSES) for each in letters) else 0
    length = len(passphrase) if len(letters) > 2 else len(letters)  # one or two letters again and again
    if not pool or length * math.log2(pool) > math.log2(_ENOUGH * _GUESSES):
        return None if pool else "a minute"
    seconds = pool**length / _GUESSES
    return next((name for most, name in _SPANS if seconds <= most), "a hundred years")
