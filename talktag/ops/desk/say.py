"""An answer of a person or a program of the company: it closes the cases that stand open. It puts nothing out.

What the customer does not want to be sent is not sent, whoever says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, NotFoundError
from talktag.model.desk.cases import CASE, done_with, open_cases
from talktag.model.desk.consent import consent_on
from talktag.model.desk.desk_channel import DeskChannel
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.desk.log_room import check_log_room
from talktag.model.log.entry import in_order
from talktag.model.talk.permission import unwelcome
from talktag.ops.desk.answers import ToAnswer, make_answer

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.desk.arrivals.read_said import SaidLine
    from talktag.ops.desk.desk import OpenDesk


class SaidAnswer(NamedTuple):
    """What is to be kept of an answer, None where it was said before, and the entries that are told of it."""

    change: ChannelChange | None
    channel: DeskChannel
    told: tuple[Entry, ...]


def answer_said(desk: OpenDesk, said: SaidLine, kept: KeptChannel | None, general: Sequence[Entry]) -> SaidAnswer:
    """The answer in a line; NotFoundError, InvalidError where there is nobody to say it to, or it may not be said."""
    if kept is None:
        raise NotFoundError(f'there is no channel "{said.channel}"')
    entry = said.entry
    entry = entry._replace(party=None, signer=None, original=None, auto=False)
    return say_on(desk, kept, said.bundle, entry, general)


def say_on(desk: OpenDesk, kept: KeptChannel, bundle: str, entry: Entry, general: Sequence[Entry]) -> SaidAnswer:
    """An entry said on a channel, as the bundle of that id; it answers what the oldest open case is about.

    `general` is the log of the customer's channel about no thing.
    """
    log = in_order(kept.log)
    before = [each for each in log if each.id == f"{bundle}-1"]
    if before:
        closed = {each.id for each in log if each.cause in _cases_of(log)}
        return SaidAnswer(None, kept.channel, (*before, *(each for each in log if each.id in closed)))
    recorded = entry.recorded
    if recorded is None:
        raise InvalidError("what is said has no moment")
    why = unwelcome(consent_on(kept.channel.product, log, general), entry.kind, recorded.date())
    if why:
        contact = kept.channel.contact
        raise InvalidError(f"it is not sent: {why}", hints=[f"reach them in another way: {contact}"] if contact else [])
    cases = open_cases(log)
    by_id = {each.id: each for each in log}
    asked = next((by_id[each.cause] for each in cases if each.cause in by_id), None)
    asked = asked or next((each for each in reversed(log) if each.signer), None)
    said = entry._replace(date=recorded.date(), time=recorded, cause=asked.id if asked else None)
    thread = (asked and asked.channel) or next(iter(kept.channel.threads), bundle)
    made = make_answer(desk, kept.channel, ToAnswer(bundle, said, thread, asked))
    entries = (made.entry, *(done_with(each, made.entry) for each in cases))
    check_log_room((*log, *entries), is_own=True)
    return SaidAnswer(ChannelChange(made.channel, entries, (made.answer,)), made.channel, entries)


def _cases_of(log: Sequence[Entry]) -> set[str]:
    return {each.id for each in log if each.kind == CASE}
