"""Rows of the cache and the values they stand for, both ways. It asks no database and reads no file."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.ready.joined_cells import join_cells, split_cells

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.queries.facts import Facts

_BESIDE = ("notes", "entries", "shares", "holders", "seen", "to", "due", "text")  # of Facts, not told by a record alone


class Summary(NamedTuple):
    """One product as a line of a list; dates and money as the text they are stored as.

    A tuple, because ten thousand of them are made in a fifth of the time that a dataclass takes. `place` is where the
    product is, which for one inside another is the place of that.
    """

    slug: str
    id: str
    name: str
    maker: str | None
    model: str | None
    serial: str | None
    place: str | None
    labels: tuple[str, ...]
    tag_ids: tuple[str, ...]
    state: str
    quantity: int
    bought: str | None
    price: str | None
    warranty_until: str | None


class Unreadable(NamedTuple):
    """A record that holds no product; all that is known of it is its file name."""

    slug: str
    name: str


def row_of(facts: Facts) -> tuple[object, ...]:
    """The columns of a product, less its number and stamp."""
    return (
        *(facts.slug, facts.id, facts.name, facts.maker, facts.model, facts.serial, facts.place, facts.inside),
        *(join_cells(facts.labels), join_cells(facts.tag_ids), facts.state, facts.quantity),
        *(facts.bought, facts.price, facts.warranty_until, _lacks(facts)),
    )


def _lacks(facts: Facts) -> int:
    """1 without a receipt, 2 without a photo, 3 without both."""
    kinds = {kind for kind, _ in facts.files}
    return ("receipt" not in kinds) + 2 * ("photo" not in kinds)


def keys_of(product: Product) -> Iterator[tuple[str, str]]:
    """What a product is looked up by: `id`, `inside`, `needs`, `place`, `tag` and `file`, which is the hash of one."""
    told = (("id", product.id), ("inside", product.inside), ("place", product.place))
    yield from ((key, value) for key, value in told if value)
    yield from (("needs", each) for each in product.needs)
    yield from (("tag", each.id) for each in product.tags)
    yield from (("file", each.sha256) for each in product.files)


def line_of(product: Summary | Facts, place: str | None) -> str:
    """A product as a list shows it: slug, name, maker, model, place, warranty, and any state but owned; joined."""
    return join_cells(
        [
            product.slug,
            product.name,
            product.maker or "",
            product.model or "",
            place or "",
            product.warranty_until or "",
            "" if product.state == "owned" else product.state,
        ]
    )


def summary_of(row: tuple[Any, ...], place: str | None) -> Summary:
    """The product that a row stands for; `place` is where it is."""
    return Summary(*row[:6], place, split_cells(row[7]), split_cells(row[8]), *row[9:])  # type: ignore[call-arg] # a value a column


def unpack(row: tuple[Any, ...]) -> Facts:
    """The facts a row stands for; ValueError for bytes that are not as they were."""
    from talktag.model.queries.facts import Facts

    packed, checksum, text, count, more, *said = row
    if zlib.crc32(packed) != checksum:
        raise ValueError("garbled")
    words = text if not more else f"{text}\n{more}"
    loaded = marshal.loads(packed)  # noqa: S302 - own bytes, by their checksum
    facts = Facts._make((*loaded, 0, count or 0, 0, (), said[0], None, None, words))  # in the order of _BESIDE
    if not any(said[1:]):
        return facts
    from talktag.model.log.standing import Standing

    stands = Standing(*said)
    return facts._replace(to=stands.holder(facts.state), due=stands.next_due(facts.state))


def by_name(row: tuple[Any, ...]) -> tuple[str, str]:
    """The order of a list: by name, whatever its case, then by slug."""
    return row[2].casefold(), row[0]


def packed_facts(facts: Facts) -> bytes:
    """The facts that a record alone tells, as bytes."""
    return marshal.dumps(facts[: -len(_BESIDE)])
