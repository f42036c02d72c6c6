"""Whom this store seals to: the list in it, once it was accepted on this computer. Seals and changes nothing."""

from __future__ import annotations

from talktag.ops.session import Session
from talktag.store import layout


def accepted_recipients(session: Session) -> tuple[str, ...]:
    """Whom notes and files are sealed to; UntrustedError unless that list was accepted on this computer."""
    from talktag.seal.keys.recipients import parse_recipients

    listed = session.store.read(layout.RECIPIENTS)
    session.key_folder.check_pin(session.store.settings.id, listed)
    return parse_recipients(listed)
