"""`sync`: another copy of the store fetched, joined with what is here, and given what it lacks.

What is fetched are objects and no file; everything else stands in the plan and the effects. Keys never travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from talktag.errors import SyncError
from talktag.model.effects.of_sync import NameRemote, SendHistory
from talktag.model.problem import Problem
from talktag.ops.outcome import Outcome
from talktag.ops.sync.conflict import Decisions
from talktag.ops.sync.plan_sync import JoiningPlan, plan_joining
from talktag.ops.sync.synced import Synced
from talktag.store import layout
from talktag.store.git.local_changes import unsaved_files
from talktag.store.git.sync.address import public_address
from talktag.store.git.sync.lines import commits_between

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect
    from talktag.ops.session import Session
    from talktag.ops.sync.conflict import SyncConflict
    from talktag.ops.sync.fetch import Fetched
    from talktag.store.git.past.commit_text import Past
    from talktag.store.git.sync.remote import Remote
    from talktag.store.store import Store

_KEYS = "your secret keys are in no store and do not go along; see: talktag key show"
_ELSEWHERE = "on another computer: git clone -b {branch} {place} things, then there: talktag --store things sync"
_OPEN = (
    "nothing was changed: both sides changed the same values, and somebody has to decide",
    "at a terminal talktag asks for each; or for all of them: talktag sync --prefer here  (or there)",
)
_TOLD = 1000  # commits that are told one by one


def sync(session: Session, fetched: Fetched, decisions: Decisions | None = None) -> Outcome:
    """What joins both and sends the rest; with conflicts that nobody decided, those and no plan."""
    store, remote = session.store, fetched.remote
    there = [fetched.commit] if fetched.commit else []
    here = [fetched.head] if fetched.head else []
    goes, came = _commits(store, there, fetched.head), _commits(store, here, fetched.commit)
    joining = JoiningPlan(None)
    if came and fetched.commit:
        joining = plan_joining(store, fetched, decisions or Decisions({}))
    paths = tuple(each.path for each in joining.plan.changes) if joining.plan else ()
    data = Synced(remote.name, remote.place, came, goes, paths=paths, both=joining.both, conflicts=joining.conflicts)
    if any(each.usual is None for each in joining.conflicts):
        return Outcome(
            data, exit_code=SyncError.exit_code, notices=_OPEN, problems=tuple(map(_problem, data.conflicts))
        )
    question = None
    if goes and not fetched.commit:
        place = public_address(store.network(may_ask=False).address(remote.push_url))
        question = f"Send the store to {place} for the first time?"
    effects = tuple(_effects(store, remote, goes, is_merge=bool(joining.plan and goes)))
    kept = tuple(f"{each.what} was {each.here} here and {each.there} there: it is kept" for each in joining.conflicts)
    notices = (*_hand_notices(store, paths), *joining.notices, *kept, *_key_notices(paths, is_first=bool(question)))
    done = (
        (data.said,)
        if not question
        else (data.said, _ELSEWHERE.format(place=remote.place, branch=remote.branch.removeprefix("refs/heads/")))
    )
    return Outcome(data, joining.plan, question=question, effects=effects, notices=notices, done=done)


def _problem(each: SyncConflict) -> Problem:
    """A conflict as it is told where nobody can be asked."""
    who = [f" ({past.author}, {past.date:%Y-%m-%d %H:%M})" if past else "" for past in each.by]
    message = f"is {each.here} here{who[0]} and {each.there} there{who[1]}"
    return Problem("conflict", each.path, message, field=each.key or None)


def _commits(store: Store, since: Sequence[str], until: str | None) -> tuple[Past, ...]:
    """What one side has and the other has not, newest first, as far as it is told."""
    return tuple(islice(commits_between(store.git, since, until), _TOLD)) if until else ()


def _effects(store: Store, remote: Remote, goes: Sequence[Past], *, is_merge: bool) -> Iterator[Effect]:
    if remote.is_new:
        yield NameRemote(str(store.folder), remote.name, remote.url, remote.place)
    if goes:
        yield SendHistory(remote.name, remote.place, remote.branch, len(goes) + is_merge)


def _key_notices(paths: Iterable[str], *, is_first: bool) -> Iterator[str]:
    """That secret keys do not travel, and that public ones which came are not believed for that."""
    if is_first:
        yield _KEYS
    own = (layout.FINDER_KEY, f"{layout.MASKS}/")  # by which nobody is believed
    if any(path.startswith("keys/") and not path.startswith(own) for path in paths):
        yield "keys came that were not accepted on this computer; look at them with: talktag key accept"


def _hand_notices(store: Store, paths: Iterable[str]) -> Iterator[str]:
    """What was changed by hand and stays here."""
    left = [path for _, path in unsaved_files(store.git) if path not in set(paths)]
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        yield f'"{left[0]}"{more} was changed by hand and is not sent; save it with: talktag save'
