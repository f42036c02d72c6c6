"""`inbox drop`: what waits goes away for good; its sender is muted, or told that it was not permitted, if wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.log.entry import with_entries
from talktag.model.log.kinds import BY_OTHERS
from talktag.model.plan import Change, Write
from talktag.model.talk.waiting import Sureness, WaitingFile, waiting_values
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.talk.compose import Composed
from talktag.ops.talk.inbox.hold import MUTED, muted_keys, removals
from talktag.ops.talk.inbox.list_waiting import find_all_waiting
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.permission.allow import mute
from talktag.ops.talk.permission.tell import denial_of
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session

_LOOK = "look at it first with: talktag inbox show"


@dataclass(frozen=True, slots=True)
class Dropped:
    """What goes out of the inbox, whom and what that mutes, and who is told."""

    files: tuple[WaitingFile, ...]
    muted: tuple[str, ...] = ()
    told: tuple[Composed, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        found = {"muted": list(self.muted), "told": [each.values() for each in self.told]}
        return {
            "dropped": [waiting_values(each) for each in self.files],
            **{key: each for key, each in found.items() if each},
        }


def drop(session: Session, refs: Sequence[str], *, muting: bool = False, telling: bool = False) -> Outcome:
    """A plan that drops what waits. With `muting` the kinds that came are muted of who is known, a stranger's key here.

    With `telling` who is known is told once that it was not permitted; that message waits in the outbox.
    NotFoundError for what does not wait, UsageError for whom nobody can mute or tell.
    """
    files = tuple(each.file for each in find_all_waiting(session.store, refs))
    changes: list[Change] = [change for each in files for change in removals(session.store, each)]
    muted: list[str] = []
    told: list[Composed] = []
    notices: list[str] = []
    for party, kinds in _kinds_by_party(session, files, needed=muting or telling).items():
        writes: list[Change] = []
        if muting:
            outcome = mute(session, party, kinds)
            writes += outcome.plan.changes if outcome.plan else ()
            muted += [f"{kind} from {party}" for kind in kinds]
        if telling:
            news = denial_of(session, find_party(session.store, party), kinds, WayOut())
            made = news.message if news else None
            before = f"{party} was told before that this is not permitted; it is not told again"
            notices += news.notices if news else (before,)
            told += [made] if made else []
            writes = _join(writes, made)
        changes += writes
    if muting:
        keys = [each.signer for each in files if _is_unknown(session, each) and each.signer]
        changes += _mute_keys(session, keys)
        muted += keys
    what = plural(len(files), "thing")
    return Outcome(
        Dropped(files, tuple(muted), tuple(told)),
        commit_message.plan("inbox drop", f"Drop {what} from the inbox", *changes),
        question=f"Drop {what} for good?",
        notices=tuple(notices),
        done=("carry what is to be told with: talktag send",) if told else (),
    )


def _is_unknown(session: Session, file: WaitingFile) -> bool:
    """Whether there is no record of who sent it."""
    return file.party is None or not session.store.has(layout.party(file.party))


def _kinds_by_party(session: Session, files: Sequence[WaitingFile], *, needed: bool) -> Mapping[str, tuple[str, ...]]:
    """The kinds of entries that came, by the party they are from; of strangers none."""
    if not needed:
        return {}
    found: dict[str, dict[str, None]] = {}
    for each in files:
        if each.sure in {Sureness.SEALED, Sureness.UNSIGNED}:
            mute = f"talktag party mute {each.party} message"
            hand = [f"refuse all of that hand with: {mute}"] if each.party and not _is_unknown(session, each) else []
            raise UsageError(f'nobody knows whom "{each.id}" is from', hints=[*hand, f"{_LOOK} {each.id}"])
        if each.party and not _is_unknown(session, each):
            kinds = [kind for kind in each.says if kind in BY_OTHERS]
            if each.sure is not Sureness.KEPT or not kinds:
                raise UsageError(
                    f'"{each.id}" says nothing that could be muted, or is not known to be from {each.party}',
                    hints=["leave out --mute and --tell"],
                )
            found.setdefault(each.party, {}).update(dict.fromkeys(kinds))
    return {party: tuple(kinds) for party, kinds in found.items()}


def _join(writes: Sequence[Change], made: Composed | None) -> list[Change]:
    """The changes of both; where both add to one log, they do so one after the other."""
    if made is None:
        return [*writes]
    joined = {each.path: each for each in writes if isinstance(each, Write)}
    for each in made.changes:
        held = joined.get(each.path)
        if held is not None and isinstance(held.data, bytes):
            joined[each.path] = held._replace(data=with_entries(held.data, made.entries) or held.data)
        else:
            joined[each.path] = each
    return [*joined.values()]


def _mute_keys(session: Session, keys: Sequence[str]) -> list[Change]:
    held = muted_keys(session.store)
    lines = tuple(dict.fromkeys((*held, *keys)))
    if lines == held:
        return []
    before = session.store.read(MUTED) if session.store.has(MUTED) else None
    return [Write(MUTED, "".join(f"{each}\n" for each in lines).encode(), before)]
