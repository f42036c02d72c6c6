"""What a person scans for a command: words, files, a pipe, or a scanner that types. Decides nothing about a code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from talktag.cli.input.once import read_once
from talktag.cli.input.terminal import Terminal

_LIMIT = 64 * 1024 * 1024
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".jp2", ".gif", ".bmp"}
Given = tuple[str | Path | bytes, ...]


def gather_scans(terminal: Terminal, words: Sequence[str], describe: Callable[[str], str]) -> Given:
    """What was given: `-` is standard input, the name of a file that file, any other word itself.

    Without words, lines are read until the input ends; at a terminal `describe` answers each.
    """
    if not words and not terminal.stdin.isatty():
        words = ("-",)
    if words:
        piped = read_once(terminal.stdin, lambda: (terminal.stdin.buffer.read(_LIMIT + 1),)) if "-" in words else ()
        return tuple(each for word in words for each in (piped if word == "-" else (_file_or_text(word),)))
    return read_once(terminal.stdin, lambda: _read_scans(terminal, describe)) if terminal.can_ask else ()


def is_file(word: str) -> bool:
    """Whether a word names a file of this computer."""
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # longer than a name can be, or with a character none can have
        return False


def _file_or_text(word: str) -> str | Path:
    return Path(word) if is_file(word) or _looks_like_a_picture(word) else word


def _looks_like_a_picture(word: str) -> bool:
    """Whether a word can only be meant as the name of a picture, so that a missing one is named."""
    return "://" not in word and Path(word).suffix.lower() in _PICTURES


def _read_scans(terminal: Terminal, describe: Callable[[str], str]) -> Given:
    """Lines that a scanner, or a person, types, each answered at once."""
    terminal.hint("Scan, or type what stands beside the code; end with Ctrl-D.")
    lines: list[str] = []
    while (line := terminal.prompt("scan")) is not None:
        if line:
            terminal.say(f"  {describe(line)}")
            lines.append(line)
    return tuple(lines)
