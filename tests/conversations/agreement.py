"""What two sides of a conversation must agree on once all that was sent has come, and what each must tell till then."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from talktag.content import content_of
from talktag.model.log.entry import Entry
from talktag.model.log.settling import is_own, other_side
from talktag.model.talk.conversation import fold_talk
from talktag.ops.sharing.take_in import identity_of
from talktag.ops.talk.talk import LINES, show_talk
from talktag.store.collections import SHARES
from tests.conversations.people import OWNER, PARTIES, Person
from tests.conversations.story import Story

AGREED = ("kind", "title", "text", "data", "cause", "due", "cost", "time", "channel", "sequence", "auto", "date")


def check_agreement(story: Story) -> None:
    """Raise where they do not: a log, a standing, the ledger, a file that was kept, something twice."""
    owner = story.people[OWNER]
    for slug in EVERYBODY_ELSE:
        party = story.people[slug]
        for sender, receiver in ((owner, party), (party, owner)):
            _check_what_came(story, sender, receiver)
        _check_standing(story, owner, party)
    for person in story.people.values():
        _check_nothing_twice(person)
        _check_order(person)
        _check_view(person)
        _check_what_left(person)
    _check_ledger(owner)


EVERYBODY_ELSE = (*PARTIES,)


def check_gaps(story: Story) -> None:
    """Raise where one side misses a message that the other one numbered, and is not told so, or is told of none."""
    for slug in EVERYBODY_ELSE:
        for sender, receiver in ((story.people[OWNER], story.people[slug]), (story.people[slug], story.people[OWNER])):
            _check_gaps_of(sender, receiver)


def _said_between(one: Person, other: Person) -> Iterator[tuple[str, Entry]]:
    """What the one's logs have of the conversation with the other, with the folder that each lies in."""
    for folder, entries in one.logs():
        yield from ((folder, each) for each in entries if each.original and other_side(each) == other.slug)


def _agreed(entry: Entry) -> dict[str, Any]:
    told = {key: getattr(entry, key) for key in AGREED}
    told["data"] = {key: value for key, value in entry.data.items() if key != "product"}
    return told


def _check_what_came(story: Story, sender: Person, receiver: Person) -> None:
    """All that was taken in is what was sent, and all that was sent was taken in or refused by what was agreed."""
    sent = {each.id: each for _, each in _said_between(sender, receiver) if is_own(each)}
    came = {each.id: each for _, each in _said_between(receiver, sender) if not is_own(each) and each.channel}
    for ident, entry in came.items():
        assert ident in sent, f"{receiver.slug} has {ident}, which {sender.slug} never sent"
        assert _agreed(entry) == _agreed(sent[ident]), f"{ident} is not alike on both sides"
    left = {each.original for ident, each in sent.items() if ident not in came}
    refused = {each.bundle for each in story.ever_sent.values() if each.bundle not in story.taken}
    assert left <= refused, f"{receiver.slug} never got {left - refused}, and did not refuse it"
    kept, bundles = receiver.kept("received"), sender.kept("sent")
    for entry in came.values():
        assert kept[str(entry.original)] == bundles[str(entry.original)], "what was kept is not what was signed"


def _check_standing(story: Story, owner: Person, party: Person) -> None:
    """Open questions and promises are the same for both, of what both have."""
    both = {each.id for _, each in _said_between(owner, party)} & {each.id for _, each in _said_between(party, owner)}
    sides = []
    for one, other in ((owner, party), (party, owner)):
        questions, promises = set(), set()
        for _, entries in one.logs():
            known = [each for each in entries if each.id in both]
            found = fold_talk(known, other.slug)
            questions |= {(each.id, is_own(each) == (one is owner)) for each in found.questions}
            promises |= {(each.entry.id, bool(each.kept), each.due) for each in found.promises}
        sides.append((questions, promises))
    assert sides[0] == sides[1], "what stands is not the same on both sides"
    if not any(person.skew for person in (owner, party)):
        orders = [_order(one, other, both) for one, other in ((owner, party), (party, owner))]
        assert orders[0] == orders[1], "the order is not the same on both sides"


def _check_view(person: Person) -> None:
    """What a person is shown of a conversation is what its log comes to, read whole."""
    others = PARTIES if person.slug == OWNER else (OWNER,)
    for folder, entries in person.logs():
        ref = None if folder.startswith("parties/") else folder.rpartition("/")[2]
        for slug in (folder.rpartition("/")[2],) if ref is None else others:
            whole = fold_talk(entries, slug)
            if not whole.said:
                continue
            view = person.bench.ask(show_talk, ref, slug).data
            assert [each.id for each in view.shown] == [each.id for each in whole.said[-LINES:]]
            assert view.talked._replace(said=()) == whole._replace(said=())


def _order(one: Person, other: Person, both: set[str]) -> dict[str, list[str]]:
    """The ids on each channel, in the order in which they stand."""
    found: dict[str, list[str]] = {}
    for _, each in _said_between(one, other):
        if each.id in both and each.channel:
            found.setdefault(each.channel, []).append(each.id)
    return found


def _check_nothing_twice(person: Person) -> None:
    """No id is there twice, in one log or in two."""
    ids = Counter(
        each["id"]
        for path in person.bench.things.rglob("entries.toml")
        for each in tomllib.loads(path.read_text())["entry"]
    )
    assert [ident for ident, count in ids.items() if count > 1] == []


def _check_order(person: Person) -> None:
    """What has a moment goes by that, which nobody else's clock puts behind what was here already."""
    for _, entries in person.logs():
        timed = [each for each in entries if each.time]
        moments = [min(each.time or _LAST, each.recorded or _LAST) for each in timed]
        assert moments == sorted(moments)
        assert all(each.recorded and each.recorded <= person.bench.now for each in timed)


_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _check_what_left(person: Person) -> None:
    """What is kept as sent is what the log says, file by file."""
    said = {each.original for _, entries in person.logs() for each in entries if each.to}
    assert person.kept("sent").keys() == said


def _check_ledger(owner: Person) -> None:
    """Every channel that the owner opened about a thing has one line in the ledger, which names what was signed."""
    shares = {each.value.bundle: each.value for each in owner.bench.store.all(SHARES) if each.value}
    for folder, entries in owner.logs():
        for each in entries:
            if folder.startswith("products/") and each.to:
                assert str(each.channel) in shares, f"nothing in the ledger opened {each.channel}"
                assert shares[str(each.channel)].party == each.to
    for bundle, archive in owner.kept("sent").items():
        if bundle in shares:
            assert shares[bundle].signed == identity_of(content_of(archive))


def _check_gaps_of(sender: Person, receiver: Person) -> None:
    sent: dict[str, set[int]] = {}
    came: dict[str, set[int]] = {}
    told: dict[str, set[int]] = {}
    for _, each in _said_between(sender, receiver):
        if is_own(each) and each.channel and each.sequence:
            assert each.sequence not in sent.setdefault(each.channel, set()), "two messages have one number"
            sent[each.channel].add(each.sequence)
    for _, entries in receiver.logs():
        for each in entries:
            if each.party == sender.slug and not each.to and each.channel and each.sequence:
                came.setdefault(each.channel, set()).add(each.sequence)
        for gap in fold_talk(entries, sender.slug).missing:
            told.setdefault(gap.channel, set()).update(range(gap.first, gap.last + 1))
    missed = {channel: {each for each in sent[channel] if each < max(have)} - have for channel, have in came.items()}
    assert {key: value for key, value in missed.items() if value} == told
