"""The table document, the machine form in a bundle: to JSON and back. It never checks who wrote it.

Written as ASCII-only JSON (RFC 8259) with sorted keys; read within limits and only in the shape that its schema says.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from talktag.bundle.schema import check_document
from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.document import Document, read_document
from talktag.model.bundles.members import DEPTH_LIMIT, NUMBER_LIMIT, SIZE_LIMIT
from talktag.model.values.foreign_text import quote

_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)  # an open one runs to the end, so the scan stays linear


def to_bytes(document: Document, *, signed: bool = True) -> bytes:
    """The document as JSON text. InvalidError where a receiver would refuse it, with the reason."""
    return values_to_bytes(document.values(), signed=signed)


def values_to_bytes(values: Mapping[str, Any], *, signed: bool = True) -> bytes:
    """The same of a document that is still JSON values."""
    try:
        text = json.dumps(values, ensure_ascii=True, sort_keys=True, indent=1, allow_nan=False) + "\n"
        data = text.encode("ascii")
        parse(data, signed=signed)
    except (UntrustedError, ValueError, TypeError) as error:
        hints = ["give away less: leave out an --include, or shorten what is too long in the record"]
        raise InvalidError(f"this table cannot be sent: {error}", hints=hints) from error
    return data


def parse(data: bytes, *, signed: bool = True) -> Document:
    """The document in `data`. UntrustedError for what is too large, too deep, ambiguous, or of another shape.

    One that is not `signed` is an answer in a file of its own, outside of any bundle.
    """
    if len(data) > SIZE_LIMIT:
        raise UntrustedError(f"the table has more than {SIZE_LIMIT // 1000} kB")
    if not data.isascii():
        raise UntrustedError("the table is not plain ASCII")
    _check_depth(data)
    try:
        values = json.loads(
            data.decode("ascii"),  # text, for bytes would be searched for signs of UTF-16
            object_pairs_hook=_members,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except ValueError as error:
        raise UntrustedError(f"the table is not JSON: {error}") from error
    check_document(values, signed=signed)
    return read_document(values)


def _check_depth(data: bytes) -> None:
    """Count brackets before the parser does, for it would run out of stack."""
    depth = 0
    for letter in _STRINGS.sub(b"", data):
        if letter in b"[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise UntrustedError(f"the table is nested more than {DEPTH_LIMIT} deep")
        elif letter in b"]}":
            depth -= 1


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise UntrustedError(f"the table gives {quote(key)} twice")
        members[key] = value
    return members


def _whole(text: str) -> int:
    if len(text) > NUMBER_LIMIT:
        raise UntrustedError(f"the table has a number of more than {NUMBER_LIMIT} characters")
    return int(text)


def _fraction(text: str) -> float:
    number = float(text) if len(text) <= NUMBER_LIMIT else math.inf
    if not math.isfinite(number):
        raise UntrustedError(f"the table has the number {quote(text, 20)}, which is out of bounds")
    return number


def _constant(text: str) -> NoReturn:
    raise UntrustedError(f"the table has {quote(text)} for a number")
