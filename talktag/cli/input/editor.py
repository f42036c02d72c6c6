"""The editor round trip: a private copy, the person's own editor, and the text as it came back. Judges nothing.

The copy lies in memory where the system offers that, in a folder of its own, and is gone afterwards.
"""

from __future__ import annotations

import codecs
import contextlib
import shlex
import shutil
import string
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from talktag import disk
from talktag.cli.input.quiet import terminal_as_it_was
from talktag.cli.input.terminal import Terminal, one_line
from talktag.cli.own.settings import own_settings
from talktag.errors import DiskError, InvalidError, UsageError

TEXT_LIMIT = 1024 * 1024
MARK = "#:"  # begins the lines that talktag adds on top
# Editors in the terminal itself, which end when the person leaves them; any other may hand its file to a window.
_IN_THE_TERMINAL = {
    *("vi", "vim", "nvim", "vim.basic", "vim.tiny", "vim.nox", "view", "ex", "ed", "nano", "pico", "emacs", "micro"),
    *("hx", "helix", "kak", "joe", "jed", "ne", "mg", "mcedit"),
}
_OWN_WINDOW = {"-g", "--gui"}  # with which vim and others leave the terminal at once
_HOW_TO_WAIT = {
    **dict.fromkeys(
        ("code", "codium", "cursor", "windsurf", "zed", "subl", "atom", "gedit", "mate", "bbedit"), "--wait"
    ),
    **dict.fromkeys(("gvim", "mvim"), "--nofork"),
    **dict.fromkeys(("kate", "kwrite"), "--block"),
    **dict.fromkeys(("gnome-text-editor",), "--standalone"),
}


@contextlib.contextmanager
def private_folder(environment: Mapping[str, str]) -> Iterator[Path]:
    """A new folder only this person can read, in memory where there is such a place; gone at the end."""
    places = (environment.get("XDG_RUNTIME_DIR"), "/dev/shm")  # noqa: S108 - the folder made in it is private
    place = next((each for each in places if each and Path(each).is_dir()), None)
    folder = Path(tempfile.mkdtemp(prefix="talktag-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def edit_text(
    terminal: Terminal, path: Path, text: bytes, remarks: tuple[str, ...], words: Sequence[str] = ()
) -> bytes | None:
    """What the person made of `text`, shown under `remarks`; None when the editor failed, which means: stop.

    `words` are the editor, where it is started in a way of its own.
    """
    words = words or editor(terminal.environment)
    disk.put(path, b"".join(_head(remarks)) + text)
    written = path.stat().st_mtime_ns
    with terminal_as_it_was():
        ended = _run(words, path)
    if ended.returncode:
        return None
    if path.exists() and path.stat().st_mtime_ns == written and not _is_in_the_terminal(words, terminal.environment):
        _wait_for_its_window(terminal, words)
    return read_back(path, remarks, text)


def _run(words: Sequence[str], path: Path) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run([*words, str(path)], check=False)
    except OSError as error:
        raise UsageError(
            f'your editor "{words[0]}" could not be started: {error.strerror}',
            hints=["name another, for this time: EDITOR=nano talktag edit REF"],
        ) from error


def _wait_for_its_window(terminal: Terminal, words: Sequence[str]) -> None:
    """Keep the copy until the person says that they are done: an editor that came back may have left a window open."""
    name = Path(words[0]).name
    wait = _HOW_TO_WAIT.get(name)
    terminal.say(f"{name} came back, and nothing was saved yet")
    if wait and wait not in words:
        terminal.hint(f"to have talktag wait for its window: EDITOR='{name} {wait}'")
    terminal.prompt("if its window is open, save there and close it; then press Enter")


def _is_in_the_terminal(words: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether it is one that ends when the person leaves it; not a script by such a name, which may start any other."""
    found = shutil.which(words[0], path=environment.get("PATH"))
    if found is None or _OWN_WINDOW & {*words}:
        return False
    program = Path(found).resolve()  # of a link such as `editor`, too
    return bool({Path(found).name, program.name} & _IN_THE_TERMINAL) and not _is_script(program)


def _is_script(program: Path) -> bool:
    try:
        return disk.read_start(program, 2) == b"#!"
    except (FileNotFoundError, DiskError, InvalidError):  # such as a program that may be run and not read
        return False


def read_back(path: Path, remarks: tuple[str, ...], text: bytes = b"") -> bytes:
    """What is in an editor's copy, without the remarks where they still head it; FileNotFoundError where it is gone.

    Remarks are one line each, whatever they quote. One that was changed, as by replacing a word everywhere, is one
    still; as many such lines as `text` began with are the person's own.
    """
    head = [line.rstrip() for line in _head(remarks)]
    lines = disk.read(path, TEXT_LIMIT).removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    as_it_was = len(list(takewhile(lambda line: line.rstrip() in head, lines)))  # but for how it ends
    more = _count_marked(lines) - _count_marked(text.splitlines())
    return b"".join(lines[max(as_it_was, min(more, len(head))) :])


def _count_marked(lines: Sequence[bytes]) -> int:
    """How many lines on top begin as remarks do."""
    return len(list(takewhile(lambda line: line.startswith(MARK.encode()), lines)))


def _head(remarks: tuple[str, ...]) -> list[bytes]:
    return [f"{MARK} {one_line(remark)}\n".encode() for remark in remarks]


def missing_editor(environment: Mapping[str, str]) -> str | None:
    """The name of the editor the person has chosen, if there is no such program."""
    try:
        program = editor(environment)[0]
    except UsageError:  # none is chosen, and none is there: edit says so
        return None
    return None if shutil.which(program, path=environment.get("PATH")) else program


def editor(environment: Mapping[str, str]) -> list[str]:
    """The person's editor as words: VISUAL, then EDITOR, then their settings, then vi. UsageError when there is none.

    As a shell would read them: with `~`, variables and quotes. A path with blanks in it may also stand as it is.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environment.get(name, "")
        if Path(value).is_file():
            return [value]
        with contextlib.suppress(ValueError):
            if words := shlex.split(value):
                return [_expand(word, environment) for word in words]
    if words := list(own_settings(environment).editor):
        return [_at_home(words[0], environment), *words[1:]]
    if shutil.which("vi", path=environment.get("PATH")):
        return ["vi"]
    raise UsageError("there is no editor", hints=["name one: EDITOR=nano talktag edit REF"])


def _expand(word: str, environment: Mapping[str, str]) -> str:
    return string.Template(_at_home(word, environment)).safe_substitute(environment)


def _at_home(word: str, environment: Mapping[str, str]) -> str:
    return f"{environment.get('HOME', '~')}{word[1:]}" if word == "~" or word.startswith("~/") else word
