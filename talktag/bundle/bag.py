"""BagIt bags (RFC 8493): the payload manifest, which is what gets signed, and the files around it.

It never checks a signature and never touches a disk. What a bundle is, is the SHA-256 of its manifest: signatures can
be altered and still hold, so their bytes identify nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from talktag.content import Content, content_of
from talktag.errors import InternalError, UntrustedError
from talktag.model.bundles.members import FILE_PATH, MANIFEST, PAGE, README, SIGNATURE, SUMMARY, TABLE_FILE
from talktag.model.values.foreign_text import quote

MANIFEST_LIMIT = 100_000  # bytes: 500 lines of the longest name fit
SIGNATURE_LIMIT = 10_000
_TAG_LIMIT = 1000  # bytes of each of the small files around

_DECLARATION_FILE, _INFO, _TAG_MANIFEST = "bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_TAG_FILES = (_INFO, _DECLARATION_FILE, MANIFEST, SIGNATURE)  # those the tag manifest lists
_INFO_FORM = re.compile(
    rb"Bagging-Date: (\d{4}-\d{2}-\d{2})\nExternal-Identifier: ([0-9a-z]{1,64})\nPayload-Oxum: (\d+\.\d+)\n"
)
_LINE = re.compile(r"([0-9a-f]{64})  data/(.+)")
_PAYLOAD_NAME = re.compile("|".join((*map(re.escape, (TABLE_FILE, PAGE, SUMMARY, README)), FILE_PATH)))
_SLUG_LIMIT = 32  # leaves room for data/files/certificate-99.webp within the 100 bytes of a name


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that holds together: `payload` is by path below data/, exactly as `manifest` lists it."""

    payload: Mapping[str, Content]
    manifest: bytes
    signature: bytes
    identifier: str  # this and the date are said by bag-info.txt, which no signature covers
    date: str


def payload_manifest(payload: Mapping[str, Content]) -> bytes:
    """The file to sign: a line `hex  data/path` for every file, sorted by path, ASCII, LF after every line.

    `payload` is by path below data/, such as `table.json` and `files/photo-1.jpg`.
    """
    for path in payload:
        if not _PAYLOAD_NAME.fullmatch(path):
            raise InternalError(f"{quote(path)} is not the name of a file in a bundle")
    lines = sorted((f"data/{path}", content.sha256) for path, content in payload.items())
    return "".join(f"{digest}  {path}\n" for path, digest in lines).encode("ascii")


def identity(manifest: bytes) -> str:
    """What names a bundle for good: the SHA-256 of its signed manifest, 64 lower-case hex digits."""
    return hashlib.sha256(manifest).hexdigest()


def bag_files(
    payload: Mapping[str, Content], manifest: bytes, signature: bytes, *, bundle: str, created: datetime
) -> dict[str, Content]:
    """Every file of the bag by its path below the root; `manifest` is as payload_manifest gave it, `signature` over it.

    `created` must be aware; the bagging date is its day in UTC.
    """
    if manifest != payload_manifest(payload):
        raise InternalError("the manifest is not that of this payload")
    day = created.astimezone(UTC).date()
    info = f"Bagging-Date: {day.isoformat()}\nExternal-Identifier: {bundle}\nPayload-Oxum: {_oxum(payload)}\n"
    around = {_DECLARATION_FILE: _DECLARATION, _INFO: info.encode("ascii"), MANIFEST: manifest, SIGNATURE: signature}
    files = {name: content_of(data) for name, data in around.items()}
    files[_TAG_MANIFEST] = content_of(_tag_manifest(files))
    return files | {f"data/{path}": content for path, content in payload.items()}


def root_name(product_slug: str, created: date, bundle: str) -> str:
    """The folder's name, and the archive's before `.zip`: talktag-<item>-<yyyymmdd>-<bundle>, at most 63 bytes."""
    item = re.sub(r"[^a-z0-9]+", "-", product_slug.lower()).strip("-")[:_SLUG_LIMIT].rstrip("-")
    return f"talktag-{item or 'item'}-{created:%Y%m%d}-{bundle}"


def signed_part(files: Mapping[str, Content]) -> tuple[bytes, bytes]:
    """The manifest and the signature over it, unread: to be verified before anything else is looked at."""
    for name, limit in ((MANIFEST, MANIFEST_LIMIT), (SIGNATURE, SIGNATURE_LIMIT)):
        if name not in files:
            unsigned = "the bundle is not signed" if name == SIGNATURE else "the bundle has no list of its files"
            raise UntrustedError(f"{unsigned}: {quote(name)} is missing")
        if files[name].size > limit:
            raise UntrustedError(f"{quote(name)} has more than {limit} bytes")
    return files[MANIFEST].whole(), files[SIGNATURE].whole()


