"""From a function to a command: adds the global flags, hands its function on to be run. No verb of its own."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from talktag.cli.action.carry_out import carry_out
from talktag.cli.context import Context
from talktag.cli.flags import GLOBAL_OPTIONS, Flags, declare, global_parameters
from talktag.cli.picking.asked import asked_of, missing, required_names
from talktag.cli.picking.choosing import ask_which
from talktag.cli.render.answer import Show

if TYPE_CHECKING:
    from types import ModuleType

    from talktag.ops.outcome import OneByOne, Outcome


class Command(NamedTuple):
    """A verb, or one of a family: its name, the function `(context, …) -> Outcome` that does it, and its view.

    The answer of one that `is_private` goes to no pager, which may keep what it shows.
    """

    name: str
    function: Callable[..., Outcome | OneByOne]
    view: Show
    family: str = ""
    is_private: bool = False

    @property
    def full_name(self) -> str:
        """The words that name it, as they are typed."""
        return f"{self.family} {self.name}".strip()


def command(
    name: str, *, view: Show, family: str = "", is_private: bool = False
) -> Callable[[Callable[..., Outcome | OneByOne]], Command]:
    """Collect a function as the command `name`, whose data `view` turns into blocks; no more is made of it yet.

    A parameter whose type is a named tuple stands for its fields, each of them declared as a parameter is.
    """

    def collect(function: Callable[..., Outcome | OneByOne]) -> Command:
        return Command(name, function, view, family, is_private)

    return collect


def commands_of(module: ModuleType) -> list[Command]:
    """The commands that a verb's module holds, in the order in which they stand there."""
    return [each for each in vars(module).values() if isinstance(each, Command)]


def add_command(app: typer.Typer, made: Command) -> None:
    """Make a command one of `app`'s, with the global flags."""
    own = list(inspect.signature(made.function).parameters.values())[1:]
    groups = {each.name: each.annotation for each in own if hasattr(each.annotation, "_fields")}
    flat = [each for parameter in own for each in _flat(parameter)]
    asked = asked_of(flat)

    def run(ctx: typer.Context, **values: Any) -> None:
        flags = Flags(**{key: values.pop(key) for key in GLOBAL_OPTIONS})
        flags = flags._replace(no_pager=flags.no_pager or made.is_private)
        context = ctx.obj.with_flags(flags)
        operate = functools.partial(_operate, made.function, groups, context)
        left_out = list(missing(asked, values, ctx.command_path))
        terminal = context.terminal
        if context.flags.json or context.flags.yes:
            terminal = terminal._replace(may_ask=False)
        asking = ask_which(terminal, operate, values, left_out, context.session)
        carry_out(context, made.full_name, asking, made.view)

    declare(run, _parameters(flat))
    run.asked = required_names(asked)  # type: ignore[attr-defined] # the parser lets these be left out
    run.__doc__ = made.function.__doc__
    run.__name__ = made.function.__name__
    app.command(made.name)(run)


def _operate(
    function: Callable[..., Outcome | OneByOne], groups: Mapping[str, Any], context: Context, values: Mapping[str, Any]
) -> Outcome | OneByOne:
    """Call a command's function with the values of its parameters, and of the named tuples that it takes."""
    grouped = {name: kind(**{key: values[key] for key in kind._fields}) for name, kind in groups.items()}
    within = {key for kind in groups.values() for key in kind._fields}
    return function(context, **{key: value for key, value in values.items() if key not in within}, **grouped)


def _flat(parameter: inspect.Parameter) -> list[inspect.Parameter]:
    """The parameter itself, or the fields of the named tuple that it takes, as parameters."""
    kind = parameter.annotation
    if not hasattr(kind, "_fields"):
        return [parameter]
    return [
        inspect.Parameter(
            key,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=kind.__annotations__[key],
            default=kind._field_defaults.get(key, inspect.Parameter.empty),
        )
        for key in kind._fields
    ]


def add_family_flags(app: typer.Typer) -> None:
    """Let the global flags stand between the two words of a verb such as `party list`, too."""

    def family(ctx: typer.Context, **values: Any) -> None:
        ctx.obj = ctx.obj.with_flags(Flags(**values))

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
        *global_parameters(hidden=True),
    ]
    declare(family, parameters)
    app.callback()(family)


def _parameters(own: Sequence[inspect.Parameter]) -> list[inspect.Parameter]:
    """Typer's context, the command's own parameters and the global flags, all by keyword."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    first = inspect.Parameter("ctx", keyword, annotation=typer.Context)
    return [first, *(each.replace(kind=keyword) for each in own), *global_parameters(hidden=True)]
