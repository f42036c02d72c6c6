"""The file of a rule: read with every problem found. One with an error is no rule, and wakes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TypeVar

from talktag.model.log.kinds import KINDS
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.problem import Problem
from talktag.model.rules.giver import check_giver
from talktag.model.rules.named_values import named_values
from talktag.model.rules.read_action import read_actions
from talktag.model.rules.rule import (
    CONDITIONS_MOST,
    COUNT_MOST,
    DO,
    ELSE,
    OWNER,
    RULE_LIMIT,
    Look,
    Rule,
)
from talktag.model.rules.rule_condition import RuleCondition, parse_condition
from talktag.model.rules.rule_text import OF_ENTRIES, OF_PRODUCTS, parse_rule_text
from talktag.model.rules.spans import parse_duration, parse_first_time, parse_span
from talktag.model.toml.lines import Lines
from talktag.model.toml.read import Fields, decode_toml
from talktag.model.toml.record_file import Reading, read_record
from talktag.model.values.ident import is_slug
from talktag.model.values.near import near_words

T = TypeVar("T")
KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
OWN_KINDS = ("scan", "case")  # that no table of kinds has, and rules speak of
_TABLE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_OF_ENTRIES_ALONE = ("by", "count", "within", "late", "auto")


def read_rule(data: bytes, path: str) -> Reading[Rule]:
    """Read a rule; None where anything in it does not hold up. Its name is that of its file."""
    name = path.rpartition("/")[2].removesuffix(".toml")
    if len(data) > RULE_LIMIT:
        return Reading(None, (Problem("broken-rule", path, f"larger than {RULE_LIMIT} bytes"),))
    if not is_slug(name):
        return Reading(None, (Problem("bad-name", path, f'"{name}" is no name of a rule, like "warranty-ending"'),))
    reading = read_record(data, path, lambda fields: _rule(fields, name, data, path))
    # What is misspelled in a rule would be a rule that does something else.
    problems = tuple(
        each._replace(severity="error", message=each.message.replace("; it is kept", "")) for each in reading.problems
    )
    return Reading(None if problems else reading.value, problems)


def _rule(fields: Fields, name: str, data: bytes, path: str) -> Rule:
    at, every = fields.parse("at", parse_first_time), fields.parse("every", parse_duration)
    on, has_log = _kinds(fields), not fields.present("at") or bool(fields.present("match"))
    rule = Rule(
        name=name,
        path=path,
        hash=hashlib.sha256(data).hexdigest(),
        means=fields.text("means"),
        giver=fields.text("from"),
        on=on,
        by=_by(fields),
        match=_conditions(fields, "match"),
        count=_count(fields),
        within=fields.parse("within", parse_span),
        late=fields.parse("late", parse_span),
        auto=fields.yes("auto"),
        look=_look(fields, data),
        conditions=_conditions(fields, "if"),
        do=read_actions(fields, DO, has_log=has_log),
        otherwise=read_actions(fields, ELSE, has_log=has_log),
        at=at,
        every=every,
    )
    _check_waking(fields)
    _check_parts(fields, rule)
    _check_names(fields, rule)
    check_giver(fields, rule)
    return rule


def _kinds(fields: Fields) -> tuple[str, ...]:
    kinds = fields.texts("on")
    known = (*KINDS, *OWN_KINDS)
    for kind in kinds:
        if kind in known:
            continue
        if not KIND.fullmatch(kind):
            fields.problem("on", f'"{kind[:60]}" is no kind of entry')
        elif near := near_words(kind, known, 1, likeness=0.75):
            fields.problem("on", f'"{kind}" is no kind of entry; did you mean {near[0]}?')
    return tuple(dict.fromkeys(kinds))


def _by(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("by")
    for each in found:
        if each != OWNER and each not in ROLE_NAMES and not is_slug(each):
            fields.problem("by", f'"{each[:60]}" is neither "owner" nor a role nor a party')
    return tuple(dict.fromkeys(found))


def _conditions(fields: Fields, key: str) -> tuple[RuleCondition, ...]:
    written = fields.texts(key)
    if len(written) > CONDITIONS_MOST:
        fields.problem(key, f"has {len(written)} conditions, and at most {CONDITIONS_MOST} are taken")
        return ()
    return tuple(made for each in written if (made := _parse(fields, key, each, parse_condition)) is not None)


def _parse(fields: Fields, key: str, text: str, parse: Callable[[str], T]) -> T | None:
    try:
        return parse(text)
    except ValueError as error:
        fields.problem(key, str(error))
        return None


def _count(fields: Fields) -> int:
    count = fields.whole("count", 1, 1)
    if count > COUNT_MOST:
        fields.problem("count", f"is more than {COUNT_MOST}")
    return count


def _look(fields: Fields, data: bytes) -> Look | None:
    if not fields.present("look"):
        return None
    table = fields.table("look")
    name, key = table.must_have("table"), table.must_have("key")
    table.report_unknown()
    if name and not _TABLE.fullmatch(name):
        table.problem("table", f'"{name[:60]}" is no name of a lookup, like "outages"')
    text = _parse(table, "key", key, parse_rule_text) if key else None
    return Look(name, text, Lines(decode_toml(data)).of(("look", "table"))) if name and text else None


def _check_waking(fields: Fields) -> None:
    """An entry or a time wakes it, never both."""
    by_time = fields.present("at", "every")
    if "every" in by_time and "at" not in by_time:
        fields.problem("every", 'has nothing that it begins with; say when first, as in at = "2026-01-01 09:00"')
    if by_time and fields.present("on"):
        fields.problem("on", "stands beside a time; either entries wake a rule or time does")
    if not by_time and not fields.present("on"):
        fields.problem("on", "is missing, and so is at: nothing would ever wake it", "missing")
    if by_time:
        for key in fields.present(*_OF_ENTRIES_ALONE):
            fields.problem(key, "is for rules that entries wake")
    if fields.present("within") and not fields.present("count"):
        fields.problem("within", "needs a count: so many in that time")


def _check_parts(fields: Fields, rule: Rule) -> None:
    if not rule.do and not rule.otherwise:
        fields.problem(DO, "is missing: it would make nothing", "missing")
    if rule.otherwise and not rule.conditions:
        fields.problem(ELSE, "stands without an if, so that it would never be made")
    if rule.means and "\n" in rule.means:
        fields.problem("means", "is more than one line")


def _check_names(fields: Fields, rule: Rule) -> None:
    """Values that are not there yet, or never will be."""
    for key, name in named_values(rule):
        if name.group == "look" and (rule.look is None or key in {"match", "look"}):
            why = "the rule has no look" if rule.look is None else "nothing was looked up yet"
            fields.problem(key, f'names "{name}", but {why}')
        if rule.is_of_time and name.group in OF_ENTRIES:
            fields.problem(key, f'names "{name}", but no entry wakes the rule')
        if rule.is_of_time and not rule.match and name.group in OF_PRODUCTS:
            fields.problem(key, f'names "{name}", but it is about no product; say which ones by a match')
    if rule.is_of_time and any(action.to == "them" for action in (*rule.do, *rule.otherwise)):
        fields.problem(DO, 'sends to "them", but nobody wakes the rule')
