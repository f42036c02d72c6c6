"""What the codes of a store's stickers say, those for its page with what proves it. It draws and prints nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.model.labels.payload import form_of, payload
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.labels.payload import Addresses
    from talktag.store.store import Store

BUILD_FIRST = "no page for finders is built yet, and this code will not prove it; build first: talktag finder build DIR"


class StickerTexts(NamedTuple):
    """Where codes take a finder, and what theirs are made of; no `seed` before a page was built."""

    addresses: Addresses
    seed: bytes | None = None

    def of(self, tag: str, form: str | None = None) -> str:
        """What the code of a tag says; errors as for `payload`."""
        if self.seed is None or form_of(self.addresses, form) != "finder":
            return payload(tag, self.addresses, form)
        from talktag.model.finder.sticker_code import sticker_code

        return payload(tag, self.addresses, form, sticker_code(self.seed, tag))

    def notices(self, form: str | None = None) -> tuple[str, ...]:
        """What to say where codes lead to a page that was not built yet."""
        return (BUILD_FIRST,) if self.seed is None and form_of(self.addresses, form) == "finder" else ()


def sticker_texts(store: Store) -> StickerTexts:
    """What the codes of a store say; InvalidError where what they are made of does not hold up."""
    addresses = store.settings.addresses
    if not store.has(layout.FINDER_KEY):
        return StickerTexts(addresses)
    from talktag.ops.finder.kept_key import kept_key

    key = kept_key(store)
    return StickerTexts(addresses, key.seed if key else None)
