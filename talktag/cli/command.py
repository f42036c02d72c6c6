"""From a function to a command: adds the global flags, runs the operation, asks, carries out. No verb of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context, Flags
from talktag.cli.input.choosing import chosen_by_hand
from talktag.cli.input.terminal import Terminal
from talktag.cli.last_command import remember_commit
from talktag.cli.render.answer import Show, fills_stdout, show_answer, show_view
from talktag.errors import StaleError, UsageError

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome, Output

GLOBAL_OPTIONS: dict[str, tuple[Any, Any]] = {
    "store": (
        Path | None,
        typer.Option("--store", metavar="DIR", help="The store to use.", autocompletion=completes("store")),
    ),
    "json": (bool, typer.Option("--json", help="Print exactly one JSON document.")),
    "plain": (bool, typer.Option("--plain", help="Print plain, tab-separated lines.")),
    "dry_run": (bool, typer.Option("--dry-run", "-n", help="Show what would change; change nothing.")),
    "yes": (bool, typer.Option("--yes", help="Answer every question with yes.")),
    "no_input": (bool, typer.Option("--no-input", help="Never ask anything.")),
    "passphrase_file": (
        Path | None,
        typer.Option("--passphrase-file", metavar="FILE", help="Read the passphrase from FILE."),
    ),
    "passphrase_fd": (
        int | None,
        typer.Option("--passphrase-fd", metavar="N", help="Read the passphrase from descriptor N."),
    ),
}
_RETRIES = 20  # times a plan is made anew when another talktag changed the same files first


def command(
    app: typer.Typer, name: str, show: Show, *, family: str = ""
) -> Callable[[Callable[..., Outcome]], Callable[..., None]]:
    """Make a function `(context, …) -> Outcome` the command `name` of `app`; `show` turns its data into a view."""

    def register(function: Callable[..., Outcome]) -> Callable[..., None]:
        full_name = f"{family} {name}".strip()

        def run(ctx: typer.Context, **values: Any) -> None:
            flags = Flags(**{key: values.pop(key) for key in GLOBAL_OPTIONS})
            context = make_context(flags.over(ctx.obj.flags), ctx.obj.terminal)
            carry_out(context, full_name, chosen_by_hand(context, function, values), show)

        own = list(inspect.signature(function).parameters.values())[1:]
        declare(run, _parameters(own))
        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        app.command(name)(run)
        return run

    return register


def add_family_flags(app: typer.Typer) -> None:
    """Let the global flags stand between the two words of a verb such as `party list`, too."""

    def family(ctx: typer.Context, **values: Any) -> None:
        ctx.obj = make_context(Flags(**values).over(ctx.obj.flags), ctx.obj.terminal)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
        *global_parameters(hidden=True),
    ]
    declare(family, parameters)
    app.callback()(family)


def declare(function: Callable[..., None], parameters: Sequence[inspect.Parameter]) -> None:
    """Give a function taking `**values` the signature that Typer reads."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in parameters}


def make_context(flags: Flags, terminal: Terminal) -> Context:
    """The context of a run; two output forms at once are a UsageError."""
    if flags.json and flags.plain:
        raise UsageError("--json and --plain exclude each other", hints=["leave one out"])
    return Context(flags, terminal._replace(may_ask=not flags.no_input, agrees=flags.yes))


