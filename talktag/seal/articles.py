"""The rows of a description: one sealed row of one length for each article, opened by the code on it alone.

A row is found and opened by what follows from the code; the description that it is of is its associated data. Fillers
look the same, so that the table tells no more of how many there are than a power of two. Draws no randomness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from talktag.errors import InternalError
from talktag.model.finder.sticker_code import expand, extract
from talktag.model.makers.article import SERIAL_BYTES
from talktag.model.makers.maker_code import FORMAT, MakerCode

ROW_BYTES = 80
LEAST_ROWS = 64
_PLACE = 16
_NONCE = bytes(12)  # every key seals one row
_OPENED = SERIAL_BYTES + 1  # a length, and the serial number in UTF-8, filled with zeros


def seal_articles(articles: Iterable[tuple[MakerCode, str]], about: str, random_bytes: Callable[[int], bytes]) -> bytes:
    """The table of articles, each a code and its serial number, in the order of their places, which says nothing.

    `about` is the id of what is described, and the rows open for no other.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    rows = []
    for code, serial in articles:
        plain = serial.encode()
        if len(plain) > SERIAL_BYTES:
            raise InternalError(f"a serial number of {len(plain)} bytes has no room in a row")
        place, key = _place_and_key(code)
        opened = (bytes([len(plain)]) + plain).ljust(_OPENED, b"\0")
        rows.append(place + ChaCha20Poly1305(key).encrypt(_NONCE, opened, about.encode()))
    room = LEAST_ROWS
    while room < len(rows):
        room *= 2
    rows += [random_bytes(ROW_BYTES) for _ in range(room - len(rows))]
    return b"".join(sorted(rows))


def open_article(table: bytes, code: MakerCode, about: str) -> str | None:
    """The serial number of the article with that code; None where the table has none for it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    place, key = _place_and_key(code)
    for start in range(0, len(table) - ROW_BYTES + 1, ROW_BYTES):
        if table[start : start + _PLACE] != place:
            continue
        try:
            opened = ChaCha20Poly1305(key).decrypt(_NONCE, table[start + _PLACE : start + ROW_BYTES], about.encode())
            return opened[1:][: opened[0]].decode()
        except (InvalidTag, UnicodeDecodeError):
            return None
    return None


def _place_and_key(code: MakerCode) -> tuple[bytes, bytes]:
    extracted = extract(code.secret, b"")
    place = expand(extracted, f"place {code.tag}", _PLACE, FORMAT)
    return place, expand(extracted, f"row {code.tag}", 32, FORMAT)
