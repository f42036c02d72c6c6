"""Private notes: framed text inside an age file. It never shows a note as belonging where it was not written for.

Age tells nothing about place or author, so each note carries its product and its own id inside the sealed text,
and opening compares them. Opened with the stock `age` program a note reads as a few header lines, an empty line,
the text, and then lines of spaces that hide its length:

    talktag-note: 1
    product: 7k3m9q0d2x4vb
    note: 0c5h8w1t6r9pz
    revision: 1
    created: 2026-03-01T09:30:00Z
    length: 23

    The safe opens with 42.

The frame is 256, 512, 1024 … 65536 bytes long, then a multiple of 65536. `length` counts the bytes of the text in
UTF-8; a LF that belongs to the frame follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talktag.errors import InvalidError, UntrustedError
from talktag.seal import age

MAX_TEXT = 1024 * 1024  # bytes of UTF-8
_MAX_SEALED = 2 * 1024 * 1024
_SMALLEST = 256
_STEP = 64 * 1024
_PADDING_LINE = b" " * 63 + b"\n"
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z", re.ASCII)
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_MAX_REVISION = 10**9
_HEAD = re.compile(
    rb"talktag-note: 1\nproduct: (?P<product>[^\n]{1,64})\nnote: (?P<note>[^\n]{1,64})\n"
    rb"revision: (?P<revision>[0-9]{1,10})\ncreated: (?P<created>[^\n]{20})\nlength: (?P<length>[0-9]{1,7})\n\n"
)
_LATER = re.compile(rb"talktag-note: ([0-9]{1,9})\n")


@dataclass(frozen=True, slots=True)
class Note:
    """One private note: the ids of its product and of itself, its revision from 1, when it was made, its text.

    `created` is UTC, "2026-03-01T09:30:00Z". The repr leaves the text out.
    """

    product: str
    note: str
    revision: int
    created: str
    text: str

    def __repr__(self) -> str:
        return f"Note(product={self.product!r}, note={self.note!r}, revision={self.revision!r})"


def frame(note: Note) -> bytes:
    """The padded plain form of a note; InvalidError when a field does not hold up or the text is over 1 MiB."""
    _check(note)
    text = _utf8(note.text)
    head = (
        f"talktag-note: 1\nproduct: {note.product}\nnote: {note.note}\n"
        f"revision: {note.revision}\ncreated: {note.created}\nlength: {len(text)}\n\n"
    ).encode("ascii")
    size = len(head) + len(text) + 1
    return b"".join([head, text, b"\n", _padding(_size_class(size) - size)])


def unframe(data: bytes) -> Note:
    """The note in a plain form; only what frame() writes is accepted.

    InvalidError for a later format; UntrustedError for anything else that talktag did not write like this.
    """
    later = _LATER.match(data)
    if later and later[1] != b"1":
        raise InvalidError(f"the note is in format {int(later[1])}, newer than this talktag", hints=["update talktag"])
    head = _HEAD.match(data)
    if not head:
        raise UntrustedError("the sealed text is not a note that talktag wrote")
    try:
        fields = {name: value.decode("ascii") for name, value in head.groupdict().items()}
        text = data[head.end() : head.end() + int(fields["length"])].decode("utf-8")
        note = Note(fields["product"], fields["note"], int(fields["revision"]), fields["created"], text)
        same = frame(note) == data
    except (UnicodeDecodeError, InvalidError):
        same = False
    if not same:
        raise UntrustedError("the sealed note does not hold together, talktag did not write it like this")
    return note


def seal_note(note: Note, recipients: Sequence[str]) -> bytes:
    """The note as a binary age file to `recipients` ("age1…")."""
    return age.encrypt(frame(note), recipients=recipients)


def open_note(data: bytes, identities: Sequence[str], *, product: str, note: str) -> Note:
    """The note in an age file that must belong to the ids `product` and `note`.

    SealedError when no identity opens it or it is damaged; UntrustedError when it belongs elsewhere or is no note.
    """
    if len(data) > _MAX_SEALED:
        raise age.DamagedError("the sealed note is larger than any that talktag writes")
    opened = unframe(age.decrypt(data, identities=identities))
    if opened.product != product:
        raise UntrustedError(f'the note belongs to product "{opened.product}", not to "{product}"')
    if opened.note != note:
        raise UntrustedError(f'the note belongs in the place of note "{opened.note}", not of "{note}"')
    return opened


def _check(note: Note) -> None:
    for name, value in (("product", note.product), ("note", note.note)):
        if not _ID.match(value):
            raise InvalidError(f'the {name} id of a note is not an id: "{value[:80]}"')
    if not 1 <= note.revision <= _MAX_REVISION:
        raise InvalidError(f"the revision of a note is {note.revision}, not between 1 and {_MAX_REVISION}")
    try:
        datetime.fromisoformat(note.created if _CREATED.match(note.created) else "")
    except ValueError:
        raise InvalidError(f'the time of a note is not like 2026-03-01T09:30:00Z: "{note.created[:40]}"') from None


def _utf8(text: str) -> bytes:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidError("the text of the note holds characters that are no text") from None
    if len(data) > MAX_TEXT:
        raise InvalidError(f"the text of the note is {len(data)} bytes long, more than {MAX_TEXT}")
    return data


def _size_class(size: int) -> int:
    """The padded size, in bytes, for a frame that needs `size`."""
    if size > _STEP:
        return -(-size // _STEP) * _STEP
    return max(_SMALLEST, 1 << (size - 1).bit_length())


def _padding(size: int) -> bytes:
    """`size` bytes of lines of spaces; the last one is shorter, and every one ends in LF."""
    lines, rest = divmod(size, len(_PADDING_LINE))
    return _PADDING_LINE * lines + (b" " * (rest - 1) + b"\n" if rest else b"")
