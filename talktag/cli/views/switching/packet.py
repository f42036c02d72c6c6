"""What is in a packet about a party: what they have to do with, and every file. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs

if TYPE_CHECKING:
    from talktag.ops.switching.packet import PartyPacket


def preview_packet(data: PartyPacket) -> Iterator[Block]:
    """Each thing with the reason that it is there, then each file with what reads it."""
    from talktag.ops.switching.packet import README
    from talktag.ops.switching.packet_words import reader_of
    from talktag.page.switching.wording import packet_wording

    found, own = data.found, packet_wording("en")
    yield Line(found.party.name, "strong")
    rows = [(each.product.slug, each.product.name, ", ".join(data.reasons(each))) for each in found.ties]
    yield Columns(("thing", "name", "why"), rows, ("name",))
    files = [
        (name, f"{size} bytes", "people: read this first" if name == README else reader_of(name, own))
        for name, size in data.sizes.items()
    ]
    yield Columns(("file", "size", "for"), files, ("size", "for"))
    counted = {
        "entries": len(found.entries),
        "shares": len(found.shares),
        "wishes": len(found.wishes),
        "offers": len(found.offers),
        "terms": len(found.terms),
    }
    yield Pairs([*((what, count) for what, count in counted.items() if count), ("file", data.path or "-")])
