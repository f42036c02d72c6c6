"""A message, made: from what is to be said to the signed bundle, sealed, and the changes that keep it.

It asks for no key: what is signed is made once the person has said yes, and kept byte for byte as it was signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from talktag.content import Content, Later
from talktag.errors import InvalidError, UsageError
from talktag.model.bundles.document import Answered, Document
from talktag.model.bundles.kinds import MESSAGE
from talktag.model.bundles.told import ToldProduct
from talktag.model.plan import Write
from talktag.model.sharing.share import Share, SharedFile
from talktag.model.sharing.table import always_rows
from talktag.model.talk.message import read_message
from talktag.model.talk.unsent import UnsentMessage, unsent_table
from talktag.model.terms.terms_text import FILE_KIND
from talktag.model.toml.write import new_text
from talktag.ops.bundles.make_bundle import BARE, MadeBag, bag_of
from talktag.ops.bundles.sendable import check_sendable
from talktag.ops.log.own_entries import append_about
from talktag.ops.parties.unknown_finder import refuse_unknown_finder
from talktag.ops.sharing.ledger import share_write
from talktag.ops.talk.leaving.speaker import Speaker, find_speaker
from talktag.ops.talk.leaving.threads import NO_THREAD, find_thread, identity_name
from talktag.ops.talk.leaving.to_say import FixedParts, ToSay
from talktag.store import layout
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.threads import FoundThread


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A message before it is signed. `signed` is the bundle, `leaves` the file as it goes out, sealed or not.

    Both are only made when they are wanted. `share` is the line of the ledger, where the message opens a channel;
    `note` is what a carrier needs to know of it. One that is `anonymous` is said behind a mask; one
    that `leaves_old` begins a conversation anew, as the owner's key is another than in the last.
    """

    what: ToSay
    document: Document
    identity: str
    entries: tuple[Entry, ...]
    opens: bool
    recipients: tuple[str, ...]
    signed: Content
    leaves: Content
    share: Share | None
    note: UnsentMessage
    changes: tuple[Write, ...] = ()
    anonymous: bool = False
    leaves_old: bool = False

    @property
    def channel(self) -> str:
        """The id of the first bundle on its channel, which may be its own."""
        return self.document.channel or self.document.bundle

    def values(self) -> dict[str, Any]:
        """All that leaves, word for word, and how."""
        to, document = self.what.to, self.document.values()
        told = ("bundle", "created", "signer", "audience", "sequence", "until", "in_reply_to", "products", "entries")
        return {
            "to": {"slug": to.slug, "name": to.name},
            "about": self.what.about.folder(to.slug),
            "channel": self.channel,
            "opens_channel": self.opens,
            "sealed": bool(self.recipients),
            **({"anonymous": True} if self.anonymous else {}),
            **({"recipient": self.recipients[0]} if self.recipients else {}),
            "leaves": {key: document[key] for key in told if key in document} | {"files": document["files"]},
            "signed": self.identity,
        }


def compose(session: Session, what: ToSay) -> Composed:
    """The message, and the changes that keep it: entries, the bundle as it was signed, the ledger, the outbox.

    InvalidError for what no message may hold, or where it could not be sealed; SealedError where there is no key here.
    """
    refuse_unknown_finder(what.to.party)
    _check_said(what)
    fixed = what.fixed or FixedParts(session.new_id(), session.recorded, session.today, "")
    speaker = find_speaker(session, what, fixed)
    what = what._replace(said=what.said_by(speaker.signatory.fingerprint or ""))
    thread = NO_THREAD if what.opens else _thread(session, what, speaker)
    document = _document(fixed.bundle, what, speaker, thread)
    check_sendable(document, what.about.folder(what.to.slug).rpartition("/")[2], what.to.slug)
    bag = bag_of(document, what.files, what.to.language, BARE if what.small else what.page)
    signed = Later(bag.sign(speaker.sign))
    session.looked_up[identity_name(document.bundle)] = bag.identity  # the next one of the same plan follows it
    recipients = speaker.recipients
    leaves = Later(partial(_seal, signed, recipients)) if recipients else signed
    entries = _entries(session, document, what, is_anonymous=speaker.mask is not None)
    is_new = thread.channel is None and what.about.product
    share = _share(session, what, document, bag, is_anonymous=speaker.mask is not None) if is_new else None
    made = Composed(
        what=what,
        document=document,
        identity=bag.identity,
        entries=entries,
        opens=thread.channel is None,
        recipients=recipients,
        signed=signed,
        leaves=leaves,
        share=share,
        note=_note(what, document, thread, speaker),
        anonymous=speaker.mask is not None,
        leaves_old=thread.is_left,
    )
    kept = (speaker.change,) if speaker.change else ()
    return replace(made, changes=(*kept, *_changes(session, made)))


def _thread(session: Session, what: ToSay, speaker: Speaker) -> FoundThread:
    """Where the conversation stands that it goes on; what it names as a cause it answers."""
    causes = [each.cause for each in what.said if each.cause]
    return find_thread(session, what.about, what.to.slug, causes, speaker.mask)


