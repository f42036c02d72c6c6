"""What a person typed, matched to one thing. It never picks among several and never acts on a near match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from talktag.errors import AmbiguousError, Candidate, NotFoundError
from talktag.model.values.fold import fold
from talktag.model.values.ident import parse_tag
from talktag.model.values.near import hints as near_hints
from talktag.model.values.near import near_words


class Nameable(Protocol):
    """What can be referred to: a slug, a name, and perhaps an id and tags."""

    @property
    def slug(self) -> str:
        """The file name."""

    @property
    def name(self) -> str:
        """The name for people."""


T = TypeVar("T", bound=Nameable)
SHOWN = 12


def match(ref: str, things: Sequence[T], what: str = "product") -> T:
    """The one thing that `ref` names: exact tag or id, slug, name, or a unique beginning or part of one.

    Raises AmbiguousError with the list, NotFoundError with near names.
    """
    for found in _ranks(ref.strip(), things) if fold(ref.strip()) else ():
        if len(found) == 1:
            return found[0]
        if found:
            choices = told_apart(found)
            more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
            raise AmbiguousError(
                f'"{ref}" matches {len(found)} {_PLURALS[what]}',
                details=[*(each.line for each in choices[:SHOWN]), *more],
                hints=["use a longer part or the slug"],
                ref=ref,
                choices=choices,
            )
    near = _near(fold(ref.strip()), things)
    hints = near_hints(near) or [f"see them all with: talktag {_LISTS[what]}"]
    raise NotFoundError(f'no {what} matches "{ref}"', hints=hints)


_PLURALS = {"party": "parties", "product": "products", "table": "tables", "wish": "wishes"}
_TELLING = ("place", "serial", "maker", "model", "role")
_LISTS = {"party": "party list", "product": "list", "table": "tables list", "wish": "wish list --all"}


def typed_tag(ref: str) -> str | None:
    """The tag that was typed, or that the text of a code says."""
    if (tag := parse_tag(ref)) or ref.isalnum():
        return tag
    from talktag.model.labels.payload import read_payload  # not for a mere name: its patterns take time to prepare

    return read_payload(ref)


def _ranks(ref: str, things: Sequence[T]) -> Iterable[list[T]]:
    """What is meant, the surest first; a slug that is not typed letter by letter is no surer than a name."""
    wanted = fold(ref)
    if tag := typed_tag(ref):
        yield [each for each in things if tag in getattr(each, "tag_ids", ())]
    yield [each for each in things if each.slug == ref or getattr(each, "id", None) == ref.lower()]
    names = [(each, fold(each.name)) for each in things]
    yield [each for each, name in names if wanted in (each.slug, name)]
    yield [each for each, name in names if each.slug.startswith(wanted) or name.startswith(wanted)]
    yield [each for each, name in names if wanted in each.slug or wanted in name]


def told_apart(things: Sequence[T], always: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """A choice each: slug, name and what `always` names; where names are shared also what else they do not share.

    That is place, serial number, maker, model or role.
    """
    shared: dict[str, list[T]] = {}
    for each in things:
        shared.setdefault(fold(each.name), []).append(each)
    differing = {
        name: [key for key in _TELLING if key in always or len({getattr(each, key, None) for each in same}) > 1]
        for name, same in shared.items()
    }
    return tuple(
        Candidate(each.slug, "  ".join([each.slug, each.name, *_facts(each, differing[fold(each.name)])]))
        for each in things
    )


def _facts(thing: object, keys: Sequence[str]) -> Iterable[str]:
    return filter(None, (getattr(thing, key, None) for key in keys))


def _near(wanted: str, things: Sequence[T]) -> list[str]:
    spellings = {spelling: each.slug for each in things for spelling in (fold(each.name), each.slug)}
    close = near_words(wanted, spellings, 6) if len(spellings) <= 5000 else []
    return list(dict.fromkeys(spellings[spelling] for spelling in close))[:3]
