"""Proposals as the owner reads them: what was said, by which program, and what would be done. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, View
from talktag.model.proposals.proposal import NAME_LIMIT, told_arguments
from talktag.model.values.foreign_text import quote

if TYPE_CHECKING:
    from talktag.model.proposals.proposal import AssistantProposal
    from talktag.ops.proposals.proposals import DroppedProposals, OneProposal, Proposals

_SHOWN = 60  # characters of what a line of the list shows


def show_list(data: Proposals) -> View:
    """A line a proposal."""
    rows = [
        (each.ident, each.kind, each.text("ref") or each.text("name") or "", each.text("to") or "", _words(each))
        for each in data.waiting
    ]
    return [Columns(("proposal", "verb", "about", "to", "words"), rows, ("words", "to"))] if rows else []


def _words(proposal: AssistantProposal) -> str:
    said = proposal.text("title") or proposal.text("text") or proposal.text("purpose") or ""
    line = " ".join(said.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def show_one(data: OneProposal) -> Iterator[Block]:
    """Which program proposed it and when, what it said, and what its verb shows."""
    proposal = data.proposal
    yield Line(f"{proposal.kind}, proposed by a program that calls itself {quote(proposal.by, NAME_LIMIT)}", "strong")
    yield Pairs([("made", f"{proposal.made:%Y-%m-%d %H:%M} UTC"), *told_arguments(proposal).items()])
    if data.refused is not None:
        yield Line(f"it cannot be done now: {data.refused.message}", "warning")
    elif data.would is not None:
        yield Line("what it comes to:", "strong")
        yield from _view_of(data)


def _view_of(data: OneProposal) -> View:
    """What the verb itself shows of it."""
    if data.proposal.kind == "entry":
        from talktag.cli.views.log.entries import show_entries

        return show_entries(data.would)  # type: ignore[arg-type]
    if data.proposal.kind == "export":
        from talktag.cli.views.leaving import preview_leaving

        return preview_leaving(data.would)  # type: ignore[arg-type]
    if data.proposal.kind == "letter":
        from talktag.cli.views.letters.letter import show_letter

        return show_letter(data.would)  # type: ignore[arg-type]
    if data.proposal.kind == "wish":
        from talktag.cli.views.wishes.wishes import show_written

        return show_written(data.would)  # type: ignore[arg-type]
    from talktag.ops.talk.finders.answer import LeavingAnswer

    if isinstance(data.would, LeavingAnswer):
        from talktag.cli.views.talk.leaving_answer import preview_answer

        return preview_answer(data.would)
    from talktag.cli.views.talk.leaving_message import preview_message

    return preview_message(data.would)  # type: ignore[arg-type]


def show_dropped(data: DroppedProposals) -> View:
    """What goes."""
    return [
        Line(f"{each.kind} for {each.text('ref') or each.text('name') or 'nothing'}, of {each.made:%Y-%m-%d}")
        for each in data.dropped
    ]
