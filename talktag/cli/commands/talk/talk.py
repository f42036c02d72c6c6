"""`talktag talk`: say something to a party about a product, or read the conversation."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    PAGE_HELP,
    complete_kind,
    complete_page,
    complete_party,
    complete_product,
    complete_terms,
)
from talktag.cli.commands.ways_out import InTheClear, Mail, Out, Via, way_out
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.picking.asked import Asked
from talktag.cli.views.view import Block
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.talk.finders.answer import LeavingAnswer
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.ops.talk.say import LeavingMessage
    from talktag.ops.talk.talk import TalkView
    from talktag.ops.talk.talk_request import TalkRequest

REF_HELP = "A product, the table of somebody else's thing, or a party."
TEXT_HELP = "What to say; - reads it from standard input; left out: the conversation."
TO_HELP = "Whom to; the only one in the conversation where left out."
KIND_HELP = "What it is instead of a message: service, reading, claim, offer, done …"
ANSWERS_HELP = "The entry it answers, as its id begins; none for none."
UNTIL_HELP = "Until when it is meant to be read."
ANONYMOUS_HELP = "Do not tell them who you are: by one-time keys, made for this conversation."
USAGE_HELP = "How it was used: whole months that they were not told of yet, in ranges."
DATA_HELP = "A value by its name beside the words, such as newest=1.4.0 or serial=4000..4999; repeatable."
TERMS_HELP = "A text that you offer along with it, by its hash, id or title."
SINCE_HELP = "Of --usage: from the month of that day."
QR_HELP = "A code to be photographed: on the screen, or with -o a .png, .pdf or .svg."


def show(data: "TalkView | LeavingMessage | LeavingAnswer") -> Iterator[Block]:
    """The conversation; or the words that leave, to whom, how, and by which way."""
    from talktag.ops.talk.talk import TalkView

    if isinstance(data, TalkView):
        from talktag.cli.views.talk.conversation import show_conversation

        yield from show_conversation(data)
        return
    from talktag.ops.talk.finders.answer import LeavingAnswer

    if isinstance(data, LeavingAnswer):
        from talktag.cli.views.talk.leaving_answer import preview_answer

        yield from preview_answer(data)
        return
    from talktag.cli.views.talk.leaving_message import preview_message

    yield from preview_message(data)


class TalkFlags(NamedTuple):
    """What is said to whom about what, and how it leaves; or how much of the conversation is shown."""

    ref: Annotated[
        str | None,
        typer.Argument(metavar="REF", help=REF_HELP, autocompletion=complete_product, show_default=False),
        Asked("product", unless=("to",)),
    ] = None
    text: Annotated[str | None, typer.Argument(metavar="[TEXT|-]", help=TEXT_HELP, show_default=False)] = None
    to: Annotated[str | None, typer.Option(metavar="PARTY", help=TO_HELP, autocompletion=complete_party)] = None
    ask: Annotated[bool, typer.Option("--ask", help="It is a question, open until it is answered.")] = False
    promise: Annotated[bool, typer.Option("--promise", help="It is a promise, by the day of --due.")] = False
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when: 2026-12-24, friday.")] = None
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=KIND_HELP, autocompletion=complete_kind)] = None
    data: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help=DATA_HELP)] = None
    answers: Annotated[str | None, typer.Option(metavar="ID", help=ANSWERS_HELP)] = None
    attach: Annotated[
        list[Path] | None, typer.Option("--file", metavar="PATH", help="A photo, a report; repeatable.")
    ] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help=UNTIL_HELP)] = None
    page: Annotated[
        str | None, typer.Option(metavar="FORM", help=PAGE_HELP, autocompletion=complete_page, show_default="none")
    ] = None
    output: Out = None
    mail: Mail = False
    qr: Annotated[bool, typer.Option("--qr", help=QR_HELP)] = False
    via: Via = None
    in_the_clear: InTheClear = False
    usage: Annotated[bool, typer.Option("--usage", help=USAGE_HELP)] = False
    since: Annotated[str | None, typer.Option(metavar="DATE", help=SINCE_HELP)] = None
    terms: Annotated[str | None, typer.Option(metavar="TERMS", help=TERMS_HELP, autocompletion=complete_terms)] = None
    anonymous: Annotated[bool, typer.Option("--anonymous", help=ANONYMOUS_HELP)] = False
    whole: Annotated[bool, typer.Option("--all", help="The whole conversation.")] = False


@command("talk", view=show)
def talk(context: Context, typed: TalkFlags) -> Outcome:
    """Say something to a party about a product, or read the conversation.

    Shows the exact words, to whom they go, how they are sealed and by which way, and asks. What you say is signed,
    sealed to them, kept, and then carried; what could not be carried waits for: talktag send.

    REF may be a party, for what is about no product. One open question of theirs is answered by what you say.

    With --anonymous they learn maker and model, and neither whose it is nor which one; their answer comes to one-time
    keys. With --usage they are told how much it was used, in months and ranges, and no month twice.

    Without TEXT: who said what and when, what is open, what was promised by when.

    Example: talktag talk canon --to fix-it --ask "May I have it back by Friday?"

    Example: talktag talk canon --to canon-inc --ask "Does the shutter last 200,000 shots?" --anonymous -o ask.zip.age

    Example: talktag talk canon --to canon-inc --usage --anonymous -o usage.zip.age

    Example: talktag talk canon "Has the eyepiece come in?" --mail
    """
    if typed.text is None and not typed.usage:
        _check_reading(typed)
        from talktag.ops.talk.talk import show_talk

        return show_talk(context.session(), typed.ref, typed.to, whole=typed.whole)
    from talktag.ops.talk.say import say

    way = _code_way(context, typed) if typed.qr else _file_or_carrier(typed)
    return say(context.session(), _request_of(context, typed), way)


def _request_of(context: Context, typed: TalkFlags) -> "TalkRequest":
    from talktag.cli.input.note_text import read_words
    from talktag.cli.input.once import read_once
    from talktag.ops.talk.talk_request import TalkRequest

    if typed.since and not typed.usage:
        raise UsageError("--since belongs to --usage", hints=["add it, or leave --since out"])
    stdin = context.terminal.stdin
    text = read_once(stdin, lambda: read_words(context.terminal)) if typed.text == "-" else typed.text or ""
    return TalkRequest(
        typed.ref,
        text,
        to=typed.to,
        kind=_kind_of(typed),
        due=typed.due,
        answers=typed.answers,
        data=typed.data or (),
        files=typed.attach or (),
        until=typed.until,
        in_the_clear=typed.in_the_clear,
        page=typed.page,
        anonymous=typed.anonymous,
        usage=typed.usage,
        since=typed.since,
        terms=typed.terms,
    )


def _check_reading(typed: TalkFlags) -> None:
    """A flag that belongs to words has no meaning without any, and is not dropped without a word."""
    given: dict[str, object] = {"--ask": typed.ask, "--promise": typed.promise, "--due": typed.due}
    given |= {"--kind": typed.kind, "--answers": typed.answers, "--file": typed.attach, "--until": typed.until}
    given |= {
        "--page": typed.page,
        "--data": typed.data,
        "-o": typed.output,
        "--mail": typed.mail,
        "--qr": typed.qr,
        "--via": typed.via,
        "--in-the-clear": typed.in_the_clear,
        "--anonymous": typed.anonymous,
        "--since": typed.since,
        "--terms": typed.terms,
    }
    if flag := next((flag for flag, value in given.items() if value), None):
        raise UsageError(f"{flag} belongs to something that is said", hints=['add the words, or leave it out: "TEXT"'])


def _kind_of(typed: TalkFlags) -> str:
    """The kind of entry; UsageError where two are named."""
    said = {"--ask": "question" if typed.ask else None, "--promise": "promise" if typed.promise else None}
    said["--kind"] = typed.kind
    given = [flag for flag, kind in said.items() if kind]
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} exclude each other", hints=["leave one of them out"])
    return said[given[0]] or "message" if given else "message"


def _code_way(context: Context, typed: TalkFlags) -> "WayOut":
    """As a code: on the screen, or in the file that is named; UsageError where there is neither, or a way besides."""
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.ops.talk.message_code import CODE_FORMS

    if typed.page:
        raise UsageError("a code has no room for a page", hints=["leave out --page, or --qr"])
    if typed.mail or typed.via is not None:
        raise UsageError("--qr is a way to leave, and another was named", hints=["leave one of them out"])
    path, terminal = path_of(typed.output), context.terminal
    form = check_ending(path, *CODE_FORMS)
    if path and form:
        return WayOut(by_file=True, path=path, code=form)
    if typed.output or not terminal.is_read_by_a_person:
        raise UsageError("a code is for a screen, or for a file", hints=["name one: --qr -o code.png, or code.pdf"])
    return WayOut(by_file=True, code="screen", columns=terminal.width, coloured=terminal.has_colour)


def _file_or_carrier(typed: TalkFlags) -> "WayOut":
    clear = typed.in_the_clear
    return way_out(typed.output, typed.via, mail=typed.mail, in_the_clear=clear, may_be_text=not clear)
