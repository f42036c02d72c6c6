"""What somebody wrote on the page behind a sticker, read within limits. It believes nothing and opens nothing.

Whoever has the page can write one, so it proves nothing of its writer. The form is judged strictly; letters that a
telephone may have cut or pasted are made fit to be kept, as a finder's words must not be lost over one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from talktag.errors import UntrustedError
from talktag.model.finder.page_owner import FORMAT
from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json
from talktag.model.toml.record_file import without_absent
from talktag.model.typed.text import compose, tidy, without_controls
from talktag.model.values.foreign_text import quote
from talktag.model.values.ident import parse_tag

KIND = "message"
SIZE_LIMIT = 64 * 1024  # bytes of what was sealed
TEXT_LIMIT = 4000  # characters; the page takes a quarter of that
FACT_LIMIT = 200  # characters of a name or of how to reach somebody
SEQUENCE_MOST = 10**6
_DEPTH = 16
_DIGITS = 20
_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}", re.ASCII)
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderMessage:
    """A finder's words about the thing with that `tag`, in capitals, and the one-time `recipient` to answer to.

    `sequence` counts theirs from 1, `in_reply_to` is the id of the owner's answer before it. `name` and `contact` are
    what they typed, on one line each. `language` is that of their page, BCP 47.
    """

    id: str
    tag: str
    text: str
    recipient: str
    sequence: int = 1
    language: str | None = None
    name: str | None = None
    contact: str | None = None
    in_reply_to: str | None = None

    def values(self) -> dict[str, Any]:
        """It as JSON values, as the page writes it."""
        said = {key: getattr(self, key) for key in self.__dataclass_fields__}
        return without_absent({"format": FORMAT, "kind": KIND, **said})


def is_message_id(text: str) -> bool:
    """Whether it has the form of the ids in this room: 26 characters of Crockford's base32, lower case."""
    return _ID.fullmatch(text) is not None


def looks_like_finders(beginning: bytes) -> bool:
    """Whether JSON that begins so may be of this room, by the words that name its form; nothing of it is believed."""
    return b'"talktag-finder/1"' in beginning


def read_finder_message(data: bytes) -> FinderMessage:
    """The message in `data`; UntrustedError, with a sentence for every reason, where it is none that may come in."""
    values = _values_of(data)
    if values.get("format") != FORMAT:
        raise _wrong(f"says another form than {FORMAT}")
    if values.get("kind") != KIND:
        raise _wrong("is of another kind than a message")
    tag = parse_tag(_text(values, "tag", 40) or "")
    if tag is None:
        raise _wrong("names no tag, or one that was mistyped")
    words = _words(values)
    answered = values.get("in_reply_to")
    return FinderMessage(
        id=_matching(values, "id", _ID, "an id of 26 characters"),
        tag=tag,
        text=words,
        recipient=_matching(values, "recipient", _RECIPIENT, "an age recipient to answer to"),
        sequence=_sequence(values),
        language=_matching(values, "language", _LANGUAGE, "a language") if "language" in values else None,
        name=_fact(values, "name"),
        contact=_fact(values, "contact"),
        in_reply_to=None if answered is None else _matching(values, "in_reply_to", _ID, "the id of an answer"),
    )


def _values_of(data: bytes) -> Mapping[str, Any]:
    if len(data) > SIZE_LIMIT:
        raise _wrong(f"has more than {SIZE_LIMIT // 1024} KiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _wrong("is not UTF-8 text") from None
    try:
        values = parse_foreign_json(text, depth=_DEPTH, digits=_DIGITS, read_fraction=_refuse_fraction)
    except ForeignJsonError as fault:
        raise _wrong(str(fault)) from None
    except ValueError:
        raise _wrong("is not JSON") from None
    if not isinstance(values, dict):
        raise _wrong("is not one object of JSON")
    return values


def _refuse_fraction(text: str) -> NoReturn:
    raise ForeignJsonError(f"has the number {quote(text, 20)}, and only whole ones are taken")


def _text(values: Mapping[str, Any], key: str, most: int) -> str | None:
    """A text of at most so many characters, without what no record may hold; None where it is absent or empty."""
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(f'has a "{key}" that is no text')
    if len(value) > most:
        raise _wrong(f'has a "{key}" of more than {most} characters')
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return tidy(without_controls(_HALVES.sub("\ufffd", compose(lines)))) or None


def _words(values: Mapping[str, Any]) -> str:
    words = _text(values, "text", TEXT_LIMIT)
    if words is None:
        raise _wrong("says nothing")
    return words


def _fact(values: Mapping[str, Any], key: str) -> str | None:
    return " ".join((_text(values, key, FACT_LIMIT) or "").split()) or None


def _matching(values: Mapping[str, Any], key: str, form: re.Pattern[str], called: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _wrong(f'has no "{key}" that is {called}')
    return value


def _sequence(values: Mapping[str, Any]) -> int:
    number = values.get("sequence", 1)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= SEQUENCE_MOST:
        raise _wrong(f'has a "sequence" that is no number from 1 to {SEQUENCE_MOST}')
    return number


def _wrong(fault: str) -> UntrustedError:
    return UntrustedError(f"the finder's message {fault}")
