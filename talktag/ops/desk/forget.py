"""`desk forget`: a channel and all that was said on it, deleted for good. There is no history that has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.effects.of_desk import FORGET, AtDesk
from talktag.ops.desk.look import find_channel
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.desk.desk_channel import DeskChannel
    from talktag.model.desk.keeping import DeskKeeping


@dataclass(frozen=True, slots=True)
class ChannelForgotten:
    """The channel that goes, and how many entries its log has."""

    channel: DeskChannel
    entries: int

    def values(self) -> Mapping[str, Any]:
        """Which, and whose."""
        said = self.channel
        return {"channel": said.id, "customer": said.customer, "thing": said.thing, "entries": self.entries}


def forget_channel(folder: Path, keeping: DeskKeeping, typed: str) -> Outcome:
    """Forget a channel, after a yes."""
    kept = find_channel(folder, keeping, typed)

    def work() -> None:
        with keeping.holding([kept.channel.id]) as held:
            held.forget(kept.channel.id)

    effect = AtDesk(FORGET, str(folder), kept.channel.id, work)
    return Outcome(
        ChannelForgotten(kept.channel, len(kept.log)),
        question="Forget this channel for good?",
        effects=(effect,),
        done=("forgotten: nothing of it is left at this desk; copies elsewhere, and what was carried, are not its",),
    )
