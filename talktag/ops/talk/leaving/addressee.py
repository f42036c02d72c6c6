"""Whom a message is for: a party, or the owner of a thing whose table was given. Finds it; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.interop.mail_file import mail_address

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.talk.table import GivenTable
    from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets a message: `slug` is what it is called here, also in carriers' settings.

    `key` is their OpenSSH public key line, `age` their recipient, `address` where mails go; None for what is not known.
    `party` is the record of it, None where only a table says who it is.
    """

    slug: str
    name: str
    key: str | None = None
    age: str | None = None
    address: str | None = None
    language: str | None = None
    party: Party | None = None

    @property
    def fingerprint(self) -> str | None:
        """Of their key; None where none is known that holds up."""
        from talktag.ops.keys.whose_key import key_of_line

        key = key_of_line(self.key) if self.key else None
        return key.fingerprint if key else None


def party_addressee(party: Party) -> Addressee:
    """A party as somebody to write to."""
    address = mail_address(party.mail) or mail_address(party.contact)
    return Addressee(
        party.slug, party.name, key=party.key, age=party.age, address=address, language=party.language, party=party
    )


def table_addressee(table: GivenTable, party: Party | None) -> Addressee:
    """The owner of a thing whose table was given; what the table says of them counts, signed as it is.

    `party` is the record that the store has of them, if any.
    """
    return Addressee(
        party.slug if party else table.slug,
        party.name if party else table.owner,
        key=table.key,
        age=table.age,
        address=(mail_address(party.mail) if party else None) or mail_address(table.contact),
        language=table.language or (party.language if party else None),
        party=party,
    )


def recipients_for(session: Session, to: Addressee) -> tuple[str, ...]:
    """Who can open a message for `to`: they, and the owner with the key of now or the recovery key.

    InvalidError where no recipient of theirs is known; UntrustedError where the one kept was not accepted here.
    """
    from talktag.ops.bundles.encrypt_bundle import recipients_of
    from talktag.seal.age.identity import parse_recipient

    clear = "or send it so that everybody on its way can read it: --in-the-clear"
    if to.party and to.age in {None, to.party.age}:
        try:
            return recipients_of(session, to.party)
        except InvalidError as error:
            raise InvalidError(error.message, hints=[*error.hints, clear]) from None
    if to.age is None:
        raise InvalidError(f"the table of {to.name} names no age recipient to encrypt to", hints=[clear])
    parse_recipient(to.age)
    public = session.key_folder.public()
    return (to.age, public.owner_recipient, public.recovery_recipient)
