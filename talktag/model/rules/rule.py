"""A rule as values: what wakes it, what must hold, what it makes. It is never run by itself, and knows no file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from talktag.model.rules.rule_condition import RuleCondition
from talktag.model.rules.rule_text import RuleText
from talktag.model.values.warranty import Duration

SEND, ENTRY, NOTICE = "send", "entry", "notice"
THEM, OWNER = "them", "owner"  # who woke it; the owner of the store
RULE_LIMIT = 64_000  # bytes of a rule's file
ACTIONS_MOST = 20  # of each branch
CONDITIONS_MOST = 50
COUNT_MOST = 1_000
DO, ELSE = "do", "else"

_NO_DATA: Mapping[str, RuleText] = MappingProxyType({})


class RuleAction(NamedTuple):
    """One thing to make: SEND a message `to` somebody, an ENTRY of one's own, or a NOTICE, whose `title` is its line.

    `to` is THEM, a role or a party's slug; `due` is counted from the day of what woke the rule.
    """

    what: str
    title: RuleText
    kind: str = ""
    to: str | None = None
    text: RuleText | None = None
    due: Duration | None = None
    data: Mapping[str, RuleText] = _NO_DATA


class Look(NamedTuple):
    """The row of the lookup `table` whose first column is what `key` comes to; `line` is where the rule says so."""

    table: str
    key: RuleText
    line: int | None = None


class FirstTime(NamedTuple):
    """A moment as clocks show it, in the zone named, or in the owner's where none is."""

    local: datetime.datetime
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It is woken by entries where it has `on`, else by time: at `at`, and where it has `every`, ever after.

    `by` is empty for anybody. `match` decides whether it wakes, `conditions` whether `do` or `otherwise` is made.
    `hash` is the SHA-256 of its file. `giver` is the slug of the party that it came from, None for one's own rules.
    """

    name: str
    path: str
    hash: str
    means: str | None = None
    giver: str | None = None
    on: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    match: tuple[RuleCondition, ...] = ()
    count: int = 1
    within: datetime.timedelta | None = None
    late: datetime.timedelta | None = None
    auto: bool = False
    look: Look | None = None
    conditions: tuple[RuleCondition, ...] = ()
    do: tuple[RuleAction, ...] = ()
    otherwise: tuple[RuleAction, ...] = ()
    at: FirstTime | None = None
    every: Duration | None = None

    @property
    def is_of_time(self) -> bool:
        """Whether time wakes it, and no entry."""
        return self.at is not None
