"""What a command does when all is saved and said, so that nobody waits to be told: it packs the history. Says nothing.

What fails is left to another time, and told by `doctor`; an interrupt ends it and nothing else.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from talktag.errors import TalktagError

if TYPE_CHECKING:
    from talktag.cli.context import Context


def pack_history(context: Context) -> None:
    """Pack the history of the store where there is much to pack; whoever reads the answer has all of it before."""
    context.terminal.stdout.flush()
    with contextlib.suppress(TalktagError, OSError, KeyboardInterrupt):
        context.open_store().pack()
