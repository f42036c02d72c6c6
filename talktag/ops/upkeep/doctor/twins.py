"""Two products that two machines gave the same slug: theirs gets another, with all that is its own. Drops nothing.

What belongs to which side is told by the commits that the merge was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import content_of
from talktag.errors import TalktagError
from talktag.model.plan import Change, Move, Write
from talktag.model.problem import Problem
from talktag.model.products.product import Product
from talktag.model.products.record import read_product
from talktag.model.toml.write import changed_items
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME = "same-slug"


class Twins(NamedTuple):
    """Our product of a slug and theirs, the slug that theirs gets, the changes that part them, and where files went."""

    path: str
    ours: Product
    theirs: Product
    slug: str
    changes: tuple[Change, ...]
    moved: Mapping[str, str]


def twins(store: Store, unmerged: Iterable[str]) -> tuple[Twins, ...]:
    """Those among the records that Git could not merge."""
    return tuple(_twins(store, unmerged))


def tell(found: Iterable[Twins]) -> Iterator[Problem]:
    """That each is two products, and how they are parted."""
    for each in found:
        both = f'"{each.ours.name}" ({each.ours.id}) and "{each.theirs.name}" ({each.theirs.id})'
        message = f"is two products of one slug, {both}; talktag doctor --fix gives theirs the slug {each.slug}"
        yield Problem(NAME, each.path, message)


def _twins(store: Store, unmerged: Iterable[str]) -> Iterator[Twins]:
    taken: set[str] = set()
    for path in unmerged:
        slug = layout.slug_of(path)
        try:
            found = _part(store, path, slug, taken) if slug else None
        except TalktagError:  # what keeps from looking is told elsewhere
            continue
        if found:
            taken.add(found.slug)
            yield found


def _part(store: Store, path: str, slug: str, taken: set[str]) -> Twins | None:
    sides = store.history.sides(path, lambda data: read_product(data, path, slug).value is not None)
    if len(sides.commits) != 2:
        return None
    ours, theirs = (read_product(data, path, slug).value for data in sides.versions)
    if ours is None or theirs is None or ours.id == theirs.id:
        return None
    free = _free(store, slug, taken)
    folder = path.removesuffix(".toml")
    mine, other = (store.history.files(commit, folder) for commit in sides.commits)
    moved = {old: f"{layout.record(free).removesuffix('.toml')}{old.removeprefix(folder)}" for old in other}
    gone = {old: new for old, new in moved.items() if old not in mine}
    changes: list[Change] = [
        Write(path, sides.versions[0], store.read(path)),
        Write(layout.record(free), _with_paths(sides.versions[1], moved)),
        *_files(store, mine, other, moved),
        *_references(store, gone),
    ]
    return Twins(path, ours, theirs._replace(slug=free), free, tuple(changes), moved=gone)


def _free(store: Store, slug: str, taken: set[str]) -> str:
    """The slug with the first number that nothing has."""
    number = 2
    while store.has(layout.record(f"{slug}-{number}")) or f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def _files(
    store: Store, mine: Mapping[str, bytes], other: Mapping[str, bytes], moved: Mapping[str, str]
) -> Iterator[Change]:
    """What lies beside theirs goes along; where both had a file of one name, each has its own again."""
    for old, new in moved.items():
        here = store.read(old, layout.FILE_LIMIT) if store.has(old) else None
        if old in mine:
            yield Write(old, mine[old], here)
            yield Write(new, other[old])
        elif here is not None:
            yield Move(old, new, here)


def _references(store: Store, moved: Mapping[str, str]) -> Iterator[Write]:
    """The records that name a file by where it lay."""
    for record in store.saying(moved):
        text = _with_paths(record.data, moved)
        if text != record.data:
            yield Write(record.path, text, record.data)


def _with_paths(text: bytes, moved: Mapping[str, str]) -> bytes:
    for old, new in moved.items():
        if old.encode() in text:
            text = changed_items(text, "files", lambda item, old=old: item.get("at") == old, {"at": new})  # type: ignore[misc]
    return text


def following(writes: Iterable[Write], found: Sequence[Twins]) -> list[Write]:
    """Records that are written for another reason, with the files where parting the twins puts them."""
    moved = {old: new for each in found for old, new in each.moved.items()}
    return [each._replace(data=_with_paths(content_of(each.data).whole(), moved)) for each in writes]


def paths(found: Sequence[Twins]) -> set[str]:
    """Everything that parting them changes."""
    return {change.path for each in found for change in each.changes}
