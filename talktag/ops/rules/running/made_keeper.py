"""What rules make, put into the plan of what woke them: entries, messages, what carries these. It carries out nothing.

What cannot be made is told, and keeps nothing else from being made, but for what would have come of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talktag.errors import SealedError, TalktagError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.plan import Write
from talktag.model.rules.reaction import MadeEntry, MadeMessage, MadeNotice
from talktag.model.rules.unmade import NOTE_ENDING, UnmadeMessage, unmade_table
from talktag.model.settings.carrier import choose_carrier
from talktag.model.toml.write import new_text
from talktag.ops.log.own_entries import append_about
from talktag.ops.rules.running.made_notices import (
    say_carried,
    say_entry,
    say_not_sent,
    say_notice,
    say_unsigned,
    say_waits,
)
from talktag.ops.rules.running.planned_store import PlannedStore, session_on
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.plan import Change, Plan
    from talktag.model.rules.reaction import MadeThing
    from talktag.model.rules.rule import Rule
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.to_say import ToSay


class MadeKeeper:
    """Changes with what rules make on top; without `can_sign` messages wait for the owner's key."""

    def __init__(self, session: Session, changes: tuple[Change, ...] = (), *, can_sign: bool = True) -> None:
        self.store = PlannedStore(session.store, changes)
        self.notices: list[str] = []
        self._session = session_on(session, self.store)
        self._can_sign = can_sign
        self._carried: list[Carried] = []
        self._lost: set[str] = set()  # entries that were not made, so that nothing comes of them
        self._by: dict[str, None] = {}

    def keep(self, about: str, made: Iterable[MadeThing], rules: Iterable[Rule]) -> None:
        """Put in what rules made of what is in the log of that folder, in its order."""
        tables = {each.name: each.look.table for each in rules if each.look}
        ids = {each.id for each in self.store.entries_in(about).value or ()}
        entries: list[MadeEntry] = []
        for each in made:
            if each.origin.cause in self._lost:
                self._lose(each)
            elif isinstance(each, MadeNotice):
                self.notices.append(say_notice(each))
            elif each.entry.id not in ids:
                self._note_origin(each, tables.get(each.origin.rule))
                if isinstance(each, MadeEntry):
                    entries.append(each)
                    continue
                self._write(about, entries)
                entries = []
                self._send(about, each)
        self._write(about, entries)

    @property
    def effects(self) -> tuple[CarryMessages, ...]:
        """What carries the messages that something carries."""
        return (CarryMessages(tuple(self._carried), automatic=True),) if self._carried else ()

    def plan_with_made(self, plan: Plan) -> Plan:
        """The plan with all of it; its message says which rules these were, and what their files were."""
        made = plan._replace(changes=self.store.changes)
        if not self._by:
            return made
        head, gap, last = made.message.rpartition("\n\n")
        lines = "\n".join(self._by)
        return made._replace(message=f"{head}\n\n{lines}\n\n{last}" if gap else f"{made.message}\n\n{lines}\n")

    def _note_origin(self, made: MadeEntry | MadeMessage, table: str | None) -> None:
        origin = made.origin
        self._by[f"Rule: {origin.rule} {origin.rule_hash}"] = None
        if table and origin.lookup_hash:
            self._by[f"Lookup: {table} {origin.lookup_hash}"] = None

    def _lose(self, made: MadeThing) -> None:
        if not isinstance(made, MadeNotice):
            self._lost.add(made.entry.id)

    def _write(self, about: str, made: Sequence[MadeEntry]) -> None:
        if not made:
            return
        entries = [each.entry._replace(rule=each.origin.rule) for each in made]
        try:
            self.store.put(append_about(self.store, about, *entries))
        except TalktagError as error:
            self._lost |= {each.id for each in entries}
            self.notices.append(f"rule {made[0].origin.rule} writes nothing: {error.message}")
            return
        self.notices += map(say_entry, made)

    def _send(self, about: str, made: MadeMessage) -> None:
        from talktag.ops.rules.running.made_message import what_to_say  # most rules send nothing

        try:
            what = what_to_say(self._session, about, made)
            if self.store.has(layout.sent_in(what.about.folder(what.to.slug), f"{made.origin.id}.zip")):
                return  # its log is another one than that of its cause, and it was made before
            self._make(about, made, what)
        except TalktagError as error:
            self._lose(made)
            self.notices.append(say_not_sent(made.origin, made.entry.to or "", error.message))

    def _make(self, about: str, made: MadeMessage, what: ToSay) -> None:
        from talktag.ops.rules.running.made_message import make_message

        try:
            composed = make_message(self._session, what)
        except SealedError:
            composed = None
        if composed is None or not self._can_sign:
            self._lose(made)
            origin = made.origin
            note = UnmadeMessage(origin.id, origin.cause, origin.rule, about)
            self.store.put(_note_write(self.store, note))
            self.notices.append(say_unsigned(made, what.to.name))
            return
        for write in composed.changes:
            self.store.put(write)
        self._carry(made, what)

    def _carry(self, made: MadeMessage, what: ToSay) -> None:
        """Have its carrier take it, if there is one; else it waits, and that is said."""
        why = None
        try:
            carrier = choose_carrier(self._session.carriers, what.to.slug)
        except TalktagError as error:
            carrier, why = None, error.message
        if carrier is None:
            self.notices.append(say_waits(made, what.to.name, why))
            return
        self._carried.append(Carried(made.origin.id, what.to.name, carrier.name))
        self.notices.append(say_carried(made, what.to.name, carrier.name))


def _note_write(store: PlannedStore, note: UnmadeMessage) -> Write:
    """The change that notes in the outbox what is still to be made."""
    path = layout.outgoing(note.bundle, NOTE_ENDING)
    return Write(path, new_text(unmade_table(note)), store.read(path) if store.has(path) else None)