def carry_out(context: Context, name: str, operate: Callable[[], Outcome], show: Show) -> None:
    """Run an operation, show what it answers, ask if it wants that, do what it plans, and render the rest."""
    outcome = operate()
    terminal, flags = context.terminal, context.flags
    if outcome.plan and (flags.dry_run or any((outcome.question, outcome.before, outcome.around))):
        context.open_store().check_history()  # before a person decides; whatever happens the writer looks again
    if flags.json and fills_stdout(outcome):
        raise UsageError("--json and -o - both want standard output", hints=["name a file after -o"])
    if flags.dry_run:
        show_answer(context, name, outcome, show, None, planned=True)
        return _end(outcome)
    asked = outcome.question is not None
    if asked and not flags.json:
        show_view(context, show(outcome.data), talk=fills_stdout(outcome))
    if outcome.question is not None:
        if outcome.in_person is not None and terminal.agrees:
            raise outcome.in_person
        terminal.confirm(outcome.question)
    if outcome.before is not None:
        outcome.before()
    outcome, commit = _carried_out(context, outcome, operate)
    if outcome.after is not None:
        commit = outcome.after() or commit
    if commit:
        remember_commit(context, commit)
    show_answer(context, name, outcome, show, commit, shown=asked)
    return _end(outcome)


def _carried_out(context: Context, outcome: Outcome, operate: Callable[[], Outcome]) -> tuple[Outcome, str | None]:
    """The plan carried out, by itself or in the middle of what goes along with it."""
    if outcome.around is None:
        return _apply(context, outcome, operate)
    made: list[tuple[Outcome, str | None]] = []
    outcome.around(lambda: made.append(_apply(context, outcome, operate)))
    return made[0]


def _apply(context: Context, outcome: Outcome, operate: Callable[[], Outcome]) -> tuple[Outcome, str | None]:
    """Stage the output, carry out the plan, then give the output its name; made anew when another run came first."""
    from talktag import disk

    by_hand: list[str] = []
    for attempt in range(_RETRIES):
        staged: list[Path | None] = []
        try:
            staged += (_stage(context, output) for output in outcome.outputs)
            store = context.open_store() if outcome.plan else None
            commit = store.apply(outcome.plan, tell=by_hand.extend) if store and outcome.plan else None
        except BaseException as error:
            for each in filter(None, staged):
                disk.discard(each)
            # What a person saw, answered or typed is not made anew behind their back.
            seen = any((outcome.question, outcome.before, outcome.around, outcome.after))
            if not isinstance(error, StaleError) or seen or attempt == _RETRIES - 1:
                raise
            outcome = operate()
            continue
        for output, path in zip(outcome.outputs, staged, strict=True):
            _publish(context, output, path)
        notices = [f'"{path}" was changed by hand before; that is kept as a commit of its own' for path in by_hand]
        if store and store.is_detached():
            from talktag.ops.upkeep.doctor.git import detached

            notices.append(f"the store {detached(store)}")
        return outcome._replace(notices=(*outcome.notices, *notices)), commit
    raise AssertionError


def _stage(context: Context, output: Output) -> Path | None:
    """Put the output beside where it will be, if that is a file; nothing that exists is replaced without asking."""
    if output.path is None:
        return None
    from talktag import disk

    target = disk.followed(output.path)
    if target.is_dir():
        raise UsageError(f'"{output.path}" is a folder', hints=["name a file after -o"])
    if not target.parent.is_dir():
        raise UsageError(
            f'there is no folder "{output.path.parent}"', hints=["make it first, or name another after -o"]
        )
    if target.exists():
        if not target.is_file():
            return None  # a device or a pipe is written to, not replaced
        context.terminal.confirm(f'Replace "{output.path}"?')
    return disk.stage(target.parent, output.make())


def _publish(context: Context, output: Output, staged: Path | None) -> None:
    from talktag import disk

    if output.path is None:
        context.terminal.write_bytes(output.make())
    elif staged is not None:
        disk.publish(staged, disk.followed(output.path))
    else:
        with disk.failing_as(f'could not write to "{output.path}"'), output.path.open("wb") as device:
            device.write(output.make())


def _end(outcome: Outcome) -> None:
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)


def _parameters(own: Sequence[inspect.Parameter]) -> list[inspect.Parameter]:
    """Typer's context, the command's own parameters and the global flags, all by keyword."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    first = inspect.Parameter("ctx", keyword, annotation=typer.Context)
    return [first, *(each.replace(kind=keyword) for each in own), *global_parameters(hidden=True)]


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
