"""Products, their logs, parties and what is due as one SQLite database, for SQL. It holds no note, and opens no file.

An amount of money stands there twice: as a text that is exact, and as a number to be summed beside its currency.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from talktag.interop.export_result import ExportResult, Lost
from talktag.model.due.due_item import DueItem
from talktag.model.log.entry import Entry, entry_values
from talktag.model.parties.party import Party
from talktag.model.products.key import ProductKey
from talktag.model.products.key_values import value_of
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product
from talktag.model.products.product_json import file_values, json_value, key_json, tag_values
from talktag.model.values.money import Money

# Each in a table of its own, which names the product.
_APART = {"labels", "tags", "warranties", "files", "fields"}
_TABLES = """
CREATE TABLE labels (product TEXT NOT NULL REFERENCES products(id), label TEXT NOT NULL, PRIMARY KEY (product, label));
CREATE TABLE tags (id TEXT NOT NULL, product TEXT NOT NULL REFERENCES products(id), made TEXT, retired TEXT);
CREATE TABLE warranties (product TEXT NOT NULL REFERENCES products(id), kind TEXT NOT NULL, term TEXT, starts TEXT,
  until TEXT, provider TEXT);
CREATE TABLE fields (product TEXT NOT NULL REFERENCES products(id), name TEXT NOT NULL, value,
  PRIMARY KEY (product, name));
CREATE TABLE files (product TEXT NOT NULL REFERENCES products(id), name TEXT NOT NULL, kind TEXT NOT NULL, media TEXT,
  size INTEGER, sha256 TEXT, sealed INTEGER NOT NULL, PRIMARY KEY (product, name));
CREATE TABLE parties (slug TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, contact TEXT, mail TEXT,
  phone TEXT, address TEXT, url TEXT, language TEXT);
CREATE TABLE entries (product TEXT NOT NULL REFERENCES products(id), id TEXT NOT NULL, date TEXT NOT NULL,
  kind TEXT NOT NULL, title TEXT NOT NULL, text TEXT, party TEXT, party_slug TEXT REFERENCES parties(slug), cost TEXT,
  cost_amount NUMERIC, cost_currency TEXT, due TEXT, recorded TEXT, time TEXT, cause TEXT, signer TEXT, more TEXT,
  PRIMARY KEY (product, id));
