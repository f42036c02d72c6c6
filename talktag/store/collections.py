"""Every kind of record that a store keeps, one collection each. A new kind of record is one more of them, listed below.

What reads a record is loaded when the first one is read: a command pays for no kind that it does not meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from talktag.store import layout
from talktag.store.collection import Collection
from talktag.store.record_keys import (
    keys_of_claim,
    party_keys,
    share_keys,
    table_keys,
    tag_keys,
    talk_keys,
    waiting_keys,
    wish_keys,
)

if TYPE_CHECKING:
    from talktag.model.labels.blank_tags import BlankTags
    from talktag.model.labels.paper import Paper
    from talktag.model.labels.used_sheet import UsedSheet
    from talktag.model.log.entry import Entry
    from talktag.model.makers.claimed_tag import ClaimedTag
    from talktag.model.parties.mask import Mask
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.model.proposals.proposal import AssistantProposal
    from talktag.model.rules.rule import Rule
    from talktag.model.sharing.share import Share
    from talktag.model.talk.table import GivenTable
    from talktag.model.talk.unsent import UnsentMessage
    from talktag.model.talk.waiting import WaitingFile
    from talktag.model.terms.terms_text import Terms
    from talktag.model.toml.record_file import Reading
    from talktag.model.wishes.wish import OwnWish


def _log_limit() -> int:
    from talktag.model.log.log_text import ENTRIES_LIMIT

    return ENTRIES_LIMIT


def _read_product(data: bytes, path: str) -> Reading[Product]:
    from talktag.model.products.record import read_product

    return read_product(data, path, _stem(path))


def _read_log(data: bytes, path: str) -> Reading[tuple[Entry, ...]]:
    from talktag.model.log.entry import read_entries

    return read_entries(data, path)


def _read_party(data: bytes, path: str) -> Reading[Party]:
    from talktag.model.parties.party import read_party

    return read_party(data, path, _stem(path))


def _read_share(data: bytes, path: str) -> Reading[Share]:
    from talktag.model.sharing.share import read_share

    return read_share(data, path)


def _read_blank_tags(data: bytes, path: str) -> Reading[BlankTags]:
    from talktag.model.labels.blank_tags import read_blank_tags

    return read_blank_tags(data, path)


def _read_papers(data: bytes, path: str) -> Reading[tuple[Paper, ...]]:
    from talktag.model.labels.own_paper import read_own_papers

    return read_own_papers(data, path)


def _read_sheet(data: bytes, path: str) -> Reading[UsedSheet]:
    from talktag.model.labels.used_sheet import read_used_sheet

    return read_used_sheet(data, path)


def _read_table(data: bytes, path: str) -> Reading[GivenTable]:
    from talktag.model.talk.table import read_table

    return read_table(data, path, _stem(path))


def _read_mask(data: bytes, path: str) -> Reading[Mask]:
    from talktag.model.parties.mask import read_mask

    return read_mask(data, path, _stem(path))


def _read_claimed(data: bytes, path: str) -> Reading[ClaimedTag]:
    from talktag.model.makers.claimed_tag import read_claimed_tag

    return read_claimed_tag(data, path)


def _read_proposal(data: bytes, path: str) -> Reading[AssistantProposal]:
    from talktag.model.proposals.proposal import read_proposal

    return read_proposal(data, path)


def _read_waiting(data: bytes, path: str) -> Reading[WaitingFile]:
    from talktag.model.talk.waiting import read_waiting

    return read_waiting(data, path, _stem(path))


def _read_unsent(data: bytes, path: str) -> Reading[UnsentMessage]:
    from talktag.model.talk.unsent import read_unsent

    return read_unsent(data, path)


def _rule_limit() -> int:
    from talktag.model.rules.rule import RULE_LIMIT

    return RULE_LIMIT


def _read_terms(data: bytes, path: str) -> Reading[Terms]:
    from talktag.model.terms.terms_text import read_terms

    return read_terms(data, path, _stem(path))


def _read_rule(data: bytes, path: str) -> Reading[Rule]:
    from talktag.model.rules.read_rule import read_rule

    return read_rule(data, path)


def _read_wish(data: bytes, path: str) -> Reading[OwnWish]:
    from talktag.model.wishes.wish import read_wish

    return read_wish(data, path, _stem(path))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".toml")


def talk_log(about: str) -> Collection[tuple[Entry, ...]]:
    """The log of one conversation that is about no product of one's own, by its folder; found by what is due by it."""
    return Collection("entries", about, lambda _: layout.entries_in(about), _read_log, talk_keys, limit=_log_limit)


PRODUCTS: Collection[Product] = Collection("product", layout.PRODUCTS, layout.record, _read_product, nested=True)
LOGS: Collection[tuple[Entry, ...]] = Collection(
    "entries", layout.PRODUCTS, layout.entries, _read_log, limit=_log_limit, nested=True
)
PARTIES: Collection[Party] = Collection("party", layout.PARTIES, layout.party, _read_party, party_keys)
SHARES: Collection[Share] = Collection(
    "share", layout.SHARES, layout.share_named, _read_share, share_keys, slug=layout.slug_of_share
)
GIVEN_TABLES: Collection[GivenTable] = Collection("table", layout.TABLES, layout.table, _read_table, table_keys)
MASKS: Collection[Mask] = Collection("mask", layout.MASKS, layout.mask, _read_mask)
OUTBOX: Collection[UnsentMessage] = Collection("outbox", layout.OUTBOX, layout.outgoing, _read_unsent)
PROPOSALS: Collection[AssistantProposal] = Collection(
    "proposal", "proposals", lambda ident: f"proposals/{ident}.toml", _read_proposal
)
INBOX: Collection[WaitingFile] = Collection("inbox", layout.INBOX, layout.waiting, _read_waiting, waiting_keys)
BLANK_TAGS: Collection[BlankTags] = Collection("tags", layout.TAGS, layout.blank_tags_named, _read_blank_tags, tag_keys)
CLAIMED_TAGS: Collection[ClaimedTag] = Collection(
    "claimed", layout.CLAIMED, lambda name: f"{layout.CLAIMED}/{name}.toml", _read_claimed, keys_of_claim
)
PAPERS: Collection[tuple[Paper, ...]] = Collection("stock", layout.PAPERS, layout.paper, _read_papers)
SHEETS: Collection[UsedSheet] = Collection("sheet", layout.SHEETS, layout.sheet, _read_sheet)
RULES: Collection[Rule] = Collection("rule", layout.RULES, layout.rule, _read_rule, limit=_rule_limit)
WISHES: Collection[OwnWish] = Collection("wish", layout.WISHES, layout.wish, _read_wish, wish_keys)
TERMS: Collection[Terms] = Collection("terms", layout.TERMS, layout.terms, _read_terms)

COLLECTIONS: tuple[Collection[Any], ...] = (
    PRODUCTS,
    LOGS,
    PARTIES,
    SHARES,
    GIVEN_TABLES,
    INBOX,
    OUTBOX,
    PROPOSALS,
    BLANK_TAGS,
    CLAIMED_TAGS,
    PAPERS,
    SHEETS,
    RULES,
    WISHES,
    MASKS,
    TERMS,
)


def collection_of(path: str) -> Collection[Any] | None:
    """The collection that the file at `path` is a record of; None for any other file."""
    if layout.slug_of(path):
        return PRODUCTS
    if layout.is_log(path):
        return LOGS
    folder = path.rpartition("/")[0]
    return next((each for each in COLLECTIONS if not each.nested and each.folder == folder), None)
