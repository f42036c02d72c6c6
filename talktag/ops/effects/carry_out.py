"""The only place that carries out what a command wants: its plan, and everything outside of the store, in order.

Everything is put ready first, then the plan is carried out, then the rest happens: keys, files, programs. Stopped at
any point and typed again it comes to the same; a change of keys that was cut short is settled by whoever opens them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import StaleError
from talktag.model.effects.of_files import AddLine, DropDraft, InstallFile, KeepSetting
from talktag.model.effects.of_keys import AcceptKeys, ChangeKeys
from talktag.model.effects.of_programs import RunProgram, WalkThrough
from talktag.model.effects.of_stores import MendRepository, RememberHistory, StartStore
from talktag.ops.effects.file_steps import AddLineStep, DropDraftStep, OutputStep, OwnFileStep
from talktag.ops.effects.step import EffectStep, Hands
from talktag.ops.effects.store_steps import MendRepositoryStep, RememberHistoryStep, StartStoreStep
from talktag.ops.outcome import Outcome, Output

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect
    from talktag.ops.session import Session
    from talktag.store.store import Store

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
            outcome = operate()
    raise AssertionError


def _may_be_made_anew(outcome: Outcome) -> bool:
    """What a person saw, answered or typed is not made anew behind their back."""
    return not outcome.question and (outcome.starts_a_store or not outcome.effects)


def _carry_out_once(outcome: Outcome, session: Session, hands: Hands) -> tuple[Outcome, str | None]:
    start, keys, others = _steps(outcome, session, hands)
    by_hand: list[str] = []
    staged: list[EffectStep] = []
    store: Store | None = None
    commit: str | None = None
    for step in (*keys, *others):
        step.prepare()
    try:
        for step in (*start, *others, *keys):  # keys last: the others may need to open them
            step.stage()
            staged.append(step)
        if outcome.plan:
            store = hands.store_in(start[0].folder) if start else session.open_store()
            commit = store.apply(outcome.plan, start[0].owner if start else None, tell=by_hand.extend)
    except BaseException:
        for step in reversed(staged):
            step.drop()
        raise
    for step in (*keys, *others):
        step.make()
    return outcome._replace(notices=(*outcome.notices, *_notices(store, by_hand))), commit


def _notices(store: Store | None, by_hand: list[str]) -> Iterator[str]:
    """What only shows when the plan is carried out."""
    yield from (f'"{path}" was changed by hand before; that is kept as a commit of its own' for path in by_hand)
    if store and store.is_detached():
        from talktag.ops.upkeep.doctor.git import say_detached

        yield f"the store {say_detached(store)}"


def _steps(
    outcome: Outcome, session: Session, hands: Hands
) -> tuple[list[StartStoreStep], list[EffectStep], list[EffectStep]]:
    """What starts a store, what changes the keys, all else in the order in which it happens."""
    start = [StartStoreStep(each, hands) for each in outcome.effects if isinstance(each, StartStore)]
    of_keys = [each for each in outcome.effects if isinstance(each, ChangeKeys | AcceptKeys)]
    keys: list[EffectStep] = []
    if of_keys:
        from talktag.ops.effects.key_step import KeyStep
        from talktag.ops.keys.pending_change import wait_for

        def open_store(folder: Path) -> Store:
            return hands.store_in(str(folder)) if start else session.open_store()

        store = hands.store_in(start[0].folder) if start else session.open_store() if outcome.plan else None
        wait = wait_for(store, outcome.plan) if store and outcome.plan else None
        keys = [KeyStep(of_keys, session.key_folder, wait, open_store)]
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
        case MendRepository():
            step = MendRepositoryStep(session)
        case RememberHistory():
            step = RememberHistoryStep(effect, session)
        case RunProgram():
            step = CallStep(lambda: hands.run(effect.words))
        case WalkThrough():
            step = CallStep(lambda: hands.walk(effect))
    return step


class CallStep(EffectStep):
    """What hands do, once all else is there."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work

    def make(self) -> None:
        """Do it."""
        self._work()