CREATE TABLE due (product TEXT NOT NULL REFERENCES products(id), id TEXT NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, date TEXT, party TEXT, meter TEXT, at TEXT);
CREATE INDEX entries_date ON entries (date);
CREATE INDEX due_date ON due (date);
"""
_SEARCHED = ("name", "maker", "model", "serial", "place")
_OF_AN_ENTRY = ("date", "kind", "title", "text", "party", "due", "recorded", "time", "cause", "signer")


class ProductRows(NamedTuple):
    """A product with the entries that stand in its log, and what is due of it."""

    product: Product
    entries: Sequence[Entry]
    dues: Sequence[DueItem]


def write_sqlite(owned: Sequence[ProductRows], parties: Sequence[Party]) -> ExportResult:
    """The database as a file; what is inside a product that is not among these is told as lost."""
    known = {each.product.id for each in owned}
    lost = [
        Lost(each.product.slug, "inside", each.product.inside, "is no product of the file")
        for each in owned
        if each.product.inside and each.product.inside not in known
    ]
    lost += [
        Lost(each.product.slug, "files", file.name, "attachments stay in the store")
        for each in owned
        for file in each.product.files
    ]
    with sqlite3.connect(":memory:") as database:
        database.executescript(_products_table() + _TABLES)
        slugs = frozenset(each.slug for each in parties)
        _insert(database, "parties", map(_party, parties))
        _insert(database, "products", [_product(each.product, known) for each in owned])
        for table, rows in _beside(owned, slugs).items():
            _insert(database, table, rows)
        _index_words(database)
    data = database.serialize()
    database.close()
    return ExportResult(data, tuple(lost))


def _columns() -> Iterator[ProductKey]:
    return (key for key in KEYS if key.type not in _APART)


def _column(key: ProductKey) -> str:
    return key.path.replace(".", "_").replace("-", "_")


def _products_table() -> str:
    """What a product has a single value for, from the table of keys."""
    lines = []
    for key in _columns():
        name = _column(key)
        if key.name == "id":
            lines.append('"id" TEXT PRIMARY KEY')
        elif key.type == "product":
            lines.append(f'"{name}" TEXT REFERENCES products(id)')
        else:
            lines.append(f'"{name}" {"INTEGER" if key.type == "count" else "TEXT"}')
        if key.type == "money":
            lines += [f'"{name}_amount" NUMERIC', f'"{name}_currency" TEXT']
    return f"CREATE TABLE products ({', '.join(lines)});\n"


def _product(product: Product, known: frozenset[str] | set[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key in _columns():
        name, value = _column(key), key_json(product, key)
        row[name] = _plain(value)
        if key.type == "product" and value not in known:
            row[name] = None
        if key.type == "money":
            row |= _amount(name, value_of(product, key))
    return row


def _amount(name: str, money: Money | None) -> dict[str, Any]:
    return {f"{name}_amount": money and str(money.amount), f"{name}_currency": money and money.currency}


def _plain(value: Any) -> Any:
    """A value as a cell can have it; several as a list in JSON, none as nothing."""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def _beside(owned: Sequence[ProductRows], slugs: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of every other table that names a product."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("labels", "tags", "warranties", "fields", "files", "entries", "due")
    }
    for product, entries, dues in owned:
        of = {"product": product.id}
        rows["labels"] += [of | {"label": each} for each in dict.fromkeys(product.labels)]
        rows["tags"] += [of | tag_values(each) for each in product.tags]
        warranties = next(key_json(product, key) for key in KEYS if key.type == "warranties")
        rows["warranties"] += [of | each for each in warranties]
        rows["fields"] += [
            of | {"name": name, "value": _plain(json_value(each))} for name, each in product.fields.items()
        ]
        rows["files"] += [of | {"sealed": 0} | file_values(each) for each in product.files]
        rows["entries"] += [of | _entry(each, slugs) for each in entries]
        rows["due"] += [of | _due(each) for each in dues]
    return rows


def _entry(entry: Entry, slugs: frozenset[str]) -> dict[str, Any]:
    values = entry_values(entry)
    row = {key: values.pop(key, None) for key in ("id", *_OF_AN_ENTRY)}
    row |= {"cost": values.pop("cost", None), **_amount("cost", entry.cost)}
    slug = entry.to or entry.party
    return row | {"party_slug": slug if slug in slugs else None, "more": _plain(values)}


def _due(item: DueItem) -> dict[str, Any]:
    date = item.date.isoformat() if item.date else None
    told = {"id": item.ident, "kind": item.kind, "title": item.title, "date": date}
    return told | {"party": item.party, "meter": item.meter, "at": item.at}


def _party(party: Party) -> dict[str, Any]:
    keys = ("slug", "name", "role", "contact", "mail", "phone", "address", "url", "language")
    return {key: getattr(party, key) for key in keys}


def _insert(database: sqlite3.Connection, table: str, rows: Any) -> None:
    """Put rows into a table, of each the values that it has a column for."""
    columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
    marks, names = ", ".join("?" * len(columns)), ", ".join(f'"{each}"' for each in columns)
    cells: Iterator[tuple[Any, ...]] = (tuple(map(row.get, columns)) for row in rows)
    # Names of tables and columns are ours alone; every value goes by a mark.
    database.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", cells)  # noqa: S608


def _index_words(database: sqlite3.Connection) -> None:
    """A full-text index over products, as `sqlite-utils search` finds it, where this SQLite has one."""
    words = ", ".join(_SEARCHED)
    try:
        database.execute(f"CREATE VIRTUAL TABLE products_fts USING fts5 ({words}, content=[products])")
    except sqlite3.OperationalError:
        return
    database.execute("INSERT INTO products_fts (products_fts) VALUES ('rebuild')")
