"""Who is there to say yes to what came, and to compare the digits of a key. A yes beforehand accepts no key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.talk.incoming.believing import Believing


def believe_terminal(
    terminal: Terminal, signer: Path | None = None, *, unsigned: bool = False, decided: bool = False
) -> Believing:
    """What is believed at this terminal; `signer` is a file with a key, got by another way."""
    from talktag.ops.talk.incoming.believing import Believing

    def compare(question: str) -> str | None:
        return terminal.ask(question, "--signer KEYFILE", afresh=True) if terminal.can_ask else None

    return Believing(
        compare=compare,
        signer=signer,
        unsigned=unsigned,
        can_ask=terminal.can_ask or terminal.agrees,
        can_compare=terminal.can_ask,
        decided=decided,
    )
