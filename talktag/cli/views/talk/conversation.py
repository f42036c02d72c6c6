"""A conversation as a person reads it: who said what and when, then what is open, promised and missing.

Everybody else's words are set off, or stand in a cell, so that none can pass for talktag's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.times import local_time
from talktag.cli.views.view import Aside, Block, Columns, Line
from talktag.model.log.entry import UNSIGNED
from talktag.model.log.kinds import MESSAGE, WISH
from talktag.model.log.settling import is_own
from talktag.model.talk.conversation import days_late, other_side
from talktag.model.talk.new_entry import whole_text
from talktag.model.values.plural import plural
from talktag.model.wishes.words import points_in_words

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.conversation import MissingNumbers
    from talktag.model.talk.open_questions import Promise
    from talktag.ops.talk.talk import TalkView

HEADINGS = ("when", "who", "what", "words", "id")
_CUT = 2000  # letters of one entry that are shown in a list


def show_conversation(data: TalkView) -> Iterator[Block]:
    """What was said, newest last, and what stands."""
    if not data.talked.said:
        return
    yield Aside(lambda: [Line(data.title, "strong")])
    yield Columns(HEADINGS, [_cells(data, each) for each in data.shown], ("id",), how="--plain")
    yield Aside(lambda: _standing(data))


def _cells(data: TalkView, entry: Entry) -> tuple[str, ...]:
    moment = entry.moment
    when = local_time(moment) if moment else str(entry.date)
    words = whole_text(entry)
    words = ", ".join((" ".join(words.split()), *points_in_words(entry)))
    words = words if len(words) <= _CUT else f"{words[:_CUT]}…"
    return when, data.who(entry), ", ".join(_marks(data, entry)), words, data.short.get(entry.id, entry.id)


def _marks(data: TalkView, entry: Entry) -> Iterator[str]:
    """What it is, and what became of it."""
    yield from _kind(data, entry)
    if entry.anonymous:
        yield "anonymous"
    if entry.due:
        yield f"by {entry.due}"
    if entry.id in data.open:
        yield "open"
    if entry.id in data.talked.gone:
        yield "withdrawn"
    if entry.signer == UNSIGNED:
        yield "unsigned"
    if entry.auto:
        yield "by a rule"
    if entry.original in data.unsent:
        yield "not sent yet"
    if late := days_late(entry):
        yield f"came {plural(late, 'day')} later"


def _kind(data: TalkView, entry: Entry) -> Iterator[str]:
    """Its kind; of a wish that was sent anew also which one it takes the place of."""
    if entry.kind != MESSAGE:
        yield entry.kind
    if entry.kind == WISH and (before := data.short.get(entry.cause or "")):
        yield f"in place of {before}"


def _standing(data: TalkView) -> Iterator[Block]:
    """What is open, what was promised by when and whether it was kept, what never came."""
    found = data.talked
    lines = [
        *(_question(data, each) for each in found.questions),
        *(_promise(data, each) for each in found.promises),
        *(_missing(data, each) for each in found.missing),
    ]
    if lines:
        yield Line("")
        yield Columns(("what stands", "who", "words", "when"), lines)


def _name(data: TalkView, entry: Entry) -> str:
    return data.owner if is_own(entry) else data.names.get(other_side(entry), other_side(entry))


def _question(data: TalkView, entry: Entry) -> tuple[str, ...]:
    whom = f"to {data.names.get(other_side(entry), other_side(entry))}" if is_own(entry) else "to you"
    return f"open question {whom}", _name(data, entry), entry.title, f"since {entry.date}"


def _promise(data: TalkView, promise: Promise) -> tuple[str, ...]:
    kept, due = promise.kept, promise.due
    state = "promise kept" if kept else "promise, late" if promise.is_late(data.today) else "promise"
    when = f"kept {kept.date}" if kept else f"by {due}" if due else ""
    return state, _name(data, promise.entry), promise.entry.title, when


def _missing(data: TalkView, missing: MissingNumbers) -> tuple[str, ...]:
    one = missing.first == missing.last
    numbers = f"number {missing.first}" if one else f"numbers {missing.first} to {missing.last}"
    return f"{numbers} of theirs missing", data.names.get(missing.party, missing.party), "it may still come", ""
