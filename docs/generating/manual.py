"""The manual page talktag(1) in the man macros (groff_man(7)). Escapes every word it is handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generating import pages, tree
from talktag import __version__
from talktag.cli.topics import VARIABLES


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Made by docs/generate.py; edit the code it is made from, then run: python docs/generate.py'
    yield f'.TH TALKTAG 1 "" "talktag {__version__}" "User Commands"'
    yield from (".SH NAME", "talktag \\- " + _text("the Internet of me and my things, in files you own"))
    yield from (".SH SYNOPSIS", ".B talktag", _text("[OPTION]... COMMAND [ARGUMENT]..."))
    yield ".SH DESCRIPTION"
    yield _text(
        "talktag keeps one readable record per owned product in a directory of files under Git, prints labels for "
        "them, seals private notes to their owner, and hands chosen parts of a record to others as signed files."
    )
    yield ".SH OPTIONS"
    yield _text("These go before or after the command.")
    yield from _parameters(tree.global_options())
    yield ".SH COMMANDS"
    for command in tree.commands():
        yield from _command(command)
    yield ".SH EXIT STATUS"
    yield from _item("0", "Done.")
    for code, said in _codes():
        yield from _item(str(code), said)
    yield from _item("130", "Interrupted.")
    yield ".SH ENVIRONMENT"
    for name, said in VARIABLES:
        yield from _item(name, said)
    yield from (".SH SEE ALSO", ".BR age (1),", ".BR git (1),", ".BR ssh-keygen (1),", ".BR unzip (1)")


def _command(command: tree.Command) -> Iterator[str]:
    yield f'.SS "{_text(command.usage)}"'
    for number, paragraph in enumerate(command.paragraphs):
        if number:
            yield ".PP"
        yield _text(paragraph)
    yield from _parameters(command.parameters)
    for example in command.examples:
        yield from (".PP", ".nf", ".RS", _text(example), ".RE", ".fi")


def _codes() -> Iterable[tuple[int, str]]:
    said: dict[int, list[str]] = {}
    for each in sorted(pages.error_classes(), key=lambda each: each.exit_code):
        said.setdefault(each.exit_code, []).append((each.__doc__ or "").split("\n\n")[0])
    return [(code, " Or: ".join(sentences)) for code, sentences in said.items()]


def _parameters(parameters: Iterable[tree.Parameter]) -> Iterator[str]:
    for each in parameters:
        yield from _item(each.spelling, each.meaning)


def _item(term: str, said: str) -> Iterator[str]:
    yield from (".TP", f'.B "{_text(term)}"', _text(said))


def _text(words: str) -> str:
    """The words as roff prints them: its own characters, hyphens and quotes spelled out."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    escaped = escaped.replace("^", "\\(ha").replace("~", "\\(ti").replace("`", "\\(ga")
    lines = [f"\\&{line}" if line.startswith((".", "'")) else line for line in escaped.split("\n")]
    return "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in " ".join(lines))
