"""The parts of a mail (RFC 2045), also of mails in it, as bytes. It bounds everything first, and obeys nothing."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from talktag.interop.mail.headers import (
    boundary_of,
    charset_of,
    encoding_of,
    fields_of,
    looks_like_mail,
    name_of,
    split_head,
    type_of,
)

MAIL_LIMIT = 100_000_000  # bytes of one mail; services take 25 or 50 MB
PARTS_MOST = 200
DEPTH_MOST = 10
_BLANKS_MOST = 200  # behind a boundary
_SPACE = re.compile(rb"[ \t\r\n]+")
_ODD_SIGNS = re.compile(rb"[^A-Za-z0-9+/=]")


class MailPart(NamedTuple):
    """A part that holds no others: its type, its name if it is a file, its character set, and its bytes.

    Where these cannot be had, `fault` says why.
    """

    media: str
    name: str
    charset: str
    data: bytes
    fault: str = ""


class TooMuchError(ValueError):
    """A mail that has more than any mail for a person has."""


def parts_of(data: bytes) -> tuple[Message, Iterator[MailPart]]:
    """The headers of a mail that are wanted, and its parts one after the other; TooMuchError, also later."""
    if len(data) > MAIL_LIMIT:
        raise TooMuchError(f"the mail has more than {MAIL_LIMIT // 1_000_000} MB")
    split = split_head(data)
    if split is None:
        raise TooMuchError("the headers of the mail have no end")
    head, at = split
    fields = fields_of(head)
    return fields, _walk(fields, data[at:], _Counter(), 0)


class _Counter:
    """How many parts there were."""

    def __init__(self) -> None:
        self.count = 0

    def one_more(self) -> None:
        self.count += 1
        if self.count > PARTS_MOST:
            raise TooMuchError(f"the mail has more than {PARTS_MOST} parts")


def _walk(fields: Message, body: bytes, counter: _Counter, depth: int) -> Iterator[MailPart]:
    if depth > DEPTH_MOST:
        raise TooMuchError(f"the mail has mails or parts in it more than {DEPTH_MOST} deep")
    counter.one_more()
    media, boundary = type_of(fields), boundary_of(fields)
    if media.startswith("multipart/") and boundary:
        for part in _split(body, boundary):
            yield from _walk_mail(part, counter, depth + 1)
        return
    found = _decode_part(fields, media, body)
    is_inner = media in {"message/rfc822", "message/global"} or (media != "text/plain" and looks_like_mail(found.data))
    if is_inner and not found.fault:
        yield from _walk_mail(found.data.lstrip(b"\r\n"), counter, depth + 1)
    else:
        yield found


def _walk_mail(data: bytes, counter: _Counter, depth: int) -> Iterator[MailPart]:
    split = split_head(data)
    if split is None:
        raise TooMuchError("the headers of a part have no end")
    head, at = split
    yield from _walk(fields_of(head), data[at:], counter, depth)


def _split(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines of a boundary; the last may lack its end, as in a mail that was cut short."""
    start: int | None = None
    for found, end, is_last in _boundaries(body, b"--" + boundary):
        if start is not None:
            yield body[start:found].removesuffix(b"\n").removesuffix(b"\r")
        if is_last:
            return
        start = end
    if start is not None:
        yield body[start:]


def _boundaries(body: bytes, line: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where the lines of a boundary begin and end, and whether it is the one behind the last part."""
    at = 0
    while (found := body.find(line, at)) >= 0:
        at = found + len(line)
        if found and not body.startswith(b"\n", found - 1):
            continue
        feed = body.find(b"\n", at, at + _BLANKS_MOST)
        end = len(body) if feed < 0 else feed + 1
        rest = body[at : min(end, at + _BLANKS_MOST)].rstrip()
        has_end = feed >= 0 or len(body) - at < _BLANKS_MOST
        if has_end and rest in {b"", b"--"}:
            at = end
            yield found, end, rest == b"--"


def _decode_part(fields: Message, media: str, body: bytes) -> MailPart:
    """The part with its bytes as they were before they were written for the way."""
    part = MailPart(media, name_of(fields), charset_of(fields), body)
    encoding = encoding_of(fields)
    try:
        if encoding == "base64":
            return part._replace(data=decode_base64(body))
        if encoding == "quoted-printable":
            return part._replace(data=quopri.decodestring(_with_own_feeds(body)))
        if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
            return part._replace(data=decode_uu(body))
    except ValueError as error:
        return part._replace(data=b"", fault=str(error))
    return part


def _with_own_feeds(body: bytes) -> bytes:
    """A body on whose way every line got the same end: a feed alone, as those write who write bytes so."""
    return body.replace(b"\r\n", b"\n") if body.count(b"\r\n") == body.count(b"\n") else body


def decode_base64(text: bytes) -> bytes:
    """The bytes of base64 in lines of any length; ValueError for one sign that does not belong there."""
    signs = _SPACE.sub(b"", text)
    if odd := _ODD_SIGNS.search(signs):
        raise ValueError(f"it was altered on the way: {odd[0].decode('ascii', 'replace')!r} is no sign of base64")
    try:
        data = base64.b64decode(signs, validate=True)
    except binascii.Error:
        raise ValueError("it was cut short on the way") from None
    if base64.b64encode(data) != signs:
        raise ValueError("it was altered on the way: it is no base64 that a program writes")
    return data


def decode_uu(text: bytes) -> bytes:
    """The bytes of uuencoded lines from `begin` to `end`; ValueError where one is damaged."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith(b"begin ")), None)
    if start is None:
        raise ValueError("it has no first line")
    decoded: list[bytes] = []
    for line in lines[start + 1 :]:
        if line.strip() == b"end":
            return b"".join(decoded)
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            raise ValueError("it was altered on the way") from None
    raise ValueError("it was cut short on the way")
