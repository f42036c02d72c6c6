"""What a rule makes, as its file says it: a message, an entry, a notice. None changes a record or runs anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from talktag.model.log.kinds import CLAIM, DUE, KINDS, MESSAGE, OFFER, PROMISE, QUESTION, SERVICE
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.rules.rule import ACTIONS_MOST, ENTRY, NOTICE, SEND, THEM, RuleAction
from talktag.model.rules.rule_text import RuleText, parse_rule_text
from talktag.model.rules.spans import parse_duration
from talktag.model.toml.read import Fields
from talktag.model.values.ident import is_slug
from talktag.model.values.near import near_words

# Kinds that change where a thing stands, or what may be sent, are said by people.
SENT_KINDS = (MESSAGE, QUESTION, PROMISE, OFFER, SERVICE, CLAIM)
KEPT_KINDS = (DUE, MESSAGE)  # and any word that is in no table of kinds, such as "case"
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_DATA_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_DATA_MOST = 10  # with a title and a text of full length still fewer bytes than an entry of a message may have


def read_actions(fields: Fields, branch: str, *, has_log: bool = True) -> tuple[RuleAction, ...]:
    """The actions of one branch; what is wrong with one is noted. Without a log no entry can be written."""
    made: list[RuleAction] = []
    for number, each in enumerate(fields.tables(branch)):
        if number == ACTIONS_MOST:
            fields.problem(branch, f"has more than {ACTIONS_MOST} actions")
            break
        made.extend(_action(each))
        each.report_unknown()
        if made and made[-1].what == ENTRY and not has_log:
            each.problem("kind", "writes an entry, but time wakes the rule for no product; say which ones by a match")
    return tuple(made)


def _action(fields: Fields) -> Iterator[RuleAction]:
    if fields.present("notice"):
        if fields.present("send", "kind"):
            fields.problem("notice", "stands beside another action; give each a table of its own")
        if line := _text(fields, "notice"):
            yield RuleAction(NOTICE, line)
        return
    to = fields.text("send")
    if to and to != THEM and to not in ROLE_NAMES and not is_slug(to):
        fields.problem("send", f'"{to[:60]}" is neither "{THEM}" nor a role nor a party')
    is_sent = bool(fields.present("send"))
    kind = fields.text("kind") or (MESSAGE if is_sent else "")
    title = _text(fields, "title")
    if not is_sent and not kind:
        fields.problem("kind", "is missing: an action has send, kind or notice", "missing")
    if not fields.present("title"):
        fields.problem("title", "is missing", "missing")
    if kind:
        _check_kind(fields, kind, is_sent=is_sent)
    text, due, data = _text(fields, "text", may_be_empty=True), fields.parse("due", parse_duration), _data(fields)
    if title:
        yield RuleAction(SEND if is_sent else ENTRY, title, kind, to, text=text, due=due, data=data)


def _check_kind(fields: Fields, kind: str, *, is_sent: bool) -> None:
    allowed = SENT_KINDS if is_sent else KEPT_KINDS
    if kind in allowed:
        return
    if is_sent:
        fields.problem("kind", f'"{kind[:60]}" is not sent by a rule; {", ".join(SENT_KINDS)} are')
    elif kind in KINDS or not _KIND.fullmatch(kind):
        why = f'{", ".join(KEPT_KINDS)} are, and kinds of your own like "case"'
        fields.problem("kind", f'"{kind[:60]}" is not written by a rule; {why}')
    elif near := near_words(kind, KINDS, 1, likeness=0.75):
        fields.problem("kind", f'"{kind}" is no kind of entry; did you mean {near[0]}?')


def _text(fields: Fields, key: str, *, may_be_empty: bool = False) -> RuleText | None:
    text = fields.text(key, may_be_empty=may_be_empty)
    try:
        return parse_rule_text(text) if text else None
    except ValueError as error:
        fields.problem(key, str(error))
        return None


def _data(fields: Fields) -> Mapping[str, RuleText]:
    table = fields.table("data")
    names = table.key_names()
    if len(names) > _DATA_MOST:
        table.problem(names[_DATA_MOST], f"is one more than the {_DATA_MOST} data that are taken")
        return {}
    found: dict[str, RuleText] = {}
    for name in names:
        if not _DATA_NAME.fullmatch(name):
            table.problem(name, "is no name of a value")
        elif text := table.parse(name, parse_rule_text):
            found[name] = text
    return found
