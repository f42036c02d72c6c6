"""TOML out: a new record as text, or an existing text with some values changed.

Everything else in a text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from talktag.errors import InvalidError

_BLANK_AFTER_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}) (?=\s*[,}\]])")


def new_text(table: Mapping[str, Any]) -> bytes:
    """A new TOML file holding `table`."""
    import tomli_w

    return encoded(tomli_w.dumps(table))


def changed_text(old: bytes, changes: Mapping[tuple[str, ...], Any]) -> bytes:
    """`old` with the value at each key path put in, or taken out where it is None; comments and order survive.

    A list value replaces the list; use `appended_text` to add to one. Raises InvalidError where a path
    leads through something that is not a table.
    """
    document = _parse(old)
    for path, value in changes.items():
        table = document
        for key in path[:-1]:
            if key not in table:
                if value is None:
                    break
                table[key] = _table()
            table = table[key]
            if not isinstance(table, dict):
                raise InvalidError(f'"{".".join(path)}" cannot be set: "{key}" is not a table')
        else:
            _put(table, path[-1], value)
    return _text(document, old)


def appended_text(old: bytes, key: str, items: list[dict[str, Any]]) -> bytes:
    """`old` with `items` at the end of the list of tables `key`, in the style the list is written in."""
    import tomlkit
    from tomlkit.items import AoT

    document = _parse(old)
    held = document.get(key)
    if isinstance(held, AoT):
        for item in items:
            table = tomlkit.table()
            table.update(item)
            held.append(table)
    elif isinstance(held, list):
        for item in items:
            inline = tomlkit.inline_table()
            inline.update(item)
            held.append(inline)
    else:
        inlines = tomlkit.array()
        inlines.multiline(True)
        for item in items:
            inline = tomlkit.inline_table()
            inline.update(item)
            inlines.append(inline)
        _put(document, key, inlines)
    return _text(document, old)


def changed_items(
    old: bytes, key: str, wanted: Callable[[Mapping[str, Any]], bool], values: Mapping[str, Any]
) -> bytes:
    """`old` with `values` put into each table of the list `key` that `wanted` holds for; all else stays as it is."""
    document = _parse(old)
    for item in document.get(key, []):
        if wanted(item):
            for name, value in values.items():
                _put(item, name, value)
    return _text(document, old)


def without_items(old: bytes, key: str, unwanted: Callable[[Mapping[str, Any]], bool]) -> bytes:
    """`old` without the tables of the list `key` that `unwanted` holds for; a list left empty goes, too."""
    document = _parse(old)
    held = document.get(key, [])
    for number in reversed([number for number, item in enumerate(held) if unwanted(item)]):
        del held[number]
    if not held:
        document.pop(key, None)
    return _text(document, old)


def _put(table: Any, key: str, value: Any) -> None:
    """Set, add or remove one value; a new plain value goes before the first sub-table, as TOML needs."""
    if value is None:
        table.pop(key, None)
    elif key in table:
        table[key] = value
    else:
        table.add(key, value)


def _parse(old: bytes) -> Any:
    import tomlkit

    try:
        text = old.decode()
        # Without an end to its last line, tomlkit would put a new table behind it.
        return tomlkit.parse(text if text.endswith("\n") or not text else f"{text}\n")
    except (tomlkit.exceptions.TOMLKitError, ValueError, RecursionError) as error:
        raise InvalidError(f"the record cannot be changed: {error}") from error


def _table() -> Any:
    import tomlkit

    return tomlkit.table()


def _text(document: Any, old: bytes) -> bytes:
    """The document as text.

    tomlkit drops a blank between a date and `,`, `}` or `]`; lines it did that to are put back.
    """
    import tomlkit

    lines = old.decode().split("\n")
    known = set(lines)
    dropped = {_BLANK_AFTER_DATE.sub(r"\1", line): line for line in lines}
    dumped: str = tomlkit.dumps(document)
    text = "\n".join(line if line in known else dropped.get(line, line) for line in dumped.split("\n"))
    return old if text.removesuffix("\n") == old.decode() else encoded(text)


def encoded(text: str) -> bytes:
    """UTF-8; half characters, as a command line may hold, are an InvalidError."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidError("a value is not text", hints=["type it again, in UTF-8"]) from error
