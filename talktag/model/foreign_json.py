"""JSON that anybody may have written, parsed within bounds and where it says one thing alone. It believes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

from talktag.errors import InvalidError
from talktag.model.values.foreign_text import quote

_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)  # an open one runs to the end, so the scan stays linear


class ForeignJsonError(ValueError):
    """JSON that is ambiguous or out of bounds; its text goes on a sentence about it, like `gives "id" twice`."""


def parse_foreign_json(text: str, *, depth: int, digits: int, read_fraction: Callable[[str], float]) -> Any:
    """The values, nested at most `depth` deep, whole numbers of at most `digits` characters.

    `read_fraction` reads any other number. ForeignJsonError as above, ValueError for what is no JSON at all.
    """
    _check_depth(text, depth)

    def read_whole(number: str) -> int:
        if len(number) > digits:
            raise ForeignJsonError(f"has a number of more than {digits} characters")
        return int(number)

    return json.loads(
        text,
        object_pairs_hook=_read_members,
        parse_int=read_whole,
        parse_float=read_fraction,
        parse_constant=_refuse_constant,
    )


def read_foreign_json(
    data: bytes,
    what: str,
    most: int,
    *,
    depth: int,
    digits: int,
    read_fraction: Callable[[str], float],
    bom: bool = False,
) -> Any:
    """The values of at most `most` bytes of UTF-8, within bounds as above; with `bom` a byte order mark may lead them.

    InvalidError with a sentence about `what` for anything else.
    """
    if len(data) > most:
        raise InvalidError(f"{what} has {len(data)} bytes, and {most} is the most")
    try:
        text = data.decode("utf-8-sig" if bom else "utf-8")
        return parse_foreign_json(text, depth=depth, digits=digits, read_fraction=read_fraction)
    except UnicodeDecodeError:
        raise InvalidError(f"{what} is not UTF-8 text") from None
    except ForeignJsonError as fault:
        raise InvalidError(f"{what} {fault}") from None
    except ValueError:
        raise InvalidError(f"{what} is not JSON") from None


def _check_depth(text: str, most: int) -> None:
    """Count brackets before the parser does, for it would run out of stack."""
    depth = 0
    for letter in _STRINGS.sub("", text):
        if letter in "[{":
            depth += 1
            if depth > most:
                raise ForeignJsonError(f"is nested more than {most} deep")
        elif letter in "]}":
            depth -= 1


def _read_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise ForeignJsonError(f"gives {quote(key)} twice")
        members[key] = value
    return members


def _refuse_constant(text: str) -> NoReturn:
    raise ForeignJsonError(f"has {quote(text)} for a number")
