"""The command line as values, read from the Typer application itself. Runs no command."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from talktag.cli.input.terminal import Terminal
from talktag.cli.main import whole_command


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option: how it is written, what it means, whether it must be there."""

    spelling: str
    meaning: str
    is_argument: bool
    must: bool


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its full name, its usage line, the paragraphs of its help, its own parameters."""

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def application() -> Any:
    """The root of the command tree, of the kind that typer made it."""
    return whole_command()


def commands() -> tuple[Command, ...]:
    """Every command that does something, in the order of the help."""
    root = application()
    return tuple(_walk(root, root.context_class(root, info_name="talktag")))


def global_options() -> tuple[Parameter, ...]:
    """The options that every command takes, and those of the program itself."""
    return tuple(_parameter(each) for each in application().params if not _is_completion(each))


def resolve(words: list[str]) -> Any:
    """The command a line names, its words parsed; raises what the program itself would turn into a usage error."""
    node = application()
    nobody = Terminal(io.StringIO(), io.StringIO(), io.StringIO(), {})  # who has no programs of their own
    context = node.make_context("talktag", list(words), obj=nobody)
    while hasattr(node, "resolve_command"):
        name, node, rest = node.resolve_command(context, [*context._protected_args, *context.args])  # noqa: SLF001
        context = node.make_context(name, rest, parent=context)
    return context


def _walk(node: Any, context: Any) -> Iterator[Command]:
    """The commands below a group, asked for by name, because the program loads each only then."""
    for name in node.list_commands(context):
        child = node.get_command(context, name)
        inner = child.context_class(child, info_name=name, parent=context)
        if hasattr(child, "list_commands"):
            yield from _walk(child, inner)
        else:
            yield _command(child, inner.command_path)


def _command(node: Any, name: str) -> Command:
    paragraphs = [" ".join(part.split()) for part in (node.help or "").split("\n\n")]
    shown = [each for each in node.params if not getattr(each, "hidden", False)]
    own = tuple(sorted((_parameter(each) for each in shown), key=lambda each: not each.is_argument))
    words = [each.spelling for each in own if each.is_argument]
    words += [each.spelling.split(", ")[-1] for each in own if each.must and not each.is_argument]
    return Command(
        name,
        " ".join([name, *words, "[OPTION]..."]),
        tuple(each for each in paragraphs if not each.startswith("Example: ")),
        tuple(each.removeprefix("Example: ") for each in paragraphs if each.startswith("Example: ")),
        own,
    )


def _parameter(parameter: Any) -> Parameter:
    is_argument = parameter.param_type_name == "argument"
    if is_argument:
        metavar = parameter.metavar or parameter.name.upper()
        spelling = metavar if parameter.required or metavar.startswith("[") else f"[{metavar}]"
    else:
        names = ", ".join(sorted(parameter.opts, key=len))
        spelling = names if parameter.is_flag else f"{names} {parameter.metavar or _kind(parameter)}"
    return Parameter(spelling, _meaning(parameter, is_argument=is_argument), is_argument, parameter.required)


def _kind(parameter: Any) -> str:
    kind = type(parameter.type).__name__  # its name for people differs between versions of typer
    return "N" if "Int" in kind else "PATH" if "Path" in kind else "TEXT"


def _meaning(parameter: Any, *, is_argument: bool) -> str:
    said = " ".join((parameter.help or "").split())
    if parameter.required and not is_argument:
        return f"{said} Must be given."
    default = parameter.default
    if isinstance(default, bool) or default in (None, "", (), "-") or callable(default):
        return said
    return f"{said} Without it: {default}."


def _is_completion(parameter: Any) -> bool:
    return parameter.name in {"install_completion", "show_completion"}
