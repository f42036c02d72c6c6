"""`talk` without words: the conversation about something, and what it adds up to. It reads, and changes nothing."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.log.entry import entry_values
from talktag.model.log.settling import is_own
from talktag.model.talk.channel import thing_about
from talktag.model.talk.conversation import Talked, fold_talk, other_side, standing_values
from talktag.model.talk.excerpt import WholeFacts, facts_of, ids_to_show, read_facts
from talktag.model.talk.thread import all_with
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.find_entry import short_ids
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.talk.find_about import About
from talktag.ops.talk.find_conversation import find_subject, owner_of_table
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.addressee import Addressee
    from talktag.store.store import Store

LINES = 30  # that are shown at once
_NAMED = 5  # things that are named where a conversation is about none


@dataclass(frozen=True)
class TalkView:
    """A conversation: what it is about, what stands, and of what was said the last `shown`; `before` are so many more.

    `party` is the only one whose part it is, None for everybody's. `names` has what parties are called, by slug;
    `short` for each id the beginning that tells it from others. `unsent` are the bundles that are in the outbox.
    Where it `is_with_several`, it has to be said to whom something went.
    """

    about: About
    party: str | None
    talked: Talked
    shown: Sequence[Entry]
    before: int
    names: Mapping[str, str]
    short: Mapping[str, str]
    unsent: frozenset[str]
    today: datetime.date
    owner: str
    is_with_several: bool = False

    @cached_property
    def open(self) -> frozenset[str]:
        """The ids of the questions that are open."""
        return frozenset(each.id for each in self.talked.questions)

    @property
    def title(self) -> str:
        """What it is about, or with whom."""
        return self.about.name or self.names.get(self.party or "", self.party or "")

    def who(self, entry: Entry) -> str:
        """Who said it, to whom where that is not plain."""
        slug = other_side(entry)
        name = self.names.get(slug, slug)
        if not is_own(entry):
            return name
        return f"{self.owner} to {name}" if self.is_with_several else self.owner

    def values(self) -> Mapping[str, Any]:
        """What was said, oldest first, and what stands."""
        about = {"name": self.about.name} if self.about.name else {}
        folder = self.about.folder(self.party)
        return {
            **about,
            "about": folder,
            **({"party": self.party} if self.party else {}),
            "said": [self._entry(each) for each in self.shown],
            "before": self.before,
            "standing": standing_values(self.talked, self.today),
        }

    def _entry(self, entry: Entry) -> dict[str, Any]:
        marks = {
            "by": "owner" if is_own(entry) else "party",
            "party": other_side(entry),
            "open": entry.id in self.open,
            "withdrawn": entry.id in self.talked.gone,
            "unsent": entry.original in self.unsent,
        }
        return {**entry_values(entry), **{key: value for key, value in marks.items() if value}}


class _Shown(NamedTuple):
    """A conversation as far as it is shown, what only the whole log tells of it, and what is wrong with that."""

    found: Talked
    facts: WholeFacts
    problems: tuple[Problem, ...] = ()


def show_talk(session: Session, ref: str | None, to: str | None, *, whole: bool = False) -> Outcome:
    """The conversation that `ref` and `to` name, the last LINES of it, or the `whole`."""
    from talktag.ops.talk.leaving.parcels import unsent_ids

    about, party = find_subject(session, ref, to)
    store = session.store
    if party is None and not (about.product or about.table):
        raise UsageError("it is not said which conversation", hints=["name a product or a party: talktag talk REF"])
    if party is not None:
        party = find_party(store, party).slug
    owner = owner_of_table(store, about.table, party) if about.table else None
    looked = _look(store, about.folder(party), owner, None if owner else party, whole=whole)
    found, facts = looked.found, looked.facts
    shown = found.said if whole else found.said[-LINES:]
    met = {other_side(each) for each in (*shown, *found.questions, *(each.entry for each in found.promises))}
    names = dict(party_names(store, sorted(met | ({party} if party else set()))))
    if owner:
        names[owner.slug] = owner.name
    view = TalkView(
        about=about,
        party=party,
        talked=found,
        shown=shown,
        before=facts.words - len(shown),
        names=names,
        short=facts.short,
        unsent=frozenset(unsent_ids(store)),
        today=session.today,
        owner=store.settings.owner,
        is_with_several=facts.several,
    )
    elsewhere = _elsewhere(store, party) if party and not (about.product or owner) else ()
    return Outcome(view, notices=tuple(_notices(view, ref or party, elsewhere)), problems=looked.problems)


def _elsewhere(store: Store, party: str) -> tuple[str, ...]:
    """The slugs of the things that something stands open about with a party, beside what is about none."""
    from talktag.ops.talk.channels import channels_with

    found = find_party(store, party)
    if found.is_unknown_finder:
        from talktag.ops.talk.finders.before_answer import things_of

        return things_of(store, found)
    about = (thing_about(each.about) for each in channels_with(store, found))
    return tuple(dict.fromkeys(each.rpartition("/")[2] for each in about if each))


def _look(store: Store, folder: str, owner: Addressee | None, party: str | None, *, whole: bool) -> _Shown:
    """What was said in a folder; of a long log that is known only the lines that are shown are read."""
    from talktag.model.log.entry import read_entries

    is_short = party is None and not whole
    path = layout.entries_in(folder)
    if is_short and (excerpt := store.excerpt_of_log(folder)):
        with contextlib.suppress(ValueError, TypeError):  # what an index says is garbled
            facts = read_facts(json.loads(excerpt.facts))
            found = _fold(read_entries(excerpt.data, path).value or (), owner, party)
            return _Shown(found._replace(missing=facts.missing), facts)
    read = store.read_log(folder)
    reading = read_entries(read.data, path)
    entries = reading.value or ()
    found = _fold(entries, owner, party)
    every = short_ids(each.id for each in found.said)
    facts = facts_of(found, every, every)
    if is_short and not reading.problems:
        ids = ids_to_show(entries, found, LINES)
        store.keep_excerpt(folder, read, ids, json.dumps(facts_of(found, every, ids).values()))
    return _Shown(found, facts, reading.problems)


def _fold(entries: Sequence[Entry], owner: Addressee | None, party: str | None) -> Talked:
    """What that adds up to; at the table of somebody else's thing all of it is with its owner."""
    return fold_talk(all_with(entries, owner.slug) if owner else entries, party)


def _notices(view: TalkView, ref: str | None, elsewhere: Sequence[str]) -> Iterator[str]:
    if elsewhere:
        first, more = elsewhere[:_NAMED], len(elsewhere) - _NAMED
        named = ", ".join(first) + (f" and {more} more" if more > 0 else "")
        yield f"this is what is about no product; with them you also talk about: {named}"
    if not view.talked.said:
        yield f"nothing was said yet; begin with: talktag talk {ref} TEXT"
    if view.before:
        yield f"{view.before} more were said before; see them with: --all"
