"""What the rules of a desk make of what arrives on a channel, and what is left for a person. It keeps nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError
from talktag.model.desk.cases import case_of, wants_answer
from talktag.model.desk.consent import consent_on
from talktag.model.desk.desk_channel import CUSTOMER, DeskChannel
from talktag.model.rules.engine import react
from talktag.model.rules.reaction import Around, MadeEntry, MadeMessage, MadeNotice
from talktag.model.rules.spans import zone_of
from talktag.model.talk.permission import unwelcome
from talktag.ops.desk.answers import OwnAnswer, ToAnswer, make_answer

if TYPE_CHECKING:
    from talktag.model.desk.keeping import Answer, KeptChannel
    from talktag.model.log.entry import Entry
    from talktag.ops.desk.desk import OpenDesk


class DeskReaction(NamedTuple):
    """What came of entries: the channel as it is then, what its log gains besides them, what goes out, and lines."""

    channel: DeskChannel
    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...]
    notices: tuple[str, ...]
    problems: tuple[str, ...]


def react_at_desk(
    desk: OpenDesk,
    kept: KeptChannel,
    arriving: Sequence[Entry],
    thread: str,
    general: Sequence[Entry],
    first: OwnAnswer | None = None,
) -> DeskReaction:
    """Run the rules on what arrives; what they do not take up becomes a case, and so does what they may not send.

    `kept` is the channel as it is with what arrives, and its log without that; `general` is the log about no thing.
    `first` is what the desk itself answers, before any rule.
    """
    channel, log = kept
    reacting = _DeskReacting(desk, channel, [*log, *arriving], thread, general)
    if first:
        reacting.say(first.bundle, first.entry)
    around = Around(channel.product_seen(), {CUSTOMER: channel.party()}, zone_of(desk.settings.zone))
    reaction = react(desk.rules.rules, log, arriving, desk.rules.lookups, around)
    for each in reaction.made:
        match each:
            case MadeNotice():
                reacting.notices.append(each.line)
            case MadeEntry():
                reacting.note(each.entry)
            case MadeMessage():
                reacting.say(each.origin.id, each.entry)
    for entry in arriving:
        reacting.leave(entry)
    problems = tuple(str(each) for each in reaction.problems)
    made = tuple(reacting.entries), tuple(reacting.answers), tuple(reacting.notices)
    return DeskReaction(reacting.channel, *made, problems)


class _DeskReacting:
    """One reaction on its way."""

    def __init__(
        self, desk: OpenDesk, channel: DeskChannel, log: Sequence[Entry], thread: str, general: Sequence[Entry]
    ) -> None:
        self.channel = channel
        self.entries: list[Entry] = []
        self.answers: list[Answer] = []
        self.notices: list[str] = []
        self._desk = desk
        self._thread = thread
        self._by_id: Mapping[str, Entry] = {each.id: each for each in log}
        self._said = consent_on(channel.product, log, general)
        self._taken_up: dict[str, str] = {}  # what a rule made something of, by its id, and what that goes back to
        self._kept_back: dict[str, str] = {}

    def note(self, entry: Entry) -> None:
        """Keep an entry that a rule made."""
        self._take_up(entry)
        self.entries.append(entry)

    def say(self, bundle: str, entry: Entry) -> None:
        """Answer, where the customer wants to hear it and it can be sent."""
        root = self._root_of(entry)
        day = (entry.recorded or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)).date()
        why = unwelcome(self._said, entry.kind, day, self._by_id.get(root))
        if why is None:
            what = ToAnswer(bundle, entry, self._thread, self._by_id.get(root))
            try:
                answer = make_answer(self._desk, self.channel, what)
            except InvalidError as error:
                why = error.message
            else:
                self._take_up(answer.entry)
                self.channel = answer.channel
                self.entries.append(answer.entry)
                self.answers.append(answer.answer)
                return
        self._kept_back[root] = f"Not sent: {entry.title} ({why})"

    def leave(self, entry: Entry) -> None:
        """Leave to a person what no rule took up."""
        why = self._kept_back.get(entry.id)
        if why or (wants_answer(entry) and entry.id not in self._taken_up.values()):
            self.entries.append(case_of(entry, why))

    def _take_up(self, entry: Entry) -> None:
        self._taken_up[entry.id] = self._root_of(entry)

    def _root_of(self, entry: Entry) -> str:
        """What arrived and is at the beginning of what caused an entry."""
        cause = entry.cause or ""
        return self._taken_up.get(cause, cause)
