"""An answer of a desk, made: from what is to be said to the signed, sealed bundle, as a file or as a mail.

It decides nothing, and puts nothing out.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.interop.mail_file import Mail, Mailbox, MailFile, mail_address, mail_file
from talktag.model.bundles.document import Answered, Audience, Document, Signatory
from talktag.model.bundles.kinds import MESSAGE
from talktag.model.bundles.told import ToldProduct
from talktag.model.desk.desk_channel import CUSTOMER, DeskChannel, DeskThread
from talktag.model.desk.keeping import Answer
from talktag.model.sharing.told_entries import told_entry
from talktag.model.talk.message import read_message
from talktag.ops.bundles.make_bundle import BARE, MadeBag, bag_of
from talktag.page.mail.message_mail import MailedMessage, message_mail
from talktag.seal import age
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.desk.desk import OpenDesk

_SEALED = ".zip.age"


class KeyAwayError(SealedError):
    """What signs for the desk is not at hand now, such as an ssh-agent that is locked: to be tried again."""


class OwnAnswer(NamedTuple):
    """What the desk says by itself, without a rule, as the bundle of that id."""

    bundle: str
    entry: Entry


class ToAnswer(NamedTuple):
    """What is to be said to a customer, as the bundle of that id, on a thread; `answers` is the question, if any."""

    bundle: str
    entry: Entry
    thread: str
    answers: Entry | None = None


class MadeAnswer(NamedTuple):
    """An answer as it goes out, its entry as both sides call it, and the channel once it is sent."""

    answer: Answer
    entry: Entry
    channel: DeskChannel


def make_answer(desk: OpenDesk, channel: DeskChannel, what: ToAnswer) -> MadeAnswer:
    """The answer. InvalidError where it cannot be sealed to the customer, or there is no address to mail it to.

    KeyAwayError where nothing can be signed now.
    """
    if channel.age is None:
        raise InvalidError("it cannot be encrypted to them: they gave no recipient")
    document = _document(desk, channel, what)
    if not what.entry.auto:  # what a rule says is as short as it may be, and a person's or a program's need not
        _check_words(document)
    bag = bag_of(document, (), channel.language, BARE)
    sealed = age.encrypt(_sign(desk, bag), recipients=[channel.age])
    entry = _entry(document, what)
    after = channel.with_sent(what.thread, bag.identity)
    if not desk.settings.mail:
        return MadeAnswer(Answer(what.bundle, sealed, _SEALED), entry, after)
    return MadeAnswer(Answer(what.bundle, _mail(desk, channel, what, sealed), ".eml"), entry, after)


def _sign(desk: OpenDesk, bag: MadeBag) -> bytes:
    try:
        return bag.sign(lambda: desk.keys.signing)().whole()
    except SealedError as error:
        raise KeyAwayError(error.message, details=error.details, hints=error.hints) from None


def _check_words(document: Document) -> None:
    """InvalidError for what no customer's talktag would let in."""
    try:
        read_message(document, document.signer.fingerprint)
    except UntrustedError as error:
        raise InvalidError(f"it would not be let in: {error.message}") from None


def _entry(document: Document, what: ToAnswer) -> Entry:
    """The entry as its reader reads it, and as it is kept here."""
    time = what.entry.time and what.entry.time.astimezone(datetime.UTC).replace(microsecond=0)
    entry = what.entry._replace(id=f"{what.bundle}-1", original=what.bundle, signer=None, party=None, to=CUSTOMER)
    return entry._replace(time=time, channel=what.thread, sequence=document.sequence)


def _document(desk: OpenDesk, channel: DeskChannel, what: ToAnswer) -> Document:
    thread = channel.threads.get(what.thread, DeskThread())
    told = (told_entry(what.entry),)
    products = (ToldProduct(id=channel.product, name=channel.thing, entries=told),) if channel.product else ()
    asked = (what.answers and what.answers.original) or ""
    answered = Answered(bundle=asked, sha256=channel.bundles[asked]) if asked in channel.bundles else None
    return Document(
        kind=MESSAGE,
        bundle=what.bundle,
        sequence=thread.sent + 1,
        created=_moment(what.entry),
        signer=Signatory(
            name=desk.settings.name,
            contact=desk.settings.contact,
            fingerprint=desk.fingerprint,
            age=desk.public.owner_recipient,
        ),
        audience=Audience(name=channel.customer, fingerprint=PublicKey.from_line(channel.key).fingerprint),
        channel=what.thread,
        previous=thread.last,
        in_reply_to=answered,
        products=products,
        entries=None if products else told,
        shared=(f"entries:{what.entry.kind}",),
        files=(),
    )


def _moment(entry: Entry) -> str:
    """When it is said, by the desk's own clock: the same whenever it is made."""
    recorded = entry.recorded or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)
    return f"{recorded.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _mail(desk: OpenDesk, channel: DeskChannel, what: ToAnswer, sealed: bytes) -> bytes:
    """The mail, ready to be sent; of a rule it says so, and that no program is to answer it."""
    address, sender = mail_address(channel.contact), mail_address(desk.settings.contact)
    if address is None or sender is None:
        whose = "they gave" if address is None else "the desk has"
        raise InvalidError(f"it cannot be mailed to them: {whose} no mail address")
    from talktag.content import content_of
    from talktag.seal.age.armor import armor

    name = f"{what.bundle}{_SEALED}"
    mailed = MailedMessage(
        desk.settings.name,
        desk.settings.contact,
        name,
        as_text=armor(sealed).decode("ascii"),
        by_itself=what.entry.auto,
    )
    words = message_mail(mailed, channel.language or desk.settings.language)
    return mail_file(
        Mail(
            ident=what.bundle,
            moment=datetime.datetime.fromisoformat(_moment(what.entry)),
            sender=Mailbox(desk.settings.name, sender),
            to=Mailbox(channel.customer, address),
            subject=words.subject,
            text=words.text,
            files=[MailFile(name, "application/octet-stream", content_of(sealed))],
            answers=[what.answers.original] if what.answers and what.answers.original else (),
            by_itself=what.entry.auto,
            is_draft=False,
        )
    ).whole()
