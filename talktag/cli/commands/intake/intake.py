"""`talktag intake`: a folder of photographs becomes products."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.intake.take_in import show_groups, show_intake
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from talktag.model.intake.decision import Decision
    from talktag.model.intake.pictures.picture import SeenFile
    from talktag.ops.intake.proposals import FoundGroups


class _IntakeReview(NamedTuple):
    """What was looked at, what a person decided about it, and what they were told before."""

    files: "tuple[SeenFile, ...]"
    decisions: "Mapping[str, Decision]"
    said: tuple[str, ...] = ()


@command("intake", view=show_intake)
def intake(
    context: Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|FILE...", help="Photographs and receipts.", show_default=False),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Decide in your editor, all groups at once.")] = False,
) -> Outcome:
    """Make products of a folder of photographs.

    Stick blank labels on (talktag sheet --blank), photograph each thing with its label, then its type plate, its box,
    its receipt, and copy the folder. What follows a picture with a label is of that thing, until the next label.

    At a terminal you look at each group, and name it. With --yes all are taken, and named later: talktag list
    state:unnamed. What was read by machine, but for bar codes, is never taken without your look.

    The folder stays as it is. The same folder again takes in only what is new in it, and pictures of a label that is on
    a product already go to that product.

    Example: talktag intake ~/Pictures/2026-03-02
    """
    from talktag.cli.input.once import read_once
    from talktag.ops.intake.proposals import propose
    from talktag.ops.intake.take_in import take_in

    session = context.session()
    asked: _IntakeReview = read_once(context.terminal.stdin, lambda: _ask(context, paths or (), edit=edit))
    found = propose(session, asked.files)
    outcome = take_in(session, found, asked.decisions)
    return outcome._replace(notices=tuple(each for each in outcome.notices if each not in asked.said))


def _ask(context: Context, paths: "Sequence[Path]", *, edit: bool) -> _IntakeReview:
    """All files looked at; and where somebody can be asked, what they say."""
    from talktag.ops.intake.proposals import propose

    files = _look(context, paths)
    flags, terminal = context.flags, context.terminal
    is_asked = edit or (terminal.can_ask and not (flags.yes or flags.json or flags.dry_run))
    found = propose(context.session(), files) if is_asked else None
    if found and found.proposals:
        files = _read(context, found, files)
        found = propose(context.session(), files)
    if not found or not found.proposals:
        return _IntakeReview(files, {})
    return _IntakeReview(files, _decide(context, found, edit=edit), () if edit else found.notices)


def _decide(context: Context, found: "FoundGroups", *, edit: bool) -> "Mapping[str, Decision]":
    from talktag.cli.input.intake.edit import edit_decisions
    from talktag.cli.input.intake.review import review
    from talktag.cli.render.answer import show_view
    from talktag.ops.intake.product_maker import typed_name
    from talktag.ops.intake.take_in import groups_to_review, take_in

    groups = groups_to_review(found)
    if edit:

        def try_out(decisions: "Mapping[str, Decision]") -> "Mapping[str, Decision]":
            take_in(context.session(), found, decisions)
            return decisions

        return edit_decisions(context.terminal, groups, context.drafts / "intake.toml", try_out)
    show_view(context, show_groups(found, groups))
    for notice in found.notices:
        context.terminal.say(f"notice: {notice}")
    return review(context.terminal, groups, typed_name)


def _look(context: Context, paths: "Sequence[Path]") -> "tuple[SeenFile, ...]":
    """All files looked at, with a bar at a terminal."""
    from talktag.cli.render.progress import show_progress
    from talktag.errors import UsageError
    from talktag.ops.files.find_files import find_files
    from talktag.ops.intake.crew import usable_cores
    from talktag.ops.intake.look_at_file import link_left_alone
    from talktag.ops.intake.look_at_files import look_at_files

    if not paths:
        raise UsageError("no folder is named", hints=["name one: talktag intake FOLDER"])
    found = find_files(paths, beside=(context.store_folder(),))
    with show_progress(context.terminal, "pictures") as tell:
        return (*look_at_files(found.paths, usable_cores(), tell), *map(link_left_alone, found.links))


def _read(context: Context, found: "FoundGroups", files: "tuple[SeenFile, ...]") -> "tuple[SeenFile, ...]":
    """The files with what is printed in them as offers, where somebody will look at those and something can read."""
    from talktag.cli.render.progress import show_progress
    from talktag.ops.intake.crew import usable_cores
    from talktag.ops.intake.read_offers import MOST_AT_ONCE, can_read, read_offers, to_read

    wanted = to_read(found)
    if not can_read():
        context.terminal.hint("what is printed in pictures is not read here; for that: pip install 'talktag[ocr]'")
    with show_progress(context.terminal, "reading") as tell:
        read = read_offers(context.session(), wanted, min(MOST_AT_ONCE, usable_cores()), tell)
    by_path = {each.path: each for each in read}
    return tuple(by_path.get(each.path, each) for each in files)
