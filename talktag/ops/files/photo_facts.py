"""What photos tell that a record does not say yet, as lines to type. Never where a photo was taken; writes nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.model.products.product import Product

if TYPE_CHECKING:
    from talktag.media.exif import PhotoFacts
    from talktag.ops.files.files_in import Incoming

FIELD = "photographed"  # the custom field that the day of a photo is offered for


def photo_notices(product: Product, incoming: Iterable[Incoming]) -> tuple[str, ...]:
    """The serial number of a camera that may be `product`, and the latest day one of the photos was taken."""
    photos = [(each.path.name, each.told) for each in incoming if each.told]
    said = []
    for name, told in photos:
        if told.serial and product.serial is None and _may_be(told, product):
            said.append(
                f'"{name}" was taken with {camera_name(told)}, serial {told.serial}; if that is this product: '
                f"talktag set {product.slug} serial={shlex.quote(told.serial)}"
            )
            break
    days = [(told.taken, name) for name, told in photos if told.taken]
    if days and FIELD not in product.fields:
        day, name = max(days)
        said.append(f'"{name}" was taken on {day}; to keep that: talktag set {product.slug} field.{FIELD}:date={day}')
    return tuple(said)


def own_serial(told: PhotoFacts, texts: Iterable[str | None]) -> str | None:
    """The serial number in a photo that was taken by the very product that `texts` (name, maker, model) are about."""
    return told.serial if _is_named(told, texts) else None


def camera_name(told: PhotoFacts) -> str:
    """What a photo calls its camera; the maker is often part of the model already."""
    if told.maker and told.model and not told.model.casefold().startswith(told.maker.split()[0].casefold()):
        return f"{told.maker} {told.model}"
    return told.model or told.maker or "a camera"


def _may_be(told: PhotoFacts, product: Product) -> bool:
    """Whether it is worth asking: the names fit, or the record says nothing that could fit or not."""
    return (product.maker, product.model) == (None, None) or _is_named(
        told, (product.name, product.maker, product.model)
    )


def _is_named(told: PhotoFacts, texts: Iterable[str | None]) -> bool:
    words = {word for text in texts if text for word in _words(text)}
    model, maker = _words(told.model), _words(told.maker)
    return bool(words & model) and model <= words | maker


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold()))
