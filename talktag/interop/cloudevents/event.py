"""An entry with what an event says around it, and how its words get into attributes and out again. Pure."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from talktag.model.log.entry import UNSIGNED, Entry

SPECVERSION = "1.0"
BEGIN, END = "org.talktag.", ".v1"  # of the type of an event, around the kind of the entry
# What no text of an attribute may hold, by the type system of CloudEvents: control characters and noncharacters.
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_ESCAPED = re.compile(f"[%\x00-\x1f\x7f-\x9f\ufdd0-\ufdef{_NONCHARACTERS}]")
_OF_URNS = ":/+=@!$&'()*,;~"


class Event(NamedTuple):
    """An entry as it leaves for other programs, or came from one.

    `source` is whose word it is, as a URI; `subject` the id of the product, None for what is about no thing. `channel`
    is what belongs together and keeps its order; the entry's own where none is given. After `until` nobody need act.
    """

    entry: Entry
    source: str
    subject: str | None = None
    channel: str | None = None
    until: datetime.datetime | None = None


def store_source(ident: str) -> str:
    """The source of what the owner of the store with that id wrote."""
    return f"urn:talktag:{quote(ident, safe=_OF_URNS)}"


def key_source(fingerprint: str) -> str:
    """The source of what a key vouches for."""
    return f"urn:talktag:key:{quote(fingerprint, safe=_OF_URNS)}"


def source_of(entry: Entry, own: str) -> str:
    """Whose word an entry is: the key's that vouches for it, else `own`, of who keeps the log."""
    return own if entry.signer in {None, UNSIGNED} else key_source(str(entry.signer))


def attribute_text(text: str) -> str:
    """A text as an attribute may hold it: what it must not hold, and `%`, as percent signs and hexadecimal digits."""
    return _ESCAPED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def text_of_attribute(text: str) -> str:
    """The text that `attribute_text` made it of; one that it did not make stays as it is."""
    plain = unquote(text)
    return plain if attribute_text(plain) == text else text
