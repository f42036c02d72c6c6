"""What a command answers, shown: as one JSON document, or as a view with what there is to say about it.

It picks the renderer, and decides nothing of what is in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

from talktag.cli.context import Context
from talktag.cli.views.view import Line, View

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome

Show = Callable[[Any], View]


def show_answer(
    context: Context,
    name: str,
    outcome: Outcome,
    show: Show,
    commit: str | None,
    *,
    planned: bool = False,
    shown: bool = False,
    said: Collection[str] = (),
) -> None:
    """Show all of an outcome, and nothing again that was `shown` or `said`; of one `planned` plan and effects, too.

    The answer of a command that only tells, or would have, goes through the pager where it is longer than the screen.
    """
    if context.flags.json:
        _show_json(context, name, outcome, commit, planned=planned)
        return
    from talktag.cli.render.pager import paging

    tells_only = planned or not (outcome.plan or outcome.outside or outcome.question)
    with paging(context, wanted=tells_only) as within:
        if not shown and (planned or not fills_stdout(outcome)):
            show_view(within, show(outcome.data))
        if planned and outcome.plan:
            from talktag.cli.views.diff import plan_diff

            show_view(within, [plan_diff(outcome.plan)])
        if planned and outcome.outside:
            show_view(within, [Line("outside the store:"), *(Line(f"  {each.line}") for each in outcome.outside)])
    for line in _remarks(outcome, commit, said, planned=planned):
        context.terminal.say(line)


def say_of(outcome: Outcome) -> Iterator[str]:
    """What there is to say of it besides its data, a line each: what a person knows before deciding on it."""
    yield from (f"notice: {notice}" for notice in (*outcome.notices, *outcome.ahead))
    if outcome.problems:
        from talktag.model.problem import lines

        yield from lines(outcome.problems)


def _show_json(context: Context, name: str, outcome: Outcome, commit: str | None, *, planned: bool) -> None:
    from talktag.cli.render.json import envelope

    stdout, values = context.terminal.stdout, outcome.data.values()
    plan, effects = (outcome.plan, outcome.outside) if planned else (None, ())
    notices = (*outcome.notices, *outcome.ahead, *outcome.left)
    parts = envelope(name, values, outcome.problems, commit=commit, notices=notices, plan=plan, effects=effects)
    stdout.writelines(parts)
    stdout.write("\n")


def _remarks(outcome: Outcome, commit: str | None, said: Collection[str], *, planned: bool) -> Iterator[str]:
    """What is said besides, but what was `said` before; that it is saved last."""
    if planned:
        yield "dry run: nothing was written"
    yield from (line for line in say_of(outcome) if line not in said)
    yield from (f"notice: {notice}" for notice in outcome.left)
    if not planned:
        yield from outcome.done
    if outcome.stays_beside and not planned and not _is_for_itself(outcome):
        yield _say_beside(outcome)
    if commit and not outcome.starts_a_store:  # the start of a store is not taken back, but deleted
        # What went out in a file stays out: the ledger's memory of it is meant to last.
        lasts = (outcome.question and outcome.output) or (outcome.plan and outcome.plan.joins) or _carries(outcome)
        yield f"saved as {commit[:10]}" + ("" if lasts else f"; take it back with: {_way_back(outcome, commit)}")


def _is_for_itself(outcome: Outcome) -> bool:
    """Whether all that is kept is a note of talktag's own, which is nothing to tell of."""
    from talktag.store.layout import WORKED_OFF

    return outcome.plan is not None and all(each.path == WORKED_OFF for each in outcome.plan.changes)


def _way_back(outcome: Outcome, commit: str) -> str:
    """What is typed to take it back; `undo` alone passes over what is an undo itself."""
    from talktag.store.git.past.commit_text import UNDOES, trailers

    is_undo = outcome.plan is not None and UNDOES in trailers(outcome.plan.message, (UNDOES,))
    return f"talktag undo {commit[:10]}" if is_undo else "talktag undo"


def _carries(outcome: Outcome) -> bool:
    """Whether something left by a carrier that a person sent."""
    from talktag.model.effects.of_talk import CarryMessages

    return any(isinstance(each, CarryMessages) and not each.automatic for each in outcome.effects)


def _say_beside(outcome: Outcome) -> str:
    """What is said of a change that no commit has."""
    from talktag.model.plan import Remove

    if outcome.plan and all(isinstance(each, Remove) for each in outcome.plan.changes):
        return "gone from this computer, and in no history: no undo brings it back"
    return "kept on this computer, beside the history: no undo takes it back"


def show_view(context: Context, view: View, *, talk: bool = False) -> None:
    """Show a view on standard output, or as talk where that is taken by the bytes of a file."""
    terminal = context.terminal._replace(stdout=context.terminal.stderr) if talk else context.terminal
    if context.flags.plain or not terminal.is_read_by_a_person:
        from talktag.cli.render.plain import print_plain

        print_plain(terminal, view)
    else:
        from talktag.cli.render.people import print_for_people

        print_for_people(terminal, view)


def fills_stdout(outcome: Outcome) -> bool:
    """Whether standard output is taken by the bytes of a file."""
    return outcome.output is not None and outcome.output.path is None
