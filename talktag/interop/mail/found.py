"""What was found in a mail, a mailbox or a paste. Values; nothing in them is believed, the sender of a mail least."""

from __future__ import annotations

from typing import NamedTuple

from talktag.content import Content, content_of


class MailFacts(NamedTuple):
    """What a mail says of itself, each on one line and of bounded length; whoever wrote it could say anything.

    `date` is UTC, as `2026-11-29T18:00:00Z`.
    """

    sender: str | None = None
    subject: str | None = None
    message_id: str | None = None
    date: str | None = None


class FoundBundle(NamedTuple):
    """A file that may be a bundle, a sealed one or an answer that nobody signed: its name, its bytes, and its mail.

    Where something was meant to be one and cannot be had whole, `fault` says so, and there are no bytes.
    """

    name: str
    content: Content
    mail: MailFacts | None = None
    fault: str = ""


def faulty(name: str, fault: str, mail: MailFacts | None = None) -> FoundBundle:
    """What was meant to be a file and cannot be had."""
    return FoundBundle(name, content_of(b""), mail, fault)
