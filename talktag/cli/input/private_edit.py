"""A private note in the person's editor: its copy lies in memory, and nothing of it stays anywhere in the clear.

A text that could not be saved is kept as a draft, sealed like the note itself.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from talktag import disk
from talktag.cli.input.editor import TEXT_LIMIT, edit_text, editor, read_back
from talktag.errors import DeclinedError, InvalidError, UsageError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.notes.note import Editing
    from talktag.ops.outcome import Outcome

# What makes each editor leave nothing beside the file, nor in the person's home. Set behind the person's own settings.
_VIM = ("-n", "-i", "NONE", "-c", "silent! set noswapfile nobackup nowritebackup noundofile")
_QUIET: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("vim", "nvim", "gvim", "vim.basic", "vim.tiny", "vim.nox", "vim.gtk3", "view"), _VIM),
    "nano": ("--restricted",),
    "emacs": ("--eval", "(setq make-backup-files nil auto-save-default nil create-lockfiles nil)"),
    "micro": ("-backup", "false", "-savehistory", "false", "-saveundo", "false", "-savecursor", "false"),
    **dict.fromkeys(("hx", "helix", "kak", "ed"), ()),
}
_IN_MEMORY = {"tmpfs", "ramfs"}


def edit_privately(terminal: Terminal, drafts: Path, editing: Editing, *, allow_disk: bool, is_tried: bool) -> Outcome:
    """The note as the person made it in the editor; DeclinedError where the editor ended with an error.

    A text that may yet not be saved is put into the folder `drafts`, unless it `is_tried` only, without saving.
    """
    from talktag.model.effects.of_files import DropDraft
    from talktag.ops.notes.note import revise_note

    if not terminal.can_ask:
        raise UsageError("an editor needs a terminal", hints=["without one write another: talktag note REF - < FILE"])
    draft = drafts / f"note-{editing.note.note}.age"
    text = _first_text(terminal, editing, draft)
    words = quiet(terminal.environment)
    if words is None:
        words = editor(terminal.environment)
        terminal.say(f"notice: talktag cannot tell {Path(words[0]).name} to keep no copies of its own")
    remark = (
        f"A private note of {editing.product.name}. Save and leave to keep it; leave without saving to change nothing."
    )
    with _memory_folder(terminal.environment, allow_disk=allow_disk) as folder:
        copy = folder / "note.txt"
        made = edit_text(terminal, copy, f"{text}\n".encode(), (remark,), words)
        left = made if made is not None else _left_behind(copy, remark)
        new = _decode(left)
        if new.strip() and new != editing.note.text and not is_tried:
            _keep(editing, draft, new)
    if made is None:
        kept = " The text is kept, sealed; the next --edit offers it." if draft.is_file() else ""
        raise DeclinedError(f"the editor ended with an error, so nothing was changed.{kept}".removesuffix("."))
    effects = (DropDraft(str(draft)),) if draft.is_file() else ()
    return revise_note(editing, new)._replace(effects=effects)


def quiet(environment: Mapping[str, str]) -> list[str] | None:
    """The person's editor as words, told to leave nothing behind; None where talktag does not know how."""
    words = editor(environment)
    name = Path(words[0]).name
    if name not in _QUIET:  # such as vi, which most often is another
        found = shutil.which(words[0], path=environment.get("PATH"))
        name = Path(found).resolve().name if found else name
    return [*words, *_QUIET[name]] if name in _QUIET else None


def in_memory(folder: Path, mounts: str) -> bool:
    """Whether `folder` lies in memory by the text of /proc/mounts; False where that cannot be told."""
    best = ("", "")
    for line in mounts.splitlines():
        _device, place, kind, *_rest = [*line.split(" "), "", "", ""]
        place = place.encode().decode("unicode_escape", "replace")
        if (folder == Path(place) or Path(place) in folder.parents) and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1] in _IN_MEMORY


def memory_place(environment: Mapping[str, str]) -> Path | None:
    """A folder that lies in memory, in which one of one's own may be made; None where there is none."""
    mounts = Path("/proc/mounts").read_text("utf-8", "replace") if Path("/proc/mounts").exists() else ""
    places = [Path(each) for each in (environment.get("XDG_RUNTIME_DIR"), "/dev/shm") if each]  # noqa: S108 - made private
    return next((each.resolve() for each in places if each.is_dir() and in_memory(each.resolve(), mounts)), None)


@contextlib.contextmanager
def _memory_folder(environment: Mapping[str, str], *, allow_disk: bool) -> Iterator[Path]:
    """A new folder in memory that only this person can read, gone at the end, also when the program is told to end."""
    place = memory_place(environment)
    if place is None and not allow_disk:
        raise UsageError(
            "there is no folder in memory here, and the editor's copy would lie on the disk",
            hints=["if you accept that: --allow-disk", "or write another note, and --remove this one"],
        )
    folder = Path(tempfile.mkdtemp(prefix="talktag-", dir=place))
    try:
        with _ending_in_order():
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let signals that end the program unwind it, so that what it must take away is taken away."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _first_text(terminal: Terminal, editing: Editing, draft: Path) -> str:
    """The note, or the draft of last time if there is one and the person wants it."""
    from talktag.ops.notes.note import text_of_draft

    if not draft.is_file():
        return editing.note.text
    question = "There is a draft from last time. Take it up or drop it?"
    if terminal.choose(question, {"t": "take", "d": "drop"}, default="t") == "d":
        disk.discard(draft)
        return editing.note.text
    return text_of_draft(editing, disk.read(draft, 2 * TEXT_LIMIT))


def _keep(editing: Editing, draft: Path, text: str) -> None:
    """Put the text aside, sealed, before anything can go wrong with saving it."""
    from talktag.ops.notes.note import draft_of

    disk.make_folder(draft.parent, disk.PRIVATE_FOLDER)
    disk.put(draft, draft_of(editing, text))


def _left_behind(copy: Path, remark: str) -> bytes:
    """What an editor that failed left in the file."""
    try:
        return read_back(copy, (remark,))
    except FileNotFoundError:
        return b""


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise InvalidError("the note is not UTF-8 text any more, so nothing was changed") from None
