"""The question where two computers changed one value: both side by side, with who and when. It decides nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talktag.cli.views.times import local_time
from talktag.errors import DeclinedError, InvalidError
from talktag.ops.sync.conflict import HERE, THERE

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.sync.conflict import SyncConflict
    from talktag.store.git.past.commit_text import Past

_NARROW = 60  # columns of a terminal below which one stands under the other
_GAP = 2


@dataclass
class Answers:
    """What a person decided: a side for each place, and records that they wrote in place of both."""

    choices: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)

    def has(self, conflict: SyncConflict) -> bool:
        """Whether that is decided."""
        return conflict.place in self.choices or conflict.path in self.texts


def ask_which_side(terminal: Terminal, conflict: SyncConflict, answers: Answers) -> None:
    """Ask about one conflict and keep the answer; DeclinedError where the person stops."""
    for line in side_lines(conflict, terminal.width):
        terminal.say(line)
    offered = {"h": HERE, "t": THERE, **({"e": "edit"} if conflict.draft is not None else {}), "s": "stop"}
    chosen = terminal.choose("Which?", offered, "s")
    if chosen == "s":
        raise DeclinedError("nothing was changed and nothing was sent", hints=["go on later with: talktag sync"])
    if chosen == "e":
        answers.texts[conflict.path] = _edit_record(terminal, conflict)
    else:
        answers.choices[conflict.place] = offered[chosen]


def side_lines(conflict: SyncConflict, width: int) -> Iterator[str]:
    """What it is about, then both sides: beside each other, or one under the other where that is too narrow."""
    yield conflict.what
    columns = [[value, *_who(past)] for value, past in zip((conflict.here, conflict.there), conflict.by, strict=True)]
    if width < _NARROW:
        for side, lines in zip((HERE, THERE), columns, strict=True):
            yield f"  {side}: {lines[0]}"
            yield from (f"    {line}" for line in lines[1:])
        return
    room = (width - 2 - _GAP) // 2
    yield f"  {HERE.ljust(room + _GAP)}{THERE}"
    rows = [[wrapped for line in lines for wrapped in textwrap.wrap(line, room) or [""]] for lines in columns]
    for number in range(max(map(len, rows))):
        left, right = (lines[number] if number < len(lines) else "" for lines in rows)
        yield f"  {left.ljust(room + _GAP)}{right}".rstrip()


def _who(past: Past | None) -> tuple[str, ...]:
    return (f"{past.author}, {local_time(past.date)}", past.subject) if past else ()


def _edit_record(terminal: Terminal, conflict: SyncConflict) -> bytes:
    """The record as the person writes it; asked again while it does not hold up."""
    from talktag.cli.input.editor import edit_text, private_folder
    from talktag.ops.upkeep.save import problems_in

    draft = conflict.draft or b""
    key = conflict.key or "this file"
    said: tuple[str, ...] = (
        f"{key} is {conflict.here} here and {conflict.there} there; what you save stands on both computers.",
    )
    with private_folder(terminal.environment) as folder:
        while True:
            text = edit_text(terminal, folder / "record.toml", draft, said)
            if text is None:
                raise DeclinedError("nothing was changed and nothing was sent: the editor ended with an error")
            wrong = [each for each in problems_in(conflict.path, text) if each.severity == "error"]
            if not wrong:
                return text
            if text == draft:
                raise InvalidError("the record does not hold up", details=[str(each) for each in wrong])
            draft, said = text, (said[0], *(str(each) for each in wrong))
