"""The groups of an intake as a text to edit, and what a person decided by editing it. Pure; it asks nobody.

What a machine read stands there commented out: nobody takes it by saving unread.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.intake.decision import SKIP, Decision
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.pictures.picture import SeenFile
from talktag.model.values.ident import parse_tag, printed_tag

_OWN = ("tag", "take", "name", "same_as", "pictures")


class ReviewGroup(NamedTuple):
    """What is shown of one group: its tag, what its product is called, its files and what was read of it."""

    tag: str
    product: str  # empty for a new one
    files: tuple[tuple[SeenFile, str], ...]  # each with its kind
    read: Mapping[str, str]
    offers: tuple[FieldOffer, ...] = ()
    notes: tuple[str, ...] = ()


def review_text(groups: Sequence[ReviewGroup]) -> str:
    """A table for each group; `read_review` of it, as it is, takes everything and names nothing."""
    return "\n".join(line for each in groups for line in (*_lines(each), ""))


def _lines(group: ReviewGroup) -> Iterator[str]:
    yield "[[product]]"
    yield f"tag = {_quote(printed_tag(group.tag))}"
    if group.product:
        yield f"# its pictures go to {_quote(group.product)}"
    yield from (f"# {_quote(note)}" for note in group.notes)
    yield "take = true"
    named = next((f"  # read by machine: {_quote(each.value)}" for each in group.offers if each.key == "name"), "")
    yield f'name = ""{named}'
    yield '# same_as = "the tag of a table above, for two labels on one thing"'
    yield from (f"{key} = {_quote(value)}  # from a bar code" for key, value in group.read.items())
    yield from _offer_lines(group)
    yield "pictures = ["
    yield from (f"  {_quote(shown_path(file))},  # {kind}" for file, kind in group.files)
    yield "]"


def _offer_lines(group: ReviewGroup) -> Iterator[str]:
    offers = [each for each in group.offers if each.key not in {"name", *group.read}]
    if offers:
        yield '# read by machine; take away the "# " of a line that is right:'
    for each in offers:
        yield f"# {each.key} = {_quote(each.value)}  # {each.score:.0%}, from {_quote(each.source)}"


def read_review(text: str, groups: Sequence[ReviewGroup]) -> dict[str, Decision]:
    """What was decided of each group; a table that is gone is a group that is not taken.

    Raises InvalidError for what does not hold up, with the line where the text is no TOML.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidError(f"it is no TOML: {error}") from error
    if odd := [key for key in document if key != "product"]:
        raise InvalidError(f'"{odd[0]}" stands outside of a [[product]]')
    tables = document.get("product", [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise InvalidError("write each product as [[product]]")
    known = {each.tag: each for each in groups}
    decisions: dict[str, Decision] = {}
    for table in tables:
        tag = _tag(table.get("tag"), known)
        if tag in decisions:
            raise InvalidError(f'the tag "{printed_tag(tag)}" stands there twice')
        decisions[tag] = _decision(table, known[tag], known)
    return {tag: decisions.get(tag, SKIP) for tag in known}


def _tag(value: Any, known: Mapping[str, ReviewGroup]) -> str:
    tag = parse_tag(value) if isinstance(value, str) else None
    if tag is None or tag not in known:
        raise InvalidError(f'"{value}" is not the tag of a group of this intake')
    return tag


def _decision(table: Mapping[str, Any], group: ReviewGroup, known: Mapping[str, ReviewGroup]) -> Decision:
    printed = printed_tag(group.tag)
    take, name = table.get("take", True), table.get("name", "")
    if not isinstance(take, bool) or not isinstance(name, str):
        raise InvalidError(f"{printed}: take is true or false, and name is a text")
    paths = {shown_path(file): file.path for file, _ in group.files}
    kept = table.get("pictures", [])
    if not isinstance(kept, list):
        raise InvalidError(f"{printed}: pictures is a list of names")
    if odd := [each for each in kept if each not in paths]:
        raise InvalidError(f'{printed}: "{odd[0]}" is no picture of this group')
    values = {key: _as_typed(printed, key, value) for key, value in table.items() if key not in _OWN}
    return Decision(
        take,
        name,
        values={**dict.fromkeys(group.read, ""), **values},
        into=_tag(table["same_as"], known) if "same_as" in table else None,
        without=frozenset(path for shown, path in paths.items() if shown not in kept),
    )


def _as_typed(printed: str, key: str, value: Any) -> str:
    """A value as `set` takes it."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    if isinstance(value, dict | list | bool):
        raise InvalidError(f"{printed}: {key} is a text")
    return str(value)


def shown_path(file: SeenFile) -> str:
    """The path of a file as text, whatever bytes are in it."""
    return file.path.encode("utf-8", "backslashreplace").decode()


def _quote(text: str) -> str:
    """A text as TOML has it, on one line."""
    return json.dumps(text.encode("utf-8", "backslashreplace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
