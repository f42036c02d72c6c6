"""A product as far as money goes, as an index keeps it: its facts, and what its log tells of money. Pure.

What a row does not tell, such as what was promised, is not made up: then the log itself has to be read.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talktag.model.log.entry import Entry
from talktag.model.log.kinds import KINDS, PROMISE
from talktag.model.log.schedule import standing_entries
from talktag.model.products.product import Product, Purchase, Service
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import parse_length
from talktag.model.worth.holding import Holding, holding_of

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

_UNTOLD = "read"  # in place of entries: the log has more to say than a row does
_KEPT = ("id", "kind", "title", "party", "signer", "original", "to")  # of an entry, behind its day and what it cost
_READERS: Mapping[str, Callable[[str], Any]] = {
    "fee": parse_money,
    "every": parse_length,
    "term": parse_length,
    "notice": parse_length,
}


def log_row(entries: Iterable[Entry], *, is_sound: bool = True) -> str | None:
    """What an index keeps of a log; None where there is nothing in it of what a thing is worth."""
    standing = standing_entries(entries)
    if not is_sound or any(_says_more(each) for each in standing):
        return _UNTOLD
    told = [_cells(each) for each in standing if each.cost or _fetches(each)]
    first = min((each.date.isoformat() for each in standing), default="")
    return json.dumps([first, told], ensure_ascii=True, separators=(",", ":")) if standing else None


def _says_more(entry: Entry) -> bool:
    """Whether somebody asked or promised something."""
    return entry.kind == PROMISE or (entry.kind in KINDS and KINDS[entry.kind].opens)


def _fetches(entry: Entry) -> bool:
    return entry.kind in KINDS and KINDS[entry.kind].fetches


def _cells(entry: Entry) -> list[Any]:
    cells = [entry.date.isoformat(), str(entry.cost or ""), *(getattr(entry, name) for name in _KEPT)]
    while cells[-1] is None:
        cells.pop()
    return cells


def holding_of_rows(facts: Facts, needs: Sequence[str], row: str | None) -> Holding | None:
    """The product that the rows of an index stand for; None where its log has to be read."""
    if row == _UNTOLD:
        return None
    first, told = json.loads(row) if row else ("", ())
    held = holding_of(product_of_facts(facts, needs), [_entry(each) for each in told])
    if first and not (facts.bought or facts.added):
        return held._replace(since=datetime.date.fromisoformat(first))
    return held


def _entry(cells: Sequence[Any]) -> Entry:
    day, cost, *rest = cells
    said = dict(zip(_KEPT, (*rest, *[None] * len(_KEPT)), strict=False))
    date = datetime.date.fromisoformat(day)
    return Entry(
        said.pop("id"), date, said.pop("kind"), said.pop("title"), cost=parse_money(cost) if cost else None
    )._replace(**said)


def product_of_facts(facts: Facts, needs: Sequence[str]) -> Product:
    """A product with all that says what it is worth, and with nothing else."""
    more = dict(facts.more)
    service = {name: read(more[name]) for name, read in _READERS.items() if name in more}
    service |= {name: datetime.date.fromisoformat(more[name]) for name in ("renews", "ends") if name in more}
    price = parse_money(facts.price) if facts.price else None
    return Product(
        facts.id,
        facts.slug,
        facts.name,
        maker=facts.maker,
        inside=facts.inside,
        kind=more.get("kind"),
        needs=tuple(needs),
        quantity=facts.quantity,
        state=facts.state,
        added=_day(facts.added),
        purchase=Purchase(_day(facts.bought), facts.seller, price),
        service=Service(**service),
    )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
