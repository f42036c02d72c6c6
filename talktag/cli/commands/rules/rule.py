"""`talktag rule`: what is to happen when an entry arrives, or by time."""

from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.rules.rules import show_begun, show_list, show_rule
from talktag.ops.outcome import Outcome

complete_rule = completes("rule")
complete_ready = completes("talktag.ops.rules.new:ready_rules")
RuleName = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="The name of its file in rules/, less its ending.", autocompletion=complete_rule
    ),
]


@command("list", view=show_list, family="rule")
def list_rules(context: Context) -> Outcome:
    """List the rules: what wakes each, and what it makes.

    One that does not hold up is named with its file and line, and wakes at nothing.
    """
    from talktag.ops.rules.list import list_rules as operate

    return operate(context.session())


@command("show", view=show_rule, family="rule")
def show(context: Context, name: RuleName) -> Outcome:
    """Say in words what wakes a rule, what it makes, and what it may send to whom.

    Example: talktag rule show outage
    """
    from talktag.ops.rules.show import show as operate

    return operate(context.session(), name)


@command("new", view=show_begun, family="rule")
def new(
    context: Context,
    name: RuleName,
    ready: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="RULE",
            help="warranty-ending, lent-too-long, lost-scanned or outage.",
            autocompletion=complete_ready,
        ),
    ],
) -> Outcome:
    """Begin a rule from a ready one; change it in your editor then.

    Example: talktag rule new tell-me --from lost-scanned
    """
    from talktag.ops.rules.new import new as operate

    return operate(context.session(), name, ready)
