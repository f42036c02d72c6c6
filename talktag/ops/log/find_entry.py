"""Which entry, or which thing that is due, is meant by what was typed. Reads no file; acts on no near match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.values.fold import fold
from talktag.model.values.near import hints, near_words

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.log.schedule import Due

SHORTEST = 4  # letters of an id that are shown at least


def short_ids(ids: Iterable[str]) -> Mapping[str, str]:
    """For each id its shortest beginning that no other has; the whole where it is the beginning of another."""
    known = sorted(set(ids))
    found = {}
    for place, ident in enumerate(known):
        beside = (known[other] for other in (place - 1, place + 1) if 0 <= other < len(known))
        least = max([SHORTEST, *(_common_length(ident, other) + 1 for other in beside)])
        found[ident] = ident[:least]
    return found


def find_entry(ref: str, entries: Sequence[Entry], slug: str) -> Entry:
    """The entry with this id, or the only one whose id begins so; NotFoundError or AmbiguousError with the list."""
    wanted = ref.strip().casefold()
    exact = [each for each in entries if each.id.casefold() == wanted]
    found = exact or [each for each in entries if wanted and each.id.casefold().startswith(wanted)]
    if not found:
        see = f"see the entries and their ids with: talktag entry {slug}"
        raise NotFoundError(f'"{slug}" has no entry "{ref}"', hints=[see])
    if len(found) > 1:
        listed = [f"{each.id}  {each.date}  {each.kind}  {each.title}" for each in found]
        raise AmbiguousError(
            f'"{ref}" begins {len(found)} ids', details=listed, hints=["type more letters of the one you mean"]
        )
    return found[0]


def find_due(ref: str, dues: Sequence[Due]) -> Due:
    """What is due under this title, or a part of it that no other has, or an id that begins so.

    NotFoundError with what is due, AmbiguousError with the list.
    """
    wanted = fold(ref.strip())
    ways = (
        [each for each in dues if fold(each.title) == wanted],
        [each for each in dues if len(wanted) >= SHORTEST and each.entry.startswith(wanted)],
        [each for each in dues if wanted and wanted in fold(each.title)],
    )
    found = next(filter(None, ways), [])
    if len(found) == 1:
        return found[0]
    listed = [f"{each.title}  {each.when()}" for each in found or dues]
    if found:
        raise AmbiguousError(f'"{ref}" fits {len(found)} things that are due', details=listed)
    near = hints(near_words(ref, (each.title for each in dues)))
    raise NotFoundError(f'nothing like "{ref}" is due', details=listed, hints=near)


def _common_length(one: str, other: str) -> int:
    """How many letters two ids begin with alike."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
