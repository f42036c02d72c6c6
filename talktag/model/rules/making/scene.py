"""All that one rule sees at one cause, and the values in it by their names. It evaluates nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.products.product import Product
from talktag.model.queries.facts import field_text
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.making.waker import Waker
from talktag.model.rules.named_values import named_values
from talktag.model.rules.reaction import Around
from talktag.model.rules.rule import OWNER, Rule
from talktag.model.rules.rule_text import OF_PRODUCTS, ValueName
from talktag.model.values.fold import fold

WARRANTY_VALUES = ("warranty", "warranty_days")
_HERE = "yes"  # what `look` alone comes to where a row was found


class Scene(NamedTuple):
    """A rule, what woke it and what is around; `entry` is None where time did, on the day `day`."""

    rule: Rule
    entry: Entry | None
    waker: Waker
    around: Around
    lookups: Mapping[str, LookupTable]
    day: datetime.date | None = None

    @property
    def table(self) -> LookupTable | None:
        """The lookup that the rule looks in."""
        return self.lookups.get(self.rule.look.table) if self.rule.look else None

    def value(self, name: ValueName) -> str | None:
        """The value of that name; None where there is none, or the rule may not see it."""
        return None if self.is_withheld(name) else self._value(name)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The names of the values that are there, and that the rule would have and does not see."""
        if self.rule.giver is None:
            return ()
        named = dict.fromkeys(name for _, name in named_values(self.rule))
        return tuple(str(each) for each in named if self.is_withheld(each) and self._value(each))

    @property
    def is_of_unknown_thing(self) -> bool:
        """Whether it is about a thing of which the party that the rule came from was given nothing."""
        giver = self.rule.giver
        return giver is not None and self.around.product is not None and giver not in self.around.given

    def is_withheld(self, name: ValueName) -> bool:
        """Whether a rule from elsewhere does not see it: what its giver was not given, and who somebody else is."""
        giver = self.rule.giver
        if giver is None:
            return False
        if name.group == "party":
            return self.waker.party is not None and self.waker.party.slug != giver
        spelled = f"{name.group}.{fold(name.key)}"
        return name.group in OF_PRODUCTS and spelled not in self.around.given.get(giver, ())

    def _value(self, name: ValueName) -> str | None:
        match name.group:
            case "entry":
                return self.entry and _entry_values(self.entry).get(name.key)
            case "data":
                return self.entry and self.entry.data.get(name.key)
            case "party":
                return self._party_value(name.key)
            case "look":
                return self._look_value(name.key)
            case "rule":
                return self.rule.name
        return _product_value(self.around.product, name, self.entry.date if self.entry else self.day)

    def _party_value(self, key: str) -> str | None:
        if self.waker.is_owner:
            return None if key == "name" else OWNER
        return getattr(self.waker.party, key, None)

    def _look_value(self, column: str) -> str | None:
        if self.table is None or self.rule.look is None:
            return None
        key = self.rule.look.key.fill(self.value)
        if not column:
            return _HERE if key in self.table.rows else None
        return self.table.value(key, column)


def _entry_values(entry: Entry) -> Mapping[str, str | None]:
    moment = entry.moment
    return {
        "kind": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "date": entry.date.isoformat(),
        "time": f"{moment.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None,
        "party": entry.party,
        "due": entry.due.isoformat() if entry.due else None,
    }


def _product_value(product: Product | None, name: ValueName, day: datetime.date | None) -> str | None:
    """The value of a product on that day; nothing where there is none."""
    if product is None:
        return None
    if name.group == "product":
        if name.key in WARRANTY_VALUES:
            return warranty_value(name.key, product.warranty_ends(), day)
        value = getattr(product, name.key)
        return None if value is None else str(value)
    wanted = fold(name.key)
    return next((field_text(value) for key, value in product.fields.items() if fold(key) == wanted), None)


def scene_at(rule: Rule, day: datetime.date, around: Around, lookups: Mapping[str, LookupTable]) -> Scene | None:
    """What a rule of time sees on a day: the product, where its match holds of that; without a match about nothing."""
    if not rule.match:
        return Scene(rule, None, Waker(), around._replace(product=None), lookups, day=day)
    scene = Scene(rule, None, Waker(), around, lookups, day=day)
    return scene if around.product and all(each.holds(scene.value) for each in rule.match) else None


def warranty_value(key: str, ends: datetime.date | None, day: datetime.date | None) -> str | None:
    """The last day of the warranty that ends last, or how many days that is from `day`; None without one that ends."""
    if ends is None:
        return None
    if key == "warranty":
        return ends.isoformat()
    return str((ends - day).days) if day else None


def moment_of(entry: Entry) -> datetime.datetime:
    """When an entry was said or done: nobody else's clock moves it behind what was known here already."""
    return entry.moment or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)


def own_moment(entry: Entry) -> datetime.datetime:
    """When an entry was written here, by the owner's own clock, where that is known."""
    return entry.recorded or moment_of(entry)


def is_late(entry: Entry, late: datetime.timedelta | None) -> bool:
    """Whether it was recorded more than that after it was said; of what has a day alone, after that day."""
    if late is None or entry.recorded is None:
        return False
    if entry.time:
        return entry.recorded - entry.time > late
    return entry.recorded.date() - entry.date > late
