"""What is said of what rules make, a line each. It makes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.rules.made_id import Origin
    from talktag.model.rules.reaction import MadeEntry, MadeMessage, MadeNotice

MADE_LATER = "type then: talktag due --run"


def say_notice(made: MadeNotice) -> str:
    """Its line."""
    return f"rule {made.origin.rule}: {made.line}"


def say_entry(made: MadeEntry) -> str:
    """What is written."""
    return say_written(made.origin.rule, made.entry)


def say_written(rule: str, entry: Entry) -> str:
    """The same of the entry itself."""
    return f"rule {rule} writes {entry.kind}: {entry.title}"


def say_carried(made: MadeMessage, name: str, carrier: str) -> str:
    """What leaves, to whom, by what."""
    return f'{_sends(made, name)}; carried by "{carrier}"'


def say_waits(made: MadeMessage, name: str, why: str | None) -> str:
    """What stays in the outbox, and why that is where it is not that nothing carries it."""
    return f"{_sends(made, name)}; it waits in the outbox, as {why or 'nothing carries messages to them: talktag send'}"


def say_unsigned(made: MadeMessage, name: str) -> str:
    """What could not be signed."""
    return f"{_sends(made, name)}, once your key can be used; {MADE_LATER}"


def say_not_sent(origin: Origin, name: str, why: str) -> str:
    """What is not made, and why."""
    return f"rule {origin.rule} sends nothing to {name}: {why}"


def _sends(made: MadeMessage, name: str) -> str:
    return f"rule {made.origin.rule} sends {made.entry.kind} to {name}: {made.entry.title}"