def label(files: Mapping[str, Content]) -> tuple[str, str] | None:
    """The identifier and the date in bag-info.txt, which nobody signed; None where it is not as bag_files writes it."""
    info = _INFO_FORM.fullmatch(_start(files[_INFO]) if _INFO in files else b"")
    return (info[2].decode("ascii"), info[1].decode("ascii")) if info else None


def read_bag(files: Mapping[str, Content]) -> Bag:
    """Hold every file against the manifest, which the caller has verified; UntrustedError for the least difference."""
    manifest, signature = signed_part(files)
    payload = _payload(files)
    hashes = _read_manifest(manifest)
    _check_payload(payload, hashes)
    identifier, date = _check_tag_files(files, payload)
    return Bag(payload, manifest, signature, identifier, date)


def _payload(files: Mapping[str, Content]) -> dict[str, Content]:
    payload = {}
    known = {*_TAG_FILES, _TAG_MANIFEST}
    for name, content in files.items():
        head, _, path = name.partition("/")
        if head == "data" and path:
            payload[path] = content
        elif name not in known:
            raise UntrustedError(f"the bundle has {quote(name)}, a file that does not belong in it")
    for name in sorted(known):
        if name not in files:
            raise UntrustedError(f"the bundle has no {quote(name)}")
    return payload


def _read_manifest(manifest: bytes) -> dict[str, str]:
    """The hash of each payload file, by its path below data/."""
    where = quote(MANIFEST)
    if manifest.startswith(b"\xef\xbb\xbf"):
        raise UntrustedError(f"{where} starts with a byte order mark")
    if not manifest.isascii():
        raise UntrustedError(f"{where} is not plain ASCII")
    if b"\r" in manifest:
        raise UntrustedError(f"{where} has line ends of another system")
    if not manifest.endswith(b"\n"):
        raise UntrustedError(f"{where} does not end with a line end")
    hashes: dict[str, str] = {}
    for number, line in enumerate(manifest.decode("ascii").removesuffix("\n").split("\n"), 1):
        digest, path = _read_line(line, number)
        if path in hashes:
            raise UntrustedError(f"{where} lists {quote('data/' + path)} twice")
        hashes[path] = digest
    if list(hashes) != sorted(hashes):
        raise UntrustedError(f"{where} is not in order")
    return hashes


def _read_line(line: str, number: int) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        capitals = _LINE.fullmatch(line[:64].lower() + line[64:])
        reason = "has a hash in capital letters" if capitals else "is not a hash, two spaces and a path in data/"
        raise UntrustedError(f"line {number} of {quote(MANIFEST)} {reason}")
    digest, path = found.groups()
    if not _PAYLOAD_NAME.fullmatch(path):
        raise UntrustedError(f"line {number} of {quote(MANIFEST)} lists {quote(path)}, which no bundle may hold")
    return digest, path


def _check_payload(payload: Mapping[str, Content], hashes: Mapping[str, str]) -> None:
    for path in hashes:
        if path not in payload:
            raise UntrustedError(f"the file {quote('data/' + path)} is listed and is missing")
    for path, content in payload.items():
        if path not in hashes:
            raise UntrustedError(f"the file {quote('data/' + path)} is not listed in the manifest")
        if content.sha256 != hashes[path]:
            raise UntrustedError(f"the file {quote('data/' + path)} is not the one that was signed")


def _check_tag_files(files: Mapping[str, Content], payload: Mapping[str, Content]) -> tuple[str, str]:
    """The identifier and the date in bag-info.txt; the tag files must be exactly what bag_files would write."""
    if _start(files[_DECLARATION_FILE]) != _DECLARATION:
        raise UntrustedError(f"{quote(_DECLARATION_FILE)} does not declare BagIt 1.0 in UTF-8")
    info = _INFO_FORM.fullmatch(_start(files[_INFO]))
    if not info:
        raise UntrustedError(f"{quote(_INFO)} is not in the form of a bundle")
    if info[3].decode("ascii") != _oxum(payload):
        raise UntrustedError(f"{quote(_INFO)} gives another size or number of files than there are")
    if _start(files[_TAG_MANIFEST]) != _tag_manifest(files):
        raise UntrustedError(f"{quote(_TAG_MANIFEST)} does not agree with the files it lists")
    return info[2].decode("ascii"), info[1].decode("ascii")


def _start(content: Content) -> bytes:
    """A small file, and of a large one enough to tell that it is none."""
    return content.read(0, _TAG_LIMIT)


def _oxum(payload: Mapping[str, Content]) -> str:
    return f"{sum(content.size for content in payload.values())}.{len(payload)}"


def _tag_manifest(files: Mapping[str, Content]) -> bytes:
    return "".join(f"{files[name].sha256}  {name}\n" for name in _TAG_FILES).encode("ascii")
