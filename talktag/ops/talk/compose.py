"""A message, made: from what is to be said to the signed bundle, sealed, and the changes that keep it.

It asks for no key: what is signed is made once the person has said yes, and kept byte for byte as it was signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from talktag.content import Content, Later
from talktag.errors import InvalidError, SealedError, UsageError
from talktag.model.bundles.document import Answered, Audience, Document, Signatory
from talktag.model.bundles.kinds import MESSAGE
from talktag.model.bundles.told import ToldProduct
from talktag.model.plan import Write
from talktag.model.sharing.share import Share, SharedFile
from talktag.model.sharing.table import always_rows
from talktag.model.talk.message import read_message
from talktag.model.talk.unsent import UnsentMessage, unsent_table
from talktag.model.toml.write import new_text
from talktag.ops.bundles.make_bundle import BARE, MadeBag, bag_of
from talktag.ops.bundles.sendable import check_sendable
from talktag.ops.log.own_entries import append_about
from talktag.ops.parties.unknown_finder import refuse_unknown_finder
from talktag.ops.sharing.ledger import share_write
from talktag.ops.talk.leaving.addressee import recipients_for
from talktag.ops.talk.leaving.threads import find_thread, identity_name
from talktag.ops.talk.leaving.to_say import FixedParts, ToSay
from talktag.store import layout
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.session import Session
    from talktag.ops.talk.find_about import About
    from talktag.ops.talk.leaving.threads import FoundThread


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A message before it is signed. `signed` is the bundle, `leaves` the file as it goes out, sealed or not.

    Both are only made when they are wanted. `share` is the line of the ledger, where the message opens a channel;
    `note` is what a carrier needs to know of it.
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
            **({"recipient": self.recipients[0]} if self.recipients else {}),
            "leaves": {key: document[key] for key in told if key in document} | {"files": document["files"]},
            "signed": self.identity,
        }


def compose(session: Session, what: ToSay) -> Composed:
    """The message, and the changes that keep it: entries, the bundle as it was signed, the ledger, the outbox.

    InvalidError for what no message may hold, or where it could not be sealed; SealedError where there is no key here.
    """
    refuse_unknown_finder(what.to.party)
    if not what.said and not what.files:
        raise UsageError("there is nothing to say", hints=['type the words: talktag talk canon "Has it come in?"'])
    if what.files and not (what.about.product or what.about.table):
        raise UsageError("files go along with a product", hints=["name it first: talktag talk canon TEXT --file PATH"])
    recipients = () if what.in_the_clear else recipients_for(session, what.to)[: 1 if what.small else None]
    thread = find_thread(session, what.about, what.to.slug, [each.cause for each in what.said if each.cause])
    document = _document(session, what, thread)
    check_sendable(document, what.about.folder(what.to.slug).rpartition("/")[2], what.to.slug)
    bag = bag_of(document, what.files, what.to.language, BARE if what.small else what.page)
    signed = Later(bag.sign(lambda: session.signer))
    session.looked_up[identity_name(document.bundle)] = bag.identity  # the next one of the same plan follows it
    leaves = Later(partial(_seal, signed, recipients)) if recipients else signed
    entries = _entries(session, document, what)
    share = None if thread.channel or not what.about.product else _share(session, what, document, bag)
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
        note=_note(what, document, thread, is_sealed=bool(recipients)),
    )
    return replace(made, changes=tuple(_changes(session, made)))


def _seal(signed: Content, recipients: tuple[str, ...]) -> Content:
    from talktag.seal import age

    return age.seal_content(signed, recipients)


def _document(session: Session, what: ToSay, thread: FoundThread) -> Document:
    fixed = what.fixed or FixedParts(session.new_id(), session.recorded, session.today, "")
    created = f"{fixed.moment:%Y-%m-%dT%H:%M:%SZ}"
    told = tuple(each.as_told(created, fixed.day) for each in what.said)
    product = _product_of(what.about)
    products = (ToldProduct(id=product[0], name=product[1], entries=told),) if product else ()
    sections = [*(f"entries:{each.kind}" for each in what.said), *(f"files:{each.kind}" for each in what.files)]
    return Document(
        kind=MESSAGE,
        bundle=fixed.bundle,
        sequence=thread.sequence,
        created=created,
        signer=_signatory(session),
        audience=Audience(name=what.to.name, fingerprint=what.to.fingerprint),
        until=what.until.isoformat() if what.until else None,
        channel=thread.channel,
        previous=thread.previous,
        in_reply_to=Answered(bundle=thread.answered[0], sha256=thread.answered[1]) if thread.answered else None,
        products=products,
        entries=None if products else told,
        shared=tuple(dict.fromkeys(sections)),
        files=tuple(each.as_told() for each in what.files),
    )


def _product_of(about: About) -> tuple[str, str] | None:
    """Id and name of the one thing that it is about."""
    if about.product:
        return about.product.product.id, about.product.product.name
    return (about.table.product, about.table.name) if about.table else None


def _signatory(session: Session) -> Signatory:
    from talktag.seal.ssh.key import PublicKey

    if not session.key_folder.exists():
        raise SealedError("there is no key on this computer to sign with", hints=["bring your keys over from a backup"])
    settings, public = session.store.settings, session.key_folder.public()
    fingerprint = PublicKey.from_line(public.signing_line).fingerprint
    return Signatory(name=settings.owner, contact=settings.contact, fingerprint=fingerprint, age=public.owner_recipient)


def _entries(session: Session, document: Document, what: ToSay) -> tuple[Entry, ...]:
    """The entries as both sides call them, by the rules by which the other one reads them."""
    from talktag.errors import UntrustedError

    try:
        message = read_message(document, document.signer.fingerprint)
    except UntrustedError as error:
        raise InvalidError(f"this cannot be sent: {error.message}", hints=error.hints) from None
    recorded, rule = (what.fixed.moment, what.fixed.rule) if what.fixed else (session.recorded, None)
    # What is told of a meter is no further reading of it.
    own = (each._replace(signer=None, meter={}, to=what.to.slug) for each in message.entries)
    return tuple(each._replace(recorded=recorded, rule=rule) for each in own)


def _share(session: Session, what: ToSay, document: Document, bag: MadeBag) -> Share | None:
    """The line of the ledger that a channel is opened by; until when a message is to be read does not end it."""
    record = what.about.product
    if record is None:
        return None
    product, signer = record.product, document.signer
    rows = always_rows(signer.name, signer.contact or "", product, signer.age)
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
    )


def _note(what: ToSay, document: Document, thread: FoundThread, *, is_sealed: bool) -> UnsentMessage:
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
        sealed=is_sealed,
        answers=thread.before,
        auto=any(each.auto for each in what.said),
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
