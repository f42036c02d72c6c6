"""A message before it leaves: exact words, files, whom to, how sealed, which channel, which way. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, Quote
from talktag.disk.sizes import size_text
from talktag.model.log.kinds import MESSAGE
from talktag.model.talk.new_entry import whole_text

if TYPE_CHECKING:
    from talktag.ops.talk.compose import Composed
    from talktag.ops.talk.say import LeavingMessage


def preview_message(data: LeavingMessage) -> Iterator[Block]:
    """All of it: what is not shown here does not leave."""
    made = data.made
    to, about = made.what.to, made.what.about
    name = ", anonymously" if made.anonymous else ""
    yield Line(f"to {to.name}, about {about.name}{name}" if about.name else f"to {to.name}", "strong")
    yield from words_of(made)
    yield Pairs(
        [
            ("answers", data.answers and f"{data.answers.title} ({data.answers.date})"),
            *how_it_leaves(made),
            ("by", data.by and f'the carrier "{data.by.name}"'),
            ("file", None if data.by else _file_of(data)),
        ]
    )
    said = [Line(_also_tells(made), "faint")]
    yield from said if made.anonymous else [Aside(lambda: said)]


def _also_tells(made: Composed) -> str:
    """What every message tells besides its words."""
    if not made.anonymous:
        return "every message also holds your name, your contact and your age recipient"
    name = made.document.products[0].name
    return f'it also holds the day, one-time keys and ids, and what it is about: "{name}"; nothing else of you or of it'


def _file_of(data: LeavingMessage) -> str:
    """Where it goes that no carrier takes, and as what."""
    if data.code:
        return f"{data.path or 'the screen'}, a code"
    return f"{data.path or '-'}{', a mail' if data.as_mail else ''}"


def words_of(made: Composed) -> Iterator[Block]:
    """The words and the files of a message."""
    for each in made.entries:
        named = [each.kind] if each.kind != MESSAGE else []
        named += [f"by {each.due}"] if each.due else []
        if named:
            yield Line(f"{', '.join(named)}:")
        yield Quote(whole_text(each), folds=True)
        if each.data:
            yield Pairs(list(each.data.items()))
    if made.document.files:
        rows = [(each.name, each.kind, size_text(each.size)) for each in made.document.files]
        yield Columns(("file", "kind", "size"), rows)


def how_it_leaves(made: Composed) -> list[tuple[str, object]]:
    """How it is sealed, where it goes on, and until when it is meant to be read."""
    sealed = f"to {made.recipients[0]}" if made.recipients else "nothing: everybody on its way can read it"
    channel = f"{made.channel}, which it opens" if made.opens else f"{made.channel}, number {made.document.sequence}"
    until = made.document.until
    return [("encrypted", sealed), ("channel", channel), ("until", until)]
