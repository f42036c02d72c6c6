"""A product in the form of a record or of `list --json`, as nested values, to a draft. It reads no text itself."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from talktag.interop.cut_text import cut_value
from talktag.interop.draft import STATED, Draft, DraftRow, Options, RowProblem
from talktag.interop.own.cells import checked_id, checked_slug, holds_null
from talktag.interop.source import digest_of
from talktag.model.problem import Problem
from talktag.model.products.key_values import NOBODY, product_with
from talktag.model.products.product import Tag
from talktag.model.products.record import Reader, read_keys, read_kind, read_public, read_state, read_text
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, without_absent
from talktag.model.typed.duration import typed_length
from talktag.model.typed.money import typed_money
from talktag.model.typed.warranty import typed_term
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.ident import is_id, parse_tag
from talktag.model.values.money import Money, parse_money
from talktag.model.values.warranty import Duration, Warranty

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_LEFT = "left-behind"


def read_values(values: object, line: int, kind: str, options: Options) -> DraftRow:
    """One product; where it has no id and no source of its own, it is called after what it holds."""
    if not isinstance(values, dict):
        return DraftRow(line, None, (RowProblem(line, "", cut_value(values), "is not a product"),))
    problems: list[Problem] = []
    fields = Fields(_present(values), "", "", problems)
    source = f"{kind}:row:{digest_of([json.dumps(values, sort_keys=True, default=str)])}"
    draft = _draft(fields, source, options)
    _report_left(fields)
    fields.report_unknown()
    return DraftRow(line, draft, tuple(_row_problem(problem, values, line) for problem in problems))


def apart(rows: Iterable[DraftRow], kind: str) -> tuple[DraftRow, ...]:
    """The rows, those that hold the very same and so are called the same told apart."""
    counts: Counter[str] = Counter()
    told = []
    for row in rows:
        source = row.draft and row.draft.product.source
        if row.draft and source and source.startswith(f"{kind}:row:"):
            counts[source] += 1
            if (count := counts[source]) > 1:
                row = _with_source(row, row.draft, f"{source}#{count}")  # noqa: PLW2901
        told.append(row)
    return tuple(told)


def _with_source(row: DraftRow, draft: Draft, source: str) -> DraftRow:
    return replace(row, draft=replace(draft, product=draft.product._replace(source=source)))


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values less those that say nothing, which other programs write where talktag writes nothing."""
    inner = values.get("purchase")
    purchase = {"purchase": without_absent(inner)} if isinstance(inner, dict) else {}
    return without_absent({**values, **purchase})


def _draft(fields: Fields, source: str, options: Options) -> Draft | None:
    readers = {**_READERS, "money": lambda table, key: table.parse(key, lambda text: _price(text, options.currency))}
    values = read_keys(fields, readers)
    promises = (_warranty(each, values["purchase.date"]) for each in fields.tables("warranties"))
    product = product_with(NOBODY, {**values, "warranties": tuple(each for each in promises if each)})
    named = product._replace(source=product.source or (None if product.id else source))
    return Draft(named, stated=fields.present(*STATED)) if named.name else None


def _price(text: str, currency: str | None) -> Money:
    """An amount as talktag writes it, else as people do; the file may be either's."""
    with contextlib.suppress(ValueError):
        return parse_money(text)
    return typed_money(text, currency)


def _warranty(table: Fields, bought: datetime.date | None) -> Warranty | None:
    table.must_have("term")
    term = table.parse("term", typed_term)
    kind, starts, provider = table.text("kind") or "all", table.date("starts"), table.text("provider")
    until = table.date("until")
    table.report_unknown()
    if term is None:
        return None
    warranty = Warranty(term, kind, starts, provider)
    if until and isinstance(term, Duration) and until != warranty.ends(bought):
        table.problem("until", f"is {until}, which is not what the term gives; the term is taken", _LEFT, "warning")
    return warranty


