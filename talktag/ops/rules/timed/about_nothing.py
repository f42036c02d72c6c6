"""Rules of time without a match: what they send is about no thing, and lies with the party that it goes to."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.model.rules.making.waker import Waker, find_recipient
from talktag.model.rules.reaction import MadeMessage, MadeNotice
from talktag.model.rules.rule import SEND
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.rules.reaction import Around
    from talktag.model.rules.rule import Rule
    from talktag.ops.rules.running.running_rules import RunningRules


def strike_about_nothing(running: RunningRules, due: Sequence[tuple[str, datetime.datetime]]) -> None:
    """Make what comes of it: messages, what comes of these, and notices."""
    rules, around = running.woken_at(due), running.around("")
    log = [entry for slug in _parties_of(rules, around) for entry in _log_with(running, slug)]
    folders: dict[str, str] = {}
    for made in running.made_at(rules, log, due, around):
        about = folders.get(made.origin.cause, "")
        if isinstance(made, MadeMessage) and not about:
            about = layout.about_none(made.entry.to or "")
        if not isinstance(made, MadeNotice):
            folders[made.entry.id] = about
        running.keeper.keep(about, (made,), rules)


def _parties_of(rules: Sequence[Rule], around: Around) -> Iterator[str]:
    """Whom rules that are about nothing may send to, each once."""
    names = {each.to for rule in rules for each in (*rule.do, *rule.otherwise) if each.what == SEND and each.to}
    found = set()
    for name in names:
        with contextlib.suppress(ValueError):
            found.add(find_recipient(name, Waker(), around.parties).slug)
    yield from sorted(found)


def _log_with(running: RunningRules, slug: str) -> Sequence[Entry]:
    return running.keeper.store.entries_in(layout.about_none(slug)).value or ()
