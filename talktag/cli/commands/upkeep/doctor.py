"""`talktag doctor`: look for what is wrong."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Columns, Line
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.doctor.doctor import Findings


def show(data: "Findings") -> Iterator[Block]:
    """A line a finding."""
    if not data.findings:
        yield Line("nothing found: all is well", "strong")
    rows = [
        (
            each.severity,
            each.name,
            f"{each.path}{f':{each.line}' if each.line else ''}",
            " ".join(filter(None, (each.field, each.message))),
        )
        for each in data.findings
    ]
    yield Columns(("", "finding", "where", "what"), rows)


@command("doctor", view=show)
def doctor(
    context: Context,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, as one commit.")] = False,
) -> Outcome:
    """Look for what is wrong, and mend it.

    Looks at this computer's set-up and at the store; exit code 12 when something is found.

    Example: talktag doctor --fix
    """
    from talktag.cli.input.editor import missing_editor
    from talktag.cli.own.settings import own_problems
    from talktag.ops.upkeep.doctor.doctor import doctor as operate

    environment = context.terminal.environment
    missing = missing_editor(environment)
    missing_programs = (missing,) if missing else ()
    problems = own_problems(environment)
    return operate(context.session(), fix=fix, missing_programs=missing_programs, of_settings=problems)
