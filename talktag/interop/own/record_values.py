"""A product in the form of a record or of `list --json`, as nested values, to a draft. It reads no text itself."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from talktag.interop.draft import Draft, Options, Row, RowProblem, shown
from talktag.interop.own.cells import checked_id, checked_slug, holds_null
from talktag.interop.source import digest_of
from talktag.model.problem import Problem
from talktag.model.products.product import STATES, Purchase, Tag
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, without_absent
from talktag.model.typed.money import typed_money
from talktag.model.typed.warranty import typed_term
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.ident import parse_tag
from talktag.model.values.money import Money, parse_money
from talktag.model.values.warranty import Duration, Warranty

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_LEFT = "left-behind"


def read_values(values: object, line: int, kind: str, options: Options) -> Row:
    """One product; where it has no id and no source of its own, it is called after what it holds."""
    if not isinstance(values, dict):
        return Row(line, None, (RowProblem(line, "", shown(values), "is not a product"),))
    problems: list[Problem] = []
    fields = Fields(_present(values), "", "", problems)
    source = f"{kind}:row:{digest_of([json.dumps(values, sort_keys=True, default=str)])}"
    draft = _draft(fields, source, options)
    _report_left(fields)
    fields.report_unknown()
    return Row(line, draft, tuple(_row_problem(problem, values, line) for problem in problems))


def apart(rows: Iterable[Row], kind: str) -> tuple[Row, ...]:
    """The rows, those that hold the very same and so are called the same told apart."""
    counts: Counter[str] = Counter()
    told = []
    for row in rows:
        source = row.draft and row.draft.source
        if row.draft and source and source.startswith(f"{kind}:row:"):
            counts[source] += 1
            if (count := counts[source]) > 1:
                row = replace(row, draft=replace(row.draft, source=f"{source}#{count}"))  # noqa: PLW2901
        told.append(row)
    return tuple(told)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values less those that say nothing, which other programs write where talktag writes nothing."""
    inner = values.get("purchase")
    purchase = {"purchase": without_absent(inner)} if isinstance(inner, dict) else {}
    return without_absent({**values, **purchase})


def _draft(fields: Fields, source: str, options: Options) -> Draft | None:
    name = fields.must_have("name")
    state = fields.text("state") or "owned"
    if state not in STATES:
        fields.problem("state", f'"{state}" is none of {", ".join(STATES)}')
    ident, stated_source = fields.parse("id", checked_id), fields.text("source")
    purchase = _purchase(fields, options)
    draft = Draft(
        name=name or "",
        maker=fields.text("maker"),
        model=fields.text("model"),
        serial=fields.text("serial"),
        gtin=fields.parse("gtin", typed_gtin),
        place=fields.text("place"),
        inside=fields.text("inside"),
        labels=fields.texts("labels"),
        quantity=fields.whole("quantity", 1, least=1),
        state=state,
        purchase=purchase,
        warranties=tuple(made for each in fields.tables("warranties") if (made := _warranty(each, purchase))),
        fields=_free(fields),
        source=stated_source or (None if ident else source),
        id=ident,
        slug=fields.parse("slug", checked_slug),
        added=fields.date("added"),
        tags=tuple(tag for each in fields.tables("tags") if (tag := _tag(each))),
        stated=fields.present("quantity", "state"),
    )
    return draft if name else None


def _purchase(fields: Fields, options: Options) -> Purchase:
    table = fields.table("purchase")
    price = table.parse("price", lambda text: _price(text, options.currency))
    purchase = Purchase(table.date("date"), table.text("from"), price, table.text("order"))
    table.report_unknown()
    return purchase


def _price(text: str, currency: str | None) -> Money:
    """An amount as talktag writes it, else as people do; the file may be either's."""
    with contextlib.suppress(ValueError):
        return parse_money(text)
    return typed_money(text, currency)


def _warranty(table: Fields, purchase: Purchase) -> Warranty | None:
    table.must_have("term")
    term = table.parse("term", typed_term)
    kind, starts, provider = table.text("kind") or "all", table.date("starts"), table.text("provider")
    until = table.date("until")
    table.report_unknown()
    if term is None:
        return None
    warranty = Warranty(term, kind, starts, provider)
    if until and isinstance(term, Duration) and until != warranty.ends(purchase.date):
        table.problem("until", f"is {until}, which is not what the term gives; the term is taken", _LEFT, "warning")
    return warranty


def _tag(table: Fields) -> Tag | None:
    text, made, retired = table.must_have("id"), table.date("made"), table.date("retired")
    table.report_unknown()
    ident = parse_tag(text) if text else None
    if text and ident is None:
        table.problem("id", f'"{text}" is not a tag id, or was mistyped')
    return Tag(ident, made, retired) if ident else None


def _free(fields: Fields) -> dict[str, object]:
    """The owner's own fields; a null within one cannot be kept in a record."""
    kept = {}
    for name, value in fields.free("fields").items():
        if holds_null(value):
            fields.problem("fields", f'"{name}" holds null, which a record cannot')
        else:
            kept[name] = value
    return kept


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
    return RowProblem(line, problem.field or "", shown(_at(values, problem.field or "")), message, problem.severity)


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
