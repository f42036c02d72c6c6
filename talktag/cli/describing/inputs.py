"""What a command takes, as JSON Schema: each argument and option under its name, as the parser has them.

It says nothing of what an option excludes or wants besides, which the command itself tells whoever types it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any

from talktag.cli.flags import GLOBAL_OPTIONS

EVERYWHERE = "everywhere"  # the definition that holds the flags of every command
# Lists of words besides which a command takes no other.
CLOSED = frozenset(
    {
        "talktag.interop.draft:KINDS",
        "talktag.model.letters.kinds:LETTERS",
        "talktag.model.parties.party:LANGUAGES",
        "talktag.model.parties.roles:ROLE_NAMES",
        "talktag.model.wishes.side_by_side:ORDERS",
        "talktag.ops.importing.export_as:FORMS",
        "talktag.ops.products.retire:WAYS",
        "talktag.ops.rules.export:FORMS",
        "talktag.ops.upkeep.log_out:FORMS",
        "talktag.ops.worth.written:FORMS",
    }
)
_INCOMPLETE = (":", ".", "=")  # what a word ends in behind which more is to be typed


def input_schema(node: Any) -> dict[str, Any]:
    """The schema of a command's own parameters; the flags of every command stand there once for all."""
    own = [each for each in node.params if each.name not in {"help", *GLOBAL_OPTIONS}]
    made = _object(own)
    return {**made, "allOf": [{"$ref": f"#/$defs/{EVERYWHERE}"}], "unevaluatedProperties": False}


def everywhere_schema(node: Any) -> dict[str, Any]:
    """The schema of the flags that every command takes, as any of them has them."""
    return _object([each for each in node.params if each.name in GLOBAL_OPTIONS])


def property_name(parameter: Any) -> str:
    """What a parameter is called: an option as it is typed, `--label`, an argument by its name."""
    return max(parameter.opts, key=len) if _is_option(parameter) else str(parameter.name)


def _object(parameters: Iterable[Any]) -> dict[str, Any]:
    shown = list(parameters)
    places = [each.name for each in shown if not _is_option(each)]
    properties = {property_name(each): _property(each, places) for each in shown}
    required = sorted(property_name(each) for each in shown if each.required)
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def _property(parameter: Any, places: list[str]) -> dict[str, Any]:
    told = {"description": " ".join((parameter.help or "").split())}
    schema = _value(parameter)
    if parameter.nargs == -1 or getattr(parameter, "multiple", False):
        schema = {"type": "array", "items": schema, **({"minItems": 1} if parameter.required else {})}
    if not _is_option(parameter):
        return {**schema, **told, "x-position": places.index(parameter.name) + 1}
    names = [*parameter.opts, *parameter.secondary_opts]
    return {**schema, **told, **({"x-names": names} if len(names) > 1 else {}), **_default(parameter)}


def _value(parameter: Any) -> dict[str, Any]:
    """The schema of one value."""
    if getattr(parameter, "is_flag", False):
        return {"type": "boolean"}
    kind = type(parameter.type).__name__  # its name for people differs between versions of typer
    if "Int" in kind:
        ends = {"minimum": getattr(parameter.type, "min", None), "maximum": getattr(parameter.type, "max", None)}
        return {"type": "integer", **{key: value for key, value in ends.items() if value is not None}}
    if "Float" in kind:
        return {"type": "number"}
    return {"type": "string", **_words(parameter)}


def _words(parameter: Any) -> dict[str, Any]:
    """The words that the code knows for a parameter: all that it takes, or some."""
    if not parameter._custom_shell_complete:  # noqa: SLF001 - where typer keeps it
        return {}
    kinds = [each.value for each in parameter._custom_shell_complete(None, parameter, "")]  # noqa: SLF001
    lists = [each for each in kinds if ":" in each]
    words = sorted({word for each in lists for word in _words_of(each)})
    if not words or any(word.endswith(_INCOMPLETE) for word in words):
        return {}
    return {"enum" if len(kinds) == 1 and kinds[0] in CLOSED else "examples": words}


def _words_of(name: str) -> Iterable[str]:
    module, _, constant = name.partition(":")
    known = getattr(importlib.import_module(module), constant)
    words: Mapping[str, object] | Iterable[str] = known() if callable(known) else known
    return words


def _default(parameter: Any) -> dict[str, Any]:
    value = parameter.default
    said = isinstance(value, str | int | float) and value not in ("", False)
    return {"default": value} if said else {}


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")
