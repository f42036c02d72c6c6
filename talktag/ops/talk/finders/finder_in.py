"""A finder's message as it comes in: one entry of the product's log, by somebody nobody knows, for good.

Writes nothing itself. Nothing that it says is believed; a person looks at it before it is taken in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.errors import TalktagError, UntrustedError
from talktag.model.finder.finder_message import SIZE_LIMIT, FinderMessage
from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.kinds import MESSAGE
from talktag.model.plan import Plan, Write
from talktag.model.talk.new_entry import words_of
from talktag.model.talk.waiting import FINDER, Sureness
from talktag.model.toml.record_file import without_absent
from talktag.model.values.ident import printed_tag
from talktag.ops import commit_message
from talktag.ops.bundles.open_foreign import in_the_clear
from talktag.ops.keys.accepted_keys import accepting
from talktag.ops.log.own_entries import append_about
from talktag.ops.outcome import Outcome
from talktag.ops.talk.finders.found_thing import FoundThing, find_thing, refuse_unplaced
from talktag.ops.talk.finders.hand import FinderHand, check_answerable, find_hand, other_contact, write_hand
from talktag.ops.talk.inbox.hold import WhyItWaits, hold, inbox_id
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session
    from talktag.ops.talk.incoming.came import CameFile


@dataclass(frozen=True, slots=True)
class FinderIn:
    """What a finder wrote, about what, and the party that their hand is or becomes.

    `taken` tells whether it was taken in before, `remarks` what is worth a look before saying yes.
    """

    message: FinderMessage
    thing: FoundThing
    party: Party
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    @property
    def about(self) -> str:
        """What it is called that they wrote about."""
        product = self.thing.product
        return product.name if product else f"the tag {printed_tag(self.message.tag)}"

    def values(self) -> Mapping[str, Any]:
        """What was written, and where it goes."""
        said = {key: value for key, value in self.message.values().items() if key not in {"format", "kind"}}
        return without_absent(
            {
                "kind": FINDER,
                "message": said,
                "known_as": UNSIGNED,
                "slug": self.thing.product.slug if self.thing.product else None,
                "about": self.thing.folder,
                "party": self.party.slug,
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


def take_finder_message(session: Session, came: CameFile, message: FinderMessage, *, waits: bool) -> Outcome:
    """A plan that takes it in after a yes, or keeps it in the inbox where it `waits`, as it does with nobody there.

    UntrustedError where the hand was muted or cannot be answered, or its id was used before; NotFoundError where its
    tag is on nothing here, with what to type.
    """
    check_answerable(session, message.recipient)
    thing, hand = find_thing(session.store, message.tag), find_hand(session.store, message, came.mail_from)
    if MESSAGE in hand.party.channel.mute:
        hint = f"let it in again with: talktag party allow {hand.party.slug} message"
        raise UntrustedError(f"you muted what comes from {hand.party.name}", hints=[hint])
    data = FinderIn(message, thing, hand.party)
    if thing.folder and _is_kept(session, layout.received_in(thing.folder, f"{message.id}.age"), came):
        return Outcome(replace(data, taken=True), notices=("this message was taken in before; nothing was changed",))
    if thing.folder and any(
        each.id == _entry_id(message) for each in session.store.entries_in(thing.folder).value or ()
    ):
        hint = f"see what was said: talktag talk {thing.folder.rpartition('/')[2]} --all"
        raise UntrustedError("its id is that of something that was said before", hints=[hint])
    if waits:
        return hold(session, came, _why(data))
    if thing.folder is None:
        raise refuse_unplaced(thing, inbox_id(came.read().sha256))
    return _plan_of(session, came, data, hand, thing.folder)


def _entry_id(message: FinderMessage) -> str:
    return f"{message.id}-1"


def _why(data: FinderIn) -> WhyItWaits:
    """Why it waits, by what the product and the hand are called here; no word of what it says."""
    return WhyItWaits(
        data.thing.told,
        Sureness.UNSIGNED,
        "signature",
        data.party.slug,
        about=(data.thing.folder,) if data.thing.folder else (),
        says=(MESSAGE,),
        finder=data.message.id,
    )


def _is_kept(session: Session, path: str, came: CameFile) -> bool:
    """Whether this very message is kept already, be it sealed once more; UntrustedError where another of its id is."""
    store, sealed = session.store, came.read()
    if not store.has(path):
        return False
    kept = store.content(path)
    if kept.sha256 == sealed.sha256 or _words(session, came, kept) == _words(session, came, sealed):
        return True
    raise UntrustedError(
        "another message of the same id was taken in before, and this one says something else",
        hints=[f'compare it with "{path}" in the store, which age -d -i KEYFILE opens'],
    )


def _words(session: Session, came: CameFile, sealed: Any) -> bytes | TalktagError:
    """What a sealed message holds; what cannot be opened is like nothing else."""
    try:
        return in_the_clear(session, came.path, sealed).read(0, SIZE_LIMIT + 1)
    except TalktagError as error:
        return error


def _plan_of(session: Session, came: CameFile, data: FinderIn, hand: FinderHand, folder: str) -> Outcome:
    """The one change: the entry, what came as it came, and the party where it is new."""
    store, message = session.store, data.message
    entry = _entry(session, data, store.entries_in(folder).value or ())
    plan = commit_message.plan(
        "receive",
        f"Take in what {data.party.slug} wrote about {data.about}",
        Write(layout.received_in(folder, f"{message.id}.age"), came.read()),
        append_about(store, folder, entry),
        *write_hand(hand, message),
    )
    return Outcome(
        replace(data, remarks=tuple(_remarks(data, hand)), plan=plan),
        plan,
        question="Take this in?",
        effects=accepting(session, plan.changes),
        done=(f"answer with: talktag talk {folder.rpartition('/')[2]} TEXT --to {data.party.slug}",),
    )


def _entry(session: Session, data: FinderIn, log: Any) -> Entry:
    """It as an entry. Its id is made of that of the message; what they typed of themselves is kept as they typed it."""
    message, slug = data.message, data.party.slug
    theirs = [each for each in log if each.channel and slug in {each.to, None if each.to else each.party}]
    answered = next((each.id for each in theirs if each.to and each.original == message.in_reply_to), None)
    title, text = words_of(message.text)
    facts = {key: getattr(message, key) for key in ("tag", "name", "contact", "language")}
    return Entry(
        _entry_id(message),
        session.today,
        MESSAGE,
        title,
        text,
        party=slug,
        original=message.id,
        signer=UNSIGNED,
        recorded=session.recorded,
        cause=answered,
        channel=theirs[0].channel if theirs else message.id,
        sequence=message.sequence,
        data=without_absent(facts),
    )


def _remarks(data: FinderIn, hand: FinderHand) -> Iterator[str]:
    yield from data.thing.remarks
    if hand.held is None:
        yield f"nobody knows who wrote this; the hand is called {data.party.slug} from now on"
        if mail := data.party.mail:
            change = f"talktag party set {data.party.slug} mail="
            yield f'they left no mail address; answers go to "{mail}", which the mail says it is from, unless: {change}'
    if other := other_contact(data.party, data.message):
        yield other
