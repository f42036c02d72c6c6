"""Values, texts and conditions of a rule as KRL expressions over what an event says. It evaluates none."""

from __future__ import annotations

from talktag.interop.krl.literals import list_literal, literal
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.rules.rule_condition import DAY, EXACT, LOOK, NUMBER, PART, RuleCondition
from talktag.model.rules.rule_text import ALL_LIMIT, VALUE_LIMIT, RuleText, ValueName
from talktag.model.values.fold import fold

# What a rule has words for and KRL has not; each function does what its namesake of the engine does.
FUNCTIONS = rf"""
text_of = function(value) {{ value.typeof() == "String" || value.typeof() == "Hex" => value | "" }}
cut = function(text, most) {{ text.length() > most => text.substr(0, most - 1).trimTrailing() + "…" | text }}
put_in = function(value) {{ cut(text_of(value), {VALUE_LIMIT}) }}
plain = function(text) {{ text.replace(re#[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]#g, "") }}
text_in = function(text, most) {{ cut(plain(cut(text, {ALL_LIMIT})).trim(), most) }}
line_in = function(text, name) {{
  line = cut(plain(cut(text, {ALL_LIMIT})).replace(re#\s+#g, " ").trim(), {TITLE_LIMIT})
  line == "" => name | line
}}
filled = function(values) {{ values.filter(function(value, name) {{ value != "" }}) }}
is_number = function(text) {{ text.trim().match(re#^-?[0-9]{{1,15}}([.][0-9]{{1,6}})?$#) }}
is_day = function(text) {{ text.match(re#^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}#) }}
""".strip()


def value_of(name: ValueName, rule: str) -> str:
    """What gives the value of that name; the event is `said`, the row that was found `row`."""
    if name.group == "rule":
        return literal(rule)
    if name.group == "look":
        return f"row{{{list_literal([name.key])}}}"
    key = fold(name.key) if name.group == "field" else name.key
    return f"said{{{list_literal([name.group, key])}}}"


def text_of(text: RuleText, rule: str) -> str:
    """What gives the text with its values put in."""
    pieces = [literal(each) if isinstance(each, str) else f"put_in({value_of(each, rule)})" for each in text.pieces]
    return " + ".join(pieces) or literal("")


def holds(condition: RuleCondition, rule: str) -> str:
    """What gives whether a condition holds."""
    plain = _holds(condition, rule)
    return f"(not ({plain}))" if condition.negated else f"({plain})"


def _holds(condition: RuleCondition, rule: str) -> str:
    if condition.name == LOOK:
        return "not row.isnull()"
    value = f"text_of({value_of(condition.name, rule)})"
    there = f'{value} != ""'
    match condition.how:
        case str(how) if how == PART:
            return f"{there} && {value}.lc().contains({literal(condition.needle)})"
        case str(how) if how == EXACT:
            return f"{value} == {literal(condition.needle)}"
        case str(how) if how == NUMBER:
            return f"is_number({value})" + _between(condition, f'{value}.trim().as("Number")', '.as("Number")')
        case str(how) if how == DAY:
            return f"is_day({value})" + _between(condition, f"{value}.substr(0, 10)", "")
    return there


def _between(condition: RuleCondition, value: str, suffix: str) -> str:
    """The further comparisons with both ends, as far as there are any."""
    interval, equal = condition.interval, "=" if condition.interval.closed else ""
    ends = ((">", interval.low), ("<", interval.high))
    return "".join(f" && {value} {sign}{equal} {literal(str(end))}{suffix}" for sign, end in ends if end is not None)
