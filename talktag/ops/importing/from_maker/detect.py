"""Whether a file is a maker's, told by what is in it. It parses no more of it than it must, and believes no name."""

from __future__ import annotations

import json

from talktag.interop.draft import MAKER_KINDS
from talktag.interop.passport.read_passport import is_passport
from talktag.model.foreign_document import SIZE_LIMIT

LINKSET, PASSPORT, RECALLS = KINDS = MAKER_KINDS


def maker_kind(data: bytes) -> str | None:
    """LINKSET or PASSPORT for a file that is one by its first words; None for any other file."""
    if len(data) > SIZE_LIMIT or not data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"{"):
        return None
    if not any(word in data for word in (b'"linkset"', b'"credentialSubject"')):
        return None
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    return LINKSET if "linkset" in values else PASSPORT if is_passport(values) else None
