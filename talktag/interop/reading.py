"""Any catalogue talktag takes in: which kind it is, and its rows as drafts. It changes nothing and asks nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from talktag.errors import InvalidError, UsageError
from talktag.interop.cut_text import cut_value
from talktag.interop.decode import wide_encoding
from talktag.interop.draft import KINDS, Import, Options, RowProblem
from talktag.interop.gathering import ColumnRule
from talktag.interop.grid import Grid, header_of, read_grid
from talktag.interop.homebox.read import homebox_rules, read_homebox
from talktag.interop.mapping import check_titles, is_value, list_titles, map_columns, name_hint
from talktag.interop.own.csv_in import KEY_NAMES, csv_rules, read_csv, rule_of
from talktag.interop.own.json import read_json
from talktag.interop.own.toml import read_toml
from talktag.interop.schema_org.nodes import begins_with_schema_org
from talktag.interop.schema_org.page_scripts import is_page
from talktag.interop.schema_org.read_products import read_products
from talktag.interop.shelf.read import CUSTOM, read_shelf, shelf_rules
from talktag.interop.snipe_it.read import TAG, is_snipe_it, read_snipe_it, snipe_it_rules

_TOML = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:\[\[\s*[\"']?product[\"']?\s*\]\]|format\s*=)")
_SHELF = {"assetmodel", "bookable", "qrid", "valuation", "custodian", "consumptiontype", "customfields", "custody"}
_SHELF_INDEX = {"name", "qr id"}  # of the export of its list; other columns come and go
_HEAD = 256 * 1024  # bytes that are looked at to tell the kind
_READERS = {"homebox": read_homebox, "snipe-it": read_snipe_it, "shelf": read_shelf, "csv": read_csv}
_WITHOUT_COLUMNS = {"json": ("JSON", read_json), "toml": ("TOML", read_toml), "jsonld": ("JSON-LD", read_products)}


def read_rows(
    data: bytes,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    *,
    name: str = "",
    options: Options | None = None,
) -> Import:
    """The rows of a file as drafts, with every cell that could not be carried.

    `kind` is one of KINDS, None to tell it from the file and its `name`. `mapping` says what columns of a CSV
    become: title, or `#3` for the third, to a key of `talktag set`, `field.NAME` or `ignore`.
    Raises InvalidError for a file that cannot be read at all, UsageError for a kind that does not exist.
    """
    options = options or Options()
    kind = kind or detect(data, name, plainly=bool(mapping) or options.titled is False)
    if kind not in KINDS:
        raise UsageError(f'"{kind}" is not a kind of file talktag imports', hints=[f"use one of: {', '.join(KINDS)}"])
    if kind in _WITHOUT_COLUMNS:
        spelled, read_nodes = _WITHOUT_COLUMNS[kind]
        if mapping:
            raise UsageError(f"a mapping is for columns, and {spelled} has none")
        return read_nodes(data, options)
    grid = read_grid(data, options.encoding, titled=options.titled is not False)
    doubtful = options.titled is None and kind == "csv" and check_titles(grid, mapping or {}, rule_of)
    columns = map_columns(_rules(grid, kind), grid, mapping or {}, rule_of, KEY_NAMES)
    _check_name(grid, kind, columns)
    read = _READERS[kind](grid, columns, options)
    return replace(read, problems=(*read.problems, _first_line(grid))) if doubtful else read


def detect(data: bytes, name: str = "", *, plainly: bool = False) -> str:
    """Which of KINDS a file is, by its content first and its name where that says nothing, or too little.

    With `plainly` only what a program's titles surely tell counts: who says what columns are has a list of their own.
    Raises InvalidError for what is none: an archive, a spreadsheet's own format.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InvalidError("this is an archive or a spreadsheet's own file", hints=["export it as CSV and import that"])
    suffix, text = name.rpartition(".")[2].lower(), _glance(data)
    if is_page(text):
        return "jsonld"
    if suffix == "toml" or _TOML.match(text):  # a table of TOML begins like a list of JSON
        return "toml"
    if text.startswith(("{", "[")):
        return "jsonld" if suffix == "jsonld" or begins_with_schema_org(text) else "json"
    return suffix if suffix in _WITHOUT_COLUMNS else _kind_of(header_of(text), plainly=plainly)


def _glance(data: bytes) -> str:
    """The beginning of a file as text, to tell its kind by; reading it is another, stricter matter."""
    return data[:_HEAD].decode(wide_encoding(data) or "utf-8-sig", "replace").lstrip("\ufeff \t\r\n")


def _kind_of(header: Sequence[str], *, plainly: bool) -> str:
    """Whose CSV it is, by its titles."""
    titles = {title.casefold() for title in header}
    if any(title.startswith("hb.") for title in titles):
        return "homebox"
    if TAG in titles:
        return "snipe-it"
    if "title" in titles and (titles & _SHELF or any(CUSTOM.match(title) for title in titles)):
        return "shelf"
    if not plainly and titles >= _SHELF_INDEX:
        return "shelf"
    return "snipe-it" if not plainly and is_snipe_it(titles) else "csv"


def _rules(grid: Grid, kind: str) -> list[ColumnRule]:
    if kind == "homebox":
        return homebox_rules(grid.header)
    if kind == "snipe-it":
        return snipe_it_rules(grid.header, grid.titles())
    return shelf_rules(grid.header, grid.titles()) if kind == "shelf" else csv_rules(grid.header)


def _check_name(grid: Grid, kind: str, columns: Sequence[ColumnRule]) -> None:
    """A file in which no column is the name is another file than was said, or needs a mapping."""
    enough = {"name", "model"} if kind == "snipe-it" else {"name"}
    if not any(rule.key in enough for rule in columns):
        hints = [name_hint(grid)]
        if any(map(is_value, grid.header)):
            hints.append("if that line is a product itself add: --no-titles, and number the columns: --map '#1=name'")
        raise InvalidError(
            "no column is the name", details=[f"the columns are: {list_titles(grid.titles())}"], hints=hints
        )


def _first_line(grid: Grid) -> RowProblem:
    message = "is taken for the titles of the columns; if it is a product add: --no-titles"
    return RowProblem(grid.header_line, "", cut_value(", ".join(grid.header)), message, "warning")
