"""What two sides that fit path by path do to each other: a tag on two products, boxes in each other, files gone.

A thing that only a person can decide is a conflict like any other; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from talktag.errors import InvalidError
from talktag.model.products.containment import Spot, holders
from talktag.model.products.product import Product
from talktag.model.products.record import read_product
from talktag.model.toml.write import changed_text, without_items
from talktag.ops.sync.conflict import HERE, Decisions, SyncConflict
from talktag.ops.sync.sides import Files, ThreeSides
from talktag.store import layout


def settle_across(sides: ThreeSides, files: Files, decisions: Decisions) -> None:
    """Have `files` hold together; InvalidError where two products have one id."""
    ours, theirs = (_changed_products(sides, side) for side in (sides.ours, sides.theirs))
    _settle_ids(ours, theirs)
    _settle_tags(sides, files, decisions)
    _settle_rings(sides, files, decisions, ours, theirs)
    for path in {*ours, *theirs}:
        _bring_files(sides, files, path)


_Products = dict[str, Product]


def _changed_products(sides: ThreeSides, side: Files) -> _Products:
    """The products whose records a side added or changed, by path."""
    found = ((path, _product(sides, side, path)) for path, blob in side.items() if sides.base.get(path) != blob)
    return {path: product for path, product in found if product}


def _product(sides: ThreeSides, side: Files, path: str) -> Product | None:
    slug = layout.slug_of(path)
    data = sides.data(side, path) if slug else None
    return read_product(data, path, slug).value if slug and data is not None else None


def _settle_ids(ours: _Products, theirs: _Products) -> None:
    """Refuse a product that came to two slugs, as where one hand-over was taken in on both computers."""
    by_id = {product.id: path for path, product in theirs.items()}
    for path, product in ours.items():
        other = by_id.get(product.id, path)
        if other != path and path not in theirs:
            raise InvalidError(
                f'"{product.id}" is "{product.slug}" here and "{layout.slug_of(other)}" there',
                hints=[f"keep one of them; take ours back with: talktag remove {product.slug}, then: talktag sync"],
            )


def _settle_tags(sides: ThreeSides, files: Files, decisions: Decisions) -> None:
    """A tag that came to be on two products stays on the one that a person says."""
    met: dict[str, str] = {}
    for path in sorted(
        path for path, blob in files.items() if blob != sides.here.get(path) or blob != sides.base.get(path)
    ):
        product = _product(sides, files, path)
        for tag in {each.id for each in product.tags} if product else ():
            if (other := met.setdefault(tag, path)) != path:
                here, there = (path, other) if _is_ours(sides, path, tag) else (other, path)
                names = (_product(sides, files, each) for each in (here, there))
                on_one, on_other = (f'on "{each.name}"' if each else "" for each in names)
                is_here = decisions.choose(SyncConflict(here, f"tags.{tag}", on_one, on_other)) == HERE
                met[tag], loses = (here, there) if is_here else (there, here)
                text = sides.data(files, loses) or b""
                files[loses] = sides.keep(without_items(text, "tags", lambda item, tag=tag: item.get("id") == tag))  # type: ignore[misc]


def _is_ours(sides: ThreeSides, path: str, tag: str) -> bool:
    """Whether a tag is on the product on our side alone."""
    ours, theirs = (_product(sides, side, path) for side in (sides.ours, sides.theirs))
    return any(each.id == tag for each in (ours.tags if ours else ())) and not any(
        each.id == tag for each in (theirs.tags if theirs else ())
    )


def _settle_rings(sides: ThreeSides, files: Files, decisions: Decisions, ours: _Products, theirs: _Products) -> None:
    """Things that two computers put into each other: one of them stays where it was."""
    moved = [path for path, product in ours.items() if _went_inside(sides, path, product)]
    if not moved or not any(_went_inside(sides, path, product) for path, product in theirs.items()):
        return
    every = list(_every_product(sides, files))
    spots = {product.id: Spot(product.slug, product.place, product.inside) for product in every}
    at = {product.id: layout.record(product.slug) for product in every}
    for path in moved:
        product = _product(sides, files, path)
        if product is None:
            continue
        chain = [ident for ident, _ in holders(product.id, spots[product.id], spots)]
        if not any(spots[each].inside == product.id for each in chain):
            continue
        other = next((at[each] for each in chain if at[each] in theirs), None)
        if other is None or (back := _product(sides, files, other)) is None:
            continue
        told = f'inside "{spots[chain[0]].slug}"', f'not, as "{back.slug}" is inside of it by now'
        stays = other if decisions.choose(SyncConflict(path, "inside", *told)) == HERE else path
        before = _product(sides, sides.base, stays)
        inside = before.inside if before else None
        files[stays] = sides.keep(changed_text(sides.data(files, stays) or b"", {("inside",): inside}))
        ident = product.id if stays == path else back.id
        spots[ident] = spots[ident]._replace(inside=inside)


def _went_inside(sides: ThreeSides, path: str, product: Product) -> bool:
    before = _product(sides, sides.base, path)
    return product.inside is not None and product.inside != (before.inside if before else None)


def _every_product(sides: ThreeSides, files: Files) -> Iterator[Product]:
    found = (_product(sides, files, path) for path in files if layout.slug_of(path))
    yield from (each for each in found if each)


def _bring_files(sides: ThreeSides, files: Files, path: str) -> None:
    """Keep each file that a record has, also where the other side took it off another product."""
    product = _product(sides, files, path)
    for file in product.files if product else ():
        place = file.at or layout.file(layout.slug_of(path) or "", file.name)
        if place not in files:
            kept = next((side[place] for side in (sides.theirs, sides.ours, sides.base) if place in side), None)
            if kept:
                files[place] = kept
