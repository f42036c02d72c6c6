"""The note of the page that was built last: where on this computer it lies, and what it hashes to. Builds nothing."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Built:
    """The page in `folder`, a whole path, built at that moment in UTC; `sha256` is that of the file."""

    folder: str
    built: datetime.datetime
    sha256: str


def read_built(data: bytes, path: str) -> Reading[Built]:
    """Read the note; every problem is reported."""
    return read_record(data, path, _note)


def _note(fields: Fields) -> Built | None:
    if not fields.present("built"):
        fields.problem("built", "is missing", "missing")
    folder, built, sha256 = fields.must_have("folder"), fields.instant("built"), fields.must_have("sha256")
    if sha256 and not _SHA256.fullmatch(sha256):
        fields.problem("sha256", "is not 64 digits of 0 to 9 and a to f")
        sha256 = None
    return Built(folder, built, sha256) if folder and built and sha256 else None


def built_values(built: Built) -> dict[str, Any]:
    """The note as TOML values."""
    return {"format": FORMAT, "folder": built.folder, "built": built.built, "sha256": built.sha256}
