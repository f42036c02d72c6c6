"""Where the versions of the UNTP passport have what is read of a product. It refuses what is no text, believes nothing.

0.6.1 has a `product` in the subject of the credential; for 0.7.0 the subject is the product, with other names inside.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any

from talktag.interop.linkset.read_linkset import TITLE_LIMIT
from talktag.interop.passport.proof import decode_base58
from talktag.model.foreign_document import sound_text

_SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_MULTIHASH = b"\x12\x20"  # SHA-256, and that it has 32 bytes
_LONGEST = 200  # letters of a digest
_MAKERS = ("manufacturer", "producer", "brandOwner")  # of the roles of parties, whose name counts first


def product_of(subject: Any) -> Mapping[str, Any]:
    """The product that a credential is about; ValueError with a sentence where there is none."""
    if isinstance(subject, dict):
        about = subject.get("product")
        if isinstance(about, dict):
            return about
        if about is None and "Product" in _as_list(subject.get("type")):
            return subject
    raise ValueError("the passport has no product in its credentialSubject")


def text_of(values: Mapping[str, Any], name: str) -> str | None:
    """A member that is a text; None where it is absent or empty, ValueError with a sentence for anything else."""
    value = values.get(name)
    return None if value in (None, "") else sound_text(value, f'"{name}" of the passport', TITLE_LIMIT)


def serial_of(about: Mapping[str, Any]) -> str | None:
    """The serial number of the product: 0.6.1, then 0.7.0."""
    return text_of(about, "serialNumber") or text_of(about, "itemNumber")


def country_of(about: Mapping[str, Any]) -> str | None:
    """The code of the country where it was made, which 0.7.0 has beside its name."""
    country = about.get("countryOfProduction")
    return text_of(country, "countryCode") if isinstance(country, dict) else text_of(about, "countryOfProduction")


def maker_of(about: Mapping[str, Any]) -> str | None:
    """The name of who made it: `producedByParty`, or the first of `relatedParty` with such a role."""
    if isinstance(party := about.get("producedByParty"), dict):
        return text_of(party, "name")
    named = [each for each in _as_list(about.get("relatedParty")) if isinstance(each, dict)]
    for role in _MAKERS:
        for each in named:
            if each.get("role") == role and isinstance(each.get("party"), dict):
                return text_of(each["party"], "name")
    return None


def digest_of(link: Mapping[str, Any]) -> str | None:
    """The SHA-256 of what a link leads to, in hexadecimal digits, where it is told in a way that can be read."""
    if "digestMultibase" in link:
        return _of_multibase(link["digestMultibase"])
    digest, method = link.get("hashDigest"), str(link.get("hashMethod", "SHA-256")).replace("-", "").upper()
    return digest.lower() if isinstance(digest, str) and _SHA256.fullmatch(digest) and method == "SHA256" else None


def _of_multibase(said: Any) -> str | None:
    """The same from a multihash in the letters of base58btc, base64url or base16, as its first letter says."""
    if not isinstance(said, str) or len(said) > _LONGEST:
        return None
    try:
        match said[:1]:
            case "z":
                found = decode_base58(said, "a digest")
            case "u":
                found = base64.b64decode(said[1:] + "=" * (-len(said[1:]) % 4), altchars=b"-_", validate=True)
            case "f":
                found = bytes.fromhex(said[1:])
            case _:
                return None
    except (ValueError, binascii.Error):
        return None
    return found[2:].hex() if found[:2] == _MULTIHASH and len(found) == 34 else None


def _as_list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]
