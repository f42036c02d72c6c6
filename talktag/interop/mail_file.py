"""A mail as a file: text and attachments, which a person's own mail program opens as a draft (RFC 5322). Sends nothing.

What it is made of may be foreign: no name, title or text of it can add a header, a part or an address.
"""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Iterator, Sequence
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import NamedTuple

from talktag.content import Content, Made
from talktag.model.values.foreign_text import escape

_NOWHERE = "talktag.invalid"  # RFC 2606: nobody's domain, so that no id is anybody else's
_WORDS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_WORDS}(\.{_WORDS})*", re.ASCII)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_IDENT = re.compile(r"[A-Za-z0-9._-]{1,200}", re.ASCII)
_MEDIA = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*", re.ASCII)
_ANSWERS_MOST = 20
_ANY_MEDIA = "application/octet-stream"
_ADDRESS_MOST = 254  # characters, by RFC 5321
_LINE = 76  # letters of a line of headers, or of base64
_BYTES = 57  # that such a line of base64 holds
_NAME_MOST = 240  # bytes of a name of a file; as three times as many it still fits into a line of 998
_AS_THEY_ARE = compat32.clone(linesep="\r\n", max_line_length=None, mangle_from_=False)


class Mailbox(NamedTuple):
    """Who: a name in any script, and a mail address as `mail_address` gives it."""

    name: str
    address: str


class MailFile(NamedTuple):
    """A file that goes along: the name it has there, what it is (RFC 2046), and what is in it."""

    name: str
    media: str
    content: Content


class Mail(NamedTuple):
    """A mail before it is one. `ident` is its id among all mails of the owner's; `moment` has its time zone.

    Without `sender` or `to` whoever opens the file puts them in. `answers` are the ids of the mails that it answers,
    the oldest first. One that a rule wrote `by_itself` says so, and no program answers it by itself (RFC 3834).
    A person's mail program opens a draft to be sent; one that leaves at once is none.
    """

    ident: str
    moment: datetime.datetime
    sender: Mailbox | None
    to: Mailbox | None
    subject: str
    text: str
    files: Sequence[MailFile] = ()
    answers: Sequence[str] = ()
    by_itself: bool = False
    is_draft: bool = True


def mail_address(text: str | None) -> str | None:
    """The text as an address that every mail server takes, its domain in ASCII; None where it is none."""
    local, at, domain = (text or "").strip().rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    address = f"{local}@{domain}"
    is_one = at and len(address) <= _ADDRESS_MOST and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    return address if is_one else None


def mail_file(mail: Mail) -> Content:
    """The mail as the bytes of an .eml file, made as it is read; ValueError for an id or an address that is none."""
    head, boundary = _head(mail), f"=_talktag_{mail.ident}"
    starts = [_part_head(each) for each in mail.files]

    def make() -> Iterator[bytes]:
        yield head
        yield f'Content-Type: multipart/mixed;\r\n boundary="{boundary}"\r\n\r\n--{boundary}\r\n'.encode("ascii")
        yield _text_part(mail.text)
        for start, each in zip(starts, mail.files, strict=True):
            yield f"\r\n--{boundary}\r\n".encode("ascii") + start
            yield from _base64_lines(each.content)
        yield f"\r\n--{boundary}--\r\n".encode("ascii")

    return Made(make)


def encoded_size(count: int) -> int:
    """How many bytes so many bytes of a file take in a mail: four for three, and a line end for each line."""
    return (count + 2) // 3 * 4 + (count + _BYTES - 1) // _BYTES * 2


