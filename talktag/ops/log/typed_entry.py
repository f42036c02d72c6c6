"""Entries as a person types them for a product of their own: flags become values, and are judged by the log so far.

Writes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.log import kinds
from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.log.every import NEVER, Every
from talktag.model.log.meters import meters_of
from talktag.model.log.readings import neighbours, settled_reading
from talktag.model.log.schedule import dues_of
from talktag.model.log.typed_every import meant_reading, typed_every, typed_reading
from talktag.model.sharing.told_entries import check_link
from talktag.model.typed.duration import typed_duration
from talktag.model.typed.text import checked_text, typed_text
from talktag.model.values.money import Money
from talktag.ops.log.find_entry import find_due
from talktag.ops.log.own_entries import in_turn, own_entry
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session
from talktag.ops.typed import read_day, read_flag, read_money

_RESET = (
    "if it was set back or changed, add: --meter-reset",
    "if the other reading is wrong, take it back: talktag entry REF --withdraw ID",
)
BY_HAND = (*kinds.IN_REPLIES, kinds.DUE)  # in the order in which they are written


class EntryRequest(NamedTuple):
    """What is to be written on a product's log, as typed; `said` is by kind, each kind with its titles.

    `done` names something that is due: by its title, a part of it or the beginning of its id. `reset` says that a
    meter was set back; where somebody `can_ask`, they are asked that of one that shows less. `warranty` begins with it,
    `void` is the kind of one that ends.
    """

    ref: str
    said: Mapping[str, Sequence[str]] = {}
    cost: str | None = None
    date: str | None = None
    due: str | None = None
    every: Sequence[str] = ()
    meter: Sequence[str] = ()
    reset: bool = False
    done: str | None = None
    party: str | None = None
    text: str | None = None
    files: Sequence[Path] = ()
    warranty: str | None = None
    void: str | None = None
    can_ask: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said that could be written."""
        return not any(self._replace(can_ask=False)[1:])


def typed_entries(session: Session, request: EntryRequest, log: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are meant, by what stands in the `log` and was not withdrawn; they follow it in this order.

    Cost, text, what is due, how often and the meters belong to the first, date and party to all. InvalidError for
    what does not hold up, UsageError where nothing says what happened.
    """
    day = read_day("date", request.date, session.today, ahead=False) if request.date else session.today
    meter, reset = _meter(request, log, day)
    titles = [(kind, _title(kind, each)) for kind in BY_HAND for each in _words(request, kind, log)]
    due = find_due(request.done, dues_of(log)) if request.done else None
    if due and not titles:
        titles = [(kinds.DONE, f"Done: {due.title}"[:TITLE_LIMIT])]
    if not titles and meter:
        titles = [(kinds.READING, ", ".join(f"{name} {shown:f}" for name, shown in meter.items()))]
    if not titles:
        raise _nothing_happened(request)
    party = find_party(session.store, request.party).slug if request.party else None
    made = [own_entry(session, *each, party=party)._replace(date=day) for each in titles]
    first = made[0]._replace(
        text=read_flag("text", partial(checked_text, request.text)) if request.text else None,
        cost=_cost(session, request.cost) if request.cost else None,
        due=_due_day(session, request.due, day) if request.due else None,
        every=_every(request, (*meters_of(log), *meter)),
        meter=meter,
        reset=reset,
        cause=due.entry if due else None,
    )
    _check_first(request, first, log)
    return in_turn((first, *made[1:]))


def _cost(session: Session, typed: str) -> Money:
    """What it cost, or below 0 what came back of it."""
    return read_money("cost", typed, session.store.settings.currency, may_be_less=True)


def _title(kind: str, text: str) -> str:
    title = read_flag(kind, partial(typed_text, text))
    if len(title) > TITLE_LIMIT or not title.isprintable():
        raise InvalidError(
            f"{kind}: the title is not one line of at most {TITLE_LIMIT} characters",
            hints=["say the rest with: --text TEXT"],
        )
    return read_flag(kind, partial(check_link, title)) if kinds.KINDS[kind].is_address else title


def _words(request: EntryRequest, kind: str, log: Sequence[Entry]) -> list[str]:
    """The titles of a kind; a reading that says what a meter shows is none."""
    said = request.said.get(kind, ())
    return [each for each in said if kind != kinds.READING or meant_reading(each, meters_of(log)) is None]


def _meter(
    request: EntryRequest, log: Sequence[Entry], day: datetime.date
) -> tuple[Mapping[str, Decimal], tuple[str, ...]]:
    """What the meters showed on the day, and which of them were set back before; one that cannot have is refused."""
    shown: dict[str, Decimal] = {}
    reset = []
    known = meters_of(log)
    read = [("reading", meant) for each in request.said.get(kinds.READING, ()) if (meant := meant_reading(each, known))]
    for flag, text in (*(("meter", each) for each in request.meter), *read):
        typed = read_flag(flag, partial(typed_reading, text, known))
        around = neighbours(log, typed.meter, day)
        is_one = len(typed.numbers) == 1
        is_new = request.reset or (request.can_ask and is_one and around.is_less(typed.numbers[0]))
        number = partial(settled_reading, typed, around, is_reset=is_new)
        shown[typed.meter] = read_flag(flag, number, *(_RESET if is_one else ()), in_store=False)
        reset += [typed.meter] if is_new and around.before else []
    return shown, tuple(dict.fromkeys(reset))


def _every(request: EntryRequest, meters: Sequence[str]) -> tuple[Every, ...]:
    every = tuple(dict.fromkeys(read_flag("every", partial(typed_every, each, meters)) for each in request.every))
    if NEVER in every and len(every) > 1:
        raise UsageError("--every never ends it, and another --every begins it", hints=["give one of them"])
    return every


def _due_day(session: Session, text: str, day: datetime.date) -> datetime.date:
    """The day something is due: a bare length counts from the day of the entry, everything else from today."""
    if text.strip().isdigit() or not (length := typed_duration(text)):
        return read_day("due", text, session.today, ahead=True)
    try:
        return length.after(day)
    except (OverflowError, ValueError):
        raise InvalidError(f'due: "{text}" from {day} lies outside the calendar') from None


def _check_first(request: EntryRequest, first: Entry, log: Sequence[Entry]) -> None:
    """Something that ends must have come again, and what is to be done must say when."""
    if first.kind == kinds.DUE and not first.due and not first.every:
        raise UsageError("--task does not say when", hints=["add a day: --due DATE", "or how often: --every 6m"])
    if NEVER in first.every and not request.done:
        again = [each.title for each in dues_of(log)]
        if not any(each.every and _same(each, first) for each in log):
            known = [f"what comes again: {', '.join(again)}"] if again else []
            raise InvalidError(f'nothing called "{first.title}" comes again, so it cannot end', hints=known)


def _same(one: Entry, other: Entry) -> bool:
    from talktag.model.values.fold import fold

    return one.kind == other.kind and fold(one.title) == fold(other.title)


def _nothing_happened(request: EntryRequest) -> UsageError:
    given = next(name for name, value in request._asdict().items() if value and name not in {"ref", "said"})
    flag = {"files": "file", "reset": "meter-reset"}.get(given, given)
    return UsageError(
        f"--{flag} belongs to an entry, and there is none", hints=['say what happened, such as: --service "new tyres"']
    )
