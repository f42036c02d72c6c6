"""The table document, the machine form in a bundle: to JSON and back. It never checks who wrote it.

Written as ASCII-only JSON (RFC 8259) with sorted keys; read within limits and only in the shape that its schema says.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from talktag.bundle.schema import check_document
from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.document import Document, read_document
from talktag.model.bundles.members import DEPTH_LIMIT, NUMBER_LIMIT, SIZE_LIMIT
from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json
from talktag.model.values.foreign_text import quote


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
    try:
        # Text, for bytes would be searched for signs of UTF-16.
        text = data.decode("ascii")
        values = parse_foreign_json(text, depth=DEPTH_LIMIT, digits=NUMBER_LIMIT, read_fraction=_read_fraction)
    except ForeignJsonError as fault:
        raise UntrustedError(f"the table {fault}") from None
    except ValueError as error:
        raise UntrustedError(f"the table is not JSON: {error}") from error
    check_document(values, signed=signed)
    return read_document(values)


def _read_fraction(text: str) -> float:
    number = float(text) if len(text) <= NUMBER_LIMIT else math.inf
    if not math.isfinite(number):
        raise ForeignJsonError(f"has the number {quote(text, 20)}, which is out of bounds")
    return number
