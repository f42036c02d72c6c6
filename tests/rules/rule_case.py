"""One case of the folder: what goes in, read from TOML, and what comes out of it, as JSON values."""

from __future__ import annotations

import datetime
import tomllib
import zoneinfo
from pathlib import Path
from typing import Any

import tomli_w

from talktag.model.log.entry import Entry, entry_values, read_entries
from talktag.model.parties.party import Party
from talktag.model.problem import Problem
from talktag.model.products.product import Product
from talktag.model.products.record import warranty_of
from talktag.model.rules.engine import react
from talktag.model.rules.lookup_table import read_lookup
from talktag.model.rules.reaction import Around, MadeMessage, MadeNotice, MadeThing, Reaction
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.times import react_at, times

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.toml"))


def outcome_of(case: Path) -> dict[str, Any]:
    """What the case comes to."""
    table = tomllib.loads(case.read_text("utf-8"))
    problems: list[Problem] = []
    rules, lookups = [], {}
    for name, text in table.get("rules", {}).items():
        rule = read_rule(text.encode(), f"rules/{name}.toml")
        problems += rule.problems
        rules += [rule.value] if rule.value else []
    for name, text in table.get("lookups", {}).items():
        lookup = read_lookup([text.encode()], f"lookups/{name}.csv")
        problems += lookup.problems
        lookups |= {name: lookup.value} if lookup.value else {}
    around, log = around_of(table.get("around", {})), entries_of(table, "log")
    if "since" in table:
        due = [
            (rule.name, moment)
            for rule in rules
            if rule.is_of_time
            for moment in times(rule, table["since"], table["until"], around.zone)
        ]
        reaction = react_at(rules, log, due, lookups, around)
    else:
        reaction = react(rules, log, entries_of(table, "arriving"), lookups, around)
    return {"made": [made_values(each) for each in reaction.made], "problems": _places(problems, reaction)}


def entries_of(table: dict[str, Any], key: str) -> list[Entry]:
    """Entries in the order that they stand in, each as a log has it."""
    found = []
    for each in table.get(key, []):
        reading = read_entries(tomli_w.dumps({"format": 1, "entry": [each]}).encode(), "log.toml")
        assert reading.value, reading.problems
        found += reading.value
    return found


def around_of(table: dict[str, Any]) -> Around:
    """The product, the parties, the zone, and what the parties were given."""
    product = _product(table["product"]) if "product" in table else None
    parties = {each["slug"]: Party(**each) for each in table.get("parties", [])}
    zone = zoneinfo.ZoneInfo(table["zone"]) if "zone" in table else datetime.UTC
    given = {slug: frozenset(names) for slug, names in table.get("given", {}).items()}
    return Around(product, parties, zone, given)


def _product(table: dict[str, Any]) -> Product:
    warranties = tuple(filter(None, map(warranty_of, table.get("warranties", ()))))
    return Product(**{"id": "p000000000000", **table, "warranties": warranties})


def made_values(thing: MadeThing) -> dict[str, Any]:
    """A thing that was made, and what made it."""
    origin = thing.origin
    values = {key: getattr(origin, key) for key in ("rule", "cause", "branch", "number", "generation")}
    if isinstance(thing, MadeNotice):
        return {"what": "notice", **values, "line": thing.line}
    what = "message" if isinstance(thing, MadeMessage) else "entry"
    return {"what": what, **values, "entry": entry_values(thing.entry)}


def _places(problems: list[Problem], reaction: Reaction) -> list[str]:
    """Where each problem is; the words are each program's own."""
    return [
        each.path + (f":{each.line}" if each.line else "") for each in dict.fromkeys((*problems, *reaction.problems))
    ]
