"""Has done what a command answers: shows it, asks, carries it out, tells what became of it. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from talktag.cli.action.hands import TerminalHands
from talktag.cli.after_saving import follow_up
from talktag.cli.context import Context
from talktag.cli.last_command import remember_commit
from talktag.cli.render.answer import Show, fills_stdout, say_of, show_answer, show_view
from talktag.errors import BusyError, DiskError, InternalError, NoStoreError, StaleError, SyncError, UsageError

if TYPE_CHECKING:
    from talktag.ops.outcome import OneByOne, Outcome, Turn, TurnEnd

# What ends a series: the machine or the store failed, and would fail for the next as well.
_FATAL = (BusyError, DiskError, InternalError, NoStoreError, SyncError)


def carry_out(context: Context, name: str, operate: Callable[[], Outcome | OneByOne], show: Show) -> None:
    """Run an operation, show what it answers, ask if it wants that, do what it plans, and render the rest."""
    from talktag.ops.outcome import OneByOne

    flags = context.flags
    if not flags.dry_run:
        context.finish_what_was_left()
    answer = operate()
    said: set[str] = set()
    if isinstance(answer, OneByOne):
        outcome, commit, is_done = _do_one_by_one(context, answer, show, said)
    else:
        answer = _with_page_told(context, answer)
        outcome, commit = _do(context, answer, lambda: _one(operate()), show, said)
        is_done = commit is not None or (outcome.stays_beside and not flags.dry_run)
    was_shown = outcome.question is not None and not flags.dry_run
    show_answer(context, name, outcome, show, commit, planned=flags.dry_run, shown=was_shown, said=said)
    if is_done:
        follow_up(context, name, outcome, commit)
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)


def _with_page_told(context: Context, outcome: Outcome) -> Outcome:
    """The outcome, told of too where it makes the page for finders older than the store."""
    from talktag.store.layout import FINDER_KEY

    if outcome.plan is None or outcome.starts_a_store or not (context.store_folder() / FINDER_KEY).is_file():
        return outcome
    from talktag.ops.finder.page_age import page_notices

    said = any("talktag finder build" in each for each in outcome.notices)
    return outcome if said else outcome._replace(notices=(*outcome.notices, *page_notices(outcome.plan)))


def _one(answer: Outcome | OneByOne) -> Outcome:
    """What was one thing the first time it was asked for is one again."""
    from talktag.ops.outcome import OneByOne

    if isinstance(answer, OneByOne):
        raise StaleError("what there is to do was changed meanwhile", hints=["type the command again"])
    return answer


def _do(
    context: Context, outcome: Outcome, again: Callable[[], Outcome], show: Show, said: set[str]
) -> tuple[Outcome, str | None]:
    """Ask about an outcome and carry it out, unless it is to be shown only: what was done in the end, and its commit.

    `again` makes it anew, where another talktag came first. What is told before the question is put into `said`.
    """
    flags = context.flags
    outcome = _with_reactions(context, _in_own_words(outcome, flags.own_words))
    saves = outcome.plan and not outcome.starts_a_store and not outcome.stays_beside
    if saves and (flags.dry_run or outcome.question):
        context.open_store().check_history()  # before a person decides; whatever happens the writer looks again
    if flags.json and fills_stdout(outcome):
        raise UsageError("--json and -o - both want standard output", hints=["name a file after -o"])
    if flags.dry_run:
        return outcome, None
    if outcome.question is not None:
        said.update(_ask(context, outcome, outcome.question, show))
    if not (outcome.plan or outcome.outside):
        return outcome, None
    from talktag.ops.effects.carry_out import carry_out as carry_out_all

    made_anew = lambda: _with_reactions(context, _in_own_words(again(), flags.own_words))  # noqa: E731
    outcome, commit = carry_out_all(outcome, made_anew, context.session(), TerminalHands(context))
    if (commit or outcome.stays_beside) and not (outcome.plan and outcome.plan.joins):
        remember_commit(context, commit)  # what was joined may be another computer's command
    return outcome, commit


def _do_one_by_one(context: Context, several: OneByOne, show: Show, said: set[str]) -> tuple[Outcome, str | None, bool]:
    """Do one thing after the other: the answer to all of it, the last commit, and whether anything was changed."""
    ends = [_do_turn(context, turn, show, said) for turn in several.turns]
    answer = _with_rules_told(several.tell(ends), [each.outcome for each in ends if each.outcome])
    if context.flags.dry_run:
        return _join_plans(answer, [each.outcome for each in ends if each.outcome]), None, False
    commits = [each.commit for each in ends if each.commit]
    return answer, commits[-1] if commits else None, bool(commits) or any(each.stays_beside for each in ends)


def _with_rules_told(answer: Outcome, done: Sequence[Outcome]) -> Outcome:
    """The answer to several things, with what rules made of any of them, and what is wrong with rules."""
    from talktag.store.layout import LOOKUPS, RULES

    wrong = (one for each in done for one in each.problems if one.path.startswith((f"{RULES}/", f"{LOOKUPS}/")))
    return answer._replace(
        problems=(*answer.problems, *dict.fromkeys(wrong)),
        ahead=tuple(line for each in done if not each.question for line in each.ahead),
        left=tuple(line for each in done for line in each.left),
    )


def _join_plans(answer: Outcome, made: Sequence[Outcome]) -> Outcome:
    """The answer of a dry run, with all that would be done."""
    from talktag.model.plan import Plan

    changes = tuple(change for each in made if each.plan for change in each.plan.changes)
    effects = tuple(effect for each in made for effect in each.outside)
    plan = Plan(changes, f"{len(made)} things, each with a commit of its own") if changes else None
    return answer._replace(plan=plan, effects=effects)


def _do_turn(context: Context, turn: Turn, show: Show, said: set[str]) -> TurnEnd:
    """Do one thing of several; what it fails for is told at the end, but where all others would fail for it."""
    from talktag.errors import TalktagError
    from talktag.ops.outcome import TurnEnd

    try:
        outcome, commit = _do(context, turn.make(), turn.make, show, said)
        if context.flags.dry_run and not context.flags.json:
            show_view(context, show(outcome.data))
    except TalktagError as error:
        if isinstance(error, _FATAL) and not isinstance(error, StaleError):
            raise
        return TurnEnd(turn.name, error=error)
    if context.flags.dry_run:
        return TurnEnd(turn.name, outcome)
    # A thousand things are done in the memory that one of them takes.
    return TurnEnd(turn.name, outcome.without_contents(), commit, stays_beside=outcome.stays_beside)


def _with_reactions(context: Context, outcome: Outcome) -> Outcome:
    """The outcome with what rules make of the entries that it writes."""
    from talktag.store.layout import RULES

    if outcome.plan is None or outcome.starts_a_store or not (context.store_folder() / RULES).is_dir():
        return outcome
    from talktag.ops.rules.run import with_reactions

    return with_reactions(context.session(), outcome)


def _in_own_words(outcome: Outcome, words: str | None) -> Outcome:
    """The outcome with a person's own words for its commit; where there is none to make, that is said."""
    if words is None:
        return outcome
    from talktag.ops.commit_message import in_own_words

    if outcome.plan is None or outcome.stays_beside:
        return outcome._replace(notices=(*outcome.notices, "nothing is saved by this, so your words are kept nowhere"))
    return outcome._replace(plan=in_own_words(outcome.plan, words))


def _ask(context: Context, outcome: Outcome, question: str, show: Show) -> Sequence[str]:
    """Show a person what it is about and all there is to say of it, and ask: what was said.

    DeclinedError where the answer is no.
    """
    if not context.flags.json:
        show_view(context, show(outcome.data), talk=fills_stdout(outcome))
    if outcome.in_person is not None and (context.terminal.agrees or not context.terminal.can_ask):
        raise outcome.in_person
    lines = () if context.flags.json else tuple(say_of(outcome))
    for line in lines:
        context.terminal.say(line)
    context.terminal.confirm(question)
    return lines
