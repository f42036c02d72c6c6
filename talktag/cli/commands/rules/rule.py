"""`talktag rule`: what is to happen when an entry arrives, or by time."""

from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OptionalProduct
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.rules.rules import show_begun, show_list, show_out, show_rule, show_taken, show_tried
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

complete_rule = completes("rule")
complete_form = completes("talktag.ops.rules.export:FORMS")
complete_party = completes("party")
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


@command("try", view=show_tried, family="rule")
def try_rule(
    context: Context,
    name: RuleName,
    ref: OptionalProduct = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what came, or was due, from this day on.")
    ] = None,
    entry: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this entry, as if it came now; needs REF.")
    ] = None,
) -> Outcome:
    """Show what a rule would make of the log of a product, or of all; nothing is changed.

    It goes through the entries as if they came one by one, each after those before it.

    Example: talktag rule try lent-too-long canon --since 2026-01-01
    """
    from talktag.ops.rules.try_rule import try_rule as operate

    if entry is not None and ref is None:
        raise UsageError("--entry needs a product", hints=[f"for example: talktag rule try {name} REF --entry {entry}"])
    return operate(context.session(), name, ref, since=since, entry=entry)


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


@command("add", view=show_taken, family="rule")
def add(
    context: Context,
    source: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="The rule's file; - is standard input. Or a message it came with.")
    ],
    party: Annotated[
        str | None,
        typer.Option("--from", metavar="PARTY", help="Whom it is from.", autocompletion=complete_party),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call it here; else as its file is called.")
    ] = None,
) -> Outcome:
    """Take in a rule that somebody gave you, after reading in words what it may send; it can send to them alone.

    Of your things it sees only what they were given. A new text of it is shown with what it changes.

    Example: talktag rule add outage.toml --from netco
    """
    from talktag.cli.input.importing import file_name, read_file
    from talktag.ops.bundles.kept_messages import is_message
    from talktag.ops.rules.foreign.add import add as operate
    from talktag.ops.rules.foreign.brought import brought_by_hand, brought_by_message

    session = context.session()
    path = Path(source)
    if is_message(session.store, source) and not path.exists():
        return operate(session, brought_by_message(session, source, party), name)
    data = read_file(context.terminal, path)
    return operate(session, brought_by_hand(session.store, data, file_name(path), party), name)


@command("export", view=show_out, family="rule")
def export(
    context: Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...", help="The names of their files, less the ending.", autocompletion=complete_rule
        ),
    ],
    form: Annotated[
        str, typer.Option("--as", metavar="FORM", help="For which engine: krl.", autocompletion=complete_form)
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = None,
) -> Outcome:
    """Write rules for the engine of picos, in KRL. One that cannot be said there is named, and nothing is written.

    Example: talktag rule export outage --as krl -o outage.krl
    """
    from talktag.cli.output_name import check_ending, path_of
    from talktag.ops.rules.export import export as operate

    path = path_of(output)
    check_ending(path, form)
    return operate(context.session(), names, form, path)
