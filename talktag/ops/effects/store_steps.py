"""What happens to a store besides its plan: begun, mended, its history remembered. No record of it ever changes."""

from __future__ import annotations

import contextlib
from pathlib import Path

from talktag import disk
from talktag.errors import TalktagError
from talktag.model.effects.of_stores import RememberHistory, StartStore
from talktag.ops.effects.step import EffectStep, Hands
from talktag.ops.session import Session


class StartStoreStep(EffectStep):
    """An empty repository in a folder. One that a crash leaves is known for what it is, and used the next time."""

    def __init__(self, effect: StartStore, hands: Hands) -> None:
        self.folder = effect.folder
        self.owner = effect.owner
        self._hands = hands

    def stage(self) -> None:
        """Make it; the plan makes its first commit."""
        disk.make_folder(Path(self.folder))
        self._hands.store_in(self.folder).create()


class MendRepositoryStep(EffectStep):
    """What keeps git from working, mended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def make(self) -> None:
        """Mend it; what was mended meanwhile is left alone."""
        self._session.open_store().mend()


class RememberHistoryStep(EffectStep):
    """Where the history is now, kept outside of the store."""

    def __init__(self, effect: RememberHistory, session: Session) -> None:
        self._effect = effect
        self._session = session

    def make(self) -> None:
        """Keep it; of a history that was set back only where the owner looked at that."""
        store = self._session.open_store()
        if self._effect.set_back:
            store.remember_history()
            return
        with contextlib.suppress(TalktagError):  # a store that is broken is not seen
            if not store.rewound():
                store.remember_history()
