"""A mailbox that is one file (mbox), cut into its mails as it is read. It holds one mail at a time, and opens none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from talktag.content import Content
from talktag.interop.mail.headers import looks_like_mail
from talktag.interop.mail.parts import MAIL_LIMIT

_START = b"From "
_BETWEEN = re.compile(rb"\n\r?\nFrom [^\n]*\n")
MAILS_MOST = 50_000  # of one mailbox
_OVERLAP = 4096  # bytes in which a line between two mails ends


def is_mailbox(head: bytes) -> bool:
    """Whether a file that begins so is a mailbox, also one with a single mail."""
    return head.startswith(_START) and looks_like_mail(head.partition(b"\n")[2])


def mails_in_box(content: Content) -> Iterator[bytes]:
    """The mails, each without the line before it, at most 50,000; a larger one than any is cut, and refused later."""
    return islice(_cut(content), MAILS_MOST)


def _cut(content: Content) -> Iterator[bytes]:
    held = b""
    at = 0
    for part in content.parts():
        held = held[:MAIL_LIMIT] + part
        while found := _BETWEEN.search(held, max(0, at)):
            yield _without_first(held[: found.start() + 1])
            held, at = held[found.start() + 1 :].lstrip(b"\r\n"), 0
        at = len(held) - _OVERLAP
    if held:
        yield _without_first(held)


def _without_first(mail: bytes) -> bytes:
    return mail.partition(b"\n")[2] if mail.startswith(_START) else mail
