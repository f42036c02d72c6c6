"""`desk list` and `desk show`: what stands at a desk, open cases first. It changes nothing, and needs no key."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import NotFoundError
from talktag.model.desk.cases import open_cases
from talktag.model.desk.desk_channel import is_channel_id
from talktag.model.log.entry import Entry, entry_values, in_order
from talktag.model.toml.record_file import json_values, without_absent
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.desk.desk_channel import DeskChannel
    from talktag.model.desk.keeping import DeskKeeping, KeptChannel, Refusal

_LEAST = 4  # letters of a channel's id that may stand for it


class ChannelLine(NamedTuple):
    """A channel with the cases that stand open on it, the oldest first."""

    channel: DeskChannel
    cases: tuple[Entry, ...]

    def values(self) -> dict[str, Any]:
        """Whose it is, about what, and what is open."""
        return _channel_values(self.channel) | {"cases": [entry_values(each) for each in self.cases]}


@dataclass(frozen=True, slots=True)
class DeskListed:
    """The channels of a desk: those with open cases first, then the others, unless only those were asked for."""

    channels: tuple[ChannelLine, ...]
    refusals: tuple[Refusal, ...]

    def values(self) -> Mapping[str, Any]:
        """The channels, and what was refused."""
        refused = [without_absent(json_values(each._asdict())) for each in self.refusals]
        return {"channels": [each.values() for each in self.channels], "refused": refused}


@dataclass(frozen=True, slots=True)
class ChannelShown:
    """A channel with its log, in order."""

    channel: DeskChannel
    log: tuple[Entry, ...]

    @property
    def cases(self) -> Sequence[Entry]:
        """Those that stand open."""
        return open_cases(self.log)

    def values(self) -> Mapping[str, Any]:
        """All that is known of it."""
        said = _channel_values(self.channel)
        facts = without_absent({"facts": dict(self.channel.facts), "fields": dict(self.channel.fields)})
        entries = [entry_values(each) for each in self.log]
        return {**said, **facts, "entries": entries, "cases": [each.id for each in self.cases]}


def list_desk(keeping: DeskKeeping, *, open_only: bool) -> Outcome:
    """The channels of a desk; with `open_only` those alone on which a person is waited for."""
    opened = list(_read(keeping, keeping.open_channels()))
    lines = [line for line in opened if line.cases]
    if not open_only:
        known = {each.channel.id for each in lines}
        lines += (each for each in _read(keeping, keeping.channels()) if each.channel.id not in known)
    none = "nobody waits for a person" if open_only else "no customer has written yet"
    return Outcome(DeskListed(tuple(lines), tuple(keeping.refusals())), notices=() if lines else (none,))


def show_channel(folder: Path, keeping: DeskKeeping, typed: str) -> Outcome:
    """One channel with its log."""
    kept = find_channel(folder, keeping, typed)
    return Outcome(ChannelShown(kept.channel, in_order(kept.log)))


def find_channel(folder: Path, keeping: DeskKeeping, typed: str) -> KeptChannel:
    """The channel of that id, or whose id alone begins so; NotFoundError where there is none, or more than one."""
    if kept := read_channel_of(keeping, typed):
        return kept
    found = [each for each in keeping.channels() if each.startswith(typed)] if typed else []
    if len(found) == 1 and len(typed) >= _LEAST and (kept := read_channel_of(keeping, found[0])):
        return kept
    see = f"see them with: talktag desk list {shlex.quote(str(folder))}"
    if len(found) > 1:
        raise NotFoundError(f'{len(found)} channels begin with "{typed}"', hints=["type more of it", see])
    if found:
        raise NotFoundError(f'"{typed}" is too short for a channel', hints=[f"type {_LEAST} letters or more", see])
    raise NotFoundError(f'there is no channel "{typed}"', hints=[see])


def read_channel_of(keeping: DeskKeeping, channel: str) -> KeptChannel | None:
    """A channel by its id."""
    if not is_channel_id(channel):
        return None
    with keeping.holding([channel]) as held:
        return held.read(channel)


def _read(keeping: DeskKeeping, channels: Iterator[str]) -> Iterator[ChannelLine]:
    for each in channels:
        kept = read_channel_of(keeping, each)
        if kept:
            yield ChannelLine(kept.channel, tuple(open_cases(in_order(kept.log))))


def _channel_values(channel: DeskChannel) -> dict[str, Any]:
    texts = ("id", "customer", "contact", "language", "thing", "product", "key", "age")
    keys = (*texts, "opened", "until", "closed", "tag", "passed")
    return without_absent(json_values({key: getattr(channel, key) for key in keys}))
