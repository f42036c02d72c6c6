"""The words a change is recorded under. Pure text; the last lines name the command, so that `undo` finds it."""

from __future__ import annotations

from talktag.errors import UsageError
from talktag.model.plan import Change, Plan
from talktag.model.typed.text import tidy, without_controls
from talktag.store.git.past.commit_text import COMMAND, UNDOES


def plan(command: str, subject: str, *changes: Change, undoes: str | None = None) -> Plan:
    """A plan whose commit says `subject` and which command made it. `subject` is cut to one line."""
    line = " ".join(subject.split())[:120]
    trailer = f"{COMMAND}: {command}\n" + (f"{UNDOES}: {undoes}\n" if undoes else "")
    return Plan(changes, f"{line}\n\n{trailer}")


def in_own_words(made: Plan, words: str) -> Plan:
    """The plan with a person's own words first; what talktag says of it follows them, and the last lines stay.

    Control characters are left out of them. UsageError for words of which nothing is left, or that are no text.
    """
    lines = [without_controls(line).rstrip() for line in tidy(words).splitlines()]
    own = "\n".join(lines).strip()
    if not own or any("\ud800" <= letter <= "\udfff" for letter in own):
        raise UsageError("there are no words after -m", hints=['for example: -m "what the shop told me"'])
    return made._replace(message=f"{own}\n\n{made.message}")
