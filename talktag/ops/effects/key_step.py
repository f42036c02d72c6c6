"""Everything that one command does to the folder of the owner's keys: changed as one, together with its plan or not.

The keys wait beside those in use until the commit is made. Where a crash comes between, whoever opens the keys next
sees by the store whether it was, and finishes the change or takes it back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.effects.of_keys import AcceptKeys, ChangeKeys
from talktag.ops.effects.step import EffectStep
from talktag.ops.keys.pending_change import settle
from talktag.seal.keys import atomic_files
from talktag.seal.keys.key_folder import contents_of

if TYPE_CHECKING:
    from talktag.seal.keys.atomic_files import Wait
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.store.store import Store


class KeyStep(EffectStep):
    """Changes of keys, and keys accepted; `wait` tells whether the plan they go along with was carried out."""

    def __init__(
        self,
        effects: Sequence[ChangeKeys | AcceptKeys],
        folder: KeyFolder,
        wait: Wait | None,
        open_store: Callable[[Path], Store],
    ) -> None:
        self._effects = effects
        self._folder = folder
        self._wait = wait
        self._open_store = open_store
        self._lock = contextlib.ExitStack()
        self._made: dict[str, bytes | None] = {}

    def prepare(self, name: str) -> None:  # noqa: ARG002 - its files have a place of their own
        """Make the contents of changed keys, before the lock is held: it may ask for a passphrase, and takes long."""
        for effect in self._effects:
            if isinstance(effect, ChangeKeys):
                self._made |= contents_of(effect)

    def stage(self) -> None:
        """Put the files ready under the folder's lock, which is held from here to the end."""
        files = dict(self._made)
        replaces: dict[str, bytes | None] = {}
        with contextlib.ExitStack() as lock:
            lock.enter_context(self._folder.changing())
            for effect in self._effects:
                if isinstance(effect, AcceptKeys):
                    files |= self._folder.accepting(effect)
                else:
                    replaces |= effect.replaces
            self._folder.stage(files, replaces, self._wait)
            self._lock = lock.pop_all()

    def make(self) -> None:
        """Put them in place."""
        with self._lock:
            atomic_files.make(self._folder.path)

    def drop(self) -> None:
        """Take them away, unless the plan was carried out all the same."""
        with self._lock:
            if self._wait is None:
                atomic_files.drop(self._folder.path)
        if self._wait:
            with contextlib.suppress(TalktagError):  # then the next command that uses the keys settles it
                settle(self._folder, self._open_store)
