"""How messages of the outbox are carried: each by its carrier, and out of the outbox only once it is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.carrier.deliver import deliver
from talktag.errors import StaleError, TalktagError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.plan import Plan, Remove
from talktag.model.settings.carrier import find_carrier
from talktag.model.values.plural import plural
from talktag.ops.effects.step import EffectStep, Hands
from talktag.ops.talk.leaving.parcels import find_unsent, parcel_of
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.store.store import Store


class CarryMessagesStep(EffectStep):
    """Messages on their way. One that a carrier does not take stays in the outbox, and keeps none behind it."""

    def __init__(self, effect: CarryMessages, session: Session, hands: Hands) -> None:
        self._effect = effect
        self._session = session
        self._hands = hands

    def make(self) -> None:
        """Carry each; where some were not taken, the first error says why, and that all of them are safe."""
        store = self._session.open_store()
        failed: list[tuple[Carried, TalktagError]] = []
        for each in self._effect.messages:
            try:
                self._carry(store, each)
            except TalktagError as error:
                failed.append((each, error))
        if failed and self._effect.automatic:
            stays = "it stays in the outbox; carry it with: talktag send"
            self.said = tuple(f"not carried to {one.name}: {error.message}; {stays}" for one, error in failed)
        elif failed:
            raise self._error_of(failed)

    def _carry(self, store: Store, carried: Carried) -> None:
        """Hand one over, then take it out of the outbox; after a crash between it is handed over once more."""
        unsent = find_unsent(store, carried.bundle)
        if unsent is None:
            return
        parcel = parcel_of(store, unsent.message)
        deliver(find_carrier(self._session.carriers, carried.carrier, must_send=True), parcel, self._hands.send)
        gone = [Remove(layout.outgoing(carried.bundle), unsent.note)]
        sealed = layout.outgoing(carried.bundle, ".zip.age")
        if store.has(sealed):
            gone.append(Remove(sealed, store.content(sealed)))
        try:
            store.apply(Plan(tuple(gone), "Carried"))
        except StaleError:
            if store.has(layout.outgoing(carried.bundle)):  # else another talktag carried it, too
                raise

    def _error_of(self, failed: list[tuple[Carried, TalktagError]]) -> TalktagError:
        """What to say: the error of the first, as one that a script can tell from others."""
        first, error = failed[0]
        count = len(self._effect.messages)
        what = "the message is saved, and was" if count == 1 else f"{plural(len(failed), 'message')} of {count} were"
        listed = [f'{each.name}: "{each.carrier}": {one.message}' for each, one in failed] if len(failed) > 1 else []
        return type(error)(
            f"{what} not carried to {first.name}: {error.message}" if count == 1 else f"{what} not carried",
            details=[*listed, *error.details],
            hints=[*error.hints, "it stays in the outbox; carry it with: talktag send"],
        )
