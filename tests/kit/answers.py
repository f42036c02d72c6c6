"""Holds answers against what `talktag help json` says of them, by jsonschema. It knows no command by itself."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, ValidationError

from talktag.cli.describing.document import schema_document
from talktag.cli.main import whole_command


def description_of(words: Sequence[str] = ()) -> dict[str, Any]:
    """What `talktag help json` says of the commands that words name."""
    return schema_document(whole_command(), words)


@functools.cache
def validators(command: str) -> tuple[Draft202012Validator, Draft202012Validator]:
    """Judges of a command's data and of the whole document; the first takes no key that is not described."""
    document = description_of(command.split())
    strict = {**document, **{key: closed(document[key]) for key in ("$defs", "commands")}}
    place = f"#/commands/{quote(command)}/output"
    return (
        Draft202012Validator({**strict, "$ref": place}),
        Draft202012Validator({**document, "$ref": "#/$defs/document"}),
    )


def faults(answer: Mapping[str, Any]) -> list[str]:
    """What of an answer is not as it is described: wrong types, keys that lack, keys nobody told of."""
    return [f"{answer['command']} {each.json_path}: {each.message[:300]}" for each in _errors(answer)]


def is_as_described(answer: Mapping[str, Any]) -> bool:
    """Whether there are no faults; it looks no further than the first."""
    return next(_errors(answer), None) is None


def _errors(answer: Mapping[str, Any]) -> Iterator[ValidationError]:
    of_data, of_document = validators(answer["command"])
    if answer["data"] is not None or answer["status"] != "error":
        yield from of_data.iter_errors(answer["data"])
    yield from of_document.iter_errors(answer)


def closed(schema: Any) -> Any:
    """A schema that takes no key besides those that it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(each) for key, each in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", "allOf" in made)  # what is joined by allOf names its keys elsewhere
    return made


def spoiled(value: Any) -> Iterator[Any]:
    """A value with each of the values in it, in turn, put to null, which no answer holds."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield {**value, key: None}
            yield from ({**value, key: worse} for worse in spoiled(each))
    elif isinstance(value, list):
        for at, each in enumerate(value[:2]):
            yield [*value[:at], None, *value[at + 1 :]]
            yield from ([*value[:at], worse, *value[at + 1 :]] for worse in spoiled(each))
