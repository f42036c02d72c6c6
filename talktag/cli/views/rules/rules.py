"""Rules in words, and what one would make. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, Quote

if TYPE_CHECKING:
    from talktag.model.rules.rule import Rule
    from talktag.ops.rules.export import RulesOut
    from talktag.ops.rules.foreign.add import RuleTaken
    from talktag.ops.rules.list import RuleList
    from talktag.ops.rules.made_things import MadeLine, RuleTried
    from talktag.ops.rules.new import RuleBegun
    from talktag.ops.rules.show import RuleShown


NO_LOOKUP = "nothing: what it looks into does not hold up"


def show_list(data: RuleList) -> Iterator[Block]:
    """A line a rule."""
    from talktag.ops.rules.rule_words import makes, wakes

    rows = [
        (
            each.name,
            NO_LOOKUP if each.lacks_lookup else wakes(each.rule),
            "; ".join(makes(each.rule.do)),
            each.rule.means or "",
        )
        if each.rule
        else (each.name, "nothing: it does not hold up", "", "")
        for each in data.rules
    ]
    yield Columns(("rule", "woken by", "makes", "means"), rows, ("means", "makes"))


def show_rule(data: RuleShown) -> Iterator[Block]:
    """What wakes it, what it makes, and what it may send to whom, which is said also where that is nothing."""
    yield Line(data.rule.name, "strong")
    if data.lacks_lookup:
        yield Line(NO_LOOKUP)
    yield Pairs(_rows_of(data.rule))


def show_taken(data: RuleTaken) -> Iterator[Block]:
    """A rule from elsewhere as any other, and behind each line that is another now what it was."""
    yield Line(data.rule.name, "strong")
    now, before = _rows_of(data.rule), _rows_of(data.was) if data.was else []
    yield Pairs(now)
    if data.was and (gone := [pair for pair in before if pair not in now]):
        yield Line("what the one of before says in place of it:")
        yield Pairs([(f"was: {name}", value) for name, value in gone])


def _rows_of(rule: Rule) -> list[tuple[str, object]]:
    from talktag.ops.rules.rule_words import holds, looks, makes, sends, wakes

    said = [f"to {each.to}: {', '.join(each.values) or 'only words of its own'}" for each in sends(rule)]
    return [
        ("means", rule.means),
        ("from", rule.giver),
        ("woken by", wakes(rule)),
        ("looks", looks(rule)),
        ("if", holds(rule)),
        *_pairs("makes", makes(rule.do)),
        *_pairs("else", makes(rule.otherwise)),
        *(("may send", each) for each in said or ["nothing to anybody"]),
        ("of a thing", "sees only what they were given of it" if rule.giver else None),
        ("file", rule.path),
    ]


def _pairs(name: str, lines: Sequence[str]) -> list[tuple[str, object]]:
    """Lines under one name, which stands at the first."""
    return [(name if place == 0 else "and", line) for place, line in enumerate(lines)]


def show_tried(data: RuleTried) -> Iterator[Block]:
    """What would be made, a row each, and the further words of each."""
    headings = ("date", "would make", "to", "title", "due", "because of", "about")
    yield Columns(headings, [_row(each) for each in data.made], ("because of", "due", "about"))
    yield from (Quote(each.entry.text, bounded=True) for each in data.made if each.entry and each.entry.text)
    if data.made:
        yield Aside(lambda: [Line(data.say())])


def _row(made: MadeLine) -> tuple[str, ...]:
    entry = made.entry
    if entry is None:
        return "", made.what, "you", made.line, "", made.cause, made.about
    kind = entry.kind if made.what == entry.kind else f"{made.what}: {entry.kind}"
    due = entry.due.isoformat() if entry.due else ""
    return entry.date.isoformat(), kind, entry.to or "your log", made.line, due, made.cause, made.about


def show_begun(data: RuleBegun) -> Iterator[Block]:
    """The files that are written."""
    yield Line(f"rule {data.name}, from {data.ready}", "strong")
    yield Pairs([("file", path) for path in data.files])


def show_out(data: RulesOut) -> Iterator[Block]:
    """The file, and what is in it."""
    yield Pairs(
        [("file", data.path or "-"), ("rules", ", ".join(data.rules)), ("lookups", ", ".join(data.lookups) or None)]
    )
