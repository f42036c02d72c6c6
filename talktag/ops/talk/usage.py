"""What a maker is told of how a thing was used: whole months that it was not told of yet, in ranges. Sends nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from talktag.errors import UsageError
from talktag.model.log.kinds import MESSAGE, READING
from talktag.model.log.schedule import standing_entries
from talktag.model.log.usage import Month, first_month, month_told, usage_data
from talktag.model.talk.new_entry import NewEntry
from talktag.model.typed.text import checked_text
from talktag.ops.typed import read_day, read_flag

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.ops.talk.find_conversation import Conversation
    from talktag.ops.talk.talk_request import TalkRequest


def usage_entry(session: Session, found: Conversation, request: TalkRequest) -> NewEntry:
    """The report, as an entry to be said; UsageError where there is nothing to tell that was not told before."""
    if found.about.product is None:
        raise UsageError("use is of a product of yours", hints=["name it first: talktag talk canon --to PARTY --usage"])
    if request.kind != MESSAGE or request.due:
        raise UsageError("--usage is a reading, and no other kind", hints=["leave out --ask, --promise, --kind, --due"])
    log = standing_entries(found.entries)
    last = Month.of(session.today).later(-1)
    told = month_told(found.entries, found.to.slug)
    first = _first(session, request, found, told)
    if first > last:
        before = f"{found.to.name} was told of it up to {told}, and " if told else ""
        raise UsageError(f"{before}{first} is not over yet", hints=["a month is told of once it is over"])
    return NewEntry(
        READING,
        f"Used from {first} to {last}",
        read_flag("TEXT", partial(checked_text, request.text)) if request.text.strip() else None,
        data=usage_data(log, first, last),
    )


def _first(session: Session, request: TalkRequest, found: Conversation, told: Month | None) -> Month:
    """The first month that is told of: as typed, else the one after the last report, else that of the first reading."""
    after = told.later(1) if told else None
    if request.since:
        first = Month.of(read_day("since", request.since, session.today, ahead=False))
        if told and first <= told:
            raise UsageError(
                f"{found.to.name} was told of it up to {told}", hints=[f"tell the rest: --since {after}-01"]
            )
        return first
    read = first_month(standing_entries(found.entries))
    if read is None:
        slug = found.folder.rpartition("/")[2]
        raise UsageError(
            "nothing is known of how much it was used",
            hints=[f"say what a meter shows: talktag entry {slug} --reading km=12000", "or since when: --since DATE"],
        )
    return max(filter(None, (after, read)))
