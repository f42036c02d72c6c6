"""`talk` without words: the conversation about something, and what it adds up to. It reads, and changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.log.entry import entry_values
from talktag.model.log.settling import is_own
from talktag.model.talk.conversation import Talked, fold_talk, other_side, standing_values
from talktag.model.talk.thread import all_with
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.find_entry import short_ids
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.talk.find_about import About
from talktag.ops.talk.find_conversation import find_subject, owner_of_table

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.session import Session

LINES = 30  # that are shown at once


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


def show_talk(session: Session, ref: str | None, to: str | None, *, whole: bool = False) -> Outcome:
    """The conversation that `ref` and `to` name, the last LINES of it, or the `whole`."""
    from talktag.ops.talk.leaving.parcels import unsent_ids

    about, party = find_subject(session, ref, to)
    store = session.store
    if party is None and not (about.product or about.table):
        raise UsageError("it is not said which conversation", hints=["name a product or a party: talktag talk REF"])
    if party is not None:
        party = find_party(store, party).slug
    reading = store.entries_in(about.folder(party))
    entries = reading.value or ()
    owner = owner_of_table(store, about.table, party) if about.table else None
    found = fold_talk(all_with(entries, owner.slug) if owner else entries, None if owner else party)
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
        before=len(found.said) - len(shown),
        names=names,
        short=short_ids(each.id for each in found.said),
        unsent=frozenset(unsent_ids(store)),
        today=session.today,
        owner=store.settings.owner,
        is_with_several=len({other_side(each) for each in found.said}) > 1,
    )
    return Outcome(view, notices=tuple(_notices(view, ref or party)), problems=reading.problems)


def _notices(view: TalkView, ref: str | None) -> Iterator[str]:
    if not view.talked.said:
        yield f"nothing was said yet; begin with: talktag talk {ref} TEXT"
    if view.before:
        yield f"{view.before} more were said before; see them with: --all"
