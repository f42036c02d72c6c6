"""Foreign bytes to text. It never guesses a character set and never replaces a byte it cannot read."""

from __future__ import annotations

import codecs

from talktag.errors import InvalidError, UsageError

FILE_LIMIT = 64 * 1024 * 1024  # bytes; 100,000 rows of a full page of facts
ENCODINGS = ("utf-8", "cp1252")


def decode(data: bytes, encoding: str = "utf-8", limit: int = FILE_LIMIT) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else `encoding`.

    Raises InvalidError for more than `limit` bytes and for bytes that are not text, naming the line.
    """
    if encoding not in ENCODINGS:
        raise UsageError(
            f'"{encoding}" is not an encoding talktag reads', hints=[f"use one of: {', '.join(ENCODINGS)}"]
        )
    if len(data) > limit:
        raise InvalidError(f"the file is larger than {limit} bytes", hints=["split it and import the parts"])
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            line = data.count(b"\n", 0, error.start) + 1
            hint = "save it as UTF-8, or if it is Western European from Windows add: --encoding cp1252"
            raise InvalidError(f"the file is not UTF-8 text: line {line}", hints=[hint]) from None
    return _strictly(data, encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidError(f"the file is not {encoding} text: line {line}", hints=["save it as UTF-8"]) from None
