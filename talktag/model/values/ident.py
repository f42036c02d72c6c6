"""Identifiers: random numbers as Crockford base32, tags with a check character, slugs for people.

Draws no randomness.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what imports nothing is loaded by completion, too
if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
ID_BITS = 65
TAG_BITS = 40
TAG_PREFIX = "TT-"
_ID_SIGNS = ALPHABET.lower()
_SLUG_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789-"
# What Windows takes for a device, whatever its ending.
_DEVICES = frozenset(
    [*("con", "prn", "aux", "nul", "conin", "conin$", "conout", "conout$")]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def make_id(number: int) -> str:
    """The 13 lower-case characters that name a product, note, bundle or store; `number` has ID_BITS bits."""
    return _base32(number, 13).lower()


def is_id(text: str) -> bool:
    """Whether `text` has the form that make_id gives."""
    return len(text) == 13 and not text.strip(_ID_SIGNS)


def make_tag(number: int) -> str:
    """The id of a tag: 8 characters of `number` (TAG_BITS bits) and a check character."""
    body = _base32(number, 8)
    return body + _check_character(body)


def parse_tag(text: str) -> str | None:
    """The tag id in what was typed, scanned or pasted (`TT-7k3m 9qxa c`), None where it is not one."""
    letters = _tag_letters(text)
    if len(letters) != 9 or any(letter not in _VALUE for letter in letters):
        return None
    tag = "".join(ALPHABET[_VALUE[letter]] for letter in letters)
    return tag if _check_character(tag[:8]) == tag[8] else None


def looks_like_tag(text: str) -> bool:
    """Whether `text` was meant for a tag, though its check sign may say no: a prefix, or nine signs with digits."""
    letters = _tag_letters(text)
    has_prefix = text.strip().upper().startswith(TAG_PREFIX)
    return has_prefix or (len(letters) == 9 and letters.isalnum() and any(letter.isdigit() for letter in letters))


def tags_near(text: str, tags: Iterable[str]) -> list[str]:
    """Those of `tags` one slip away from `text`: a sign wrong, missing, too many, or two that changed places."""
    typed = "".join(ALPHABET[_VALUE[letter]] if letter in _VALUE else letter for letter in _tag_letters(text))
    return [tag for tag in tags if abs(len(tag) - len(typed)) <= 1 and tag != typed and _is_one_slip(typed, tag)]


def _is_one_slip(typed: str, tag: str) -> bool:
    start = next((at for at, pair in enumerate(zip(typed, tag, strict=False)) if pair[0] != pair[1]), len(typed))
    rest, wanted = typed[start:], tag[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:] == wanted
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped


def _tag_letters(text: str) -> str:
    return text.strip().upper().removeprefix(TAG_PREFIX).replace("-", "").replace(" ", "")


def printed_tag(tag: str) -> str:
    """A tag id in words of four, as it stands beside the code: `7K3M 9QXA A`."""
    return " ".join(tag[start : start + 4] for start in range(0, len(tag), 4))


def make_slug(name: str, fallback: str) -> str:
    """A file name for people out of a name: lower-case a-z, 0-9 and hyphens, at most 48 characters.

    `fallback` serves names without one such character; it must itself be a slug.
    """
    import re
    import unicodedata

    folded = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDED))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:48].rstrip("-")
    if is_device(slug):
        return f"{slug}-1"
    return slug or fallback


def is_slug(text: str) -> bool:
    """Whether `text` may be the file name of a record on every system."""
    is_word = 0 < len(text) <= 64 and not text.strip(_SLUG_SIGNS) and text[0] != "-" and text[-1] != "-"
    return is_word and text not in _DEVICES


def is_device(name: str) -> bool:
    """Whether Windows takes a file of that name for a device, whatever its suffix."""
    return name.partition(".")[0].rstrip().lower() in _DEVICES


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _check_character(body: str) -> str:
    """One Reed-Solomon check symbol over GF(32), x^5+x^2+1: finds any wrong letter and any two that changed places."""
    total = 0
    for letter in body:
        total = _times_two(total ^ _VALUE[letter])
    return ALPHABET[total]


def _times_two(value: int) -> int:
    return (value << 1 ^ 0b100101) if value & 16 else value << 1
