"""Whether a repository has filters that tell which paths a commit did not change (gitformat-commit-graph(5)).

It reads the beginning of small files, and decides only what is quicker: git's answer is the same either way.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from pathlib import Path

_HEADER = struct.Struct(">4sBBBB")  # the mark, two versions, the number of parts, that of the files below it
_PART = struct.Struct(">4sQ")  # the name of a part, and where it begins
_FILTERS = b"BDAT"


def has_filters(directory: Path) -> bool:
    """Whether any file of the graph of commits in a repository holds them."""
    return any(map(_holds_filters, _graphs(directory / "objects/info")))


def _graphs(folder: Path) -> Iterator[Path]:
    """The files that the graph may be in: one, or a chain, whose oldest and largest comes first."""
    yield folder / "commit-graph"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for name in (folder / "commit-graphs/commit-graph-chain").read_text("ascii").split():
            yield folder / f"commit-graphs/graph-{name}.graph"


def _holds_filters(path: Path) -> bool:
    with contextlib.suppress(OSError, struct.error), path.open("rb") as file:
        mark, _, _, parts, _ = _HEADER.unpack(file.read(_HEADER.size))
        table = file.read(parts * _PART.size) if mark == b"CGPH" else b""
        return _FILTERS in (name for name, _ in _PART.iter_unpack(table))
    return False
