"""The code that a maker prints beside a serial number, to text and back. Opens no address, draws no randomness.

    https://HOST/PATH#TAGCODE&m=KEY

Behind the `#`, which no browser sends to a server, stand the tag, 80 secret bits that are its claim, and the first 80
bits of the hash of the maker's key, so that no description by another key fits the code.
"""

from __future__ import annotations

import base64
import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from talktag.model.finder.sticker_code import CODE_LETTERS, code_bytes, code_letters
from talktag.model.values.gs1 import Goods, read_goods
from talktag.model.values.ident import parse_tag
from talktag.model.web_address import is_web_address

FORMAT = "talktag-tag/1"
_MARK = "m"
_LONGEST = 1000  # characters of a code
_TAG_LETTERS = 9
_HINT_BYTES = 10
_AROUND = re.compile(r"^\][A-Za-z][0-9A-Za-z]|[\x00-\x1f\x7f]")  # what scanners put around a text
_ADDRESS = re.compile(r"https://([a-z0-9-]+\.)+[a-z0-9-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]+)*/?", re.ASCII)
_SCHEME = "https://"
_ADDRESS_MOST = 200  # characters of one that is kept, and told in a hand-over
_BATCH = re.compile(r"[A-Za-z0-9._-]{1,20}", re.ASCII)


class MakerCode(NamedTuple):
    """A code as it was scanned: the tag, the claim, how the maker's key begins, and the address that it leads to."""

    tag: str
    claim: str
    key: str
    address: str = ""

    @property
    def text(self) -> str:
        """What is printed, all ASCII."""
        return f"{self.address}#{self.tag}{self.claim}&{_MARK}={self.key}"

    @property
    def goods(self) -> Goods | None:
        """The number of the goods, where the address is a GS1 Digital Link."""
        return read_goods(self.address) if self.address else None

    @property
    def secret(self) -> bytes:
        """The ten bytes that the claim is."""
        return code_bytes(self.claim) or b""


def read_maker_code(text: str) -> MakerCode | None:
    """The code in what was scanned, pasted or typed without its address; None where it is no maker's.

    An address whose host cannot be read as it is, or that no hand-over may tell, counts as not there.
    """
    if len(text) > _LONGEST:
        return None
    address, mark, fragment = _AROUND.sub("", text).strip().partition("#")
    said, *more = unquote(fragment if mark else address).split("&")
    key = next((value for name, _, value in (each.partition("=") for each in more) if name == _MARK), "")
    letters = re.sub(r"^TT-|[ -]", "", said.strip(), flags=re.IGNORECASE)
    tag, claim, begins = parse_tag(letters[:_TAG_LETTERS]), code_bytes(letters[_TAG_LETTERS:]), code_bytes(key)
    if tag is None or claim is None or begins is None or len(letters) != _TAG_LETTERS + CODE_LETTERS:
        return None
    return MakerCode(tag, code_letters(claim), code_letters(begins), sound_address(address.strip()) if mark else "")


def sound_address(text: str) -> str:
    """The address as it may be kept and handed on; empty for one that may not."""
    is_sound = len(text) <= _ADDRESS_MOST and text.isascii() and is_web_address(text, secure=True)
    return f"{_SCHEME}{text[len(_SCHEME) :]}" if is_sound else ""


def key_beginning(fingerprint: str) -> str:
    """How a key begins, as a code says it: the first 80 bits of its fingerprint "SHA256:…"."""
    digest = base64.b64decode(f"{fingerprint.removeprefix('SHA256:')}=")
    return code_letters(digest[:_HINT_BYTES])


def parse_tag_address(text: str) -> str:
    """The https address that a maker's codes begin with, ended by a slash; ValueError for any other text."""
    wanted = text.strip()
    scheme, mark, rest = wanted.partition("://")
    host, slash, path = rest.partition("/")
    address = f"{scheme.lower()}{mark}{host.lower()}{slash}{path}"
    if len(address) > 100 or not (_ADDRESS.fullmatch(address) and is_web_address(address)):
        raise ValueError(f'"{text}" is not an https address like https://canon.example/')
    return f"{address.rstrip('/')}/"


def goods_path(gtin: str, batch: str | None) -> str:
    """The path of a GS1 Digital Link: the goods and their batch, never a serial number. ValueError for another batch.

    The batch is one that a folder of any static host can be called by.
    """
    if batch is None:
        return f"01/{gtin.zfill(14)}"
    if not _BATCH.fullmatch(batch) or batch in {".", ".."}:
        raise ValueError(f'the batch "{batch}" cannot stand in an address: use 1 to 20 of A-Z, a-z, 0-9, ".", "_", "-"')
    return f"01/{gtin.zfill(14)}/10/{quote(batch, safe='')}"
