"""A message that a rule made on two computers, from one cause: both kept it signed, and the one made first stays.

Which one that is both computers find alike, so nobody has to decide it. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.ops.upkeep.undo_messages import is_sent_file
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.sync.sides import Files, ThreeSides

_LAST = "~"  # behind every moment


def sides_of_messages(sides: ThreeSides) -> Mapping[str, Files]:
    """The side that is taken of each file of a message that both made: the bundle, and its line of the ledger."""
    found: dict[str, Files] = {}
    for path in _made_on_both(sides):
        first = min((sides.ours, sides.theirs), key=lambda side: (_moment_of(sides, side, path), side[path]))
        bundle = path.rpartition("/")[2].removesuffix(".zip")
        found[path] = first
        ends = f"-{bundle}.toml"
        lines = {each for side in (sides.ours, sides.theirs) for each in side if each.endswith(ends)}
        found |= dict.fromkeys((each for each in lines if each.startswith(f"{layout.SHARES}/")), first)
    return found


def _made_on_both(sides: ThreeSides) -> Iterator[str]:
    for path in sorted(sides.coming):
        if is_sent_file(path) and path.endswith(".zip") and path not in sides.base:
            ours, theirs = sides.ours.get(path), sides.theirs.get(path)
            if ours and theirs and ours != theirs:
                yield path


def _moment_of(sides: ThreeSides, side: Files, path: str) -> str:
    """When it says that it was made; behind all others where it cannot be read."""
    from talktag.bundle.document import parse
    from talktag.bundle.reading import open_archive
    from talktag.model.bundles.members import TABLE_FILE

    try:
        return parse(open_archive(sides.content(side[path])).files[f"data/{TABLE_FILE}"].whole()).created or _LAST
    except (TalktagError, KeyError):
        return _LAST
