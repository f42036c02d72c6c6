"""An answer to a finder before it leaves: the exact words, to whom sealed, how they read it. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Line, Pairs, Quote, Whole
from talktag.model.values.ident import printed_tag

if TYPE_CHECKING:
    from talktag.ops.talk.finders.answer import LeavingAnswer


def preview_answer(data: LeavingAnswer) -> Iterator[Block]:
    """All of it: what is not shown here does not leave."""
    answer, to = data.answer, data.to
    yield Line(f"to {to.name}, about {data.thing}", "strong")
    yield Quote(answer.text, folds=True)
    file = None if data.by else f"{data.path or '-'}{', a mail' if data.as_mail else ', text to paste'}"
    yield Pairs(
        [
            ("answers", f"{data.answers.title} ({data.answers.date})"),
            ("they left as contact", to.contact),
            ("mail goes to", data.note.address),
            ("signed as", answer.name),
            ("tag", printed_tag(answer.tag) if answer.tag else None),
            ("encrypted", f"to {to.age}, made once for this"),
            ("link", Whole(data.link or "")),
            ("by", data.by and f'the carrier "{data.by.name}"'),
            ("file", file),
        ]
    )
    yield Aside(lambda: [Line("it holds no contact, no key and no other thing of yours", "faint")])
