"""Which conversation is meant: about what, and with whom. It acts on no near match, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import AmbiguousError, Candidate, NotFoundError, UsageError
from talktag.model.talk.thread import all_with, parties_in
from talktag.model.values.ident import is_slug
from talktag.ops.finding.party_names import party_names
from talktag.ops.parties.party import find_party
from talktag.ops.talk.find_about import NOTHING, About, find_about
from talktag.ops.talk.leaving.addressee import Addressee, party_addressee, table_addressee
from talktag.store import layout
from talktag.store.collections import PARTIES, SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.talk.table import GivenTable
    from talktag.ops.session import Session
    from talktag.store.store import Store

_LISTED = 20  # parties that are named where none was


class Conversation(NamedTuple):
    """What it is about, with whom, and what was said there so far, in order, by anybody."""

    about: About
    to: Addressee
    entries: Sequence[Entry]

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.about.folder(self.to.slug)


def find_subject(session: Session, ref: str | None, to: str | None) -> tuple[About, str | None]:
    """What `ref` names, and the slug or name of the party it names or `to` does, None where neither does.

    A party stands for what is said with it about nothing. Products count before tables, and those before parties, but
    for a slug that is typed exactly. NotFoundError with near names, AmbiguousError with the list.
    """
    store = session.store
    if ref is None:
        return NOTHING, to
    if to is None and is_slug(ref) and store.has(layout.party(ref)) and not _is_thing(store, ref):
        return NOTHING, ref
    try:
        return find_about(session, ref), to
    except NotFoundError as error:
        if to is not None:
            raise
        try:
            return NOTHING, find_party(store, ref).slug
        except NotFoundError:
            raise error from None


def find_conversation(session: Session, ref: str | None, to: str | None) -> Conversation:
    """The conversation to go on with; where `to` is None, with the only one there is one with.

    AmbiguousError with the list where there are several, or none yet.
    """
    about, to = find_subject(session, ref, to)
    store = session.store
    if about.table:
        addressee = owner_of_table(store, about.table, to)
    elif to is not None:
        addressee = party_addressee(find_party(store, to))
    elif about.product:
        addressee = party_addressee(find_party(store, _only_one(store, about)))
    else:
        raise UsageError("it is not said to whom", hints=["name the party: talktag talk PARTY TEXT"])
    entries = store.entries_in(about.folder(addressee.slug)).value or ()
    return Conversation(about, addressee, all_with(entries, addressee.slug) if about.table else entries)


def _is_thing(store: Store, ref: str) -> bool:
    return store.has(layout.record(ref)) or store.has(layout.table(ref))


def party_of_table(store: Store, table: GivenTable) -> Party | None:
    """The party that the owner of a thing is in this store; None where there is no record of it."""
    slug = table.party
    return store.one(PARTIES, slug).value if slug and is_slug(slug) and store.has(layout.party(slug)) else None


def owner_of_table(store: Store, table: GivenTable, to: str | None) -> Addressee:
    """Whose thing it is; UsageError where somebody else was named, as nobody else is at that table."""
    owner = table_addressee(table, party_of_table(store, table))
    if to is not None and (owner.party is None or find_party(store, to).slug != owner.slug):
        raise UsageError(
            f'the table "{table.slug}" is from {table.owner}, and what is said about it goes to them',
            hints=["leave out --to"],
        )
    return owner


def _only_one(store: Store, about: About) -> str:
    """The slug of the only party that something was said with, else of the only one that was given something."""
    assert about.product  # noqa: S101
    product = about.product.product
    entries = store.entries_in(about.folder()).value or ()
    if said := tuple(parties_in(entries)):
        return _one_of(store, said, f"{len(said)} parties are in the conversation about {product.name}", product.slug)
    found = store.where(SHARES, slug=product.slug, product=product.id)
    given = {each.value.party for each in found if each.value and each.value.signed and not each.value.revoked}
    if given:
        return _one_of(store, given, f"{len(given)} parties were given something about {product.name}", product.slug)
    known = [each.value.slug for each in store.all(PARTIES) if each.value]
    raise _ambiguous(store, known, f"nobody is in a conversation about {product.name} yet", product.slug)


def _one_of(store: Store, slugs: Iterable[str], message: str, ref: str) -> str:
    slugs = sorted(slugs)
    if len(slugs) == 1:
        return slugs[0]
    raise _ambiguous(store, slugs, message, ref)


def _ambiguous(store: Store, slugs: Sequence[str], message: str, ref: str) -> AmbiguousError:
    names = party_names(store, slugs[:_LISTED])
    choices = [Candidate(each, f"{each}  {names.get(each, '')}".rstrip()) for each in slugs[:_LISTED]]
    more = [f"and {len(slugs) - _LISTED} more"] if len(slugs) > _LISTED else []
    hint = f"say to whom: talktag talk {ref} --to {slugs[0]} …" if slugs else "add one with: talktag party add NAME"
    return AmbiguousError(message, details=[*(each.line for each in choices), *more], hints=[hint])
