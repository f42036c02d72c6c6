"""`wish add`: what is wanted, written down. Points that a thing asks for are shown and asked about, never silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.plan import Write
from talktag.model.toml.record_file import json_values
from talktag.model.toml.write import new_text
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.model.wishes.point import MUST
from talktag.model.wishes.wish import OwnWish, wish_table
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.wishes.typed_wish import (
    FittingPoint,
    WishRequest,
    check_count,
    fitting_points,
    read_points,
    read_values,
)
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class WishWritten:
    """A wish as it is written down; `found` are the points that things asked for, `things` what it has to go with."""

    wish: OwnWish
    things: Sequence[Product] = ()
    found: Sequence[FittingPoint] = ()

    def values(self) -> Mapping[str, Any]:
        """The wish, and which of its points come from a field of a thing."""
        return {**wish_values(self.wish), **self._points_found()}

    def _points_found(self) -> Mapping[str, Any]:
        told = [{"point": str(each.point), "field": each.field, "from": each.thing} for each in self.found]
        return {"found": told} if told else {}


def wish_values(wish: OwnWish) -> dict[str, Any]:
    """A wish as JSON values; the state is always said."""
    table = json_values(wish_table(wish))
    del table["format"]
    return {"slug": wish.slug, **table, "state": wish.state}


def add(session: Session, request: WishRequest) -> Outcome:
    """A plan that writes it down. InvalidError for what is no point, UsageError without a name."""
    if request.name is None:
        raise UsageError("it is not said what you want", hints=['for example: talktag wish add "a 70-200 for the 5D"'])
    store = session.store
    things = tuple(find_product(store, ref).product for ref in dict.fromkeys(request.fits))
    points = read_points(request)
    found = (
        tuple(fitting_points(things, (each for listed in points.values() for each in listed)))
        if request.own_fields
        else ()
    )
    points[MUST] = (*points.get(MUST, ()), *(each.point for each in found))
    check_count(points)
    values = read_values(session, request)
    slug = free_name(make_slug(values["name"], f"wish-{session.new_id()[:6]}"), lambda one: store.has(layout.wish(one)))
    fits = tuple(dict.fromkeys(each.id for each in things))
    made: dict[str, Any] = {**points, **values}
    wish = OwnWish(id=session.new_id(), slug=slug, added=session.today, fits=fits, **made)
    plan = commit_message.plan("wish", f"Wish for {wish.name}", Write(layout.wish(slug), new_text(wish_table(wish))))
    names = " and ".join(dict.fromkeys(each.thing for each in found))
    return Outcome(
        WishWritten(wish, things, found),
        plan,
        question=f"Write it down with what {names} asks for?" if found else None,
        notices=(*_notices(things, points), *(_way_without(slug, each.point.name) for each in found[:1])),
        done=(f"next: talktag wish send {slug} --to PARTY",),
    )


def _way_without(slug: str, name: str) -> str:
    return f"without its fields: --no-fields; or take one out later: talktag wish set {slug} --without {name}"


def _notices(things: Sequence[Product], points: Mapping[str, Any]) -> Iterator[str]:
    """Of which field of a thing no point could be made, as it says several."""
    named = {each.name for listed in points.values() for each in listed}
    for thing in things:
        for field, value in thing.fields.items():
            if isinstance(value, list) and len(value) > 1 and field.casefold().replace(" ", "-") not in named:
                yield f'"{field}" of {thing.name} has {len(value)} values; where one of them counts, say it: --must'
