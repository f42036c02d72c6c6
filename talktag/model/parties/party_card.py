"""A party as a vCard 4.0, for any address book. It says how to reach them, and holds no key."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.model.parties.party import Party
from talktag.model.parties.vcard import Property, card_lines, text_property


def party_vcard(party: Party) -> str:
    """The card; what the owner typed as a contact, and is neither an address of mail nor a number, is a note."""
    return card_lines(_properties(party))


def _properties(party: Party) -> Iterator[Property]:
    yield text_property("FN", party.name)
    yield Property("KIND", "org")
    yield text_property("ORG", party.name)
    contact = party.contact
    mail = party.mail or (contact if contact and "@" in contact and " " not in contact else None)
    if mail:
        yield text_property("EMAIL", mail)
    if party.phone:
        yield Property(
            "TEL", "".join(letter for letter in party.phone if letter in "+0123456789 -()/"), (("value", "text"),)
        )
    if party.address:
        # The whole of it as the street of an address whose parts nobody knows.
        yield Property("ADR", f";;{text_property('ADR', party.address).value};;;;")
    if party.url:
        yield Property("URL", party.url)
    if party.language:
        yield Property("LANG", party.language)
    yield text_property("CATEGORIES", party.role)
    if contact and contact != mail:
        yield text_property("NOTE", contact)
