"""The tags that a maker printed, as the maker's desk keeps them: tags/<description>.csv. It holds no claim.

Of each claim only the fingerprint of the key stands in it that the claim is; out of that nobody gets the claim.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from talktag.model.problem import Problem
from talktag.model.toml.record_file import Reading
from talktag.model.values.ident import parse_tag

HEADER = ("tag", "claim", "serial", "name", "maker", "model", "gtin", "batch")
REGISTER_LIMIT = 64 * 1024 * 1024  # bytes of a file
_PRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


class PrintedTag(NamedTuple):
    """A tag that was printed, the fingerprint of the key that its claim is, and what it is on."""

    tag: str
    claim: str
    serial: str
    name: str
    maker: str = ""
    model: str = ""
    gtin: str = ""
    batch: str = ""


def register_bytes(tags: Iterable[PrintedTag]) -> bytes:
    """The file of printed tags: CSV as RFC 4180 says, with a header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(tags)
    return text.getvalue().encode()


def read_register(data: bytes, path: str) -> Reading[Mapping[str, PrintedTag]]:
    """The tags of a file by their ids; a line that does not hold up is left out and reported."""
    found: dict[str, PrintedTag] = {}
    problems: list[Problem] = []
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        for row in reader:
            cells = {key: row.get(key) or "" for key in HEADER}
            tag = parse_tag(cells["tag"])
            if tag is None or not _PRINT.fullmatch(cells["claim"]):
                problems.append(Problem("broken-register", path, "is no tag and its claim", reader.line_num))
                continue
            found[tag] = PrintedTag(tag, **{key: cells[key] for key in HEADER[1:]})
    except (UnicodeDecodeError, csv.Error) as error:
        return Reading(None, (Problem("broken-register", path, f"cannot be read: {error}"),))
    return Reading(found, tuple(problems))
