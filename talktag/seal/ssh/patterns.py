"""OpenSSH's patterns: `*`, `?`, lists with commas, `!` for what is left out. Reads no file.

Format: ssh_config(5), PATTERNS.
"""

from __future__ import annotations

_LONGEST = 1022  # letters of one pattern; a longer one makes OpenSSH take the whole list for not matching
_FILLINGS = (("", "0"), ("q7x", "q"))  # what may stand for `*` and for `?`


def matches_list(text: str, patterns: str) -> bool:
    """Whether one of the patterns matches and none of those that begin with `!` does."""
    is_found = False
    for each in patterns.split(","):
        pattern = each.removeprefix("!")
        if len(pattern.encode(errors="replace")) > _LONGEST:
            return False
        if matches(text, pattern):
            if pattern != each:
                return False
            is_found = True
    return is_found


def matches(text: str, pattern: str) -> bool:
    """Whether a whole text is of a pattern; the time is at most the product of the two lengths."""
    place, star, kept = 0, -1, 0
    at = 0
    while place < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, kept = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in {"?", text[place]}:
            place, at = place + 1, at + 1
        elif star >= 0:
            kept += 1
            place, at = kept, star + 1
        else:
            return False
    return not pattern[at:].strip("*")


def somebody(patterns: str) -> str | None:
    """A name with a letter or digit in it that a list of patterns matches; None where none was found."""
    for each in patterns.split(","):
        for stars, letter in _FILLINGS:
            name = each.replace("*", stars).replace("?", letter)
            if any(map(str.isalnum, name)) and not each.startswith("!") and matches_list(name, patterns):
                return name
    return None
