"""Replies of earlier that go along with a transfer, each checked again. It takes none in, and trusts no key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import Content, content_of
from talktag.errors import UntrustedError
from talktag.model.log import kinds
from talktag.model.log.entry import Entry
from talktag.model.sharing.transfer import ORIGINAL, ORIGINAL_LIMIT, Transfer
from talktag.model.talk.message import read_message
from talktag.ops.bundles.check_signed import read_signed

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents


class Original(NamedTuple):
    """A reply of earlier that goes along as it came: its content, its entries, and the fingerprint of who signed it."""

    content: Content
    entries: tuple[Entry, ...]
    signer: str


def read_originals(contents: Contents, transfer: Transfer) -> dict[str, Original]:
    """Each reply that goes along, by its id.

    UntrustedError where one does not hold up, or an entry claims one that does not say so word for word.
    """
    found: dict[str, Original] = {}
    for file in contents.document.files:
        if file.kind != ORIGINAL:
            continue
        content = contents.files[file.path]
        try:
            signed, key = read_signed(_hold(content), ORIGINAL_LIMIT)
            reply = read_message(signed.document, key.fingerprint)
        except UntrustedError as error:
            raise UntrustedError(f'the original "{file.path}" does not hold up: {error.message}') from error
        if [*reply.about] != [transfer.product.id]:
            raise UntrustedError(f'the original "{file.path}" is about another product')
        found[reply.document.bundle] = Original(content, reply.entries, key.fingerprint)
    for number, (entry, claim) in enumerate(zip(transfer.entries, transfer.claims, strict=True)):
        if claim is None:
            continue
        if claim not in found or not any(_is_same(entry, each) for each in found[claim].entries):
            raise UntrustedError(f'entry {number} claims to be in the answer "{claim}", and is not')
    return found


def _hold(content: Content) -> Content:
    """An original in memory, where it is read to and fro; UntrustedError for one that is too large to be one."""
    if content.size > ORIGINAL_LIMIT:
        raise UntrustedError(f"it has more than {ORIGINAL_LIMIT // 1_000_000} MB")
    return content_of(content.whole())


def _is_same(said: Entry, signed: Entry) -> bool:
    parts = ("kind", "date", "title", "text", "cost")
    return all(getattr(said, part) == getattr(signed, part) for part in parts)


def _as_signed(said: Entry, claim: str, original: Original) -> Entry:
    """The entry as it was signed; the last owner cannot say when that is due."""
    signed = next(each for each in original.entries if _is_same(said, each))
    return said._replace(original=claim, signer=original.signer, due=signed.due)


def vouch_for(transfer: Transfer, originals: Mapping[str, Original], party: str) -> tuple[Entry, ...]:
    """The entries, those of a reply that went along vouched for by who signed it; the rest by the last owner.

    `party` is the slug of the last owner.
    """
    entries = []
    for entry, claim in zip(transfer.entries, transfer.claims, strict=True):
        signed = entry if claim is None else _as_signed(entry, claim, originals[claim])
        entries.append(signed if signed.kind != kinds.TRANSFER or signed.party else signed._replace(party=party))
    return tuple(entries)
