"""A feed of entries, shaped like Atom (RFC 4287), in UTF-8. It asks no clock, and an entry keeps its id for ever.

Foreign text is text in it: nothing in a title becomes markup, and what XML cannot hold is spelled out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from talktag.model.values.foreign_text import escape as spelled

NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_UNHELD: dict[int, str | int | None] = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}  # no letters, and none of XML


class FeedEntry(NamedTuple):
    """One entry: `product` and `ident` are its name for ever; `moment` when it was said or written, in UTC.

    `href` is the page of its product, seen from the feed.
    """

    product: str
    ident: str
    moment: datetime.datetime
    kind: str
    title: str
    text: str
    author: str
    href: str


def newest(entries: Iterable[FeedEntry], most: int) -> list[FeedEntry]:
    """The newest of them, the last one first, in an order that hangs on nothing but them."""
    return sorted(entries, key=lambda each: (each.moment, each.title, each.product, each.ident), reverse=True)[:most]


def write_feed(ident: str, title: str, author: str, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as a file; `ident` is what it is called for ever."""
    updated = max((each.moment for each in entries), default=NEVER)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_text(f'urn:talktag:feed:{ident}')}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        '<link rel="alternate" type="text/html" href="index.html"/>',
        *map(_entry, entries),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(entry: FeedEntry) -> str:
    content = f'<content type="text">{_text(entry.text, lines=True)}</content>' if entry.text else ""
    return (
        f"<entry><id>{_text(f'urn:talktag:entry:{entry.product}:{entry.ident}')}</id>"
        f"<title>{_text(entry.title)}</title><updated>{_moment(entry.moment)}</updated>"
        f"<author><name>{_text(entry.author)}</name></author>"
        f"<category term={quoteattr(_plain(entry.kind))}/>"
        f'<link rel="alternate" type="text/html" href={quoteattr(_plain(entry.href))}/>'
        f"{content}</entry>"
    )


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(text: str, *, lines: bool = False) -> str:
    return spelled(text, lines=lines).translate(_UNHELD)


def _text(text: str, *, lines: bool = False) -> str:
    return escape(_plain(text, lines=lines))
