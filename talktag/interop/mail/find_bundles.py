"""From a file in any shape to the signed and sealed files in it: bare, attached, forwarded, pasted, quoted, wrapped.

The same bytes come back, or words that say what was damaged. It opens none of them, and believes nothing it reads.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from talktag.content import Content, content_of
from talktag.interop.decode import wide_encoding
from talktag.interop.mail.found import FoundBundle, MailFacts, faulty
from talktag.interop.mail.headers import facts_of, looks_like_mail
from talktag.interop.mail.html_text import text_of_html
from talktag.interop.mail.mailboxes import MAILS_MOST, is_mailbox, mails_in_box
from talktag.interop.mail.parts import MailPart, TooMuchError, parts_of
from talktag.interop.mail.pasted import AGE, PastedFile, files_in, may_hold_file

_HEAD = 300_000  # bytes by which it is told what a file is
_TEXT_LIMIT = 70_000_000  # bytes of a text that is searched
_ZIP = b"PK\3\4"
_ARMORED = b"-----BEGIN AGE "
_TABLE = b"data/table.json"
_TAIL = 100_000  # bytes at the end of an archive in which its files are listed
_ANSWER = b'"talktag-bundle/1"'
_BEGINNING = 4096  # bytes of an answer in which it says its form
_NAMES = (".age", ".zip", ".zip.age")
_CODECS = {"utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7", "iso-2022-jp"}  # in which ASCII is not ASCII
_TEXTS = (".txt", ".asc", ".html", ".htm", ".age", ".json", ".pem")


def find_bundles(data: bytes | Content, name: str) -> tuple[FoundBundle, ...]:
    """All that may be a bundle in a file of that name; nothing where it holds none."""
    return tuple(bundles_in(data, name))


def bundles_in(data: bytes | Content, name: str) -> Iterator[FoundBundle]:
    """The same, one after the other: a mailbox of any size is read once, one mail at a time."""
    content = content_of(data)
    head = content.read(0, _HEAD)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith((_ZIP, AGE)) or start.startswith(b"{"):
        yield FoundBundle(name, _without_mark(content, head))
    elif is_mailbox(head):
        count = 0
        for count, each in enumerate(mails_in_box(content), 1):  # noqa: B007 - looked at behind them
            yield from _in_mail(each, name)
        if count == MAILS_MOST:
            yield faulty(name, f"the mailbox has {MAILS_MOST:,} mails or more; those behind were not looked at")
    elif looks_like_mail(start):
        yield from _in_mail(content.whole().removeprefix(codecs.BOM_UTF8).lstrip(), name)
    elif content.size <= _TEXT_LIMIT:
        yield from _once(
            FoundBundle(name, content_of(each.data), None, each.fault) for each in _in_text(content.whole())
        )
    elif start.startswith(_ARMORED):
        yield FoundBundle(name, content)


def _without_mark(content: Content, head: bytes) -> Content:
    """A JSON text without the byte order mark that some editors put in front."""
    return content_of(content.whole().removeprefix(codecs.BOM_UTF8)) if head.startswith(codecs.BOM_UTF8) else content


def _in_mail(data: bytes, name: str) -> Iterator[FoundBundle]:
    """What a mail holds, each file once; where it holds none, what was wrong with those that it was to hold."""
    facts: MailFacts | None = None
    found: list[FoundBundle] = []
    try:
        fields, parts = parts_of(data)
        facts = facts_of(fields)
        for part in parts:
            found += _in_part(part, name, facts)
    except TooMuchError as error:
        if may_hold_file(data[:_HEAD]) or not facts:
            found.append(faulty(name, str(error), facts))
    yield from _once(found)


def _once(found: Iterator[FoundBundle] | list[FoundBundle]) -> Iterator[FoundBundle]:
    """Each content once; faults only where nothing is whole, and each of them once."""
    known: dict[str, FoundBundle] = {}
    for each in found:
        known.setdefault(each.fault or each.content.sha256, each)
    whole = [each for each in known.values() if not each.fault]
    yield from whole or known.values()


def _in_part(part: MailPart, name: str, facts: MailFacts) -> Iterator[FoundBundle]:
    called = part.name or name
    if part.fault:
        if called.endswith(_NAMES):
            yield faulty(called, part.fault, facts)
        return
    data = _with_own_ends(part.data)
    if data.startswith(AGE) or _is_bundle(data) or _is_answer(data):
        yield FoundBundle(called, content_of(data), facts)
    elif part.media == "application/ms-tnef" or called.lower() == "winmail.dat":
        yield faulty(called, "it is packed in a way that only Outlook reads; ask for plain text, or the file", facts)
    elif len(data) <= _TEXT_LIMIT and (part.media.startswith("text/") or called.lower().endswith(_TEXTS)):
        for each in _in_text(data, part.charset, is_page=_is_page(part, called)):
            yield FoundBundle(called, content_of(each.data), facts, each.fault)


def _with_own_ends(data: bytes) -> bytes:
    """An age file without the line ends that a mail server gave it."""
    return data.replace(b"\r\n", b"\n") if data.startswith(AGE.replace(b"\n", b"\r\n")) else data


def _is_bundle(data: bytes) -> bool:
    """Whether it is an archive that lists a table; people mail each other many that do not."""
    return data.startswith(_ZIP) and _TABLE in data[-_TAIL:]


def _is_answer(data: bytes) -> bool:
    beginning = data[:_BEGINNING].removeprefix(codecs.BOM_UTF8).lstrip()
    return beginning.startswith(b"{") and _ANSWER in data


def _is_page(part: MailPart, called: str) -> bool:
    return part.media == "text/html" or called.lower().endswith((".html", ".htm"))


def _in_text(data: bytes, charset: str = "", *, is_page: bool = False) -> Iterator[PastedFile]:
    text = _text_of(data, charset)
    if text and may_hold_file(text.encode("ascii", "replace")):
        yield from files_in(text_of_html(text) if is_page else text)


def _text_of(data: bytes, charset: str) -> str:
    """The text as far as it matters: base64 and JSON are ASCII, which nearly every character set leaves alone."""
    wide = charset if charset in _CODECS else wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
