"""The machine's form: one JSON document in a versioned envelope, ASCII only, keys sorted. Keys are only ever added."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from talktag.errors import TalktagError
from talktag.model.effects.effect import Effect, effect_values
from talktag.model.plan import Plan, plan_values
from talktag.model.problem import Problem
from talktag.model.ready.json_texts import MARGIN, JsonTexts
from talktag.model.toml.record_file import without_absent

SCHEMA = 1
_TOKENS = 10_000  # of a document at a time
_TEXTS = 500  # of a list


def envelope(
    command: str,
    data: Mapping[str, Any] | None,
    problems: Sequence[Problem],
    *,
    commit: str | None = None,
    notices: Sequence[str] = (),
    plan: Plan | None = None,
    effects: Sequence[Effect] = (),
) -> Iterator[str]:
    """The document of a command that did its work, in parts; `partial` where some records could not be used."""
    status = "partial" if any(problem.severity == "error" for problem in problems) else "ok"
    planned: dict[str, Any] = {} if plan is None else {"plan": plan_values(plan)}
    if effects:
        planned["effects"] = [effect_values(each) for each in effects]
    return _parts(
        {
            "schema": SCHEMA,
            "command": command,
            "status": status,
            "data": data,
            "problems": [without_absent(problem._asdict()) for problem in problems],
            "notices": list(notices),
            "commit": commit,
            **planned,
        }
    )


def error_envelope(command: str, error: TalktagError) -> str:
    """The document of a command that failed; it goes to standard error."""
    problem = {"name": error.name, "message": error.message, "hints": list(error.hints), "details": list(error.details)}
    return "".join(
        _parts(
            {
                "schema": SCHEMA,
                "command": command,
                "status": "error",
                "data": None,
                "problems": [problem],
                "notices": [],
                "commit": None,
                "exit_code": error.exit_code,
            }
        )
    )


def _parts(document: Mapping[str, Any]) -> Iterator[str]:
    """The text bit by bit: a catalogue of ten thousand products is never in memory as text, too."""
    data = document["data"]
    ready = {key: each for key, each in data.items() if isinstance(each, JsonTexts)} if data else {}
    if not ready:
        yield from _parts_of(document)
        return
    rest = "".join(_parts_of({**document, "data": {**data, **dict.fromkeys(ready)}}))
    for key in sorted(ready):
        # Only a key of the data stands behind just so many blanks, and no text has a line feed in it.
        before, key_text, rest = rest.partition(f'\n    "{key}": ')
        yield before + key_text
        yield from _list_parts(ready[key].texts)
        rest = rest.removeprefix("null")
    yield rest


def _list_parts(texts: Sequence[str]) -> Iterator[str]:
    """A list of ready texts, some of them at a time."""
    between = f",{MARGIN}"
    for start in range(0, len(texts), _TEXTS):
        yield (between if start else f"[{MARGIN}") + between.join(texts[start : start + _TEXTS])
    yield f"{MARGIN[:-2]}]" if texts else "[]"


def _parts_of(document: Mapping[str, Any]) -> Iterator[str]:
    tokens = json.JSONEncoder(indent=2, sort_keys=True, ensure_ascii=True, default=str).iterencode(document)
    while part := "".join(itertools.islice(tokens, _TOKENS)):
        yield part.replace("\x7f", "\\u007f")  # DEL is ASCII to json, and an order to some terminals
