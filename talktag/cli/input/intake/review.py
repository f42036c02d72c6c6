"""A person looks at each group of an intake and says what becomes of it, a line at a time. Decides nothing itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from talktag.cli.input.terminal import Terminal
from talktag.errors import DeclinedError, TalktagError
from talktag.model.intake.decision import SKIP, TAKE, Decision
from talktag.model.intake.review_text import ReviewGroup
from talktag.model.products.unnamed import stand_in_name
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural

_SHOWN = 6  # files of a group that are named
_HELP = (
    "Type a name, or Enter to name it later, or one letter:",
    "  t  take what was read by machine, too; t NAME does, and names it",
    "  s  skip this group                        q  quit, and take nothing",
    "  m  same thing as the group before         o  open its pictures",
    "  b  back to the group before               r  take this and the rest, and name them later",
)
_WORDS = {"take": "t", "skip": "s", "merge": "m", "same": "m", "open": "o", "back": "b", "rest": "r", "quit": "q"}


class _ReviewStep(NamedTuple):
    """What an answer decides, and how many groups to go on by."""

    decision: Decision | None
    by: int = 1


def review(terminal: Terminal, groups: Sequence[ReviewGroup], check_name: Callable[[str], str]) -> dict[str, Decision]:
    """What a person decides about each group, by its tag; DeclinedError where they stop.

    `check_name` raises a TalktagError for a name that cannot be one. What a machine read takes a letter.
    """
    decisions: dict[str, Decision] = {}
    terminal.hint("Enter takes a group and names it later; a name names it; ? says what else. Ctrl-C takes nothing.")
    number = 0
    while number < len(groups):
        group = groups[number]
        _show(terminal, group, f"{number + 1} of {len(groups)}")
        before = next((each.tag for each in reversed(groups[:number]) if decisions[each.tag].take), None)
        step = _ask(terminal, group, before, check_name)
        if step.decision is not None:
            decisions[group.tag] = step.decision
        if step.by == 0:
            decisions |= {each.tag: TAKE for each in groups[number:]}
            break
        number = max(0, number + step.by)
    return decisions


def _show(terminal: Terminal, group: ReviewGroup, place: str) -> None:
    what = f"more for {group.product}" if group.product else stand_in_name(group.tag)
    terminal.say(f"{place}: label {printed_tag(group.tag)}, {what}, {plural(len(group.files), 'file')}")
    for file, kind in group.files[:_SHOWN]:
        terminal.say(f"   {file.name}  {kind}{_time(file.moment)}")
    if len(group.files) > _SHOWN:
        terminal.say(f"   and {len(group.files) - _SHOWN} more")
    for key, value in group.read.items():
        terminal.say(f"   {key} {value}, from a bar code")
    for each in group.offers:
        terminal.say(f"   read by machine: {each.key} {each.value}  ({each.score:.0%}, {each.source})")
    for note in group.notes:
        terminal.say(f"   look: {note}")


def _time(moment: object) -> str:
    wall = getattr(moment, "wall", None)
    return f"  {wall:%Y-%m-%d %H:%M}" if wall else ""


def _ask(terminal: Terminal, group: ReviewGroup, before: str | None, check_name: Callable[[str], str]) -> _ReviewStep:
    """What the person wants; asked again until it is something that can be done."""
    while True:
        answer = terminal.prompt("Name" + (" [t takes what was read, too]" if group.offers else ""))
        if answer is None:
            raise DeclinedError("nothing was taken in")
        letter = _WORDS.get(answer.casefold(), answer.casefold())
        if len(letter) != 1:
            try:
                return _ReviewStep(_named_decision(group, answer, check_name))
            except TalktagError as error:
                terminal.say(f"talktag: {error.message}")
                continue
        if letter == "q":
            raise DeclinedError("nothing was taken in")
        if letter == "o":
            _open(terminal, group)
        elif letter == "m" and before is None:
            terminal.say("talktag: no group before this one is taken")
        elif step := _step_of(letter, group, before):
            return step
        else:
            for line in _HELP:
                terminal.hint(line)


def _named_decision(group: ReviewGroup, answer: str, check_name: Callable[[str], str]) -> Decision:
    """The group under the name that was typed; behind a letter t, with what was read by machine."""
    letter, _, name = answer.partition(" ")
    if group.offers and letter == "t":
        return _with_offers(group)._replace(name=check_name(name))
    return Decision(name=check_name(answer)) if answer else TAKE


def _step_of(letter: str, group: ReviewGroup, before: str | None) -> _ReviewStep | None:
    """What a letter decides; None for one that decides nothing."""
    return {
        "t": _ReviewStep(_with_offers(group)),
        "s": _ReviewStep(SKIP),
        "m": _ReviewStep(Decision(into=before)),
        "b": _ReviewStep(None, -1),
        "r": _ReviewStep(TAKE, 0),
    }.get(letter)


def _with_offers(group: ReviewGroup) -> Decision:
    """The group with the likeliest offer of each key; what a bar code says counts for more."""
    values: dict[str, str] = {}
    for each in group.offers:  # the likeliest first
        values.setdefault(each.key, each.value)
    name = values.pop("name", "")
    return Decision(name=name, values={key: value for key, value in values.items() if key not in group.read})


def _open(terminal: Terminal, group: ReviewGroup) -> None:
    """Show the pictures in the desktop's own program, which is asked to and not waited for."""
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name, path=terminal.environment.get("PATH"))
    for file, _ in group.files:
        if program is None:
            terminal.say(f"   {file.path}")
            continue
        quiet = subprocess.DEVNULL
        subprocess.Popen([program, file.path], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    if program is None:
        terminal.hint(f"there is no {name} here; these are the files")
