"""The machine's form: one JSON document in a versioned envelope, ASCII only, keys sorted. Keys are only ever added."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.errors import TalktagError
from talktag.model.plan import Plan
from talktag.model.problem import Problem
from talktag.model.record import without_absent

SCHEMA = 1


def envelope(
    command: str,
    data: Mapping[str, Any] | None,
    problems: Sequence[Problem],
    *,
    commit: str | None = None,
    notices: Sequence[str] = (),
    plan: Plan | None = None,
) -> str:
    """The document of a command that did its work; `partial` where some records could not be used."""
    status = "partial" if any(problem.severity == "error" for problem in problems) else "ok"
    planned = {} if plan is None else {"plan": plan_values(plan)}
    return _text(
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
    return _text(
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


def plan_values(plan: Plan) -> dict[str, Any]:
    """A plan as JSON values: what would be done to which file."""
    changes = []
    for change in plan.changes:
        values = {"action": type(change).__name__.lower(), "path": change.path}
        if target := getattr(change, "target", None):
            values["target"] = target
        changes.append(values)
    return {"message": plan.message.split("\n", 1)[0], "changes": changes}


def _text(document: Mapping[str, Any]) -> str:
    # DEL is ASCII to json, and an order to some terminals.
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=True, default=str).replace("\x7f", "\\u007f")
