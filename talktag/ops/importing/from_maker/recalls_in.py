"""`import --kind recalls`: a list of recalls held against one's things, here; what is of one's own comes into its log.

Of the list nothing else is kept: it is public, and the next one has the rest. The same list again adds nothing; after
a new thing came, it finds that one, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.interop.recalls.read_list import ListedRecall, RecallList, read_recalls, row_hash
from talktag.model.due.due_item import derived_id
from talktag.model.due.recalls.match import Match, match
from talktag.model.due.recalls.recall import recall_of_data
from talktag.model.due.recalls.things import Things
from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.kinds import RECALL
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.log.own_entries import append_entry, in_turn
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.session import Session


class Recalled(NamedTuple):
    """A thing that a recall is taken to be of; `is_new` where its log did not say so yet."""

    product: Product
    recall: ListedRecall
    match: Match
    entry: Entry
    is_new: bool


class RecallsIn(NamedTuple):
    """What a list calls back of one's things, and how much of it was read."""

    file: str
    recalls: int
    unclear: int
    compared: int
    found: tuple[Recalled, ...]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        counts = {"recalls": self.recalls, "unclear": self.unclear, "compared": self.compared}
        return {"file": self.file, "kind": "recalls", **counts, "found": [_values(each) for each in self.found]}


def import_recalls(session: Session, data: bytes, name: str, party: str | None) -> Outcome:
    """A plan that writes each recall of a thing that is here into its log, with why and how sure in the answer."""
    listed = read_recalls(data)
    sender = find_party(session.store, party).slug if party else None
    facts = session.store.catalogue.facts()
    found = tuple(_matches(session, listed, Things(facts), sender))
    fresh: dict[str, list[Entry]] = {}
    for each in found:
        if each.is_new:
            fresh.setdefault(each.product.slug, []).append(each.entry)
    answer = RecallsIn(name, len(listed.recalls), listed.unclear, len(facts), found)
    problems = broken_records(session.store)
    if not fresh:
        said = "all of them are in your logs already" if found else "nothing of yours is in it"
        return Outcome(answer, notices=(said, *_notices(listed)), problems=problems)
    writes = [append_entry(session.store, slug, *in_turn(entries)) for slug, entries in sorted(fresh.items())]
    count = sum(map(len, fresh.values()))
    plan = commit_message.plan("import", f"Write down {plural(count, 'recall')} of {name}", *writes)
    question = f"Write {plural(count, 'recall')} into the logs?"
    return Outcome(answer, plan, question=question, notices=_notices(listed), problems=problems)


def _matches(session: Session, listed: RecallList, things: Things, sender: str | None) -> Iterator[Recalled]:
    """What is called back, in the order of the list; a record is read only where it may be meant."""
    held: dict[str, tuple[Product, set[str]]] = {}
    for recall in listed.recalls:
        meant = recall_of_data(recall.title, recall.data)
        for slug in things.near(meant):
            if slug not in held:
                log = session.store.entries(slug).value or ()
                held[slug] = session.store.record(slug).product, {each.id for each in log}
            product, known = held[slug]
            if found := match(meant, product):
                entry = _entry(session, recall, product, sender)
                yield Recalled(product, recall, found, entry, entry.id not in known)
                known.add(entry.id)


def _entry(session: Session, recall: ListedRecall, product: Product, sender: str | None) -> Entry:
    ident = derived_id("talktag-recall-1", product.id, *row_hash(recall))
    day = recall.date if recall.date and recall.date <= session.today else session.today
    entry = Entry(ident, day, RECALL, recall.title, recall.text, party=sender, data=dict(recall.data))
    return entry._replace(signer=UNSIGNED, recorded=session.recorded)


def _notices(listed: RecallList) -> tuple[str, ...]:
    if not listed.unclear:
        return ()
    return (f"{plural(listed.unclear, 'recall')} of the list name no model and no number, and were not compared",)


def _values(each: Recalled) -> dict[str, Any]:
    product = {"product": each.product.id, "slug": each.product.slug, "name": each.product.name}
    told = {"recall": each.entry.title, "entry": each.entry.id, "is_new": each.is_new, **each.match._asdict()}
    return product | told | {"data": dict(each.recall.data)}


def rows_of(found: Sequence[Recalled]) -> Iterator[tuple[str, ...]]:
    """A row for each, for people: whether it is new, how sure, which thing, which recall, why."""
    for each in found:
        state = "new" if each.is_new else "known"
        yield state, each.match.sure, each.product.slug, each.entry.title, each.match.why
