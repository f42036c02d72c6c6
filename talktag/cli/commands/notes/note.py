"""`talktag note`: add a private note."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product, complete_note
from talktag.cli.context import Context
from talktag.cli.views.sealed_note import show_sealed_note
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

Changed = Annotated[
    str | None,
    typer.Option("--edit", metavar="ID", help="Change a note in your editor.", autocompletion=complete_note),
]
Removed = Annotated[
    str | None, typer.Option("--remove", metavar="ID", help="Take a note away.", autocompletion=complete_note)
]
AllowDisk = Annotated[
    bool, typer.Option("--allow-disk", help="Let the editor's copy lie on the disk where memory has no folder.")
]


@command("note", view=show_sealed_note)
def note(
    context: Context,
    ref: Product,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT|-]", help="The note; - or nothing reads it from standard input.")
    ] = None,
    edit: Changed = None,
    remove: Removed = None,
    allow_disk: AllowDisk = False,
) -> Outcome:
    """Seal a private note to your key.

    No passphrase is needed to write one, or to take one away.

    --edit opens a note in your editor, whose copy lies in memory; a text that could not be saved is kept as a
    draft, sealed, and offered next time. What was there before stays in the history, sealed.

    A text on the command line can be seen by other programs while the command runs, and stays in the shell's
    history; a pipe, or typing it after the command, leaves no trace.

    Example: talktag note canon - < note.txt
    """
    from talktag.ops.notes.note import edit_note, remove_note, write_note

    if len([each for each in (text, edit, remove) if each is not None]) > 1:
        raise UsageError("a text, --edit and --remove exclude each other", hints=["one at a time"])
    if remove is not None:
        return remove_note(context.session(), ref, remove)
    if edit is not None:
        from talktag.cli.input.private_edit import edit_privately

        editing = edit_note(context.session(), ref, edit)
        tried = context.flags.dry_run
        return edit_privately(context.terminal, context.drafts, editing, allow_disk=allow_disk, is_tried=tried)
    return write_note(context.session(), ref, _text(context, text))


def _text(context: Context, text: str | None) -> str:
    """The note's text; standard input is read to its end, the final line break left out."""
    from talktag.cli import core_dumps
    from talktag.cli.input.note_text import read_note

    core_dumps.forbid()
    if text not in (None, "-"):
        return str(text)
    terminal = context.terminal
    if terminal.stdin.isatty():
        if not terminal.can_ask:
            raise UsageError("the note's text is missing", hints=["pipe it in: talktag note REF - < FILE"])
        terminal.say("Type the note; end it with Ctrl-D on a line of its own.")
    return read_note(terminal)
