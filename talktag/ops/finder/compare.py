"""A page held against what the store would tell now: what differs, thing by thing. It opens rows with the store's seed.

The page may be anybody's: it is never run, and what it says is only compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from talktag.disk.sizes import size_text
from talktag.model.finder.page_owner import owner_text
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.model.typed.public_line import MOST
from talktag.ops.finder.gather import FinderContent, Told
from talktag.page.finder import FinderPage
from talktag.seal.finder.rows import OpenedSticker, SealedRows, open_sticker

OWNER = "owner"  # what a difference in the owner's block is about
STATES = {
    StickerState.IN_USE: "in use",
    StickerState.LOST: "lost",
    StickerState.RETIRED: "retired",
    StickerState.BLANK: "on nothing yet",
}

OpenedStickers: TypeAlias = Mapping[str, OpenedSticker | None]


class PageDifference(NamedTuple):
    """One thing that the page tells in another way than the store would: of which product, which key, both texts.

    `about` is a slug, OWNER, or the tag of a sticker that is on no product. A text is None where nothing is told.
    """

    about: str
    key: str
    page: str | None
    store: str | None

    @property
    def is_more(self) -> bool:
        """Whether the store would tell something that the page does not: words, a photo; a state is none."""
        return self.store is not None and self.key not in {"state", "sticker"}

    def values(self) -> dict[str, str]:
        """The difference as JSON; what is absent is absent."""
        said = {"about": self.about, "key": self.key, "page": self.page, "store": self.store}
        return {key: value for key, value in said.items() if value is not None}


def open_all(page: FinderPage, content: FinderContent, seed: bytes) -> OpenedStickers:
    """What the page holds for each sticker of the store, by its tag; None for one that the page does not know."""
    rows, owner = SealedRows(page.tickets, page.messages, page.photos), owner_text(page.owner).encode()
    return {
        tag: open_sticker(rows, tag, sticker_code(seed, tag), salt=page.salt, owner=owner)
        for tag, _, _ in content.stickers
    }


def differences(page: FinderPage, content: FinderContent, opened: OpenedStickers) -> tuple[PageDifference, ...]:
    """What the page tells in another way than `content` does, the owner's block first, then by the order of slugs."""
    return (*owner_differences(page, content.block), *_of_stickers(content, opened))


def opens_none(page: FinderPage, content: FinderContent, seed: bytes, opened: OpenedStickers) -> bool:
    """Whether not one of the store's stickers opens anything, on a page that was made with some."""
    if not content.stickers or any(opened.values()):
        return False
    without = replace(content, told=(), stickers=(), slugs={}).rows(page.owner, seed, page.salt)
    return without.tickets != page.tickets


def all_of(content: FinderContent) -> tuple[PageDifference, ...]:
    """The same against no page at all."""
    block = (PageDifference(OWNER, key, None, text) for key, text in content.block.items())
    return (*block, *(each for told in content.told for each in _all_told(told)))


def _all_told(told: Told) -> Iterator[PageDifference]:
    """All that is told of a product, as what the page does not tell."""
    slug = told.product.slug
    yield from (PageDifference(slug, key, None, text) for key, text in told.texts.items())
    if told.photo:
        yield PageDifference(slug, "photo", None, _of_photo(told.photo))


def owner_differences(page: FinderPage, block: Mapping[str, str]) -> Iterator[PageDifference]:
    """What the owner's block tells in another way."""
    for key in ("contact", "language", "name", "phone", "words", "reward", "hand_in"):
        shown, text = getattr(page.owner, key), block.get(key)
        if shown != text:
            yield PageDifference(OWNER, key, shown, text)


def _of_stickers(content: FinderContent, opened: OpenedStickers) -> Iterator[PageDifference]:
    """What differs of each product, told once however many stickers it has."""
    told = {tag: each for each in content.told for tag in each.tags}
    seen: set[PageDifference] = set()
    for tag, state, _ in content.stickers:
        about, of, shown = content.slugs.get(tag, tag), told.get(tag), opened[tag]
        if shown is not None:
            found = list(_of_sticker(about, shown, state, of))
        else:
            found = [PageDifference(about, "sticker", None, tag)]
            # What another sticker of the thing opens is public already.
            found += _all_told(of) if of and not any(opened[each] for each in of.tags) else ()
        yield from (each for each in found if each not in seen)
        seen.update(found)


def _of_sticker(about: str, opened: OpenedSticker, state: StickerState, told: Told | None) -> Iterator[PageDifference]:
    texts, photo = (told.texts, told.photo) if told else ({}, b"")
    if opened.state is not state:
        yield PageDifference(about, "state", STATES[opened.state], STATES[state])
    shown = _texts(opened.message)
    for key in dict.fromkeys((*MOST, *shown)):
        if shown.get(key) != texts.get(key):
            yield PageDifference(about, key, shown.get(key), texts.get(key))
    if opened.photo != photo:
        yield PageDifference(about, "photo", _of_photo(opened.photo), _of_photo(photo, beside=opened.photo))


def told_by(about: str, opened: OpenedSticker) -> Iterator[PageDifference]:
    """All that a page tells of a thing of which the store tells nothing."""
    yield from (PageDifference(about, key, text, None) for key, text in _texts(opened.message).items())
    if opened.photo:
        yield PageDifference(about, "photo", _of_photo(opened.photo), None)


def _texts(message: bytes) -> dict[str, str]:
    """The texts of a row, which the seed's owner wrote; what is none is told as it is."""
    try:
        found = json.loads(message or b"{}")
        return {str(key): str(value) for key, value in found.items()}
    except (ValueError, AttributeError, RecursionError):
        return {"words": message.decode("utf-8", "replace")}


def _of_photo(photo: bytes, *, beside: bytes = b"") -> str | None:
    """A photo by its size; two of one size are told apart."""
    return f"{'another' if beside else 'a'} photo of {size_text(len(photo))}" if photo else None
