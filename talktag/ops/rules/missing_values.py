"""Which values a rule would put in and are not there, so that they come to the empty text. It fills in none."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talktag.model.rules.making.scene import Scene
from talktag.model.rules.making.waker import Waker, find_waker
from talktag.model.rules.rule import DO

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.made_id import Origin
    from talktag.model.rules.reaction import Around
    from talktag.model.rules.rule import Rule, RuleAction
    from talktag.model.rules.rule_text import ValueName


def missing_values(
    rule: Rule, origin: Origin, cause: Entry | None, lookups: Mapping[str, LookupTable], around: Around
) -> tuple[str, ...]:
    """The names of those that one action puts in and that are missing, at what woke the rule; None where time did."""
    waker = find_waker(cause, around.parties) if cause else Waker()
    around = around if cause or rule.match else around._replace(product=None)
    scene = Scene(
        rule, cause, waker, around, lookups, day=datetime.date.max
    )  # whether a value is there hangs on no day
    actions = rule.do if origin.branch == DO else rule.otherwise
    names = _names(actions[origin.number - 1])
    return tuple(dict.fromkeys(str(each) for each in names if not scene.value(each)))


def _names(action: RuleAction) -> Iterator[ValueName]:
    for text in (action.title, action.text, *action.data.values()):
        yield from text.names if text else ()
