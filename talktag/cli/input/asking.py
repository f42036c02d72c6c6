"""The questions of `add` at a terminal: what is missing and useful, an answer at a time. Decides no value itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from talktag.cli.input.terminal import one_line
from talktag.errors import DeclinedError, InvalidError, UsageError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.products.add import AddRequest
    from talktag.ops.products.add_questions import Question
    from talktag.ops.session import Session

_TRIES = 3
_NONE = "-"


def ask_wanted(terminal: Terminal, session: Session, wanted: AddRequest) -> AddRequest:
    """What is wanted, with the person's answers. What the command line gave, or `like` gives, is not asked for.

    Raises UsageError naming NAME where nobody can be asked, DeclinedError when the person ends the input, InvalidError
    for an answer that does not hold up three times.
    """
    from talktag.ops.products.add_questions import Offers, photo_serial, questions, said_of, with_answers

    if not terminal.can_ask:
        raise UsageError("NAME is missing", hints=['say what you call it: talktag add "Canon EOS 5D"'])
    said, suggested = said_of(session, wanted)
    offers = Offers(session)
    answers: dict[str, str] = {}
    terminal.hint("Enter leaves a value out, Tab completes, Ctrl-C gives up.")
    for question in questions(session, said):
        known = {**said, **answers}
        default = suggested if question.flag == "name" else None
        if question.flag == "serial":
            default = photo_serial(
                (*wanted.files, *wanted.photos), [known.get(key) for key in ("name", "maker", "model")]
            )
        if answer := _ask_question(terminal, question, offers.of(question.flag, known), default):
            answers[question.flag] = answer
    return with_answers(wanted, answers)


def _ask_question(terminal: Terminal, question: Question, offered: Sequence[str], default: str | None) -> str:
    """The answer to one question, empty where it was skipped."""
    from talktag.ops.products.add_questions import OFFERED

    harmless = [each for each in offered if one_line(each) == each and "," not in each]
    if harmless:
        more = " …" if len(harmless) > OFFERED else ""
        terminal.hint(f"  in use: {', '.join(harmless[:OFFERED])}{more}")
    note = " (from the photo)" if question.flag == "serial" else ""
    shown = f" [{default}{note}; {_NONE} for none]" if default else ""
    return _ask_until_right(
        terminal, question, lambda: _read_answer(terminal, f"{question.text}{shown}", harmless, default)
    )


def _read_answer(terminal: Terminal, question: str, offers: Sequence[str], default: str | None) -> str:
    answer = terminal.prompt(question, offers)
    if answer is None:
        raise DeclinedError("nothing was added")
    if default:
        return {"": default, _NONE: ""}.get(answer, answer)
    return answer


def _ask_until_right(terminal: Terminal, question: Question, read: Callable[[], str]) -> str:
    """An answer that holds up, within three tries; a name must be given."""
    for left in reversed(range(_TRIES)):
        answer = read()
        if not answer and question.flag != "name":
            return ""
        try:
            question.parse(answer)
        except ValueError as error:
            if not left:
                raise InvalidError(f"{question.flag}: {error}", hints=["type the command again"]) from None
            terminal.say(f"talktag: {question.flag}: {error}")
        else:
            return answer
    raise AssertionError
