"""`desk say`: a person at the company answers on a channel, and closes what stood open. It asks no question."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.effects.of_desk import SAY, AtDesk
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import MESSAGE
from talktag.model.talk.new_entry import words_of
from talktag.ops.desk.look import find_channel, read_channel_of
from talktag.ops.desk.say import say_on
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.desk.desk_channel import DeskChannel
    from talktag.ops.desk.desk import OpenDesk
    from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class SaidAtDesk:
    """What is said to whom, and the cases that it closes."""

    channel: DeskChannel
    entry: Entry
    closes: tuple[Entry, ...]

    def values(self) -> Mapping[str, Any]:
        """The words, and what is closed."""
        text = {"text": self.entry.text} if self.entry.text else {}
        said = {"channel": self.channel.id, "customer": self.channel.customer, "entry": self.entry.id}
        return {**said, "title": self.entry.title, **text, "closes": [each.cause for each in self.closes]}


def say_now(session: Session, desk: OpenDesk, typed: str, text: str) -> Outcome:
    """Answer on a channel. InvalidError where the customer does not want it, or it cannot be sealed to them."""
    title, rest = words_of(text)
    if not title:
        example = f'type the words: talktag desk say {shlex.quote(str(desk.folder))} {typed} "It is fixed"'
        raise UsageError("there is nothing to say", hints=[example])
    kept = find_channel(desk.folder, desk.keeping, typed)
    bundle, recorded = session.new_id(), session.recorded
    entry = Entry(bundle, recorded.date(), MESSAGE, title, rest, recorded=recorded)
    general = kept.channel.general
    known = read_channel_of(desk.keeping, general)
    said = say_on(desk, kept, bundle, entry, known.log if known else ())
    first, *closes = said.told

    def work() -> None:
        with desk.keeping.holding({kept.channel.id, general}) as held:
            now, around = held.read(kept.channel.id), held.read(general)
            if now is None:
                raise NotFoundError(f'the channel "{kept.channel.id}" was forgotten meanwhile')
            if (change := say_on(desk, now, bundle, entry, around.log if around else ()).change) is not None:
                held.keep([change])
        desk.keeping.put_out()

    effect = AtDesk(SAY, str(desk.folder), kept.channel.id, work)
    return Outcome(SaidAtDesk(kept.channel, first, tuple(closes)), effects=(effect,), done=("the answer is put out",))
