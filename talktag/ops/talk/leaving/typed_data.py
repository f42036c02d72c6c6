"""Values that go along with words, as somebody typed them: `NAME=VALUE`. Judges their form, and no meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from talktag.errors import InvalidError, UsageError
from talktag.model.sharing.told_entries import DATA_LIMIT, DATA_MOST
from talktag.model.typed.text import typed_text

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


def typed_data(typed: Iterable[str]) -> Mapping[str, str]:
    """The values by their names; UsageError for another form, InvalidError for what no message may hold."""
    found: dict[str, str] = {}
    for each in typed:
        name, equals, value = each.partition("=")
        name = name.strip()
        if not (equals and _NAME.fullmatch(name)):
            raise UsageError(f'--data: "{each}" is not of the form NAME=VALUE', hints=["like: --data newest=1.4.0"])
        if name in found:
            raise UsageError(f'--data names "{name}" twice', hints=["put several values apart by a semicolon"])
        try:
            found[name] = typed_text(value)
        except ValueError as error:
            raise InvalidError(f"--data {name}: {error}") from None
        if len(found[name]) > DATA_LIMIT:
            raise InvalidError(f"--data {name}: a value has at most {DATA_LIMIT} characters")
    if len(found) > DATA_MOST:
        raise InvalidError(f"--data: at most {DATA_MOST} values go along")
    return found
