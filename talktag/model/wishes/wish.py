"""A wish: what the owner wants, by points, the most it may cost, until when. It is a record, and sends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.values.ident import is_id
from talktag.model.values.money import Money
from talktag.model.wishes.menus.saved_order import SavedOrder, order_table, read_saved_order
from talktag.model.wishes.point import POINTS_MOST, WEIGHTS, WishPoint, parse_point

OPEN, CHOSEN, ENDED = "open", "chosen", "ended"
STATES = (OPEN, CHOSEN, ENDED)
QUANTITY_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWish:
    """One sending: `bundle` is the id of what left, `party` the slug of whom to, `date` the day.

    `thing` is the id that the wish has there, which is the wish's own where the party knows whose it is. It is said on
    the `channel` whose first bundle has that id, which may be this one. What is a `page` went as one with a form, and
    no bundle left: what comes back is signed by nobody.
    """

    bundle: str
    party: str
    date: datetime.date
    channel: str
    thing: str
    anonymous: bool = False
    page: bool = False

    @property
    def entry(self) -> str:
        """The id of the entry that says it, there as here."""
        return f"{self.bundle}-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWish:
    """What is wanted; absent is None or empty. `fits` are ids of products of the owner's that it has to go with.

    `order` is what was composed from a menu. `chosen` is the id of the entry of the offer that was taken, `closed` the
    day on which it was chosen or ended.
    """

    id: str
    slug: str
    name: str
    added: datetime.date | None = None
    fits: tuple[str, ...] = ()
    must: tuple[WishPoint, ...] = ()
    should: tuple[WishPoint, ...] = ()
    avoid: tuple[WishPoint, ...] = ()
    most: Money | None = None
    quantity: int = 1
    until: datetime.date | None = None
    text: str | None = None
    state: str = OPEN
    chosen: str | None = None
    closed: datetime.date | None = None
    sent: tuple[SentWish, ...] = field(default=())
    order: SavedOrder | None = None

    @property
    def points(self) -> Iterator[tuple[str, WishPoint]]:
        """Every point with its weight, in the order of the record."""
        for weight in WEIGHTS:
            yield from ((weight, each) for each in getattr(self, weight))

    def is_open(self, today: datetime.date) -> bool:
        """Whether offers may still come."""
        return self.state == OPEN and (self.until is None or today <= self.until)

    def sent_to(self, party: str) -> tuple[SentWish, ...]:
        """Each time that it was sent to a party in a message, the oldest first."""
        return tuple(each for each in self.sent if each.party == party and not each.page)

    def pages_for(self, party: str) -> tuple[SentWish, ...]:
        """Each time that it went to a party as a page."""
        return tuple(each for each in self.sent if each.party == party and each.page)


def read_wish(data: bytes, path: str, slug: str) -> Reading[OwnWish]:
    """Read the record of a wish; every problem is reported, and a point that cannot be read is left out."""
    return read_record(data, path, lambda fields: _wish(fields, slug))


def _wish(fields: Fields, slug: str) -> OwnWish | None:
    ident, name = fields.must_have("id"), fields.must_have("name")
    if ident and not is_id(ident):
        fields.problem("id", "is not an id of 13 characters")
        ident = None
    state = fields.text("state") or OPEN
    if state not in STATES:
        fields.problem("state", f'"{state}" is none of {", ".join(STATES)}')
        state = ENDED  # what nobody can read lets nothing in
    points = {weight: _points(fields, weight) for weight in WEIGHTS}
    if sum(map(len, points.values())) > POINTS_MOST:
        fields.problem("must", f"with should and avoid there are more than {POINTS_MOST} points")
        points = {weight: each[: POINTS_MOST // 3] for weight, each in points.items()}
    quantity = fields.whole("quantity", 1, 1)
    if quantity > QUANTITY_MOST:
        fields.problem("quantity", f"is more than {QUANTITY_MOST}")
        quantity = QUANTITY_MOST
    told = {"added": fields.date("added"), "until": fields.date("until"), "closed": fields.date("closed")}
    texts = {"text": fields.text("text"), "chosen": fields.text("chosen")}
    order = read_saved_order(fields.table("order"))
    fits, most, sent = fields.texts("fits"), fields.money("most"), tuple(_sendings(fields.table("sent")))
    if not (ident and name):
        return None
    made = OwnWish(id=ident, slug=slug, name=name, fits=fits, most=most, quantity=quantity, state=state, sent=sent)
    return _with(made, {**points, **told, **texts, "order": order})


def _with(wish: OwnWish, values: Mapping[str, Any]) -> OwnWish:
    return replace(wish, **values)


def _points(fields: Fields, weight: str) -> tuple[WishPoint, ...]:
    found = []
    for text in fields.texts(weight):
        try:
            found.append(parse_point(text))
        except ValueError as error:
            fields.problem(weight, str(error))
    return tuple(dict.fromkeys(found))


def _sendings(fields: Fields) -> Iterator[SentWish]:
    """Each sending, by the id of its bundle, so that those of two machines stand beside each other; in their order."""
    found = []
    for bundle in fields.key_names():
        table = fields.table(bundle)
        party, date, thing = table.must_have("party"), table.date("date"), table.must_have("thing")
        channel, is_anonymous = table.text("channel") or bundle, table.yes("anonymous")
        is_page = table.yes("page")
        table.report_unknown()
        if date is None:
            table.problem("date", "is missing", "missing")
        if party and date and thing:
            made = SentWish(bundle=bundle, party=party, date=date, channel=channel, thing=thing, anonymous=is_anonymous)
            found.append(replace(made, page=is_page))
    yield from sorted(found, key=lambda each: (each.date, each.party, each.bundle))


def sent_table(sent: SentWish) -> dict[str, Any]:
    """One sending as TOML values, which stand under the id of its bundle."""
    told = {
        "party": sent.party,
        "date": sent.date,
        "thing": sent.thing,
        "anonymous": sent.anonymous or None,
        "page": sent.page or None,
    }
    return without_absent({**told, "channel": sent.channel if sent.channel != sent.bundle else None})


def wish_table(wish: OwnWish) -> dict[str, Any]:
    """The record of a wish as TOML values."""
    return without_absent(
        {
            "format": FORMAT,
            "id": wish.id,
            "name": wish.name,
            "added": wish.added,
            "fits": [*wish.fits],
            **{weight: [*map(str, getattr(wish, weight))] for weight in WEIGHTS},
            "most": wish.most,
            "quantity": wish.quantity if wish.quantity > 1 else None,
            "until": wish.until,
            "text": wish.text,
            "state": wish.state if wish.state != OPEN else None,
            "chosen": wish.chosen,
            "closed": wish.closed,
            "order": order_table(wish.order),
            "sent": {each.bundle: sent_table(each) for each in wish.sent},
        }
    )
