"""The generated pages of the reference as Markdown text. Each says on top where it comes from."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

from generating import tree
from talktag import errors
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.labels.papers import load_papers

MADE = "<!-- Made by docs/generate.py; edit the code it is made from, then run: python docs/generate.py -->"
_CODES = """\
A number keeps its meaning for ever and is never used for anything else.
The name is what `problems[].name` says under `--json`; the class is where it comes from in `talktag/errors.py`.\
"""
_STOCKS = """\
Name one after `--stock` by its id, its part number or an alias; `talktag stock show ID` gives every measure.
Sheets, rolls and tapes can be printed on, rectangular labels and round ones, as far as a code and its id fit.\
"""
_KINDS = {
    "sheet": "Sheets",
    "roll-diecut": "Rolls of cut labels",
    "roll-continuous": "Rolls cut to length",
    "tape": "Tapes",
}
_CONFIDENCES = {
    "two-source": "two independent sources agree to within 0.4 mm",
    "reconciled": "sources differ; the centred one, which a further source backs, was taken",
    "one-source": "one source only, which does not contradict itself",
    "derived": "centred by arithmetic, because the only source is off centre",
    "disputed": "sources differ and none could be confirmed: print on plain paper first and hold it against a sheet",
}


def commands() -> str:
    """Every command with its arguments, options and examples."""
    listed = tree.commands()
    parts = [
        MADE,
        "# Commands",
        "What every command takes and does, in the order of `talktag --help`.",
        "\n".join(f"- [`{each.name}`](#{_anchor(each.name)}): {each.paragraphs[0]}" for each in listed),
        "## Everywhere",
        "These go before or after the verb.",
        _parameters(tree.global_options()),
        "`talktag --install-completion` sets up completion of commands, options and products in your shell.",
    ]
    for each in listed:
        parts += [f"## {each.name}", f"```text\n{each.usage}\n```", each.paragraphs[0]]
        if each.parameters:
            parts.append(_parameters(each.parameters))
        parts += each.paragraphs[1:]
        parts += [f"```sh\n{example}\n```" for example in each.examples]
    return _joined(parts)


def exit_codes() -> str:
    """Every way a command can end, from the error classes themselves."""
    rows = [("0", "", "", "Done; an empty answer is also done.")]
    rows += [
        (str(each.exit_code), f"`{each.name}`", f"`{each.__name__}`", inspect.getdoc(each).split("\n\n")[0])  # type: ignore[union-attr]
        for each in sorted(error_classes(), key=lambda each: each.exit_code)
    ]
    rows.append(("130", "", "", "Interrupted, by Ctrl-C."))
    parts = [
        MADE,
        "# Exit codes",
        _CODES,
        _table(("code", "name", "class", "when"), rows),
        "A reader that goes away early, as in `talktag list | head`, is no error: the code is 0.",
    ]
    return _joined(parts)


def error_classes() -> list[type[errors.TalktagError]]:
    """The error tree of `talktag.errors`, without its root, which is raised for bugs only."""
    found = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.TalktagError)]
    return [each for each in found if each is not errors.TalktagError]


def label_stocks() -> str:
    """The label papers, from the data file."""
    stocks = load_papers()
    parts = [
        MADE,
        "# Label papers",
        f"The {len(stocks)} label papers whose measures talktag knows, in millimetres.\n{_STOCKS}",
        "No measure was held against a real sheet by us; the last column says how far the sources agree:",
        "\n".join(f"- **{name}**: {meaning}" for name, meaning in _CONFIDENCES.items()),
    ]
    for kind, title in _KINDS.items():
        found = [each for each in stocks if each.kind == kind]
        if found:
            parts += [f"## {title}", _stocks(found, stocks)]
    return _joined(parts)


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of record."""
    text = resources.files("talktag").joinpath("data", "schemas", f"{kind}.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def record_keys(kind: str) -> str:
    """The keys of one kind of record, from its JSON Schema."""
    keys = _keys(schema(kind))
    rows = [
        (f"`{path}`", "yes" if must else "", _form(each), each["description"].replace("<", "\\<"))
        for path, must, each in keys
    ]
    return _table(("key", "must", "form", "meaning"), rows)


def role_sections() -> str:
    """What each role is given unless the owner says otherwise."""
    from talktag.model.parties.roles import ROLES

    return _table(
        ("role", "is given"),
        [(name, ", ".join(f"`{each}`" for each in role.given)) for name, role in ROLES.items()],
    )


def _keys(schema: dict[str, Any], within: str = "") -> Iterable[tuple[str, bool, dict[str, Any]]]:
    for key, each in schema.get("properties", {}).items():
        path = f"{within}{key}"
        yield path, key in schema.get("required", ()), each
        if each.get("type") == "object":
            yield from _keys(each, f"{path}.")
            if isinstance(named := each.get("additionalProperties"), dict) and "properties" in named:
                called = named.get("title", "KIND")
                yield f"{path}.{called}", False, named
                yield from _keys(named, f"{path}.{called}.")
        elif each.get("items", {}).get("type") == "object":
            yield from _keys(each["items"], f"{path}[].")


_FORMS = {
    "^[0-9a-hjkmnp-tv-z]{13}$": "id",
    "^[0-9A-HJKMNP-TV-Z]{9}$": "tag id",
    "^[0-9a-f]{64}$": "SHA-256",
    "^[A-Z]{3}$": "currency",
    "^(?:[0-9]{8}|[0-9]{12,14})$": "GTIN",
}


def _form(each: dict[str, Any]) -> str:
    """A word or two for what a value looks like."""
    words = each.get("enum") or next((part["enum"] for part in each.get("anyOf", ()) if "enum" in part), None)
    if words and len(words) > 1:
        return ", ".join(f"`{word}`" for word in words) + (" or another word" if "anyOf" in each else "")
    pattern = each.get("pattern", "")
    if form := {"date": "date", "date-time": "time"}.get(each.get("format", "")):
        return form
    if "lifetime" in pattern:
        return "term"
    if pattern.endswith(" [A-Z]{3}$"):
        return "money"
    if each.get("type") == "array":
        return "list of tables" if each["items"].get("type") == "object" else "list of texts"
    plain = {
        "integer": "whole number",
        "object": "table",
        "string": "text",
        "boolean": "true or false",
        "number": "number",
    }
    return _FORMS.get(pattern) or plain[each["type"]]


def _stocks(stocks: Sequence[Paper], every: Sequence[Paper]) -> str:
    rows = [
        (
            f"`{each.id}`",
            each.brand,
            ", ".join((each.part, *(alias for alias in each.aliases if _is_found(every, alias, each)))),
            f"{each.label_w:g} × {each.label_h:g}" if each.label_h else f"{each.label_w:g}, any length",
            f"{each.per_sheet} on {each.page}" if each.per_sheet else "",
            each.confidence,
        )
        for each in stocks
    ]
    return _table(("id", "brand", "part and aliases", "label", "labels", "sources"), rows)


def _is_found(stocks: Sequence[Paper], alias: str, wanted: Paper) -> bool:
    """Whether the alias alone names this paper; one that several papers share does not help a reader."""
    try:
        return find_paper(stocks, alias) is wanted
    except errors.TalktagError:
        return False


def _parameters(parameters: Iterable[tree.Parameter]) -> str:
    return _table(("", "meaning"), [(f"`{each.spelling}`", each.meaning) for each in parameters])


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"
