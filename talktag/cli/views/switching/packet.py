"""What is in a packet about a party: what they have to do with, and every file. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs

if TYPE_CHECKING:
    from talktag.ops.switching.packet import PartyPacket


def preview_packet(data: PartyPacket) -> Iterator[Block]:
    """Each thing with the reason that it is there, then each file with what reads it."""
    from talktag.ops.switching.packet_files import READ_BY

    found = data.found
    yield Line(found.party.name, "strong")
    rows = [(each.product.slug, each.product.name, ", ".join(each.why)) for each in found.ties]
    yield Columns(("thing", "name", "why"), rows, ("name",))
    files = [(name, f"{size} bytes", READ_BY.get(name, "")) for name, size in data.sizes.items()]
    yield Columns(("file", "size", "for"), files, ("size", "for"))
    yield Pairs([("entries", len(found.entries)), ("shares", len(found.shares)), ("file", data.path or "-")])
