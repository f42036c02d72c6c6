"""One action of a rule turned into what it makes. Nothing is written, and nothing decides here whether it may be."""

from __future__ import annotations

import contextlib
import datetime
from typing import NamedTuple

from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.rules.made_id import Origin
from talktag.model.rules.making.scene import Scene
from talktag.model.rules.making.waker import find_recipient
from talktag.model.rules.reaction import MadeEntry, MadeMessage, MadeNotice, MadeThing
from talktag.model.rules.rule import NOTICE, SEND, RuleAction
from talktag.model.rules.rule_text import ALL_LIMIT, VALUE_LIMIT, RuleText, cut
from talktag.model.typed.text import without_controls


class CausedAt(NamedTuple):
    """When the cause was, by the owner's clock: its day, its moment, and when it was written here."""

    date: datetime.date
    moment: datetime.datetime
    recorded: datetime.datetime | None


def make(action: RuleAction, scene: Scene, origin: Origin, at: CausedAt) -> MadeThing:
    """What an action comes to; ValueError with a sentence where there is nobody to send it to."""
    if action.what == SEND and scene.is_of_unknown_thing:
        raise ValueError("they were given nothing of this thing")
    title = _line(action.title, scene) or scene.rule.name
    if action.what == NOTICE:
        return MadeNotice(origin, title)
    text = _fill(action.text, scene, ALL_LIMIT) if action.text else None
    data = {name: value for name, text in action.data.items() if (value := _fill(text, scene, VALUE_LIMIT))}
    entry = Entry(origin.id, at.date, action.kind, title, text or None, due=_due(action, at.date))
    entry = entry._replace(recorded=at.recorded, cause=origin.cause, data=data or entry.data, auto=True)
    if action.what != SEND:
        return MadeEntry(origin, entry)
    party = find_recipient(action.to or "", scene.waker, scene.around.parties)
    return MadeMessage(origin, entry._replace(id=origin.message_entry, time=at.moment, to=party.slug))


def _line(text: RuleText, scene: Scene) -> str:
    return cut(" ".join(without_controls(text.fill(scene.value)).split()), TITLE_LIMIT)


def _fill(text: RuleText, scene: Scene, limit: int) -> str:
    return cut(without_controls(text.fill(scene.value)).strip(), limit)


def _due(action: RuleAction, day: datetime.date) -> datetime.date | None:
    if action.due is None:
        return None
    with contextlib.suppress(OverflowError, ValueError):
        return action.due.after(day)
    return None  # beyond the calendar
