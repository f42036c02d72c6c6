"""The data in a page of the web that somebody saved, as one document of JSON-LD. Nothing else of the page is in it.

Shops put the HTML of their pages into it, too; what it says is what a browser would show of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.interop.markup import text_of_markup
from talktag.interop.schema_org.nodes import names_schema_org
from talktag.interop.schema_org.page_scripts import data_scripts, is_snapshot
from talktag.model.foreign_json import ForeignJsonError

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_MOST = 200  # scripts of data in one page
_LARGEST = 16 * 1024 * 1024  # characters of a page
_BY_HAND = "save what is in its script of application/ld+json as a file of its own"


class UnreadScript(NamedTuple):
    """A script that could not be read: the line of the page that it begins on, and a sentence about it."""

    line: int
    message: str


class PageData(NamedTuple):
    """All data of a page that names schema.org: a list as JSON, each line of it where it stood in the page."""

    text: str
    faults: tuple[UnreadScript, ...]


def data_of_page(page: str, parse: Callable[[str], Any], *, instead: str) -> PageData:
    """What the scripts of a page say; `parse` reads JSON within bounds, ValueError for what it refuses.

    `instead` is the hint for a page that says nothing.

    InvalidError where nothing names schema.org, or there are more than 200 scripts or 16,777,216 characters.
    """
    if len(page) > _LARGEST:
        raise InvalidError(f"the page has more than {_LARGEST:,} characters", hints=[_BY_HAND])
    if is_snapshot(page):
        raise InvalidError(
            "a page saved as a single file (MHTML) has no data in it", hints=['save it again as "HTML only"']
        )
    pieces, faults, at = [], [], 1
    for count, script in enumerate(data_scripts(page)):
        if count == _MOST:
            raise InvalidError(f"the page has more than {_MOST} scripts of data", hints=[_BY_HAND])
        try:
            is_ours = names_schema_org(parse(f"[{script.text}]"))  # as deep as it will stand in the list
        except ValueError as error:
            message = str(error) if isinstance(error, ForeignJsonError) else "is not JSON"
            faults.append(UnreadScript(script.line, f"the data {message}"))
            continue
        if is_ours:
            pieces.append("\n" * (script.line - at) + _STRING.sub(_visible_text, script.text))
            at = script.line + script.text.count("\n")
    if not pieces:
        raise InvalidError(
            "the page holds no data of schema.org (JSON-LD)",
            details=[f"line {each.line}: {each.message}" for each in faults],
            hints=[instead],
        )
    return PageData(f"[{','.join(pieces)}]", tuple(faults))


def _visible_text(string: re.Match[str]) -> str:
    """A string of JSON as a browser would show it, on as many lines as before."""
    said: str = json.loads(string[0])
    text = text_of_markup(said)
    return string[0] if text == said else json.dumps(text)
