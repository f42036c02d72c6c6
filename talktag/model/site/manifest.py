"""The list of a site's own files, with what each hashes to: what may be replaced and removed there, and nothing else.

Whoever wrote it may be anybody: a name in it that leads out of the folder is none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.model.foreign_json import parse_foreign_json

MANIFEST = "talktag-site.json"
FORMAT = "talktag-site/1"
MANIFEST_MOST = 64 * 1024 * 1024  # bytes
_STEM = r"[a-z0-9][a-z0-9-]{0,63}"
# The kinds of files that a site has: a name of any other is nobody's but the owner's, whatever a list says.
_NAME = re.compile(
    rf"things/{_STEM}\.(?:html|json|jsonld|linkset\.json)"
    rf"|files/{_STEM}/[0-9]{{1,9}}(?:\.[a-z0-9]{{1,8}})?"
    r"|(?:index|(?:all|places|labels|makers|due)(?:-[0-9]{1,9})?)\.html"
    r"|feed\.atom|calendar\.ics|card/index\.html|(?:card/)?\.acl",
    re.ASCII,
)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class MadeFile(NamedTuple):
    """A file that was made: how many bytes it has, and what they hash to."""

    size: int
    sha256: str


class MadePiece(NamedTuple):
    """What was made together of one thing: the hash of what it was made of, and its files by name."""

    of: str
    files: Mapping[str, MadeFile]


class Manifest(NamedTuple):
    """All that belongs to a site; `view` says for whom it is. One that is not `whole` was left while it was made."""

    view: str
    pieces: Mapping[str, MadePiece]
    whole: bool = True

    @property
    def files(self) -> Mapping[str, MadeFile]:
        """Every file of the site by its name, itself not among them."""
        return {name: made for piece in self.pieces.values() for name, made in piece.files.items()}

    @property
    def versions(self) -> Mapping[str, frozenset[MadeFile]]:
        """What each file may be as it was made: of a site that is not whole, also as it was before."""
        found: dict[str, frozenset[MadeFile]] = {}
        for piece in self.pieces.values():
            for name, made in piece.files.items():
                found[name] = found.get(name, frozenset()) | {made}
        return found


def made_of(data: bytes) -> MadeFile:
    """How a file is remembered."""
    return MadeFile(len(data), hashlib.sha256(data).hexdigest())


def is_name(name: str) -> bool:
    """Whether it is the name of a file that a site may have, below its folder."""
    return bool(_NAME.fullmatch(name))


def manifest_bytes(manifest: Manifest) -> bytes:
    """The file, a piece a line, the same for the same site."""
    lines = (
        f"{json.dumps(key)}: {json.dumps([piece.of, {name: list(made) for name, made in sorted(piece.files.items())}])}"
        for key, piece in sorted(manifest.pieces.items())
    )
    head = {"format": FORMAT, "view": manifest.view, "whole": manifest.whole}
    start = json.dumps(head, ensure_ascii=True)[:-1]
    return (start + ', "pieces": {\n' + ",\n".join(lines) + "\n}}\n").encode()


def read_manifest(data: bytes) -> Manifest:
    """What the file says; ValueError for one that no site has."""
    values = parse_foreign_json(data.decode(), depth=6, digits=15, read_fraction=float)
    match values:
        case {"format": "talktag-site/1", "view": str() as view, "whole": bool() as whole, "pieces": dict() as pieces}:
            return Manifest(view, {key: _piece(value) for key, value in pieces.items()}, whole)
    raise ValueError("it is no list of a site's files")


def _piece(value: Any) -> MadePiece:
    match value:
        case [str() as of, dict() as files]:
            return MadePiece(of, {_name(name): _read_made(made) for name, made in files.items()})
    raise ValueError("a piece of the site is not told as it should be")


def _name(name: str) -> str:
    if not is_name(name):
        raise ValueError(f"{name!r} is no name of a file in a site")
    return name


def _read_made(value: Any) -> MadeFile:
    match value:
        case [int() as size, str() as sha256] if not isinstance(size, bool) and size >= 0 and _HASH.fullmatch(sha256):
            return MadeFile(size, sha256)
    raise ValueError("a file of the site is not told as it should be")
