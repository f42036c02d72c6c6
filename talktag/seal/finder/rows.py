"""The three tables of a finder's page: tickets, messages and photos in sealed rows of one length. Draws no randomness.

A ticket is found and opened by the code on a sticker, and leads to a message and a photo. The owner's text is the
associated data of every row, so that a code opens nothing on a page whose owner was changed by one letter. The tables
are filled up with rows that nobody can open, so that they tell of the store no more than a power of two.

The same seed, salt, owner and content give the same bytes. **A salt is for one content**: no key may seal two texts.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from talktag.errors import InternalError, InvalidError
from talktag.model.finder.sticker_code import code_bytes, expand, extract, sticker_code
from talktag.model.finder.sticker_state import StickerState

SALT_BYTES = 16
TICKET_BYTES = 64
_PLACE = 16
_SECRET = 16
_SEALING = 16  # bytes that sealing adds
_NONE = 0xFFFFFFFF
_NONCE = bytes(12)  # every key seals one row
_TOLD = struct.Struct(">BxII16s6x")  # of a ticket: state, row of the message, row of the photo, secret of both rows


class RowKind(NamedTuple):
    """Rows of one table: the name in their keys, their bytes, how their length is written, the least number of them."""

    name: str
    size: int
    length: struct.Struct
    least: int

    @property
    def limit(self) -> int:
        """How many bytes of content one row has room for."""
        return self.size - _SEALING - self.length.size


MESSAGES = RowKind("message", 2048, struct.Struct(">H"), 8)
PHOTOS = RowKind("photo", 12288, struct.Struct(">I"), 4)
_LEAST_TICKETS = 64


class Sticker(NamedTuple):
    """A tag of the store; `product` is its place among the products that are told about, None where nothing is told."""

    tag: str
    state: StickerState
    product: int | None = None


class FinderProduct(NamedTuple):
    """What finders are told about a product: JSON in UTF-8 and a JPEG, empty where there is none; `ident` is its id."""

    ident: str
    message: bytes = b""
    photo: bytes = b""


class SealedRows(NamedTuple):
    """The three tables, each of them its rows one after the other."""

    tickets: bytes
    messages: bytes
    photos: bytes


class OpenedSticker(NamedTuple):
    """What a page holds for one sticker; `message` and `photo` are empty where it holds none."""

    state: StickerState
    message: bytes
    photo: bytes


def seal_rows(
    seed: bytes, salt: bytes, owner: bytes, stickers: Sequence[Sticker], products: Sequence[FinderProduct]
) -> SealedRows:
    """The tables for `stickers` and `products`; `owner` is owner_text() in bytes, `salt` is new for new content.

    InvalidError for a message or a photo that does not fit its row.
    """
    if len(salt) != SALT_BYTES:
        raise InternalError(f"the salt of a finder's page has {len(salt)} bytes, not {SALT_BYTES}")
    if len({each.tag for each in stickers}) < len(stickers) or len({each.ident for each in products}) < len(products):
        raise InternalError("a finder's page would have two rows under one key")
    sealer = _Sealer(seed, salt, owner)
    messages = sealer.table(MESSAGES, {each.ident: each.message for each in products if each.message})
    photos = sealer.table(PHOTOS, {each.ident: each.photo for each in products if each.photo})
    tickets = []
    for tag, state, product in stickers:
        ident = "" if product is None else products[product].ident
        rows = (table.places.get(ident, _NONE) for table in (messages, photos))
        secret = sealer.secret(ident) if ident else b""
        code = code_bytes(sticker_code(seed, tag)) or b""
        tickets.append(sealer.ticket(extract(code, salt), tag, _TOLD.pack(state, *rows, secret)))
    tickets += sealer.false_tickets(_room(len(tickets), _LEAST_TICKETS) - len(tickets))
    return SealedRows(b"".join(sorted(tickets)), messages.rows, photos.rows)


def open_sticker(rows: SealedRows, tag: str, code: str, *, salt: bytes, owner: bytes) -> OpenedSticker | None:
    """What a page holds for a sticker, as the page itself opens it; None where the code does not open all of it."""
    from cryptography.exceptions import InvalidTag

    bare = code_bytes(code)
    if bare is None:
        return None
    key, bound = extract(bare, salt), hashlib.sha256(owner).digest()
    place = expand(key, f"place {tag}", _PLACE)
    found = _starts_of(rows.tickets).get(place, len(rows.tickets))
    try:
        ticket = rows.tickets[found + _PLACE : found + TICKET_BYTES]
        state, message, photo, secret = _TOLD.unpack(_open(expand(key, f"ticket {tag}", 32), ticket, bound))
        inner = extract(secret, salt)
        return OpenedSticker(
            StickerState(state),
            _content(MESSAGES, rows.messages, message, inner, bound),
            _content(PHOTOS, rows.photos, photo, inner, bound),
        )
    except (InvalidTag, ValueError, struct.error):
        return None


def count_stickers(seed: bytes, salt: bytes, tickets: bytes) -> int:
    """How many tickets are of stickers; the others only fill the table, as the seed tells."""
    root = extract(seed, salt)
    places = {tickets[at : at + _PLACE] for at in range(0, len(tickets), TICKET_BYTES)}
    return len(places) - sum(expand(root, f"place nobody {each}", _PLACE) in places for each in range(len(places)))


@lru_cache(maxsize=1)  # thousands of stickers are looked up on one page, one after the other
def _starts_of(tickets: bytes) -> Mapping[bytes, int]:
    """Where the ticket of each place begins, the first of several."""
    starts = range(0, len(tickets), TICKET_BYTES)
    return {tickets[start : start + _PLACE]: start for start in reversed(starts)}


class _SealedTable(NamedTuple):
    rows: bytes
    places: dict[str, int]  # by the id of the product


class _Sealer:
    """Seals the rows of one page: what only the seed tells is derived of `_root`, `_bound` is every row's AAD."""

    def __init__(self, seed: bytes, salt: bytes, owner: bytes) -> None:
        self._root = extract(seed, salt)
        self._salt = salt
        self._bound = hashlib.sha256(owner).digest()

    def secret(self, name: str) -> bytes:
        """The secret of the rows of a product, or of a false one."""
        return expand(self._root, f"row {name}", _SECRET)

    def ticket(self, key: bytes, name: str, told: bytes) -> bytes:
        """The ticket of the tag `name`; `key` is of its code."""
        return expand(key, f"place {name}", _PLACE) + _seal(expand(key, f"ticket {name}", 32), told, self._bound)

    def false_tickets(self, count: int) -> Iterator[bytes]:
        """Tickets that no code opens: their keys are of the seed."""
        return (self.ticket(self._root, f"nobody {number}", bytes(_TOLD.size)) for number in range(count))

    def table(self, kind: RowKind, contents: Mapping[str, bytes]) -> _SealedTable:
        """A row for each of `contents`, by product id, and false ones, in an order that only the seed tells."""
        count = _room(len(contents), kind.least) if contents or kind is MESSAGES else 0
        framed = {name: _frame(kind, content, name) for name, content in contents.items()}
        framed |= {f"nobody {number}": bytes(kind.size - _SEALING) for number in range(count - len(contents))}
        names = sorted(framed, key=lambda name: expand(self._root, f"order of {kind.name} {name}", 16))
        keys = (expand(extract(self.secret(name), self._salt), kind.name, 32) for name in names)
        rows = (_seal(key, framed[name], self._bound) for key, name in zip(keys, names, strict=True))
        return _SealedTable(b"".join(rows), {name: place for place, name in enumerate(names)})


def _frame(kind: RowKind, content: bytes, name: str) -> bytes:
    if len(content) > kind.limit:
        raise InvalidError(f"the {kind.name} for finders of {name} has {len(content)} bytes, and {kind.limit} fit")
    return (kind.length.pack(len(content)) + content).ljust(kind.size - _SEALING, b"\0")


def _content(kind: RowKind, rows: bytes, place: int, inner: bytes, bound: bytes) -> bytes:
    if place == _NONE:
        return b""
    row = rows[place * kind.size : (place + 1) * kind.size]
    framed = _open(expand(inner, kind.name, 32), row, bound)
    (length,) = kind.length.unpack_from(framed)
    return framed[kind.length.size :][:length]


def _room(count: int, least: int) -> int:
    """How many rows a table of `count` has: the least, doubled as often as need be."""
    while least < count:
        least *= 2
    return least


def _seal(key: bytes, opened: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(_NONCE, opened, bound)


def _open(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).decrypt(_NONCE, sealed, bound)
