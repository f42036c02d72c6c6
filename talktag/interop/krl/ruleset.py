"""A ruleset of KRL that says what rules say, for events that say what entries say; docs/reference/rules.md has both.

What is made is a directive, which whoever runs the engine writes or sends. Loops, limits and ids are theirs.
Nothing here runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from talktag.interop.krl.expressions import FUNCTIONS, holds, text_of
from talktag.interop.krl.literals import literal, map_literal, word
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.named_values import named_values
from talktag.model.rules.rule import DO, ELSE, NOTICE, SEND, Rule, RuleAction
from talktag.model.rules.rule_text import ALL_LIMIT, VALUE_LIMIT

ENTRIES, INSIDE = "talktag", "talktag_rule"  # the domains of what comes, and of what rules tell themselves
_HEAD = """\
// Rules of talktag as a ruleset of KRL. The channel that entries come by allows "talktag:*" alone: events of
// "talktag_rule" are this ruleset's own. What an event says, and what a directive asks for: docs/reference/rules.md.
"""


def write_ruleset(rules: Sequence[Rule], tables: Mapping[str, LookupTable]) -> str:
    """The ruleset that says these rules, in the order of their names; `tables` are what they look in."""
    ordered = sorted(rules, key=lambda each: each.name)
    told = "; ".join(f"{each.name}: {each.means}" if each.means else each.name for each in ordered)
    known = [
        *FUNCTIONS.splitlines(),
        *(line for name in _tables_of(ordered) for line in _table(tables[name], ordered)),
        *(line for each in ordered for line in _functions(each)),
    ]
    body = [
        "meta {",
        f"  name {literal('Rules of talktag')}",
        f"  description {literal(told)}",
        "}",
        "global {",
        *_inside(known),
        "}",
        *(line for each in ordered for line in _rules(each)),
    ]
    return "\n".join((f"{_HEAD}ruleset org.talktag.rules {{", *_inside(body), "}", ""))


def _tables_of(rules: Sequence[Rule]) -> list[str]:
    return sorted({each.look.table for each in rules if each.look})


def _table(table: LookupTable, rules: Sequence[Rule]) -> Iterator[str]:
    """The rows of a lookup by their keys, with the columns that a rule names.

    A sign before each keeps keys apart from what every map has.
    """
    looking = [each for each in rules if each.look and each.look.table == table.name]
    named = {name.key for each in looking for _, name in named_values(each) if name.group == "look" and name.key}
    columns = [each for each in table.columns if each in named]
    yield f"table_{word(table.name)} = {{"
    rows = [
        f"  {literal(f'={key}')}: " + map_literal({each: literal(table.value(key, each) or "") for each in columns})
        for key in table.rows
    ]
    yield from (f"{row}," for row in rows[:-1])
    yield from rows[-1:]
    yield "}"


def _functions(rule: Rule) -> Iterator[str]:
    """What a rule asks: whether it wakes, which row it finds, whether its `if` holds."""
    name = word(rule.name)
    asked = ["true"] if rule.auto else ['(not said{["auto"]})']
    if rule.late:
        late = int(rule.late.total_seconds())
        asked.append(f'(said{{["late"]}}.isnull() || said{{["late"]}} <= {late})')
    if rule.by:
        asked.append("(" + " || ".join(f'said{{["by"]}} >< {literal(each)}' for each in rule.by) + ")")
    asked += [holds(each, rule.name) for each in rule.match]
    yield f"wakes_{name} = function(said) {{"
    yield from _all_of(asked)
    yield "}"
    if rule.look:
        key, table = text_of(rule.look.key, rule.name), f"table_{word(rule.look.table)}"
        yield f"row_{name} = function(said) {{ {table}{{[{literal('=')} + cut({key}, {ALL_LIMIT})]}} }}"
    if rule.conditions:
        yield f"holds_{name} = function(said, row) {{"
        yield from _all_of([holds(each, rule.name) for each in rule.conditions])
        yield "}"


def _all_of(asked: Sequence[str]) -> Iterator[str]:
    yield from (f"  {each} &&" for each in asked[:-1])
    yield f"  {asked[-1]}"


def _rules(rule: Rule) -> Iterator[str]:
    """The rules that say one: it, before it what counts, behind it what is made where its `if` does not hold."""
    name = word(rule.name)
    woken = [f"{ENTRIES} {word(kind)} where wakes_{name}(event:attrs)" for kind in rule.on]
    if rule.count > 1:
        yield from _counting(rule, woken)
        counted = f"{INSIDE} {name}"
        woken = [counted] if rule.within else [f"count {rule.count} ({counted})"]
    yield from _rule(rule, f"rule_{name}", woken, DO)
    if rule.otherwise:
        yield from _rule(rule, f"rule_{name}_else", [f"{INSIDE} {name}_else"], ELSE)


def _counting(rule: Rule, woken: Sequence[str]) -> Iterator[str]:
    """What goes on to the rule: each entry that it counts, or by a window each at which that is full.

    Counted is an event of the rule's own: one that does not match would begin the count anew. Its window is kept by
    itself, as the engine's begins none at a firing.
    """
    name = word(rule.name)
    yield f"rule count_{name} {{"
    yield f"  select when {' or '.join(woken)}"
    go_on = f"raise {INSIDE} event {literal(name)} attributes event:attrs"
    if rule.within is None:
        yield from ("  noop();", f"  always {{ {go_on} }}", "}")
        return
    yield "  pre {"
    yield '    at = event:attrs{["at"]}'
    yield f'    seen = ent:window_{name}.defaultsTo({{"number": 0, "first": at}})'
    yield f'    runs = seen{{"number"}} > 0 && at - seen{{"first"}} <= {int(rule.within.total_seconds())}'
    yield '    number = runs => seen{"number"} + 1 | 1'
    yield '    first = runs => seen{"first"} | at'
    yield "  }"
    yield f"  if number == {rule.count} then noop();"
    yield f'  fired {{ ent:window_{name} := {{"number": 0, "first": at}}; {go_on} }}'
    yield f'  else {{ ent:window_{name} := {{"number": number, "first": first}} }}'
    yield "}"


def _rule(rule: Rule, called: str, woken: Sequence[str], branch: str) -> Iterator[str]:
    name = word(rule.name)
    yield f"rule {called} {{"
    yield f"  select when {' or '.join(woken)}"
    yield f"  pre {{ said = event:attrs row = {f'row_{name}(event:attrs)' if rule.look else 'null'} }}"
    asks = branch == DO and bool(rule.conditions)
    actions = rule.do if branch == DO else rule.otherwise
    made = [_directive(rule, branch, number, action) for number, action in enumerate(actions, start=1)]
    if not made:
        yield f"  if holds_{name}(said, row) then noop();"
    else:
        yield f"  {f'if holds_{name}(said, row) then ' if asks else ''}every {{"
        yield from (f"    {each}" for each in made)
        yield "  }"
    if asks and rule.otherwise:
        yield f"  notfired {{ raise {INSIDE} event {literal(f'{name}_else')} attributes event:attrs }}"
    yield "}"


def _directive(rule: Rule, branch: str, number: int, action: RuleAction) -> str:
    """What asks for one thing to be made, with all that its id is derived of."""
    line = f"line_in({text_of(action.title, rule.name)}, {literal(rule.name)})"
    asked = {"rule": literal(rule.name), "cause": 'said{["id"]}', "branch": literal(branch), "number": str(number)}
    if action.what == NOTICE:
        return f"send_directive({literal(NOTICE)}, {map_literal({**asked, 'title': line})})"
    if action.what == SEND:
        asked["to"] = literal(action.to or "")
    asked |= {"kind": literal(action.kind), "title": line}
    if action.text:
        asked["text"] = f"text_in({text_of(action.text, rule.name)}, {ALL_LIMIT})"
    if action.data:
        data = {name: f"text_in({text_of(text, rule.name)}, {VALUE_LIMIT})" for name, text in action.data.items()}
        asked["data"] = f"filled({map_literal(data)})"
    if action.due:
        asked["due"] = literal(str(action.due))
    return f"send_directive({literal(action.what)}, filled({map_literal(asked)}))"


def _inside(lines: Sequence[str]) -> list[str]:
    return [f"  {each}" for each in lines]
