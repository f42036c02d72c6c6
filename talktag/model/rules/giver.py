"""What a rule from elsewhere may do: send to the party that it came from, and to nobody else. It reads no file."""

from __future__ import annotations

from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.rules.rule import DO, ELSE, OWNER, SEND, THEM, Rule
from talktag.model.toml.read import Fields
from talktag.model.values.ident import is_slug

FROM = "from"


def is_giver(name: str) -> bool:
    """Whether a rule can be from a party of that slug: one that is a role's name, too, would be another one's."""
    return is_slug(name) and name not in {*ROLE_NAMES, THEM, OWNER}


def check_giver(fields: Fields, rule: Rule) -> None:
    """Note what a rule from elsewhere may not do."""
    if rule.giver is None:
        return
    if not is_giver(rule.giver):
        fields.problem(FROM, f'"{rule.giver[:60]}" is no party that a rule can be from')
    for key, actions in ((DO, rule.do), (ELSE, rule.otherwise)):
        for action in actions:
            if action.what == SEND and action.to != rule.giver:
                to = (action.to or "")[:60]
                fields.problem(key, f'sends to "{to}"; a rule from "{rule.giver[:60]}" sends to them by name alone')