def _tag(table: Fields) -> Tag | None:
    text, made, retired = table.must_have("id"), table.date("made"), table.date("retired")
    of_maker = table.yes("maker")
    table.report_unknown()
    ident = parse_tag(text) if text else None
    if text and ident is None:
        table.problem("id", f'"{text}" is not a tag id, or was mistyped')
    return Tag(ident, made, retired, of_maker) if ident else None


def _ids(fields: Fields, key: str) -> tuple[str, ...]:
    """Ids of products, those that are none left out and reported."""
    said = fields.texts(key)
    for each in said:
        if not is_id(each):
            fields.problem(key, f'"{each}" is not an id of 13 characters')
    return tuple(filter(is_id, said))


def _free(fields: Fields, key: str) -> dict[str, object]:
    """The owner's own fields; a null within one cannot be kept in a record."""
    kept = {}
    for name, value in fields.free(key).items():
        if holds_null(value):
            fields.problem(key, f'"{name}" holds null, which a record cannot')
        else:
            kept[name] = value
    return kept


def _leave_picture(table: Fields, key: str) -> None:
    """The picture that finders see, which is an attachment."""
    if table.text(key):
        table.problem(key, "is the name of an attachment, which is not in the file", _LEFT, "warning")


_READERS: Mapping[str, Reader] = {
    "id": lambda fields, key: fields.parse(key, checked_id) or "",
    "slug": lambda fields, key: fields.parse(key, checked_slug) or "",
    "text": lambda fields, key: read_text(fields, key) or ("" if key == "name" else None),
    "public": read_public,
    "picture": _leave_picture,
    "place": Fields.text,
    "product": Fields.text,
    "gtin": lambda fields, key: fields.parse(key, typed_gtin),
    "count": lambda fields, key: fields.whole(key, 1, least=1),
    "state": read_state,
    "day": Fields.date,
    "labels": Fields.texts,
    "kind": read_kind,
    "products": _ids,
    "coming": Fields.date,
    "length": lambda fields, key: fields.parse(key, typed_length),
    "tags": lambda fields, key: tuple(tag for each in fields.tables(key) if (tag := _tag(each))),
    "fields": _free,
}


def _report_left(fields: Fields) -> None:
    """What a product in such a file may mention and the file does not hold."""
    if fields.whole("format", FORMAT) != FORMAT:
        fields.problem("format", "is of another version; this version reads 1")
    if files := list(fields.tables("files")):
        for each in files:
            for key in ("name", "kind", "media", "sha256"):
                each.text(key)
            each.text("at")
            each.yes("sealed")
            each.whole("size", 0)
        fields.problem("files", f"{len(files)} attachments are named but not in the file", _LEFT, "warning")
    _pass_over(fields)
    for key, said in (("notes_count", "private notes"), ("entries_count", "entries")):
        if count := fields.whole(key, 0):
            fields.problem(key, f"{count} {said} are counted but not in the file", _LEFT, "warning")


def _pass_over(fields: Fields) -> None:
    """What `show --json` says of other records: it is in those, or can be worked out again."""
    for key in ("gtin_issuer", "whereabouts"):
        fields.text(key)
    for key in ("holder", "loan"):
        fields.table(key)
    for key in ("contents", "entries", "shares"):
        list(fields.tables(key))


def _row_problem(problem: Problem, values: Any, line: int) -> RowProblem:
    message = problem.message
    if problem.name == "unknown-key":
        message = "is not a key talktag knows; it stays behind"
    return RowProblem(line, problem.field or "", cut_value(_at(values, problem.field or "")), message, problem.severity)


def _at(values: Any, spelled: str) -> Any:
    """The value at a place spelled like `warranties[0].term`; empty where it cannot be found."""
    for index, key in _STEP.findall(spelled):
        if index and isinstance(values, list) and int(index) < len(values):
            values = values[int(index)]
        elif key and isinstance(values, dict) and key in values:
            values = values[key]
        else:
            return ""
    return values
