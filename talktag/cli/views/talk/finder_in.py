"""What a finder wrote, as it is shown: every word of it foreign and set off, and that nobody vouches for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Line, Pairs, Quote
from talktag.model.values.ident import printed_tag

if TYPE_CHECKING:
    from talktag.model.finder.finder_message import FinderMessage
    from talktag.ops.talk.finders.finder_in import FinderIn


def show_finder_in(data: FinderIn) -> Iterator[Block]:
    """About what somebody wrote, what they left of themselves, where it goes, every word of it."""
    yield Line(f"a finder wrote about {data.about}", "strong")
    yield Pairs([("kept with", data.thing.folder), ("party", data.party.slug)])
    yield from finder_words(data.message)


def finder_words(message: FinderMessage) -> Iterator[Block]:
    """What they typed, and what is known of who typed it, which is nothing."""
    yield Pairs(
        [
            ("known by", "nothing: nobody knows who wrote it, and anybody who has the page could"),
            ("tag", printed_tag(message.tag)),
            ("they call themselves", message.name),
            ("they left as contact", message.contact),
            ("their page was in", message.language),
            ("number", message.sequence),
            ("answers", message.in_reply_to),
            ("message", message.id),
        ]
    )
    yield Quote(message.text, folds=True)
