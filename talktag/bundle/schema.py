"""The shape of a table document: which members it must have, which it may have, and of what form. It never repairs.

Members that are not known here are let through, so that a later version can say more; they may hold any JSON value.
The checker page has the same rules in data/checker/shape.js; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.kinds import KINDS, PLAIN
from talktag.model.files.file_name import EVERY_ENDING
from talktag.model.values.foreign_text import quote

FORMAT = "talktag-bundle/1"
FILE_PATH = re.compile(rf"files/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:{'|'.join(EVERY_ENDING)})")

# A rule looks at a value that stands at a place, such as `product.name`, and raises UntrustedError.
_Rule = Callable[[Any, str], None]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def check_document(document: Any, *, signed: bool = True) -> None:
    """Raise UntrustedError where the document is not of this format, naming the member that is wrong.

    One that is not `signed` is an answer that stands alone: it names no key, brings no file, and need not know what
    the bundle it answers hashes to.
    """
    _check_text(document, "")
    if isinstance(document, dict) and document.get("format") != FORMAT:
        found = document.get("format")
        said = quote(found) if isinstance(found, str) else "none"
        raise UntrustedError(f'the table has the format {said}, and this program reads "{FORMAT}"')
    (_DOCUMENT if signed else _UNSIGNED)(document, "")
    paths: set[str] = set()
    for file in document["files"]:
        if file["path"] in paths:
            raise UntrustedError(f"the table lists the file {quote(file['path'])} twice")
        paths.add(file["path"])


def _check_text(value: Any, place: str) -> None:
    """No text anywhere, known member or not, may hold control characters or half of a surrogate pair."""
    for where, fault in text_faults(value, place):
        raise _wrong(where, fault)


def text_faults(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text that no document may hold: where it is, such as `product.serial`, and what it holds."""
    if isinstance(value, str):
        found = _CONTROL.search(value)
        if found:
            yield place, "holds half a character" if found[0] >= "\ud800" else "holds a control character"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from text_faults(key, f"a name in {place}" if place else "a name")
            yield from text_faults(item, _inner(place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from text_faults(item, f"{place}[{number}]")


def _wrong(place: str, fault: str) -> UntrustedError:
    return UntrustedError(f"in the table {quote(place)} {fault}" if place else f"the table {fault}")


def _inner(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _text(value: Any, place: str) -> None:
    if not isinstance(value, str):
        raise _wrong(place, "is not text")


def _said(value: Any, place: str) -> None:
    _text(value, place)
    if not value.strip():
        raise _wrong(place, "is empty")


def _nothing(_: Any, place: str) -> None:
    raise _wrong(place, "cannot be in an answer that is not signed")


def _none(value: Any, place: str) -> None:
    if value != []:
        raise _wrong(place, "is not empty, and an answer that is not signed brings no files")


def _like(pattern: re.Pattern[str], form: str) -> _Rule:
    def check(value: Any, place: str) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise _wrong(place, f"is not {form}")

    return check


def _calendar(pattern: re.Pattern[str], form: str) -> _Rule:
    looks = _like(pattern, form)

    def check(value: Any, place: str) -> None:
        looks(value, place)
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise _wrong(place, f"is not {form}") from None

    return check


def _among(*words: str) -> _Rule:
    def check(value: Any, place: str) -> None:
        if value not in words:
            raise _wrong(place, f"is none of {', '.join(words)}")

    return check


def _count(least: int) -> _Rule:
    def check(value: Any, place: str) -> None:
        if type(value) is not int or value < least:
            raise _wrong(place, f"is not a whole number from {least} up")

    return check


def _several(rule: _Rule) -> _Rule:
    def check(value: Any, place: str) -> None:
        if not isinstance(value, list):
            raise _wrong(place, "is not a list")
        for number, item in enumerate(value, 1):
            rule(item, f"{place}[{number}]")

    return check


def _object(required: Mapping[str, _Rule], optional: Mapping[str, _Rule]) -> _Rule:
    def check(value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(place, "is not an object")
        for key in required:
            if key not in value:
                raise _wrong(_inner(place, key), "is missing")
        for key, rule in (*required.items(), *optional.items()):
            if key in value:
                rule(value[key], _inner(place, key))

    return check


_DAY = _calendar(_DATE, "a date like 2026-11-22")
_SHA256 = _like(re.compile(r"[0-9a-f]{64}"), "a SHA-256 of 64 lower-case digits")
_ID = _like(re.compile(r"[0-9a-hjkmnp-tv-z]{13}"), "an id of 13 characters")  # Crockford's base32 in lower case
_FINGERPRINT = _like(re.compile(r"SHA256:[A-Za-z0-9+/]{43}"), "a fingerprint of a key")
_RECIPIENT = _like(re.compile(r"age1[02-9ac-hj-np-z]{58}"), "an age recipient")
_TEXTS = _several(_text)

_PRODUCT = _object(
    {"id": _said, "name": _said},
    {
        **dict.fromkeys(("maker", "model", "serial", "gtin", "place"), _text),
        "quantity": _count(1),
        "tags": _TEXTS,
        "labels": _TEXTS,
        "purchase": _object({}, dict.fromkeys(("date", "from", "price", "order"), _text)),
        "value": _object({}, {}),
        "fields": _object({}, {}),
        "warranties": _several(_object({}, dict.fromkeys(("kind", "term", "until", "provider"), _text))),
        "entries": _several(
            _object(
                {},
                {
                    **dict.fromkeys(("kind", "date", "title", "text", "party", "cost", "original", "signer"), _text),
                    "due": _DAY,
                },
            )
        ),
    },
)

_FILE = _object(
    {
        "path": _like(FILE_PATH, "a path like files/photo-1.jpg"),
        "kind": _said,
        "sha256": _SHA256,
        "size": _count(0),
    },
    {"media": _like(re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}"), "a media type")},
)

_IN_EVERY = {
    "bundle": _ID,
    "sequence": _count(1),
    "created": _calendar(_MOMENT, "a moment like 2026-11-22T03:49:58Z"),
    "product": _PRODUCT,
    "shared": _TEXTS,
}
_IN_SOME = {
    "audience": _object({"name": _said}, {"role": _text, "fingerprint": _FINGERPRINT}),
    "purpose": _text,
    "until": _DAY,
    "terms": _text,
    "notes": _several(_object({"text": _text}, {"note": _text, "created": _text})),
}

_DOCUMENT = _object(
    {
        "kind": _among(*KINDS),
        **_IN_EVERY,
        "signer": _object({"name": _said, "fingerprint": _FINGERPRINT}, {"contact": _text, "age": _RECIPIENT}),
        "files": _several(_FILE),
    },
    {"in_reply_to": _object({"bundle": _ID, "sha256": _SHA256}, {}), **_IN_SOME},
)

_UNSIGNED = _object(
    {
        "kind": _among(*PLAIN),
        **_IN_EVERY,
        "signer": _object({"name": _said}, {"contact": _text, "age": _RECIPIENT, "fingerprint": _nothing}),
        "files": _none,
        "in_reply_to": _object({"bundle": _ID}, {"sha256": _SHA256}),
    },
    _IN_SOME,
)