def _head(mail: Mail) -> bytes:
    """All headers but that of the type."""
    headers = Message(_AS_THEY_ARE)
    headers["Date"] = format_datetime(mail.moment)
    headers["Message-ID"] = _message_id(mail.ident)
    if mail.answers:
        ids = [_message_id(each) for each in _kept_answers(mail.answers)]
        headers["In-Reply-To"] = ids[-1]
        headers["References"] = "\r\n ".join(ids)
    for name, who in (("From", mail.sender), ("To", mail.to)):
        if who:
            headers[name] = _address_header(name, who)
    headers["Subject"] = _text_header("Subject", mail.subject)
    if mail.by_itself:
        headers["Auto-Submitted"] = "auto-replied" if mail.answers else "auto-generated"
    if mail.is_draft:
        headers["X-Unsent"] = "1"  # Outlook and others open it to be sent, and not as one that came
    headers["MIME-Version"] = "1.0"
    return headers.as_bytes().removesuffix(b"\r\n")


def _kept_answers(answers: Sequence[str]) -> Sequence[str]:
    """The first and the last of a long thread, which is what threads are told by."""
    return answers if len(answers) <= _ANSWERS_MOST else (answers[0], *answers[1 - _ANSWERS_MOST :])


def _message_id(ident: str) -> str:
    if not _IDENT.fullmatch(ident):
        raise ValueError("that is no id of a mail")
    return f"<{ident}@{_NOWHERE}>"


def _address_header(header: str, who: Mailbox) -> str:
    """A name and its address; the name is quoted or encoded whenever it could be read as anything else."""
    if mail_address(who.address) != who.address:
        raise ValueError("that is no mail address")
    name = _one_line(who.name)
    plain = formataddr((name, who.address)) if _is_plain(name) else ""
    if plain and len(header) + 2 + len(plain) <= _LINE:
        return plain
    return f"{_encode(header, name)}\r\n <{who.address}>" if name else f"<{who.address}>"


def _text_header(header: str, text: str) -> str:
    line = _one_line(text)
    return line if _is_plain(line) and len(header) + 2 + len(line) <= _LINE else _encode(header, line)


def _is_plain(text: str) -> bool:
    """Whether a text stands for itself in a header: ASCII that does not look like an encoded word."""
    return text.isascii() and "=?" not in text


def _encode(header: str, text: str) -> str:
    """Encoded words (RFC 2047), as many and on as many lines as it takes."""
    return Header(text, "utf-8", maxlinelen=_LINE - 1, header_name=header).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    """The text on one line, without what could end it, hide or turn it around."""
    return " ".join(escape(text, spell=lambda _: " ").split())


def _text_part(text: str) -> bytes:
    """The text for people, as quoted-printable, which every server lets pass as it is."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = Message(_AS_THEY_ARE)
    part["Content-Type"] = 'text/plain; charset="utf-8"'
    part["Content-Disposition"] = "inline"
    lines = escape("\n".join(text.splitlines()) + "\n", lines=True)
    part.set_payload(lines, charset)
    del part["MIME-Version"]  # which is said once, by the mail
    return part.as_bytes()


def _part_head(file: MailFile) -> bytes:
    """What stands before the lines of a file."""
    part = Message(_AS_THEY_ARE)
    part["Content-Type"] = file.media if _MEDIA.fullmatch(file.media) else _ANY_MEDIA
    part["Content-Transfer-Encoding"] = "base64"
    name = _file_name(file.name)
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part.as_bytes()


def _file_name(text: str) -> str:
    """The name without any folder, and not so long that no line holds it; how it ends is kept."""
    name = _one_line(text).replace("/", "_").replace("\\", "_") or "file"
    stem, dot, ending = name.rpartition(".")
    end = f".{ending}" if dot and len(ending) <= 10 else ""
    room = _NAME_MOST - len(end.encode())
    return (stem if end else name).encode()[:room].decode("utf-8", "ignore") + end


def _base64_lines(content: Content) -> Iterator[bytes]:
    """A content as lines of base64, some of them at a time."""
    left = b""
    for each in content.parts():
        ready = left + each
        whole = len(ready) - len(ready) % _BYTES
        left = ready[whole:]
        yield _lines_of(ready[:whole])
    yield _lines_of(left)


def _lines_of(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
