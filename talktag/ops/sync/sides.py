"""The three states that are joined: what both sides had, what is here, what came. It decides nothing.

What is here is what the last commit has, and at the paths that the other side changed what the files hold right now.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.content import Content, content_of
from talktag.errors import InvalidError, NotFoundError
from talktag.store import layout
from talktag.store.git.git import blob_id
from talktag.store.git.sync.blobs import contents
from talktag.store.git.sync.lines import Tree, bases, common_tree, tree

if TYPE_CHECKING:
    from talktag.store.store import Store

Files = dict[str, str]  # the id of the content at each path


class ThreeSides:
    """What is at each path in `base`, `ours` and `theirs`, by the ids of contents, and those contents.

    `coming` are the paths that the other side changed.
    """

    def __init__(self, store: Store, base: Tree, ours: Tree, theirs: Tree) -> None:
        self._store = store
        self._held: dict[str, Content] = {}
        self.odd = sorted(path for path, each in theirs.items() if not each.is_file and base.get(path) != each)
        self.base, self.committed, self.theirs = (
            {path: each.blob for path, each in side.items() if each.is_file} for side in (base, ours, theirs)
        )
        self.coming = _apart(self.base, self.theirs)
        self.ours = dict(self.committed)
        for path in filter(layout.is_path, self.coming):
            self._look(path)
        records = [path for path in self.going if layout.slug_of(path)]
        self._load(side[path] for side in (self.base, self.ours) for path in records if path in side)
        self.here = dict(self.ours)  # what stays as it is, while `ours` may get other names
        self._load(side[path] for side in (self.base, self.theirs) for path in self.coming if path in side)
        self._load(self.ours[path] for path in self.coming if path in self.ours)

    @property
    def going(self) -> frozenset[str]:
        """The paths that ours changed."""
        return _apart(self.base, self.ours)

    def content(self, blob: str) -> Content:
        """The content of that id."""
        if blob not in self._held:
            self._load([blob])
        return self._held[blob]

    def data(self, side: Files, path: str) -> bytes | None:
        """All bytes of a record on one side; None where there is none."""
        return self.content(side[path]).whole() if path in side else None

    def keep(self, data: bytes | Content) -> str:
        """The id of a content that was made here."""
        blob = blob_id(data)
        self._held.setdefault(blob, content_of(data))
        return blob

    def is_by_hand(self, path: str) -> bool:
        """Whether the file is not as the last commit has it, at a path that only ours has to do with."""
        if path in self.coming:
            return False
        try:
            return blob_id(self._store.content(path)) != self.committed.get(path)
        except NotFoundError:
            return path in self.committed

    def _look(self, path: str) -> None:
        """Take what the file holds for what is here."""
        try:
            self.ours[path] = self.keep(self._store.content(path))
        except NotFoundError:
            self.ours.pop(path, None)
        except InvalidError as error:
            hints = ["take it away or mend it, then: talktag sync"]
            raise InvalidError(f'"{path}" is no file here: {error.message}', hints=hints) from error

    def _load(self, blobs: Iterable[str]) -> None:
        self._held |= contents(self._store.git, {each for each in blobs if each not in self._held})


def read_sides(store: Store, ours: str | None, theirs: str) -> ThreeSides | None:
    """Both sides and what was before; None where the two lines were begun apart."""
    git = store.git
    before = bases(git, ours, theirs) if ours else []
    if ours and not before:
        return None
    base = common_tree(tree(git, each) for each in before) if before else {}
    return ThreeSides(store, base, tree(git, ours), tree(git, theirs))


def _apart(one: Files, other: Files) -> frozenset[str]:
    return frozenset(path for path in {*one, *other} if one.get(path) != other.get(path))


def unit_of(path: str) -> str:
    """The product or party that a file belongs to, as the path of its record without the ending; else nothing."""
    parts = path.split("/")
    depth = {layout.PRODUCTS: 3, layout.PARTIES: 2}.get(parts[0], 0)
    if not depth or len(parts) < depth:
        return ""
    return "/".join(parts[:depth]).removesuffix(".toml")
