"""`revoke`: the owner wants back what cannot be called back. Records it in the ledger, and writes the letter that asks.

It makes nobody forget: that is up to whoever gets the letter, and it says so nowhere that it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.log.kinds import SHARE
from talktag.model.parties.mask import NOBODY
from talktag.model.parties.party import Party, read_party
from talktag.model.plan import Change, Remove, Write
from talktag.model.sharing.share import Share, share_values
from talktag.model.toml.write import changed_text
from talktag.ops import commit_message
from talktag.ops.keys.masks.find_mask import mask_of
from talktag.ops.log.own_entries import note_entry, own_entry
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.ops.sharing.ledger import entry_id
from talktag.store import layout
from talktag.store.collection import Span
from talktag.store.collections import SHARES
from talktag.store.store import Store

_HINT = ["see what was given, and as which bundle, with: talktag shares"]
_WIDTH = 72
_KEYS_GONE = "its one-time keys are deleted, so no answer can be opened; the history keeps them, sealed to your key"


class Revoked(NamedTuple):
    """The shares that are revoked, several where a print-out was of several products, and where the letter goes."""

    shares: tuple[Share, ...]
    products: tuple[str, ...]
    path: Path | None

    @property
    def share(self) -> Share:
        """The first of them: all were given to the same party, on the same day, for the same."""
        return self.shares[0]

    def values(self) -> Mapping[str, Any]:
        """The share as the ledger has it, all of them where there are several, and the file."""
        several = {"shares": [share_values(each) for each in self.shares]} if len(self.shares) > 1 else {}
        return {**share_values(self.share), **several, "file": str(self.path) if self.path else "-"}


def revoke(session: Session, bundle: str, reason: str | None, path: Path | None) -> Outcome:
    """A plan that marks a share as revoked, and the letter to its party. Revoking twice writes the same letter again.

    Raises NotFoundError or AmbiguousError unless `bundle` is the id of one bundle or print-out, or a beginning of it.
    """
    store = session.store
    shares: list[Share] = []
    writes: list[Change] = []
    for where, data, share in _find_shares(store, bundle):
        shares.append(share if share.revoked else replace(share, revoked=session.today))
        if share.revoked is None:
            writes.append(Write(where, changed_text(data, {("revoked",): session.today}), data))
            writes += (*_note(session, share), *_without_mask(store, share))
    first = shares[0]
    plan = (
        commit_message.plan("revoke", f"Revoke what {first.party} was given on {first.date}", *writes)
        if writes
        else None
    )
    products = tuple(_name(store, share) for share in shares)
    text = _letter(store, shares, _party(store, first.party), products, reason)
    notices = (f"{first.party} was asked already, on {first.revoked}",) if plan is None else ()
    if plan and first.anonymous:
        notices = (_KEYS_GONE,)
    return Outcome(Revoked(tuple(shares), products, path), plan, Output(path, text.encode), notices=notices)


def _without_mask(store: Store, share: Share) -> Iterator[Remove]:
    """What deletes the one-time keys of an anonymous conversation, which is over with it."""
    path = layout.mask(share.bundle)
    if share.anonymous and store.has(path):
        yield Remove(path, store.read(path))


def _note(session: Session, share: Share) -> tuple[Write, ...]:
    """The line on the product's log; none where the product is no longer here."""
    found = session.store.catalogue.of_id(share.product)
    if found is None:
        return ()
    title = f"Asked {_party(session.store, share.party).name} to delete what was given on {share.date}"
    entry = own_entry(session, SHARE, title[:TITLE_LIMIT], party=share.party, derived=entry_id(share, "revoked"))
    return note_entry(session.store, found[0], entry._replace(cause=entry_id(share, "given")))


def _find_shares(store: Store, bundle: str) -> list[tuple[str, bytes, Share]]:
    """The shares of that one bundle, or print-out."""
    stored = store.where(SHARES, bundle=Span.beginning(bundle.lower())) if bundle else ()
    found = [(each.path, each.data, each.value) for each in stored if each.value]
    if not found:
        raise NotFoundError(f'no bundle "{bundle}" was given to anybody', hints=_HINT)
    lines = dict.fromkeys(f"{share.bundle}  {share.date}  {share.party}" for _, _, share in found)
    if len(lines) > 1:
        raise AmbiguousError(f'"{bundle}" is the beginning of {len(lines)} bundles', details=list(lines), hints=_HINT)
    return found


def _name(store: Store, share: Share) -> str:
    """What the product is called, to whoever reads the letter: in an anonymous conversation as it is called there."""
    if share.anonymous:
        mask = mask_of(store, share.bundle)
        return mask.name if mask else "a thing"
    found = store.catalogue.of_id(share.product)
    return found[1] if found else share.product


def _party(store: Store, slug: str) -> Party:
    """The party, as far as its record still says who it is."""
    path = layout.party(slug)
    found = read_party(store.read(path), path, slug).value if store.has(path) else None
    return found or Party(slug, slug, "other")


def _letter(store: Store, shares: Sequence[Share], party: Party, products: Sequence[str], reason: str | None) -> str:
    """The letter, as plain text; what was given stands in it as the ledger has it."""
    share = shares[0]
    owner, contact = (NOBODY, "") if share.anonymous else (store.settings.owner, store.settings.contact)
    to = Party(party.slug, party.role, party.role) if share.anonymous else party
    product = products[0] if len(products) == 1 else f"{len(products)} products"
    about = f'product "{product}"' if len(products) == 1 else product
    return "\n".join(
        (
            f"To:      {to.name}" + (f", {to.contact}" if to.contact else ""),
            f"From:    {owner}" + (f", {contact}" if contact else ""),
            f"Date:    {share.revoked}",
            f"Subject: please delete what you have of: {product}",
            "",
            *_wrap(
                f"On {share.date} I gave you data about my {about}"
                + (f", for this purpose: {share.purpose}" if share.purpose else "")
                + (f". It was meant to be used until {share.until}." if share.until else ".")
                + (f" It was given under these terms: {share.terms}" if share.terms else "")
            ),
            "",
            *_wrap(
                "I take my permission to keep and use it back. Please delete it, and every copy that you made "
                "or handed on, and tell me when that is done. If a law makes you keep a part of it, tell me "
                "which part, which law, and until when." + (f" My reason: {reason}" if reason else "")
            ),
            "",
            "It was this:",
            "",
            *_identity(share),
            *(line for pair in zip(shares, products, strict=True) for line in _say_given(*pair, named=len(shares) > 1)),
            "",
            f"With kind regards, {owner}",
            "",
        )
    )


def _identity(share: Share) -> Iterator[str]:
    """What the bundle or the print-out is known by; the id of a print-out does not stand on it."""
    if share.printed:
        yield f"    print-out of {share.date}"
        yield f"    SHA-256  {share.printed} (of its file)"
    else:
        yield f"    bundle   {share.bundle}"
        yield f"    SHA-256  {share.signed} (of its list of files)"


def _say_given(share: Share, product: str, *, named: bool) -> Iterator[str]:
    if named:
        yield from ("", f"    product  {product}")
    for line in _wrap(", ".join(share.fields), _WIDTH - 13):
        yield f"    fields   {line}"
    for file in share.files:
        yield f"    file     {file.path.removeprefix('files/')}"
    for note in share.notes:
        yield f"    note     {note}"


def _wrap(text: str, width: int = _WIDTH) -> list[str]:
    import textwrap

    return textwrap.wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)
