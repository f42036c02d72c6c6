"""How another copy of the store is named, and given what is here. It decides nothing: that stands in the effects."""

from __future__ import annotations

from talktag.model.effects.of_sync import NameRemote, SendHistory
from talktag.ops.effects.step import EffectStep, Hands
from talktag.ops.session import Session
from talktag.store.git.sync.lines import check_ready
from talktag.store.git.sync.push import push
from talktag.store.git.sync.remote import find_remote, keep_remote


class NameRemoteStep(EffectStep):
    """Another copy, in the settings of the repository."""

    def __init__(self, effect: NameRemote, session: Session) -> None:
        self._effect = effect
        self._session = session

    def make(self) -> None:
        """Put it there; one that is there meanwhile stays as it is."""
        git = self._session.open_store().git
        git.check()
        remote = find_remote(git, check_ready(git), self._effect.url)
        if remote.is_new:
            keep_remote(git, remote)


class SendHistoryStep(EffectStep):
    """What is here, sent to another copy."""

    def __init__(self, effect: SendHistory, session: Session, hands: Hands) -> None:
        self._effect = effect
        self._session = session
        self._hands = hands

    def make(self) -> None:
        """Send what the branch is at now; OvertakenError where somebody else was faster."""
        store = self._session.open_store()
        network = store.network(may_ask=self._hands.can_ask)
        remote = find_remote(store.git, check_ready(store.git), self._effect.remote)
        if head := store.git.head():
            push(network, remote, head)
