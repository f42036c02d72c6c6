"""`wish set`: a wish changed, a point or a value at a time. Whom it was sent to is told nothing by that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.wishes.point import WEIGHTS, WishPoint, point_name
from talktag.model.wishes.wish import OwnWish
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.wishes.add import WishWritten
from talktag.ops.wishes.find_wish import change_wish, open_wish
from talktag.ops.wishes.typed_wish import WishRequest, check_count, fitting_points, read_points, read_values

if TYPE_CHECKING:
    from talktag.ops.session import Session


def set_wish(session: Session, ref: str, request: WishRequest) -> Outcome:
    """A plan that changes it: a point takes the place of those of its name, `without` takes those of a name out.

    What is empty takes out what was said.
    """
    store = session.store
    wish = open_wish(store, ref)
    things = tuple(find_product(store, one).product for one in dict.fromkeys(request.fits) if one.strip())
    typed = read_points(request)
    said = (*(each for listed in typed.values() for each in listed), *(point for _, point in wish.points))
    found = tuple(fitting_points(things, said)) if request.own_fields else ()
    points = _points(wish, typed, request)
    points["must"] = (*points["must"], *(each.point for each in found))
    check_count(points)
    values: dict[str, Any] = {**read_values(session, request), **points}
    if request.fits:  # an empty one takes out what it had to go with
        held = wish.fits if all(each.strip() for each in request.fits) else ()
        values["fits"] = tuple(dict.fromkeys((*held, *(each.id for each in things))))
    made = replace(wish, **values)
    if made == wish:
        raise UsageError("nothing is changed by that", hints=["say what: --must, --most, --until, --without NAME …"])
    write = change_wish(store, wish, {(key,): _value_of(key, made) for key in values})
    return Outcome(
        WishWritten(made, things, found),
        commit_message.plan("wish", f"Change the wish for {made.name}", write),
        question="Change it with what that asks for?" if found else None,
        notices=tuple(say_again(made)),
    )


def say_again(wish: OwnWish) -> Iterator[str]:
    """Who knows it as it was, and what to type so that they know it as it is."""
    asked = dict.fromkeys(each.party for each in wish.sent if not each.page)
    if asked:
        yield f"they know it as it was; send it anew with: talktag wish send {wish.slug} --to {' '.join(asked)}"
    for party in dict.fromkeys(each.party for each in wish.sent if each.page and each.party not in asked):
        yield f"they have a page of it as it was; anew: talktag wish page {wish.slug} --to {party} -o wish.html"


def _points(wish: OwnWish, typed: dict[str, tuple[WishPoint, ...]], request: WishRequest) -> dict[str, Any]:
    """All points afterwards; NotFoundError where a name that is to go is that of none."""
    try:
        going = {point_name(each) for each in request.without}
    except ValueError as error:
        raise UsageError(f"--without: {error}") from None
    held = {point.name for _, point in wish.points}
    if missing := sorted(going - held):
        raise NotFoundError(f'no point is called "{missing[0]}"', hints=[f"there are: {', '.join(sorted(held))}"])
    going |= {each.name for points in typed.values() for each in points}
    kept = {weight: tuple(each for each in getattr(wish, weight) if each.name not in going) for weight in WEIGHTS}
    return {weight: (*kept[weight], *typed.get(weight, ())) for weight in WEIGHTS}


def _value_of(key: str, wish: OwnWish) -> Any:
    """A value as the record has it; None for what is absent."""
    from talktag.model.wishes.wish import wish_table

    return wish_table(wish).get(key)
