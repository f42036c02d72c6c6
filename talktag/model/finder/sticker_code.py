"""The code on a sticker, which opens what the page holds for that sticker alone. Draws no randomness, seals nothing.

It is derived from the store's seed, so that a label printed again carries the same one, and stands nowhere in the page.
HKDF is RFC 5869 with SHA-256; out of the codes of other stickers, or the page, nobody computes one.
"""

from __future__ import annotations

import hashlib
import hmac

from talktag.model.values.ident import ALPHABET

FORMAT = "talktag-finder/1"
CODE_BYTES = 10  # 80 bits; base32 then needs no padding
CODE_LETTERS = 16
SEED_BYTES = 32
_HASH_BYTES = 32
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}


def sticker_code(seed: bytes, tag: str) -> str:
    """The 16 characters that stand behind `tag` in the code of its label, Crockford's base32 in upper case."""
    return code_letters(hkdf(seed, b"", f"sticker {tag}", CODE_BYTES))


def code_letters(code: bytes) -> str:
    """Ten bytes as the 16 characters that a code is printed in."""
    number = int.from_bytes(code)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def code_bytes(code: str) -> bytes | None:
    """The bytes of a code as it was scanned or typed, in either case; None where it is none."""
    letters = code.strip().upper().replace("-", "").replace(" ", "")
    if len(letters) != CODE_LETTERS or any(letter not in _VALUE for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _VALUE[letter]
    return number.to_bytes(CODE_BYTES)


def hkdf(key: bytes, salt: bytes, what: str, length: int) -> bytes:
    """HKDF-SHA256 of `key`, for the purpose "talktag-finder/1 `what`"."""
    return expand(extract(key, salt), what, length)


def extract(key: bytes, salt: bytes) -> bytes:
    """The first half of HKDF, for whoever derives several things from one `key`."""
    return hmac.digest(salt or bytes(_HASH_BYTES), key, hashlib.sha256)


def expand(extracted: bytes, what: str, length: int, form: str = FORMAT) -> bytes:
    """The second half of HKDF, for the purpose `what` of a format."""
    info = f"{form} {what}".encode()
    found = block = b""
    for number in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(extracted, block + info + bytes([number]), hashlib.sha256)
        found += block
    return found[:length]
