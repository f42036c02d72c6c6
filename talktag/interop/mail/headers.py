"""The headers of a mail or of a part of one, as far as they are needed. What they say is foreign, and never obeyed."""

from __future__ import annotations

import contextlib
import datetime
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from talktag.interop.mail.found import MailFacts

BLOCK_MOST = 262_144  # bytes of all headers of a mail: those of lists, relays and signatures are many
_FIELD_MOST = 8192  # bytes of one of them
_FIELDS_MOST = 4000
_FACT_MOST = 300  # letters of what is shown
_BLANK = re.compile(rb"(?:\A|\n)\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:(.*)", re.DOTALL)
_STARTS = (b" ", b"\t")
_WANTED = {
    *("content-type", "content-transfer-encoding", "content-disposition"),
    *("from", "subject", "message-id", "date"),
}
_KNOWN = {*_WANTED, "to", "received", "return-path", "delivered-to", "mime-version", "reply-to", "cc", "envelope-to"}
_TELLING = 2  # of these, and it is a mail
# What the standard library raises for headers that are none.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, MessageError)


def split_head(data: bytes) -> tuple[bytes, int] | None:
    """The headers and where the body starts; None where they are too long, or no body follows and they are no headers.

    A mail without a body is its headers.
    """
    found = _BLANK.search(data, 0, BLOCK_MOST)
    if found:
        return data[: found.start() + 1], found.end()
    return (data, len(data)) if len(data) < BLOCK_MOST else None


def fields_of(head: bytes) -> Message:
    """The headers that are wanted, the first of each name; those that are too long are left out."""
    message = Message()
    for line in _header_lines(head):
        match = _FIELD.fullmatch(line)
        if match and len(line) <= _FIELD_MOST:
            name = match[1].decode("ascii").lower()
            if name in _WANTED and name not in message:
                value = match[2].decode("utf-8", "replace").replace("\r", " ").replace("\n", " ")
                message[name] = value.strip()
    return message


def looks_like_mail(data: bytes) -> bool:
    """Whether it begins with headers of a mail."""
    split = split_head(data[: BLOCK_MOST + 1])
    lines = _header_lines(split[0] if split else data[:BLOCK_MOST])
    if not lines or not _FIELD.fullmatch(lines[0]):
        return False
    matches = (_FIELD.fullmatch(line) for line in lines)
    names = {match[1].decode("ascii").lower() for match in matches if match}
    return len(names & _KNOWN) >= _TELLING


def _header_lines(head: bytes) -> list[bytes]:
    """The lines of the headers, each with those that go on from it."""
    lines: list[list[bytes]] = []
    for line in head.split(b"\n", _FIELDS_MOST)[:_FIELDS_MOST]:
        if line.startswith(_STARTS) and lines:
            lines[-1].append(line)
        else:
            lines.append([line.removesuffix(b"\r")])
    return [b"\n".join(each) for each in lines if each[0]]


def facts_of(fields: Message) -> MailFacts:
    """What a mail says of itself."""
    return MailFacts(
        sender=_text(fields["from"]),
        subject=_text(fields["subject"]),
        message_id=_text(fields["message-id"]),
        date=_date(fields["date"]),
    )


def _text(value: str | None) -> str | None:
    """A header as a person reads it, on one line; None where there is none."""
    if not value:
        return None
    try:
        shown = str(make_header(decode_header(value)))
    except _FAULTS:
        shown = value
    return " ".join(shown.split())[:_FACT_MOST] or None


def _date(value: str | None) -> str | None:
    if not value:
        return None
    with contextlib.suppress(*_FAULTS, OverflowError):
        moment = parsedate_to_datetime(value[:100])
        if moment.tzinfo is not None:
            return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None


def type_of(fields: Message) -> str:
    """The type of what follows, such as `text/plain`; what says none is a text."""
    try:
        return fields.get_content_type()
    except _FAULTS:
        return "application/octet-stream"


def boundary_of(fields: Message) -> bytes:
    """The words that part its parts; empty where none are told."""
    try:
        boundary = fields.get_boundary() or ""
    except _FAULTS:
        boundary = ""
    return boundary.encode("utf-8", "replace")


def name_of(fields: Message) -> str:
    """The name of a file that is attached, without its folders; empty where it has none."""
    try:
        name = fields.get_filename() or ""
    except _FAULTS:
        return ""
    shown = _text(name) or ""
    return shown.replace("\\", "/").rpartition("/")[2]


def charset_of(fields: Message) -> str:
    """The character set that a text names, in small letters; empty where it names none."""
    try:
        return str(fields.get_content_charset() or "").lower()
    except _FAULTS:
        return ""


def encoding_of(fields: Message) -> str:
    """How the bytes were written for the way: `base64`, `quoted-printable` or anything else."""
    return (fields["content-transfer-encoding"] or "").partition(";")[0].strip().lower()
