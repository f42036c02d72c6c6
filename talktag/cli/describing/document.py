"""The document of `talktag help json`: each command's input and output as JSON Schema. It judges no answer."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from talktag.cli.describing.commands import commands_named
from talktag.cli.describing.inputs import EVERYWHERE, everywhere_schema, input_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENT = "document"  # the definition of what stands around every answer
_ABOUT = (
    "Commands of talktag by name. input: what a command takes, options as they are typed, arguments by their name "
    "and x-position. output: what stands under data in the one document that it prints with --json; what stands "
    f"around that is #/$defs/{DOCUMENT}. Keys are only ever added."
)


@functools.cache
def outputs() -> Mapping[str, Any]:
    """What every command answers, by its name under `answers`, and under `$defs` what several have in common."""
    text = resources.files("talktag").joinpath("data", "answers.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def schema_document(tree: Any, words: Sequence[str] = ()) -> dict[str, Any]:
    """The document about the commands of a tree that words name, or about all; NotFoundError where one names none."""
    nodes = commands_named(tree, words)
    known = outputs()
    commands = {
        name: {
            "description": " ".join((node.help or "").split("\n\n")[0].split()),
            "input": input_schema(node),
            "output": _one_of(known["answers"][name]),
        }
        for name, node in nodes.items()
    }
    shared = {**known["$defs"], EVERYWHERE: everywhere_schema(next(iter(nodes.values())))}
    in_use = _names_in_use([commands, {"$ref": f"#/$defs/{DOCUMENT}"}], shared)
    definitions = {name: each for name, each in shared.items() if name in in_use}
    return {"$schema": DIALECT, "description": _ABOUT, "$defs": definitions, "commands": commands}


def as_text(document: Mapping[str, Any]) -> str:
    """The document as text, in the form in which `--json` prints."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=True)


def _one_of(names: Sequence[str]) -> dict[str, Any]:
    """The schema of an answer that is one of some kinds, each under the name of the class that it is in the code."""
    forms: list[dict[str, Any]] = [{"$ref": f"#/$defs/{name}"} for name in names]
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _names_in_use(value: Any, shared: Mapping[str, Any]) -> set[str]:
    """The names of the definitions that a value refers to, and those that these refer to."""
    found: set[str] = set()
    waiting = list(_references(value))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(shared[name])
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(told := value.get("$ref"), str):
            yield told.rpartition("/")[2]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
