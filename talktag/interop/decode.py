"""Foreign bytes to text. It never guesses a character set and never replaces a byte it cannot read."""

from __future__ import annotations

import codecs

from talktag.disk.sizes import size_text
from talktag.errors import InvalidError, UsageError

FILE_LIMIT = 64 * 1024 * 1024  # bytes; 100,000 rows of a full page of facts
_LOOKED_AT = 4096  # bytes by which letters of several bytes are told
ENCODINGS = ("utf-8", "cp1252")


def decode(data: bytes, encoding: str = "utf-8", limit: int = FILE_LIMIT) -> str:
    """The text of a file: UTF-8, UTF-16 or UTF-32, with or without a byte order mark, else `encoding`.

    Raises InvalidError for more than `limit` bytes and for bytes that are not text, naming the line.
    """
    if encoding not in ENCODINGS:
        raise UsageError(
            f'"{encoding}" is not an encoding talktag reads', hints=[f"use one of: {', '.join(ENCODINGS)}"]
        )
    if len(data) > limit:
        raise InvalidError(f"the file is larger than {size_text(limit)}", hints=["split it and import the parts"])
    if wide := wide_encoding(data):
        return _strictly(data, wide)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            line = data.count(b"\n", 0, error.start) + 1
            hint = "save it as UTF-8, or if it is Western European from Windows add: --encoding cp1252"
            raise InvalidError(f"the file is not UTF-8 text: line {line}", hints=[hint]) from None
    return _strictly(data, encoding)


def wide_encoding(data: bytes) -> str | None:
    """The encoding of two or four bytes a letter that a file begins in; None where it is in none.

    Without a mark it is told by the zero bytes, which no other text has: they stand on one side of the letters.
    """
    marks = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"}
    marks |= {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    if found := next((name for mark, name in marks.items() if data.startswith(mark)), None):
        return found
    head = data[:_LOOKED_AT]
    zeros = [head[place::4].count(0) for place in range(4)]
    if sum(zeros) < len(head) / 8 or len(head) < 4:
        return None
    quarter = len(head) // 4
    if min(zeros[2:]) >= quarter and not zeros[0]:
        return "utf-32-le"
    if min(zeros[:2]) >= quarter and not zeros[3]:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    return {(True, False): "utf-16-le", (False, True): "utf-16-be"}.get((bool(odd), bool(even)))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidError(f"the file is not {encoding} text: line {line}", hints=["save it as UTF-8"]) from None
