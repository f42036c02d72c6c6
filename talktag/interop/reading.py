"""Any catalogue talktag takes in: which kind it is, and its rows as drafts. It changes nothing and asks nothing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence

from talktag.errors import InvalidError, UsageError
from talktag.interop.draft import KINDS, Import, Options
from talktag.interop.gathering import Rule
from talktag.interop.grid import Grid, header_of, read_grid
from talktag.interop.homebox import homebox_rules, read_homebox
from talktag.interop.own_csv import csv_rules, mapped, read_csv
from talktag.interop.own_json import read_json
from talktag.interop.shelf import CUSTOM, read_shelf, shelf_rules
from talktag.interop.snipe_it import TAG, read_snipe_it, snipe_it_rules
from talktag.interop.things_toml import read_toml

_TOML = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:\[\[\s*[\"']?product[\"']?\s*\]\]|format\s*=)")
_SHELF = {"assetmodel", "bookable", "qrid", "valuation", "custodian", "consumptiontype"}
_HEAD = 256 * 1024  # bytes that are looked at to tell the kind
_READERS = {"homebox": read_homebox, "snipe-it": read_snipe_it, "shelf": read_shelf, "csv": read_csv}


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
    kind, options = kind or detect(data, name), options or Options()
    if kind not in KINDS:
        raise UsageError(f'"{kind}" is not a kind of file talktag imports', hints=[f"use one of: {', '.join(KINDS)}"])
    if kind in {"json", "toml"}:
        if mapping:
            raise UsageError(f"a mapping is for columns, and {kind.upper()} has none")
        return read_json(data, options) if kind == "json" else read_toml(data, options)
    grid = read_grid(data, options.encoding)
    columns = mapped(_rules(grid, kind), grid, mapping or {})
    _check_name(grid, kind, columns)
    return _READERS[kind](grid, columns, options)


def detect(data: bytes, name: str = "") -> str:
    """Which of KINDS a file is, by its content first and its name where that says nothing, or too little.

    Raises InvalidError for what is none: an archive, a spreadsheet's own format.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InvalidError("this is an archive or a spreadsheet's own file", hints=["export it as CSV and import that"])
    suffix, text = name.rpartition(".")[2].lower(), _glance(data)
    if suffix == "toml" or _TOML.match(text):  # a table of TOML begins like a list of JSON
        return "toml"
    if text.startswith(("{", "[")):
        return "json"
    return suffix if suffix in {"json", "toml"} else _kind_of(header_of(text))


def _glance(data: bytes) -> str:
    """The beginning of a file as text, to tell its kind by; reading it is another, stricter matter."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data[:_HEAD].decode("utf-16" if utf16 else "utf-8-sig", "replace").lstrip()


def _kind_of(header: Sequence[str]) -> str:
    """Whose CSV it is, by its titles."""
    titles = {title.casefold() for title in header}
    if any(title.startswith("hb.") for title in titles):
        return "homebox"
    if TAG in titles:
        return "snipe-it"
    if "title" in titles and (titles & _SHELF or any(CUSTOM.match(title) for title in titles)):
        return "shelf"
    return "csv"


def _rules(grid: Grid, kind: str) -> list[Rule]:
    if kind == "homebox":
        return homebox_rules(grid.header)
    if kind == "snipe-it":
        return snipe_it_rules(grid.header, grid.titles())
    return shelf_rules(grid.header, grid.titles()) if kind == "shelf" else csv_rules(grid.header)


def _check_name(grid: Grid, kind: str, columns: Sequence[Rule]) -> None:
    """A file in which no column is the name is another file than was said, or needs a mapping."""
    enough = {"name", "model"} if kind == "snipe-it" else {"name"}
    if not any(rule.key in enough for rule in columns):
        hint = "say which column is the name, like: --map Product=name"
        raise InvalidError(
            "no column is the name", details=[f"the columns are: {', '.join(grid.titles())}"], hints=[hint]
        )
