"""Texts and names as KRL spells them: what a rule says never becomes a word of the ruleset. It knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def literal(text: str) -> str:
    """A text as a literal. Inside of one a quote and a backslash are escaped, and nothing else has a meaning."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def list_literal(texts: Iterable[str]) -> str:
    """Texts as a list of literals."""
    return f"[{', '.join(map(literal, texts))}]"


def map_literal(values: Mapping[str, str]) -> str:
    """Names and expressions as a map."""
    return "{" + ", ".join(f"{literal(name)}: {value}" for name, value in values.items()) + "}"


def word(slug: str) -> str:
    """A slug, or the kind of an entry, as an identifier; no two are the same one."""
    return slug.replace("-", "_")
