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
    for line in data.text.rstrip("\n").split("\n"):
        yield Line(line)


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

    text = topic_text(topic)
    if topic == "plugins":
        from talktag.cli.own.plugins import help_text

        text = help_text(context.terminal.environment, context.flags.store, VERBS)
    return Outcome(Topic(topic, text))
