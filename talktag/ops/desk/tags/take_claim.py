"""A claim to a maker's tag as it comes to a desk: whose the tag is then, what is answered, which channel is over.

It keeps nothing, and is asked while the tag and its channels are held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import BusyError, UntrustedError
from talktag.model.desk.cases import desk_id, open_cases
from talktag.model.desk.desk_channel import CUSTOMER, DeskChannel
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.desk.tag_holder import TagHolder, lock_of
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import MESSAGE
from talktag.model.makers.claim import HELD, NO, TAG, YES, read_claim
from talktag.model.values.ident import printed_tag
from talktag.ops.desk.answers import OwnAnswer
from talktag.ops.desk.tags.judge_claim import Claimer, JudgedClaim, judge_claim

if TYPE_CHECKING:
    from talktag.model.makers.tag_register import PrintedTag
    from talktag.ops.desk.arrivals.read_arrival import CameBundle
    from talktag.ops.desk.desk import OpenDesk


class TakenClaim(NamedTuple):
    """The channel as it is then, what is answered, a line for people, who holds the tag, and the channel it left."""

    channel: DeskChannel
    answer: OwnAnswer
    line: str
    holder: TagHolder | None = None
    also: ChannelChange | None = None


def channels_of_tag(desk: OpenDesk, tag: str) -> set[str]:
    """What is to be held where a tag is claimed: its lock, and the channel that it belongs to."""
    lock = lock_of(tag)
    with desk.keeping.holding([lock]) as held:
        holder = held.holder(tag)
    return {lock, *([holder.channel] if holder else []), *([holder.before] if holder and holder.before else [])}


def take_claim(
    desk: OpenDesk,
    came: CameBundle,
    channel: DeskChannel,
    holder: TagHolder | None,
    read: Callable[[str], KeptChannel | None],
) -> TakenClaim:
    """What the claim in a bundle comes to; UntrustedError where it does not hold, to refuse the bundle."""
    claim = came.claim
    if claim is None:
        raise UntrustedError("it brings no claim")
    printed = desk.tags.look_up(claim.tag)
    who = Claimer(channel.id, came.key.fingerprint, desk.fingerprints)
    judged = judge_claim(claim, printed, holder, who)
    answer, shown = _answer(desk, came, judged), printed_tag(claim.tag)
    if not judged.is_theirs or printed is None:
        return TakenClaim(channel, answer, f"the tag {shown} is not given to {channel.customer}: {judged.why}")
    now = came.arrival.recorded.date()
    theirs = replace(channel, tag=claim.tag, passed=None, fields={**_facts_of(printed), **channel.fields})
    also = None
    if judged.holder.before and judged.holder.channel == channel.id and judged.holder.before != channel.id:
        gone = read(judged.holder.before)
        if gone is None and holder and holder.channel == judged.holder.before:
            raise BusyError(f"the tag {shown} went to another key just now")
        if gone and not gone.channel.passed:
            over = replace(gone.channel, passed=now, tag=None)
            also = ChannelChange(over, is_open=bool(open_cases(gone.log)))
    return TakenClaim(theirs, answer, f"the tag {shown} belongs to {channel.customer} now", judged.holder, also)


def _facts_of(printed: PrintedTag) -> Mapping[str, str]:
    """What the desk knows of the article itself, for rules to look at."""
    said = {"tag": printed.tag, "serial": printed.serial, "gtin": printed.gtin, "batch": printed.batch}
    return {key: text for key, text in said.items() if text}


def _answer(desk: OpenDesk, came: CameBundle, judged: JudgedClaim) -> OwnAnswer:
    """What is said to whoever claimed: that it is theirs, or that it is not, and what they can do."""
    entry = next(each for each in came.message.entries if read_claim(each.data)) if came.message else None
    cause = entry.id if entry else came.document.bundle
    shown, name = printed_tag(judged.holder.tag), desk.settings.name
    title = f"The tag {shown} belongs to you at {name}"
    text = None
    if not judged.is_theirs:
        title = f"The tag {shown} belongs to somebody else at {name}"
        text = f"Not given to you: {judged.why}. Whoever you have the thing from can hand the tag on to you."
    ident, day = desk_id("claim", cause), came.arrival.recorded.date()
    said = Entry(ident, day, MESSAGE, title, text)
    data = {TAG: judged.holder.tag, HELD: YES if judged.is_theirs else NO}
    said = said._replace(
        recorded=came.arrival.recorded, time=came.arrival.recorded, cause=cause, to=CUSTOMER, auto=True, data=data
    )
    return OwnAnswer(ident, said)
