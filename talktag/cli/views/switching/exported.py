"""What was written out, whichever form it has: a bundle, a print-out, a file of products, a packet. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.views.leaving import preview_leaving, preview_print_out
from talktag.cli.views.switching.packet import preview_packet
from talktag.cli.views.view import Pairs, View

if TYPE_CHECKING:
    from talktag.ops.importing.export_as import TakenAlong
    from talktag.ops.sharing.export import Leaving
    from talktag.ops.sharing.printed_out import PrintedOut
    from talktag.ops.switching.packet import PartyPacket


def show(data: Leaving | TakenAlong | PrintedOut | PartyPacket) -> View:
    """The preview of a bundle or a print-out, what leaves and what stays; or the file that was written."""
    from talktag.ops.importing.export_as import TakenAlong

    if isinstance(data, TakenAlong):
        return [Pairs([("file", data.path or "-"), ("products", str(len(data.slugs))), ("bytes", data.size)])]
    from talktag.ops.sharing.export import Leaving
    from talktag.ops.sharing.printed_out import PrintedOut

    if isinstance(data, Leaving):
        return list(preview_leaving(data))
    if isinstance(data, PrintedOut):
        return list(preview_print_out(data))
    return list(preview_packet(data))  # what makes one is loaded only where one was made
