"""`talktag edit`: change a record in an editor."""

from pathlib import Path
from typing import TYPE_CHECKING

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.views.changed import show_changed

if TYPE_CHECKING:
    from talktag.errors import TalktagError
    from talktag.ops.outcome import Outcome
    from talktag.store.store import Record


@command("edit", view=show_changed)
def edit(context: Context, ref: Product) -> "Outcome":
    """Change a product's record in your editor.

    Your text is taken once it holds up; otherwise you see what is wrong, line by line, and go on editing,
    keep the draft for next time, or drop it. Ending the editor with an error changes nothing.

    Example: EDITOR=nano talktag edit canon
    """
    from talktag.ops.finding.find_product import find_product

    return _round_trip(context, find_product(context.session().store, ref))


def _round_trip(context: Context, record: "Record") -> "Outcome":
    """Edit until the text holds up. It is kept as a draft from the first look at it until it is saved or dropped."""
    from talktag import disk
    from talktag.cli.input.editor import edit_text, private_folder
    from talktag.errors import DeclinedError, TalktagError, UsageError
    from talktag.model.effects.of_files import DropDraft
    from talktag.ops.products.edit import edit

    terminal = context.terminal
    if not terminal.can_ask:
        raise UsageError("an editor needs a terminal", hints=["without one use: talktag set REF key=value"])
    store = context.open_store()
    draft = _draft(context, record)
    text = _first_text(context, record, draft)
    trouble: tuple[str, ...] = ()
    with private_folder(terminal.environment) as folder:
        copy = folder / f"{record.product.slug}.toml"
        while True:
            made = edit_text(terminal, copy, text, _remarks(record, trouble))
            if made is None:
                raise DeclinedError("the editor ended with an error, so nothing was changed")
            disk.make_folder(draft.parent, disk.PRIVATE_FOLDER)
            disk.put(draft, made)
            try:
                outcome = edit(store, record, made)
            except TalktagError as error:
                text, trouble = made, (error.message, *error.details)
                if not _again(context, error, draft):
                    raise DeclinedError("nothing was changed") from None
                continue
            _show_diff(context, outcome)
            return outcome._replace(effects=(DropDraft(str(draft)),))


def _remarks(record: "Record", trouble: tuple[str, ...]) -> tuple[str, ...]:
    """What stands above the text, a line each; the lines it speaks of are counted as the editor does, from the top."""
    import re

    name = record.product.name
    head = f"The record of {name}. Save and leave to keep your changes; leave without saving to change nothing."
    place = re.compile(rf"{re.escape(record.path)}:(\d+): ")
    above = 1 + len(trouble)
    counted = (place.sub(lambda found: f"line {int(found[1]) + above}: ", line, count=1) for line in trouble)
    return (head, *(f"WRONG: {line}" for line in counted))


def _again(context: Context, error: "TalktagError", draft: Path) -> bool:
    """Whether to open the editor again; the draft stays unless the person drops it."""
    from talktag import disk

    terminal = context.terminal
    for line in (f"talktag: {error.message}", *(f"  {detail}" for detail in error.details)):
        terminal.say(line)
    answer = terminal.choose(
        "Edit again, keep the draft, or drop it?", {"e": "edit", "k": "keep", "d": "drop"}, default="k"
    )
    if answer == "d":
        disk.discard(draft)
    if answer == "k":
        terminal.say(f"the draft is in {draft}; the next talktag edit takes it up")
    return answer == "e"


def _draft(context: Context, record: "Record") -> Path:
    return context.drafts / f"{record.product.id}.toml"


def _first_text(context: Context, record: "Record", draft: Path) -> bytes:
    """The record, or the draft of last time if there is one and the person wants it."""
    from talktag import disk
    from talktag.cli.input.editor import TEXT_LIMIT

    if not draft.is_file():
        return record.data
    answer = context.terminal.choose(
        "There is a draft from last time. Take it up or drop it?", {"t": "take", "d": "drop"}, default="t"
    )
    if answer == "d":
        disk.discard(draft)
        return record.data
    return disk.read(draft, TEXT_LIMIT)


def _show_diff(context: Context, outcome: "Outcome") -> None:
    from talktag.cli.views.diff import plan_diff

    if outcome.plan and not context.flags.dry_run:
        for line in plan_diff(outcome.plan).lines:
            context.terminal.say(line)
