"""`talktag help`: what the verbs' own help does not tell. Works without a store, and with a broken one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.verb_names import VERBS
from talktag.cli.views.view import Block, Line
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

SCHEMAS = "json"  # the topic that is a document for programs


class Topic(NamedTuple):
    """One topic's text."""

    name: str | None
    text: str

    def values(self) -> Mapping[str, str]:
        """The text under its name."""
        return {"topic": self.name or "topics", "text": self.text}


class Schemas(NamedTuple):
    """Commands described by JSON Schema: the document as values and as text, and `about`: what --json is."""

    document: Mapping[str, Any]
    text: str
    about: str

    def values(self) -> Mapping[str, Any]:
        """The document beside what is told of the topic in words."""
        return {"topic": SCHEMAS, "text": self.about, "schemas": self.document}


def show(data: Topic | Schemas) -> Iterator[Block]:
    """The text as it is."""
    if not data.text:
        return
    for line in data.text.rstrip("\n").split("\n"):
        yield Line(line)


def _describe(tree: object, verbs: Sequence[str]) -> Schemas:
    from talktag.cli.describing.document import as_text, schema_document
    from talktag.cli.topics import topic_text

    document = schema_document(tree, verbs)
    return Schemas(document, as_text(document), topic_text(SCHEMAS))


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
    verbs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VERB]...", help="Behind json: of which verbs.", autocompletion=completes("verb")),
    ] = None,
) -> Outcome:
    """Tell about a topic such as query, or about a verb.

    For programs, json describes by JSON Schema what verbs take and what they answer with --json: all, or those named.

    Example: talktag help query

    Example: talktag help json add "party list"
    """
    from talktag.cli.topics import topic_text

    if topic == SCHEMAS:
        return Outcome(_describe(context.tree, [word for each in verbs or () for word in each.split()]))
    if verbs:
        raise UsageError(f'"{topic}" takes no further words', hints=["say: talktag help json VERB"])
    if topic == "man" and (reading := _reading_manual(context)):
        return reading
    text = topic_text(topic)
    if topic == "plugins":
        from talktag.cli.own.plugins import help_text

        text = help_text(context.terminal.environment, context.flags.store, VERBS)
    return Outcome(Topic(topic, text))
