"""The table of all commands that completes what is typed in a shell, made from the command tree. It writes no file."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generating import tree
from talktag.cli.completion.offers import LISTS
from talktag.cli.completion.table import Parameter
from talktag.cli.flags import GLOBAL_OPTIONS


def table() -> str:
    """The whole table: a block a command, then a block a list of words that parameters name."""
    blocks, named = [["everywhere\t", *_lines(tree.application(), GLOBAL_OPTIONS)]], dict.fromkeys(LISTS)
    for name, node in _nodes():
        own = [each.name for each in node.params if each.name not in {"help", *GLOBAL_OPTIONS}]
        blocks.append([f"command {name}\t{_first_line(node)}", *_lines(node, own)])
        named |= dict.fromkeys(kind for each in node.params for kind in _kinds(each) if ":" in kind)
    blocks += [[f"list {name}\t", *_words(name)] for name in named]
    return "".join("\n".join(block) + "\n\n" for block in blocks)[:-1]


def _lines(node: Any, names: Iterable[str]) -> list[str]:
    return [_parameter(each).line() for each in node.params if each.name in names]


def _nodes() -> Iterator[tuple[str, Any]]:
    """Every command by its full name, the program itself first."""
    root = tree.application()
    yield "", root
    yield from _below(root, root.context_class(root, info_name="talktag"), "")


def _below(node: Any, context: Any, before: str) -> Iterator[tuple[str, Any]]:
    for word in node.list_commands(context):
        child = node.get_command(context, word)
        name = f"{before} {word}".strip()
        yield name, child
        if hasattr(child, "list_commands"):
            yield from _below(child, child.context_class(child, info_name=word, parent=context), name)


def _parameter(given: Any) -> Parameter:
    is_argument = given.param_type_name == "argument"
    names = () if is_argument else tuple(dict.fromkeys((*given.opts, *given.secondary_opts)))
    takes = is_argument or not (given.is_flag or given.count)
    many = given.multiple if not is_argument else given.nargs == -1
    meaning = "" if is_argument else " ".join((given.help or "").split())
    return Parameter(names, tuple(_kinds(given)) if takes else (), meaning, takes=takes, many=many)


def _kinds(given: Any) -> Iterable[str]:
    """What a parameter was declared with; a path is one of a file without that."""
    if given._custom_shell_complete:  # noqa: SLF001 - where typer keeps it
        return [each.value for each in given._custom_shell_complete(None, given, "")]  # noqa: SLF001
    if "Path" not in type(given.type).__name__:
        return []
    return ["folder" if "DIR" in (given.metavar or "") else "file"]


def _words(name: str) -> Iterator[str]:
    """The words of a constant, or of what a function gives, each with what it means where that is told."""
    module, _, constant = name.partition(":")
    known = getattr(importlib.import_module(module), constant)
    if callable(known):
        known = known()
    for word in known:
        yield f"{word}\t{_told(known[word]) if isinstance(known, Mapping) else ''}"


def _told(value: object) -> str:
    """What a constant says of one of its words: a text, or the last text of a pair."""
    parts = value if isinstance(value, tuple) and len(value) == 2 else (value,)
    return next((each for each in reversed(parts) if isinstance(each, str)), "")


def _first_line(node: Any) -> str:
    return " ".join((node.help or "").split("\n\n")[0].split())
