"""How many, as people write it: `1000`, `1 000`, `2.0`. It never takes a part of a number for the whole of it."""

from __future__ import annotations

import re
import unicodedata

_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[,.' ])[0-9]{3}(?:(?P=group)[0-9]{3}){0,4})(?P<zeros>(?!(?P=group))[.,]0+)?"
)
_DECIMAL = re.compile(r"(?P<whole>[0-9]{1,24})(?:[.,](?P<rest>[0-9]{1,12}))?")


def read_count(text: str) -> int | None:
    """A whole number of at least 0, `2.0` being 2; None for a fraction such as `0.5`.

    ValueError with a sentence for anything else, and for `1,000` and `1.000`, which are a thousand or one.
    """
    digits = unicodedata.normalize("NFKC", text).strip().replace("\u2019", "'")
    if digits.startswith(("-", "\u2212")) and digits.strip("-\u22120.,"):
        raise ValueError(f'"{text}" is less than nothing')
    if grouped := _GROUPED.fullmatch(digits):
        return _without_groups(text, grouped)
    found = _DECIMAL.fullmatch(digits.lstrip("-"))
    if not found:
        raise ValueError(f'"{text}" is not a number')
    return None if (found["rest"] or "").strip("0") else int(found["whole"])


def typed_count(text: str) -> int:
    """A whole number of at least 1; ValueError with a sentence otherwise."""
    count = read_count(text)
    if count is None:
        raise ValueError(f'"{text}" is not a whole number')
    if count < 1:
        raise ValueError(f'"{text}" is less than 1; say how many there are, or leave it out')
    return count


def _without_groups(text: str, found: re.Match[str]) -> int:
    whole, group = found["whole"], found["group"]
    joined = whole.replace(group, "")
    if group in ",." and whole.count(group) == 1 and not found["zeros"]:
        parted = whole.replace(",", ".").rstrip("0").rstrip(".")
        raise ValueError(f'"{text}" may be {joined} or {parted}; write it without thousands separators')
    return int(joined)
