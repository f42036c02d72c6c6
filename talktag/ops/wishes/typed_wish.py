"""A wish as it was typed, read into values. What a thing asks for by its fields is found, and never put in unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.typed.count import typed_count
from talktag.model.typed.text import typed_text
from talktag.model.values.fold import fold
from talktag.model.wishes.point import EQUAL, POINTS_MOST, WEIGHTS, WishPoint, parse_point, point_name, point_value
from talktag.model.wishes.wish import QUANTITY_MOST
from talktag.ops.typed import read_day_ahead, read_flag, read_money

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.session import Session

NAME_LIMIT = 200  # characters; it is the name of a thing where it is sent
_WRITE_POINT = 'write it like: --must mount=EF, or: --should "weight<1500g"'
# What in the name of a field says how things fit together, folded, in the languages of the pages.
_FITTING = (
    *("mount", "bajonett", "baionnette", "montura", "attacco", "fattning", "size", "grosse", "taille", "talla"),
    *("taglia", "storlek", "batter", "bateria", "akku", "thread", "gewinde", "filter", "voltage", "spannung"),
    *("connector", "plug", "socket", "stecker", "diameter", "durchmesser", "fitting", "interface"),
)


class WishRequest(NamedTuple):
    """What is wanted, as typed; None and empty for what was not. `fits` are REFs, `without` names of points to go.

    With `own_fields` what the things say of themselves is put in, too.
    """

    name: str | None = None
    fits: Sequence[str] = ()
    must: Sequence[str] = ()
    should: Sequence[str] = ()
    avoid: Sequence[str] = ()
    without: Sequence[str] = ()
    most: str | None = None
    quantity: str | None = None
    until: str | None = None
    text: str | None = None
    own_fields: bool = True


class FittingPoint(NamedTuple):
    """What a thing asks of whatever goes with it: the point, the name of the field, and what the thing is called."""

    point: WishPoint
    field: str
    thing: str


def read_points(request: WishRequest) -> dict[str, tuple[WishPoint, ...]]:
    """The points that were typed, by their weight; InvalidError for what is none."""
    return {
        weight: tuple(dict.fromkeys(read_flag(weight, partial(parse_point, text), _WRITE_POINT) for text in typed))
        for weight in WEIGHTS
        if (typed := getattr(request, weight))
    }


def read_values(session: Session, request: WishRequest) -> dict[str, Any]:
    """Everything else that was typed, by the name it has in a wish; what is empty is said no more."""
    found: dict[str, Any] = {}
    if request.name is not None:
        found["name"] = read_flag("NAME", partial(_checked_name, request.name))
    if request.most is not None:
        most = request.most.strip()
        found["most"] = read_money("most", most, session.store.settings.currency) if most else None
    if request.quantity is not None:
        typed = partial(_checked_quantity, request.quantity)
        found["quantity"] = (
            read_flag("quantity", typed, "write it like: --quantity 2") if request.quantity.strip() else 1
        )
    if request.until is not None:
        found["until"] = read_day_ahead("until", request.until, session.today) if request.until.strip() else None
    if request.text is not None:
        found["text"] = read_flag("text", partial(typed_text, request.text)) if request.text.strip() else None
    return found


def _checked_name(text: str) -> str:
    name = " ".join(typed_text(text).split())
    if len(name) > NAME_LIMIT:
        raise ValueError(f"is longer than {NAME_LIMIT} characters; put the rest after --text")
    return name


def _checked_quantity(text: str) -> int:
    count = typed_count(text)
    if count > QUANTITY_MOST:
        raise ValueError(f'"{text}" is more than {QUANTITY_MOST}')
    return count


def fitting_points(products: Sequence[Product], typed: Iterable[WishPoint]) -> Iterator[FittingPoint]:
    """What things ask for by their own fields, less what was said already in other words."""
    said = {each.name for each in typed}
    for product in products:
        for field, value in product.fields.items():
            if not any(word in fold(field) for word in _FITTING) or isinstance(value, bool | list | dict):
                continue
            try:
                point = WishPoint(point_name(field), EQUAL, point_value(str(value)))
            except ValueError:
                continue  # a name or a value that no point can have
            if point.name not in said:
                said.add(point.name)
                yield FittingPoint(point, field, product.name)


def check_count(points: Mapping[str, Sequence[WishPoint]]) -> None:
    """InvalidError where there are more than a wish may have."""
    count = sum(map(len, points.values()))
    if count > POINTS_MOST:
        raise InvalidError(f"{count} points are more than {POINTS_MOST}", hints=["leave out what counts least"])
