"""`remove`: a product goes from the store with all that lies beside it. It never leaves the history.

What the ledger says of it stays: what was given away was given away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talktag import disk
from talktag.errors import InvalidError
from talktag.model.plan import Remove
from talktag.model.products.product import Product
from talktag.ops import commit_message
from talktag.ops.files.stored_files import release
from talktag.ops.finding.find_product import find_product, whole_values
from talktag.ops.finding.who_needs import say_removed
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store


class Removed(NamedTuple):
    """The product that goes, in the form of the contract as it was."""

    product: Product
    was: Mapping[str, Any]

    def values(self) -> Mapping[str, Any]:
        """The product as it was."""
        return self.was


def remove(session: Session, ref: str) -> Outcome:
    """A plan that takes a product's record, entries, notes and files away; InvalidError while others are inside it."""
    store = session.store
    record = find_product(store, ref)
    product = record.product
    inside = [each.slug for each in store.catalogue.facts() if each.inside == product.id]
    if inside:
        raise InvalidError(
            f'{len(inside)} other product{"s are" if len(inside) > 1 else " is"} inside "{product.slug}"',
            details=sorted(inside)[:10],
            hints=[f"take them out of it first: talktag set --where inside:{product.slug} inside="],
        )
    beside = tuple(_paths_beside(store, product.slug))
    files = [path for path in beside if path.startswith(layout.file(product.slug, ""))]
    others = [path for path in (record.path, *beside) if path not in files]
    removed = (Remove(path, disk.read(store.folder / path, layout.FILE_LIMIT)) for path in others)
    plan = commit_message.plan("remove", f"Remove {product.name}", *removed, *release(store, product.slug, files))
    return Outcome(
        Removed(product, whole_values(store, product)),
        plan,
        question=f"Remove {product.name}{_with_what(store, product)}? The history keeps it.",
        notices=(*_notices(product), *say_removed(store, product)),
    )


def _paths_beside(store: Store, slug: str) -> Iterator[str]:
    """The files in a product's folder that are talktag's to remove, by their paths in the store."""
    folder = layout.record(slug).removesuffix(".toml")
    for path in sorted((store.folder / folder).rglob("*")):
        name = path.relative_to(store.folder).as_posix()
        if path.is_file() and not path.is_symlink() and layout.is_path(name):
            yield name


def _with_what(store: Store, product: Product) -> str:
    """What goes with it, in words."""
    counts = {
        "file": len(product.files),
        "note": len(store.note_ids(product.slug)),
        "entries": len(store.entries(product.slug).value or ()),
    }
    words = [
        f"{count} {name if count == 1 or name == 'entries' else f'{name}s'}".replace("1 entries", "1 entry")
        for name, count in counts.items()
        if count
    ]
    return f" with {', '.join(words)}" if words else ""


def _notices(product: Product) -> Iterator[str]:
    live = [tag.id for tag in product.tags if tag.retired is None]
    if live:
        yield f"its tag{'s' * (len(live) > 1)} {', '.join(live)} will lead nowhere"
    if product.state == "owned":
        yield f"if you parted with it, its record can stay: talktag retire {product.slug} --how sold"
