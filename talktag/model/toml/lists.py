"""Lists in a TOML text: items come and go, and the rest, comments above all, stays as its owner wrote it.

It works on the lists of a document that tomlkit has read, or on the text itself; it reads no file and knows no key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from talktag.model.toml.lines import blocks, tokens


def edit(table: Any, key: str, items: Sequence[Any]) -> bool:
    """Make the list in brackets at `key` hold `items`, where those that stay are in their order and new ones follow.

    False, and nothing done, where they are not: then the list has to be written anew.
    """
    held = [_plain(each) for each in table[key]]
    wanted = list(map(_spelling, items))
    stays = [number for number, each in enumerate(held) if _spelling(each) in wanted]
    kept = [_spelling(held[number]) for number in stays]
    if kept != wanted[: len(kept)]:
        return False
    for number in reversed(range(len(held))):
        if number not in stays:
            del table[key][number]
    add(table, key, items[len(kept) :])
    return True


def add(table: Any, key: str, values: Sequence[Any]) -> None:
    """Put values at the end of the list at `key`, in brackets or of blocks; in brackets a table stands on one line."""
    import tomlkit
    from tomlkit.items import AoT

    if values and not isinstance(table[key], AoT):
        _end_with_comma(table, key)
    for each in values:
        made = each
        if isinstance(each, dict):
            made = tomlkit.table() if isinstance(table[key], AoT) else tomlkit.inline_table()
            made.update(each)
        table[key].append(made)


def _end_with_comma(table: Any, key: str) -> None:
    """Put a comma after the last item of a list in brackets where a comment follows it.

    tomlkit would put the next item behind that comment without one.
    """
    import tomlkit

    parts = [(kind, value) for kind, value, _ in tokens(table[key].as_string())]
    solid = [number for number, (kind, _) in enumerate(parts) if kind not in {"blank", "line"}]
    last = solid[-2]
    if len(solid) > 2 and parts[last][1] != "," and any("#" in value for _, value in parts[last + 1 :]):
        parts.insert(last + 1, ("mark", ","))
        table[key] = tomlkit.parse(f"x = {''.join(value for _, value in parts)}\n")["x"]


def without_blocks(text: str, key: str, numbers: Collection[int]) -> str:
    """The text without those of the blocks `[[key]]`, by their numbers; what stands between blocks stays."""
    lines = text.split("\n")
    for number, (first, last) in reversed(list(enumerate(blocks(text, key)))):
        if number in numbers:
            is_apart = last < len(lines) and not lines[last].strip()
            del lines[first - 1 : last + is_apart]
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _spelling(value: Any) -> str:
    """A value as text that is the same for the same value of the same type."""
    return repr(sorted(value.items()) if isinstance(value, dict) else value)
