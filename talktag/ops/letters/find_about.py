"""What a letter is about, and whom it is to: a product and a party, or the party alone. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import NotFoundError, UsageError
from talktag.interop.mail_file import mail_address
from talktag.model.values.ident import is_slug
from talktag.ops.finding.find_product import find_product
from talktag.ops.parties.party import find_party
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.ops.session import Session


class LetterAbout(NamedTuple):
    """Whom a letter is to, and the product that it is about, None for none."""

    party: Party
    product: Product | None

    @property
    def folder(self) -> str:
        """Where the log is that remembers it."""
        if self.product:
            return layout.about_product(self.product.slug)
        return layout.about_none(self.party.slug)


def find_letter_about(session: Session, ref: str, to: str | None) -> LetterAbout:
    """What was named: a product, and a party to write to; or the party alone, about no product.

    A slug that is typed exactly counts before a part of a product's name. NotFoundError with near names; UsageError
    where nobody is named.
    """
    store = session.store
    if is_slug(ref) and store.has(layout.party(ref)) and not store.has(layout.record(ref)) and not to:
        return LetterAbout(find_party(store, ref), None)
    try:
        product = find_product(store, ref).product
    except NotFoundError as error:
        try:
            party = find_party(store, ref)
        except NotFoundError:
            raise error from None
        if to and find_party(store, to) != party:
            raise error from None
        return LetterAbout(party, None)
    if not to:
        raise UsageError("it is not said whom the letter is to", hints=["name a party: --to PARTY"])
    return LetterAbout(find_party(store, to), product)


def address_of(party: Party) -> str | None:
    """The mail address of a party; its contact where that is one, None where neither is."""
    return mail_address(party.mail) or mail_address(party.contact)
