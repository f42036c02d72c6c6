"""The party that a finder's hand is: somebody nobody knows, told from others by a one-time recipient. Trusts nobody.

Its name never stands alone, so that it cannot pass for that of anybody who is known here.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, UntrustedError
from talktag.interop.mail_file import mail_address
from talktag.model.finder.finder_message import FinderMessage
from talktag.model.finder.hand import free_slug, hand_slug
from talktag.model.parties.party import FINDER_PAGE, LANGUAGES, Party, party_table
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text, new_text
from talktag.model.values.free_name import names_like
from talktag.seal.age.identity import parse_recipient
from talktag.store import layout
from talktag.store.collections import PARTIES
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.ops.session import Session

ROLE = "finder"


class FinderHand(NamedTuple):
    """The party of a finder, and its record as the store has it, None where there is none yet."""

    party: Party
    held: bytes | None = None


def check_answerable(session: Session, recipient: str) -> None:
    """UntrustedError for a key that no page makes: one that nothing is sealed to, or the owner's own."""
    hints = ["whoever wrote it did not use your page"]
    try:
        parse_recipient(recipient)
    except InvalidError as error:
        raise UntrustedError("it names no key to answer to", details=[error.message], hints=hints) from None
    public = session.key_folder.public()
    if recipient in {public.owner_recipient, public.recovery_recipient}:
        raise UntrustedError("it names a key of yours to answer to", hints=hints)


def find_hand(store: Store, message: FinderMessage, mail_from: str | None = None) -> FinderHand:
    """Who has written with that one-time recipient before, else who is to be written down for it.

    `mail_from` is what the mail that it came in says of its sender: where they left no address, answers go there, as
    the page tells them. It proves nothing, and what goes there is sealed to them.
    Only what was written down from the page counts: a party that is known is not found by naming its recipient.
    """
    for slug in names_like(hand_slug(message.recipient)):
        path = layout.party(slug)
        if not store.has(path):
            break
        party = store.one(PARTIES, slug).value
        if party and party.is_unknown_finder and party.age == message.recipient:
            return FinderHand(party, store.read(path))
    slug = free_slug(message.recipient, lambda each: store.has(layout.party(each)))
    mark = f"finder {slug.removeprefix('finder-')}"
    language = (message.language or "").partition("-")[0].lower()
    return FinderHand(
        Party(
            slug,
            f"{message.name} ({mark})" if message.name else mark,
            ROLE,
            contact=message.contact,
            mail=None if mail_address(message.contact) else _sender_of(store, mail_from),
            age=message.recipient,
            language=language if language in LANGUAGES else None,
            key_from=FINDER_PAGE,
        )
    )


def _sender_of(store: Store, mail_from: str | None) -> str | None:
    """The address that a mail says it is from; None for none, or the owner's own, who forwarded it."""
    address = mail_address(parseaddr(mail_from or "")[1])
    return None if address == mail_address(store.settings.contact) else address


def write_hand(hand: FinderHand, message: FinderMessage) -> tuple[Write, ...]:
    """What writes a new one down, or the contact that one left later; what was left once is not changed by itself."""
    path = layout.party(hand.party.slug)
    if hand.held is None:
        return (Write(path, new_text(party_table(hand.party))),)
    if hand.party.contact or not message.contact:
        return ()
    return (Write(path, changed_text(hand.held, {("contact",): message.contact}), hand.held),)


def address_of(party: Party) -> str | None:
    """Where mails for a finder go: what they left, where that is an address, else what the mail said it is from."""
    return mail_address(party.contact) or mail_address(party.mail)


def other_contact(party: Party, message: FinderMessage) -> str | None:
    """What to say where a finder leaves another contact than before; None for the same, or none."""
    if not message.contact or party.contact in {None, message.contact}:
        return None
    change = f"talktag party set {party.slug} contact=…"
    return f"they left another contact than before; if you take them at their word, change it with: {change}"