def _check_said(what: ToSay) -> None:
    """UsageError for nothing to say, and for files that go along with nothing: only terms need no thing."""
    if not what.said and not what.files:
        raise UsageError("there is nothing to say", hints=['type the words: talktag talk canon "Has it come in?"'])
    of_things = [each for each in what.files if each.kind != FILE_KIND]
    if of_things and not (what.about.product or what.about.table):
        raise UsageError("files go along with a product", hints=["name it first: talktag talk canon TEXT --file PATH"])


def _seal(signed: Content, recipients: tuple[str, ...]) -> Content:
    from talktag.seal import age

    return age.seal_content(signed, recipients)


def _document(bundle: str, what: ToSay, speaker: Speaker, thread: FoundThread) -> Document:
    created = f"{speaker.moment:%Y-%m-%dT%H:%M:%SZ}"
    told = tuple(each.as_told(created, speaker.day) for each in what.said)
    product = speaker.product
    products = (ToldProduct(id=product[0], name=product[1], entries=told),) if product else ()
    sections = [*(f"entries:{each.kind}" for each in what.said), *(f"files:{each.kind}" for each in what.files)]
    return Document(
        kind=MESSAGE,
        bundle=bundle,
        sequence=thread.sequence,
        created=created,
        signer=speaker.signatory,
        audience=speaker.audience,
        until=what.until.isoformat() if what.until else None,
        channel=thread.channel,
        previous=thread.previous,
        in_reply_to=Answered(bundle=thread.answered[0], sha256=thread.answered[1]) if thread.answered else None,
        products=products,
        entries=None if products else told,
        shared=tuple(dict.fromkeys(sections)),
        files=tuple(each.as_told() for each in what.files),
    )


def _entries(session: Session, document: Document, what: ToSay, *, is_anonymous: bool) -> tuple[Entry, ...]:
    """The entries as both sides call them, by the rules by which the other one reads them.

    Of what is said anonymously the owner's own log knows the moment, of which the other side is told the day.
    """
    from talktag.errors import UntrustedError

    try:
        message = read_message(document, document.signer.fingerprint)
    except UntrustedError as error:
        raise InvalidError(f"this cannot be sent: {error.message}", hints=error.hints) from None
    recorded, rule = (what.fixed.moment, what.fixed.rule) if what.fixed else (session.recorded, None)
    # What is told of a meter is no further reading of it.
    own = (each._replace(signer=None, meter={}, to=what.to.slug) for each in message.entries)
    if is_anonymous:
        time, day = recorded.replace(microsecond=0), session.today
        own = (each._replace(time=time, date=day, anonymous=True) for each in own)
    return tuple(each._replace(recorded=recorded, rule=rule) for each in own)


def _share(session: Session, what: ToSay, document: Document, bag: MadeBag, *, is_anonymous: bool) -> Share | None:
    """The line of the ledger that a channel is opened by; until when a message is to be read does not end it."""
    record = what.about.product
    if record is None:
        return None
    product, signer = record.product, document.signer
    rows = () if is_anonymous else always_rows(signer.name, signer.contact or "", product, signer.age)
    return Share(
        bundle=document.bundle,
        product=product.id,
        party=what.to.slug,
        date=session.today,
        sections=document.shared,
        signed=bag.identity,
        sequence=len(session.store.where(SHARES, product=product.id)) + 1,
        fields=tuple(row.field for row in rows),
        files=tuple(SharedFile(each.path, each.name, each.sha256, uncleaned=each.uncleaned) for each in what.files),
        anonymous=is_anonymous,
    )


def _note(what: ToSay, document: Document, thread: FoundThread, speaker: Speaker) -> UnsentMessage:
    return UnsentMessage(
        bundle=document.bundle,
        about=what.about.folder(what.to.slug),
        to=what.to.slug,
        name=what.to.name,
        made=document.created,
        channel=document.channel or document.bundle,
        address=what.to.address,
        language=what.to.language,
        via=what.via,
        sealed=bool(speaker.recipients),
        answers=thread.before,
        auto=any(each.auto for each in what.said),
        anonymous=speaker.mask is not None,
    )


def _changes(session: Session, made: Composed) -> Iterator[Write]:
    """What keeps it: the log, the bundle as it was signed, the ledger; and the outbox, where it waits there."""
    what, bundle, folder = made.what, made.document.bundle, made.note.about
    if made.entries:
        yield append_about(session.store, folder, *made.entries)
    yield Write(layout.sent_in(folder, f"{bundle}.zip"), made.signed)
    if made.share and what.about.product:
        yield share_write(what.about.product.product, made.share)
    if what.waits:
        yield Write(layout.outgoing(bundle), new_text(unsent_table(made.note)))
        if made.recipients:
            yield Write(layout.outgoing(bundle, ".zip.age"), made.leaves)
