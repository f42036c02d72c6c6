"""The commands that are described, taken from the tree that parses a line. Runs none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from talktag.errors import NotFoundError
from talktag.model.values.near import hints, near_words


def commands_named(tree: Any, words: Sequence[str]) -> dict[str, Any]:
    """The commands of a tree that words name, `party list` as two of them, by full name; without words all of them.

    Of a word such as `rule` alone all that begin so; NotFoundError where a word names none.
    """
    verbs = tree.list_commands(None)
    if not words:
        return _below_all(tree, verbs)
    found: dict[str, Any] = {}
    rest = list(words)
    while rest:
        verb = rest.pop(0)
        if verb not in verbs:
            known = hints(near_words(verb, verbs))
            raise NotFoundError(f'there is no command "{verb}"', hints=[*known, "see them all with: talktag --help"])
        family = _below_all(tree, [each for each in verbs if each.split(" ")[0] == verb])
        second = f"{verb} {rest[0]}" if rest else ""
        if second in family:
            rest.pop(0)
        found |= {second: family[second]} if second in family else family
    return found


def _below_all(tree: Any, verbs: Sequence[str]) -> dict[str, Any]:
    """What stands below some verbs, by full name, in the order of the help; no other verb's module is loaded."""
    return {name: node for verb in verbs for name, node in _below(verb, tree.get_command(None, verb))}


def _below(name: str, node: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(node, "list_commands"):
        yield name, node
        return
    for word in node.list_commands(None):
        yield from _below(f"{name} {word}", node.get_command(None, word))
