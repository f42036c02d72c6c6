"""TOML out: a new record as text, or an existing text with some values changed.

Nothing else in a text changes: comments, order and unknown keys stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from talktag.errors import InvalidError
from talktag.model.toml.lists import add, edit, without_blocks
from talktag.model.toml.read import decode_toml

# The keys that lead to a value, table by table.
TomlPath = tuple[str, ...]
_BLANK_AFTER_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}) (?=\s*[,}\]])")


def new_text(table: Mapping[str, Any]) -> bytes:
    """A new TOML file holding `table`."""
    import tomli_w

    return encode(tomli_w.dumps(table))


def changed_text(old: bytes, changes: Mapping[TomlPath, Any]) -> bytes:
    """`old` with the value at each key path put in, or taken out where it is None; comments and order survive.

    Items that a list in brackets keeps stay as they are written. Raises InvalidError where a path leads through
    something that is not a table.
    """
    made = _changed_plainly(old, changes)
    return _changed_by_parsing(old, changes) if made is None else made


def _changed_by_parsing(old: bytes, changes: Mapping[TomlPath, Any]) -> bytes:
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


def _changed_plainly(old: bytes, changes: Mapping[TomlPath, Any]) -> bytes | None:
    """The same, where it can be had without parsing all of it, as of most of ten thousand records; else None."""
    from talktag.model.toml.plain import changed_plainly

    try:
        made = changed_plainly(old.decode(), changes)
    except UnicodeDecodeError:
        return None
    return None if made is None else encode(made)


def appended_text(old: bytes, key: str, items: list[dict[str, Any]]) -> bytes:
    """`old` with `items` at the end of the list of tables `key`, in the style the list is written in."""
    import tomlkit

    document = _parse(old)
    if not isinstance(document.get(key), list):
        new = tomlkit.array()
        new.multiline(True)
        _put(document, key, new)
    add(document, key, items)
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
    from tomlkit.items import AoT

    document = _parse(old)
    held = document.get(key, [])
    going = [number for number, item in enumerate(held) if unwanted(item)]
    if going and isinstance(held, AoT):
        return without_blocks(decode_toml(old), key, going).encode()
    for number in reversed(going):
        del held[number]
    if not held:
        document.pop(key, None)
    return _text(document, old)


def _put(table: Any, key: str, value: Any) -> None:
    """Set, add or remove one value; a new plain value goes before the first sub-table, as TOML needs."""
    from tomlkit.items import Array

    if value is None:
        table.pop(key, None)
    elif key in table:
        if not (isinstance(value, list) and isinstance(table[key], Array) and edit(table, key, value)):
            table[key] = value
    else:
        table.add(key, value)


def _parse(old: bytes) -> Any:
    import tomlkit

    try:
        text = decode_toml(old)
        # Without an end to its last line, tomlkit would put a new table behind it.
        return tomlkit.parse(text if text.endswith("\n") or not text else f"{text}{_line_end(text)}")
    except (tomlkit.exceptions.TOMLKitError, ValueError, RecursionError) as error:
        raise InvalidError(f"the record cannot be changed: {error}") from error


def _line_end(text: str) -> str:
    """How most lines of a text end."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _table() -> Any:
    import tomlkit

    return tomlkit.table()


def _text(document: Any, old: bytes) -> bytes:
    """The document as text; its new lines end as most of the old ones do, and a byte order mark goes.

    tomlkit drops a blank between a date and `,`, `}` or `]`; lines it did that to are put back.
    """
    import tomlkit

    before = decode_toml(old)
    lines = before.split("\n")
    known = set(lines[:-1])
    dropped = {_BLANK_AFTER_DATE.sub(r"\1", line): line for line in lines if line}
    dumped: str = tomlkit.dumps(document)
    end = _line_end(before).removesuffix("\n")
    made = [line if line in known else dropped.get(line, line.removesuffix("\r") + end) for line in dumped.split("\n")]
    text = "\n".join((*made[:-1], made[-1].removesuffix("\r")))
    return old if _is_same(text, before) else encode(text)


def _is_same(text: str, before: str) -> bool:
    """Whether a text differs at most by an end of its last line."""
    return text in {before, f"{before}\n", f"{before}\r\n"}


def encode(text: str) -> bytes:
    """UTF-8; half characters, as a command line may hold, are an InvalidError."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidError("a value is not text", hints=["type it again, in UTF-8"]) from error
