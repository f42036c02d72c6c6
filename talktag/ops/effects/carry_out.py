"""The only place that carries out what a command wants: its plan, and everything outside of the store, in order.

Everything is put ready first, then the plan is carried out, then the rest happens: keys, files, programs. Stopped at
any point and typed again it comes to the same; a change of keys that was cut short is settled by whoever opens them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from talktag.content import Later
from talktag.errors import SealedError, StaleError
from talktag.model.effects.of_desk import AtDesk
from talktag.model.effects.of_files import AddLine, DropDraft, InstallFile, KeepSetting
from talktag.model.effects.of_keys import AcceptKeys, ChangeKeys
from talktag.model.effects.of_programs import OpenCopy, RunAttached, RunProgram, WalkThrough
from talktag.model.effects.of_site import MakeSite
from talktag.model.effects.of_stores import MendRepository, RememberHistory, StartStore
from talktag.model.effects.of_sync import NameRemote, SendHistory
from talktag.model.effects.of_talk import CarryMessages, MarkFetched
from talktag.model.plan import Write
from talktag.ops.effects.file_steps import AddLineStep, DropDraftStep, OpenCopyStep, OutputStep, OwnFileStep
from talktag.ops.effects.pending_files import Pending
from talktag.ops.effects.step import EffectStep, Hands
from talktag.ops.effects.store_steps import MendRepositoryStep, RememberHistoryStep, StartStoreStep
from talktag.ops.outcome import Outcome, Output

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect
    from talktag.ops.session import Session
    from talktag.seal.keys.atomic_files import Wait
    from talktag.store.store import Store

# What is not done where another came first, and then as good as never asked for.
_SENDING = ("send-history", "mark-fetched")
_WITHOUT_KEY = 3  # times it is made with less to sign; what is left to sign then is the command's own
_RETRIES = 20  # times a plan is made anew when another talktag changed the same files first


def carry_out(
    outcome: Outcome, operate: Callable[[], Outcome], session: Session, hands: Hands
) -> tuple[Outcome, str | None]:
    """Do all that `outcome` says; what was done in the end, with what there is to say about it, and the commit.

    Made anew by `operate` where another talktag came first, unless a person was asked about it: StaleError then. On any
    error before the plan is carried out everything is as it was.
    """
    for attempt in range(_RETRIES):
        try:
            return _carry_out_once(outcome, session, hands)
        except StaleError:
            if attempt == _RETRIES - 1 or not _may_be_made_anew(outcome):
                raise
            outcome = _following(operate(), outcome)
    raise AssertionError


def _may_be_made_anew(outcome: Outcome) -> bool:
    """What a person saw, answered or typed is not made anew behind their back."""
    return not outcome.question and (outcome.starts_a_store or all(map(_is_sending, outcome.effects)))


def _is_sending(effect: Effect) -> bool:
    return effect.name in _SENDING or (isinstance(effect, CarryMessages) and effect.automatic)


def _following(outcome: Outcome, earlier: Outcome) -> Outcome:
    """The outcome made anew, whose data goes on from that of the one before, where two rounds of a sync are one."""
    from talktag.ops.sync.synced import Synced  # not loaded by a save that nobody came before

    if not (isinstance(outcome.data, Synced) and isinstance(earlier.data, Synced)):
        return outcome
    data = outcome.data.after(earlier.data)
    return outcome._replace(data=data, done=(data.said, *outcome.done[1:]))


def _carry_out_once(outcome: Outcome, session: Session, hands: Hands) -> tuple[Outcome, str | None]:
    outcome = _signed_or_without(outcome)
    start, keys, others = _steps(outcome, session, hands)
    for step in (*keys, *others):
        step.prepare(f".talktag-{session.new_id()}.tmp")
    _make_contents(outcome)
    files = [step.pending for step in others if step.pending]
    pending = Pending(files, _wait(outcome, session, hands) if files else None)
    with pending.keep_note(session.pending, session.new_id()):
        staged: list[EffectStep] = []
        try:
            for step in (*start, *others, *keys):  # keys last: the others may need to open them
                step.stage()
                staged.append(step)
            commit, said = _apply(outcome, session, hands)
        except BaseException:
            for step in reversed(staged):
                step.drop()
            pending.drop(lambda _: _open_store(outcome, session, hands))
            raise
        for step in (*keys, *others):
            step.make()
        pending.end()
    left = tuple(line for step in others for line in step.said)
    return outcome._replace(notices=(*outcome.notices, *said), left=left), commit


def _signed_or_without(outcome: Outcome) -> Outcome:
    """The outcome with all that it signs signed; where that cannot be, what it is to be without it."""
    for _ in range(_WITHOUT_KEY):
        if outcome.without_key is None:
            break
        try:
            _make_contents(outcome)
        except SealedError:
            outcome = outcome.without_key()
        else:
            break
    return outcome


def _make_contents(outcome: Outcome) -> None:
    """Make what is only made after a yes: no passphrase is asked for, nor a hardware key, while the store is locked."""
    for change in outcome.plan.changes if outcome.plan else ():
        if isinstance(change, Write) and isinstance(change.data, Later):
            _ = change.data.made


def _apply(outcome: Outcome, session: Session, hands: Hands) -> tuple[str | None, list[str]]:
    """Carry out the plan, if there is one: its commit, and what only shows then."""
    if not outcome.plan:
        return None, []
    by_hand: list[str] = []
    store = _open_store(outcome, session, hands)
    owner = next((each.owner for each in outcome.effects if isinstance(each, StartStore)), None)
    commit = store.apply(outcome.plan, owner, tell=by_hand.extend)
    return commit, list(_notices(store, by_hand)) if commit else []


def _open_store(outcome: Outcome, session: Session, hands: Hands) -> Store:
    """The store that the plan is for, which it may be the start of."""
    start = next((each.folder for each in outcome.effects if isinstance(each, StartStore)), None)
    return session.open_store() if start is None else hands.store_in(start)


def _wait(outcome: Outcome, session: Session, hands: Hands) -> Wait | None:
    """How to tell later whether the plan was carried out; None where nothing waits for that."""
    if not outcome.plan or not outcome.outside:
        return None
    from talktag.ops.keys.pending_change import wait_for

    return wait_for(_open_store(outcome, session, hands), outcome.plan)


def _notices(store: Store, by_hand: list[str]) -> Iterator[str]:
    """What only shows when the plan is carried out."""
    yield from (f'"{path}" was changed by hand before; that is kept as a commit of its own' for path in by_hand)
    if store.is_detached():
        from talktag.ops.upkeep.doctor.git import say_detached

        yield f"the store {say_detached(store)}"


def _steps(
    outcome: Outcome, session: Session, hands: Hands
) -> tuple[list[EffectStep], list[EffectStep], list[EffectStep]]:
    """What starts a store, what changes the keys, all else in the order in which it happens."""
    start: list[EffectStep] = [StartStoreStep(each, hands) for each in outcome.effects if isinstance(each, StartStore)]
    of_keys = [each for each in outcome.effects if isinstance(each, ChangeKeys | AcceptKeys)]
    keys: list[EffectStep] = []
    if of_keys:
        from talktag.ops.effects.key_step import KeyStep

        wait = _wait(outcome, session, hands)
        keys = [KeyStep(of_keys, session.key_folder, wait, lambda _: _open_store(outcome, session, hands))]
    others = [_step(each, session, hands) for each in outcome.outside if each not in of_keys]
    return start, keys, [step for step in others if step]


def _step(effect: Effect, session: Session, hands: Hands) -> EffectStep | None:
    """How an effect is carried out that is no change of keys; None for what starts a store, which comes before all."""
    step: EffectStep | None = None
    match effect:
        case Output():
            step = OutputStep(effect, hands)
        case KeepSetting() | InstallFile():
            step = OwnFileStep(effect)
        case AddLine():
            step = AddLineStep(effect)
        case DropDraft():
            step = DropDraftStep(effect)
        case MendRepository() | RememberHistory() | NameRemote() | SendHistory() | CarryMessages() | MarkFetched():
            step = _store_step(effect, session, hands)
        case OpenCopy():
            step = OpenCopyStep(effect, hands)
        case MakeSite():
            from talktag.ops.effects.site_step import MakeSiteStep

            step = MakeSiteStep(effect)
        case RunProgram() | RunAttached() | WalkThrough() | AtDesk():
            step = CallStep(_call_of(effect, hands))
    return step


def _call_of(effect: RunProgram | RunAttached | WalkThrough | AtDesk, hands: Hands) -> Callable[[], None]:
    """What is done at the end, and needs nothing put ready."""
    match effect:
        case RunProgram():
            return lambda: hands.run(effect.words)
        case RunAttached():
            return lambda: hands.attach(effect)
        case WalkThrough():
            return lambda: hands.walk(effect)
    return effect.work


def _store_step(
    effect: MendRepository | RememberHistory | NameRemote | SendHistory | CarryMessages | MarkFetched,
    session: Session,
    hands: Hands,
) -> EffectStep:
    """How what begins in the store is carried out; only a sync and a message load what those take."""
    if isinstance(effect, MendRepository):
        return MendRepositoryStep(session)
    if isinstance(effect, RememberHistory):
        return RememberHistoryStep(effect, session)
    if isinstance(effect, MarkFetched):
        return CallStep(effect.mark)
    if isinstance(effect, CarryMessages):
        from talktag.ops.effects.talk_steps import CarryMessagesStep

        return CarryMessagesStep(effect, session, hands)
    from talktag.ops.effects.sync_steps import NameRemoteStep, SendHistoryStep

    if isinstance(effect, NameRemote):
        return NameRemoteStep(effect, session)
    return SendHistoryStep(effect, session, hands)


class CallStep(EffectStep):
    """What hands do, once all else is there."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work

    def make(self) -> None:
        """Do it."""
        self._work()
