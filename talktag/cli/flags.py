"""The global flags, which every command takes: their values, and the options that Typer reads. Acts on none."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from talktag.cli.completion.kinds import completes

GLOBAL_OPTIONS: dict[str, tuple[Any, Any]] = {
    "store": (
        Path | None,
        typer.Option("--store", metavar="DIR", help="The store to use.", autocompletion=completes("store")),
    ),
    "json": (bool, typer.Option("--json", help="Print exactly one JSON document.")),
    "plain": (bool, typer.Option("--plain", help="Print plain, tab-separated lines.")),
    "dry_run": (bool, typer.Option("--dry-run", "-n", help="Show what would change; change nothing.")),
    "yes": (bool, typer.Option("--yes", help="Answer every question with yes.")),
    "own_words": (
        str | None,
        typer.Option(
            "-m", "--commit-message", metavar="WORDS", help="Your own words for what is saved, as the log shows."
        ),
    ),
    "no_hook": (bool, typer.Option("--no-hook", help="Run no hook after saving.")),
    "no_input": (bool, typer.Option("--no-input", help="Never ask anything.")),
    "no_pager": (bool, typer.Option("--no-pager", help="Write long answers without a pager.")),
    "passphrase_file": (
        Path | None,
        typer.Option("--passphrase-file", metavar="FILE", help="Read the passphrase from FILE."),
    ),
    "passphrase_fd": (
        int | None,
        typer.Option("--passphrase-fd", metavar="N", help="Read the passphrase from descriptor N."),
    ),
}


class Flags(NamedTuple):
    """The flags every command takes, before or after the verb."""

    store: Path | None = None
    json: bool = False
    plain: bool = False
    dry_run: bool = False
    yes: bool = False
    own_words: str | None = None
    no_hook: bool = False
    no_input: bool = False
    no_pager: bool = False
    passphrase_file: Path | None = None
    passphrase_fd: int | None = None

    def over(self, earlier: Flags) -> Flags:
        """These flags where they were given, the earlier ones elsewhere."""
        given = {key: value for key, value in self._asdict().items() if value not in (None, False)}
        return earlier._replace(**given)


def global_parameters(*, hidden: bool) -> list[inspect.Parameter]:
    """The global flags as parameters; `hidden` keeps them out of a command's help, which names them in one line."""
    parameters = []
    for key, (kind, option) in GLOBAL_OPTIONS.items():
        own = copy(option)
        own.hidden = hidden
        default = False if kind is bool else None
        annotation = Annotated[kind, own]  # type: ignore[valid-type] # made for typer to read at run time
        parameters.append(
            inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        )
    return parameters


def declare(function: Callable[..., None], parameters: Sequence[inspect.Parameter]) -> None:
    """Give a function taking `**values` the signature that Typer reads."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in parameters}
