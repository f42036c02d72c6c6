"""`talktag help`: what the verbs' own help does not tell. Works without a store, and with a broken one."""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.verb_names import VERBS
from talktag.cli.views.view import Block, Line
from talktag.ops.outcome import Outcome


class Topic(NamedTuple):
    """One topic's text."""

    name: str | None
    text: str

    def values(self) -> Mapping[str, str]:
        """The text under its name."""
        return {"topic": self.name or "topics", "text": self.text}


def show(data: Topic) -> Iterator[Block]:
    """The text as it is."""
    if not data.text:
        return
    for line in data.text.rstrip("\n").split("\n"):
        yield Line(line)


def _reading_manual(context: Context) -> Outcome | None:
    """The manual page read by `man`, where a person sits at a terminal and has that program; else None."""
    from talktag.cli.own.programs import find_program, store_of
    from talktag.cli.render.manual import manual_path
    from talktag.model.effects.of_programs import RunAttached

    terminal, flags = context.terminal, context.flags
    is_read = terminal.is_read_by_a_person and terminal.stdin.isatty() and not (flags.json or flags.plain)
    program = find_program("man", terminal.environment, store_of(flags.store, terminal.environment))
    path = manual_path()
    if not (is_read and program and path):
        return None
    return Outcome(Topic("man", ""), effects=(RunAttached((program, str(path)), str(path.parent)),))


@command("help", view=show)
def help_on(
    context: Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC|VERB]",
            help="Such as query.",
            autocompletion=completes("talktag.cli.topics:TOPICS", "verb"),
        ),
    ] = None,
) -> Outcome:
    """Tell about a topic such as query, or about a verb.

    Example: talktag help query
    """
    from talktag.cli.topics import topic_text

    if topic == "man" and (reading := _reading_manual(context)):
        return reading
    text = topic_text(topic)
    if topic == "plugins":
        from talktag.cli.own.plugins import help_text

        text = help_text(context.terminal.environment, context.flags.store, VERBS)
    return Outcome(Topic(topic, text))
