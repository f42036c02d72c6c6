"""The groups of an intake in the person's editor, and what they decided there. It takes in nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from talktag import disk
from talktag.cli.input.editor import TEXT_LIMIT, edit_text, private_folder
from talktag.errors import DeclinedError, TalktagError, UsageError
from talktag.model.intake.review_text import read_review, review_text

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.model.intake.decision import Decision
    from talktag.model.intake.review_text import ReviewGroup

T = TypeVar("T")
_REMARKS = (
    "Each [[product]] is what follows a label. Give names; take = false leaves a group for later.",
    "Save and leave to go on; end the editor with an error (:cq) to take in nothing.",
)


def edit_decisions(
    terminal: Terminal, groups: Sequence[ReviewGroup], draft: Path, decide: Callable[[dict[str, Decision]], T]
) -> T:
    """What `decide` makes of what the person wrote, asked again as long as that does not hold up.

    The text is kept as a draft while it does not; DeclinedError where the person gives up.
    """
    if not terminal.can_ask:
        raise UsageError("an editor needs a terminal", hints=["without one use: talktag intake FOLDER --yes"])
    text = _first_text(terminal, groups, draft)
    trouble: tuple[str, ...] = ()
    with private_folder(terminal.environment) as folder:
        while True:
            made = edit_text(terminal, folder / "intake.toml", text, (*_REMARKS, *trouble))
            if made is None:
                raise DeclinedError("the editor ended with an error, so nothing was taken in")
            try:
                return decide(read_review(made.decode("utf-8", "replace"), groups))
            except TalktagError as error:
                text, trouble = made, tuple(f"WRONG: {line}" for line in (error.message, *error.details))
                if not _again(terminal, error, made, draft):
                    raise DeclinedError("nothing was taken in") from None


def _again(terminal: Terminal, error: TalktagError, made: bytes, draft: Path) -> bool:
    """Whether to open the editor again; what was written is kept unless the person drops it."""
    for line in (f"talktag: {error.message}", *(f"  {detail}" for detail in error.details)):
        terminal.say(line)
    answers = {"e": "edit", "k": "keep", "d": "drop"}
    answer = terminal.choose("Edit again, keep the draft, or drop it?", answers, default="k")
    if answer == "k":
        disk.make_folder(draft.parent, disk.PRIVATE_FOLDER)
        disk.put(draft, made)
        terminal.say(f"the draft is in {draft}; the next talktag intake --edit takes it up")
    return answer == "e"


def _first_text(terminal: Terminal, groups: Sequence[ReviewGroup], draft: Path) -> bytes:
    """What was found, or the draft of last time if there is one and the person wants it."""
    if draft.is_file():
        question = "There is a draft from last time. Take it up or drop it?"
        answer = terminal.choose(question, {"t": "take", "d": "drop"}, default="t")
        text = disk.read(draft, TEXT_LIMIT)
        disk.discard(draft)
        if answer == "t":
            return text
    return review_text(groups).encode()
