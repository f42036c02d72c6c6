"""Whatever order the lines of a log stand in, and however often each: it adds up to the same."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import Entry, read_entries, with_entries
from talktag.model.log.every import NEVER, MeterStep
from talktag.model.log.meters import meters_of
from talktag.model.log.schedule import dues_of, standing_entries
from talktag.model.log.standing import standing_of
from talktag.model.values.warranty import Duration

FIRST = datetime.date(2026, 1, 1)
MORNING = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)
IDS = [f"e{number}" for number in range(12)]
EVERY = st.sampled_from(
    [(), (Duration(6, "month"),), (MeterStep(Decimal(500), "km"),), (Duration(1, "year"), MeterStep(Decimal(9), "km"))]
) | st.just((NEVER,))


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Entries of a few days, of which many are of one moment, answer each other or take each other back."""
    kinds = st.sampled_from(["service", "check", "due", "done", "withdrawn", "withdrawn", "loan", "reading", "found"])
    return [
        Entry(
            ident,
            FIRST + datetime.timedelta(days=draw(st.integers(0, 3))),
            draw(kinds),
            draw(st.sampled_from(["oil", "OIL", "tyres"])),
            party=draw(st.sampled_from([None, "bruno", "bea"])),
            due=draw(st.sampled_from([None, datetime.date(2026, 5, 1)])),
            signer=signer,
            recorded=None if signer else MORNING + datetime.timedelta(milliseconds=draw(st.integers(0, 2))),
            every=draw(EVERY),
            meter=draw(st.sampled_from([{}, {"km": Decimal(5)}, {"km": Decimal(700)}, {"km": Decimal("7.5")}])),
            cause=draw(st.sampled_from([None, *IDS])),
        )
        for ident in draw(st.lists(st.sampled_from(IDS), unique=True))
        for signer in [draw(st.sampled_from([None, None, "SHA256:a"]))]
    ]


def adds_up_to(lines: list[Entry]) -> tuple[object, ...]:
    """What a log of these lines adds up to, by way of its text."""
    text = with_entries(b"", lines)
    assert text is not None
    entries = read_entries(text, "log").value or ()
    standing = standing_entries(entries)
    return entries, standing, dues_of(standing), dict(meters_of(standing)), standing_of(entries)


@settings(deadline=None, max_examples=70)
@given(st.data())
def test_lines_in_any_order_and_doubles_add_up_to_the_same(data: st.DataObject) -> None:
    log = data.draw(logs())
    other = data.draw(st.permutations(log))
    again = data.draw(st.lists(st.sampled_from(log), max_size=3)) if log else []
    assert adds_up_to(log) == adds_up_to([*other, *again])


@settings(deadline=None, max_examples=70)
@given(logs())
def test_what_is_due_is_due_once_and_by_an_entry_that_stands(log: list[Entry]) -> None:
    standing = standing_entries(log)
    dues = dues_of(standing)
    assert len({each.key for each in dues}) == len(dues)
    assert {each.entry for each in dues} <= {each.id for each in standing}


@settings(deadline=None, max_examples=70)
@given(logs())
def test_what_answers_something_of_its_own_second_comes_after_it(log: list[Entry]) -> None:
    entries = read_entries(with_entries(b"", log) or b"", "log").value or ()
    places = {each.id: place for place, each in enumerate(entries)}
    chosen = {each.id: each for each in entries}
    for each in entries:
        cause = chosen.get(each.cause or "")
        if cause and cause is not each and (cause.date, cause.moment) == (each.date, each.moment):
            assert places[cause.id] < places[each.id] or answers_itself(each, chosen)


def answers_itself(entry: Entry, entries: dict[str, Entry]) -> bool:
    """Whether it stands in a ring of entries that answer each other."""
    met = set()
    following = entries.get(entry.cause or "")
    while following and following.id not in met:
        if following is entry:
            return True
        met.add(following.id)
        following = entries.get(following.cause or "")
    return False


@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=2, max_size=6), st.permutations(IDS))
def test_what_the_owner_did_within_one_second_stands_as_it_was_done(
    steps: list[tuple[int, bool]], ids: list[str]
) -> None:
    """A message tells no more than the second it is of; what is written down beside it knows the thousandth."""
    log, moment = [], MORNING
    for ident, (later, is_said) in zip(ids, steps, strict=False):
        moment = min(moment + datetime.timedelta(milliseconds=later), MORNING + datetime.timedelta(milliseconds=999))
        if log and log[-1].recorded == moment:
            break
        note = Entry(ident, FIRST, "message" if is_said else "manual", "x", recorded=moment)
        log.append(note._replace(time=MORNING, to="shop", sequence=len(log) + 1) if is_said else note)
    text = with_entries(b"", log[::-1])
    assert text is not None
    assert read_entries(text, "log").value == tuple(log)
