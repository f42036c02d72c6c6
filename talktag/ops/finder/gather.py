"""What a page for finders tells: the owner's block, what is told of each product, and a ticket for every tag there is.

Of a product it takes the words for finders and the picture that was chosen for them, and asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import content_of
from talktag.errors import InvalidError
from talktag.model.finder.page_owner import PageOwner, owner_text
from talktag.model.finder.sticker_state import StickerState
from talktag.model.finder.told import message_bytes
from talktag.model.products.product import PARTED, Product
from talktag.model.typed.public_line import MOST
from talktag.ops.finding.broken_records import broken_records
from talktag.page.finder import FinderPage, finder_page
from talktag.seal.finder.rows import PHOTOS, FinderProduct, Sticker, seal_rows
from talktag.store.collections import BLANK_TAGS, PRODUCTS

if TYPE_CHECKING:
    from talktag.model.finder.finder_key import FinderKey
    from talktag.store.store import Store

_LONGEST = 480  # pixels of the longer side of a photo: as wide as the page shows it


class Told(NamedTuple):
    """What is told of a product: its texts by key, its photo, empty for none, and the tags that lead to it."""

    product: Product
    texts: Mapping[str, str]
    photo: bytes
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinderContent:
    """All that a page tells, but for whose it is by their keys. `told` are products with words or photo of their own.

    `block` is what is told with every thing, by the names of PageOwner. `slugs` names the product of each tag.
    """

    block: Mapping[str, str]
    told: tuple[Told, ...]
    stickers: tuple[Sticker, ...]
    slugs: Mapping[str, str]

    def owner(self, key: FinderKey) -> PageOwner:
        """The owner's block with the keys that it is bound to."""
        return PageOwner(key.recipients, key.signer, key.signature, **self.block)

    def page(self, owner: PageOwner, seed: bytes, salt: bytes) -> bytes:
        """The page as a file, the same for the same content and salt."""
        return finder_page(self.rows(owner, seed, salt))

    def rows(self, owner: PageOwner, seed: bytes, salt: bytes) -> FinderPage:
        """What the page is made of."""
        products = [FinderProduct(each.product.id, _message(each), each.photo) for each in self.told]
        return FinderPage(owner, salt, *seal_rows(seed, salt, owner_text(owner).encode(), self.stickers, products))

    def count(self, state: StickerState) -> int:
        """How many stickers are in that state."""
        return sum(each.state is state for each in self.stickers)


def gather(store: Store, changed: Sequence[Product] = ()) -> FinderContent:
    """What a page of now tells; `changed` count in place of what the store has of them.

    InvalidError where a record cannot be read, as its stickers would then be unknown to the page, and for words or a
    photo that do not fit.
    """
    products = _products(store, changed)
    told: list[Told] = []
    stickers: list[Sticker] = []
    slugs: dict[str, str] = {}
    for product in products:
        live = () if product.state in PARTED else tuple(each.id for each in product.own_tags if each.retired is None)
        place = None
        if live and (found := told_of(store, product, live)):
            place = len(told)
            told.append(found)
        for tag in product.own_tags:
            if tag.id in slugs:
                hints = ["see which: talktag doctor"]
                raise InvalidError(f'the tag "{tag.id}" is on "{slugs[tag.id]}" and on "{product.slug}"', hints=hints)
            slugs[tag.id] = product.slug
            state = state_of(product) if tag.id in live else StickerState.RETIRED
            stickers.append(Sticker(tag.id, state, place if tag.id in live else None))
    blank = sorted(_blank_tags(store) - slugs.keys())
    stickers += [Sticker(tag, StickerState.BLANK) for tag in blank]
    return FinderContent(block_of(store), tuple(told), tuple(stickers), slugs)


def state_of(product: Product) -> StickerState:
    """What a sticker says became of the product that it is on."""
    if product.state in PARTED:
        return StickerState.RETIRED
    return StickerState.LOST if product.state == "lost" else StickerState.IN_USE


def block_of(store: Store) -> dict[str, str]:
    """What the settings tell finders with every thing, by the names of PageOwner."""
    settings = store.settings
    said = {
        "contact": settings.contact,
        "language": settings.finder_language or "en",
        "name": settings.finder_name,
        "phone": settings.phone if settings.finder_phone else None,
        "words": settings.finder_words,
        "reward": settings.finder_reward,
        "hand_in": settings.finder_hand_in,
    }
    return {key: value for key, value in said.items() if value}


def told_of(store: Store, product: Product, tags: tuple[str, ...]) -> Told | None:
    """What is told of a product, None where that is nothing of its own; InvalidError where it does not fit."""
    said = product.finder._asdict()
    texts = {key: said[key] for key in MOST if said[key]}
    photo = _photo(store, product) if product.finder.photo else b""
    told = Told(product, texts, photo, tags)
    _message(told)
    return told if texts or photo else None


def _products(store: Store, changed: Sequence[Product]) -> list[Product]:
    instead = {each.id: each for each in changed}
    stored = [each.value for each in store.all(PRODUCTS)]
    if None in stored:
        raise InvalidError(
            "a record cannot be read, and its stickers would be unknown to the page",
            details=[str(each) for each in broken_records(store)],
            hints=["mend it first: talktag doctor"],
        )
    return sorted((instead.get(each.id, each) for each in stored if each), key=lambda each: each.slug)


def _blank_tags(store: Store) -> set[str]:
    return {tag for each in store.all(BLANK_TAGS) if each.value for tag in each.value.tags}


def _message(told: Told) -> bytes:
    """The row of its texts; InvalidError that names the product where they are too long."""
    try:
        return message_bytes(told.texts) if told.texts else b""
    except ValueError as error:
        slug = told.product.slug
        hints = [f"make it shorter, such as: talktag set {slug} finder.words=…"]
        raise InvalidError(f'what finders are told of "{slug}" does not fit: {error}', hints=hints) from None


def _photo(store: Store, product: Product) -> bytes:
    """The picture that was chosen for finders, as small as a row needs it, and without what cameras write into it."""
    from talktag.media.photo import small_photo

    name, slug = product.finder.photo, product.slug
    file = next((each for each in product.files if each.name == name), None)
    if file is None or file.sealed:
        why = "is private" if file else "is not among its files"
        hints = [f"see them: talktag file {slug}", f"choose another: talktag set {slug} finder.photo=NAME"]
        raise InvalidError(f'the picture "{name}" for finders of "{slug}" {why}', hints=hints)
    data = content_of(store.file_content(slug, file)).whole()
    return small_photo(data, f"{name} of {slug}", PHOTOS.limit, _LONGEST)
