"""The store as it will be once a plan is carried out, so that more can be put into the same plan. It writes nothing."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.errors import InvalidError, NotFoundError
from talktag.model.plan import Move, Remove, Write
from talktag.model.toml.read import RECORD_LIMIT
from talktag.store import layout
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.plan import Change
    from talktag.ops.session import Session


class PlannedStore(Store):
    """A store with the changes of a plan, as far as files are asked for by their paths; indexes know today's alone."""

    def __init__(self, store: Store, changes: tuple[Change, ...]) -> None:
        self.__dict__.update(store.__dict__)
        self._changes: list[Change] = []
        self._planned: dict[str, bytes | Content | None] = {}
        for each in changes:
            self._changes.append(each)
            self._note(each)

    def has(self, path: str) -> bool:
        """Whether there will be a file at `path`."""
        return self._planned[path] is not None if path in self._planned else super().has(path)

    def read(self, path: str, limit: int | None = None) -> bytes:
        """What it will hold."""
        if path not in self._planned:
            return super().read(path, limit)
        data = self.content(path)
        if data.size > (limit or RECORD_LIMIT):
            raise InvalidError(f'"{path}" would be larger than {limit or RECORD_LIMIT} bytes')
        return data.whole()

    def content(self, path: str) -> Content:
        """The same of what may be large."""
        if path not in self._planned:
            return super().content(path)
        data = self._planned[path]
        if data is None:
            raise NotFoundError(f'"{path}" is taken away')
        return content_of(data)

    def put(self, write: Write) -> None:
        """One more change, made from what the store will hold; a file that is written anyway is written with that."""
        self._note(write)
        for number, each in enumerate(self._changes):
            if isinstance(each, Write) and each.path == write.path:
                self._changes[number] = each._replace(data=write.data)
                return
        self._changes.append(write)

    def new_parties(self) -> tuple[str, ...]:
        """The slugs of the parties whose records are written."""
        folder = f"{layout.PARTIES}/"
        names = (path.removeprefix(folder) for path, data in self._planned.items() if data and path.startswith(folder))
        return tuple(name.removesuffix(".toml") for name in names if "/" not in name)

    def drop(self, path: str) -> None:
        """Take a file away that is there now."""
        self._changes.append(Remove(path, self.content(path)))
        self._planned[path] = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that it will be changed by."""
        return tuple(self._changes)

    def _note(self, change: Change) -> None:
        match change:
            case Write(path, data):
                self._planned[path] = data
            case Remove(path):
                self._planned[path] = None
            case Move(path, target, data):
                self._planned[path], self._planned[target] = None, data


def session_on(session: Session, store: Store) -> Session:
    """The same run, on that store."""
    made = copy.copy(session)
    made.__dict__["store"] = store  # in place of the one that it would open
    return made
