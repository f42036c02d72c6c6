"""What a person typed, matched to one thing. It never picks among several and never acts on a near match."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.ident import parse_tag


class Named(Protocol):
    """What can be referred to: a slug, a name, and perhaps an id and tags."""

    @property
    def slug(self) -> str:
        """The file name."""

    @property
    def name(self) -> str:
        """The name for people."""


T = TypeVar("T", bound=Named)
SHOWN = 12


def match(ref: str, things: Sequence[T], what: str = "product") -> T:
    """The one thing that `ref` names: exact tag or id, slug, name, or a unique beginning or part of one.

    Raises AmbiguousError with the list, NotFoundError with near names.
    """
    wanted = ref.strip().casefold()
    tag = _tag(ref)
    for found in _ranks(wanted, tag, things) if wanted else ():
        if len(found) == 1:
            return found[0]
        if found:
            names = [f"{each.slug}  {each.name}" for each in found[:SHOWN]]
            more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
            raise AmbiguousError(
                f'"{ref}" matches {len(found)} {_PLURALS[what]}',
                details=[*names, *more],
                hints=["use a longer part or the slug"],
            )
    near = _near(wanted, things)
    hints = [f"did you mean {slug}?" for slug in near] or [f"see them all with: talktag {_LISTS[what]}"]
    raise NotFoundError(f'no {what} matches "{ref}"', hints=hints)


_PLURALS = {"party": "parties", "product": "products"}
_LISTS = {"party": "party list", "product": "list"}


def _tag(ref: str) -> str | None:
    """The tag that was typed, or that the text of a code says."""
    if (tag := parse_tag(ref)) or ref.isalnum():
        return tag
    from talktag.model.payload import read_payload  # not for a mere name: its patterns take time to prepare

    return read_payload(ref)


def _ranks(wanted: str, tag: str | None, things: Sequence[T]) -> Iterable[list[T]]:
    if tag:
        yield [each for each in things if tag in getattr(each, "tag_ids", ())]
    yield [each for each in things if each.slug == wanted or getattr(each, "id", None) == wanted]
    yield [each for each in things if each.name.casefold() == wanted]
    yield [each for each in things if each.slug.startswith(wanted) or each.name.casefold().startswith(wanted)]
    yield [each for each in things if wanted in each.slug or wanted in each.name.casefold()]


def _near(wanted: str, things: Sequence[T]) -> list[str]:
    spellings = {spelling: each.slug for each in things for spelling in (each.name.casefold(), each.slug)}
    close = difflib.get_close_matches(wanted, spellings, n=6, cutoff=0.6) if len(spellings) <= 5000 else []
    return list(dict.fromkeys(spellings[spelling] for spelling in close))[:3]
