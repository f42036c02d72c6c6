"""`export --as sqlite`: a database that sqlite-utils and SQL read, whole, with keys that hold, without any note."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlite_utils

from talktag.content import content_of
from talktag.model.products.keys import KEYS
from talktag.ops.importing.export_as import export_as

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LOG = """entry = [
{id = "e1", date = 2026-01-02, kind = "service", title = "Cleaned", cost = "80.10 EUR", party = "fix-it"},
{id = "e2", date = 2026-01-03, kind = "due", title = "Look at the strap", due = 2026-09-01, meter = {km = 5}},
{id = "e3", date = 2026-01-04, kind = "service", title = "Wrong", cost = "1.00 EUR"},
{id = "e4", date = 2026-01-04, kind = "withdrawn", title = "Withdrawn: Wrong", cause = "e3"},
]
"""
FILES = """
[[files]]
name = "receipt.pdf"
kind = "receipt"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
size = 7
"""


@pytest.fixture
def database(bench: Bench, tmp_path: Path) -> sqlite_utils.Database:
    """The database of the house, as sqlite-utils opens it."""
    bench.write("products/c/camera/entries.toml", LOG)
    bench.write("products/c/camera.toml", bench.text("products/c/camera.toml") + FILES)
    return sqlite_utils.Database(written(bench, tmp_path / "things.db"))


def written(bench: Bench, path: Path, *words: str) -> Path:
    outcome = bench.ask(export_as, "sqlite", words, path)
    path.write_bytes(content_of(outcome.output.make()).whole())
    return path


def test_sqlite_utils_reads_every_table_and_every_row(database: sqlite_utils.Database) -> None:
    counts = {table.name: table.count for table in database.tables if "_fts" not in table.name}
    assert counts == {
        "products": 5,
        "labels": 2,
        "tags": 1,
        "warranties": 1,
        "fields": 2,
        "files": 1,
        "parties": 3,
        "entries": 2,
        "due": 2,
    }


def test_sqlite_itself_finds_it_whole_and_every_key_holds(database: sqlite_utils.Database) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert ("entries", "product", "products", "id") in {
        ("entries", each.column, each.other_table, each.other_column) for each in database["entries"].foreign_keys
    }


def test_the_judge_sees_a_key_that_leads_nowhere(database: sqlite_utils.Database) -> None:
    database.execute("UPDATE entries SET product = 'nothing'")
    assert database.execute("PRAGMA foreign_key_check").fetchall()


def test_the_judges_see_a_page_that_was_written_over_and_a_search_that_is_gone(bench: Bench, tmp_path: Path) -> None:
    path = written(bench, tmp_path / "things.db")
    whole = path.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    path.write_bytes(whole[:size] + b"\xff" * size + whole[2 * size :])
    with contextlib.closing(sqlite3.connect(path)) as broken:
        try:
            said = broken.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as error:
            said = [error.args]
    assert said != [("ok",)]
    path.write_bytes(whole)
    other = sqlite_utils.Database(path)
    other["products_fts"].drop()
    assert other["products"].detect_fts() is None


def test_what_a_product_is_can_be_asked_in_sql(database: sqlite_utils.Database) -> None:
    asked = """SELECT p.name, p.purchase_price, p.purchase_price_amount, whole.name, e.title, e.cost_amount, q.name
        FROM products p JOIN products lens ON lens.inside = p.id JOIN products whole ON whole.id = lens.inside
        JOIN entries e ON e.product = p.id JOIN parties q ON q.slug = e.party_slug"""
    assert database.execute(asked).fetchall() == [
        ("Canon EOS 5D", "2499.00 EUR", 2499, "Canon EOS 5D", "Cleaned", 80.1, "Fix-It Cameras")
    ]


def test_the_search_of_sqlite_utils_finds_words(database: sqlite_utils.Database) -> None:
    assert database["products"].detect_fts() == "products_fts"
    assert [each["slug"] for each in database["products"].search("canon 0320")] == ["camera"]


def test_every_key_of_a_product_has_a_column_or_a_table(database: sqlite_utils.Database) -> None:
    columns = {column.name for column in database["products"].columns}
    apart = {"labels", "tags", "warranties", "files", "fields"}
    assert {key.path.replace(".", "_").replace("-", "_") for key in KEYS if key.type not in apart} <= columns


def test_what_has_no_column_is_kept_as_json(database: sqlite_utils.Database) -> None:
    (more,) = (each["more"] for each in database["entries"].rows_where("id = 'e2'"))
    assert json.loads(more) == {"meter": {"km": 5}}


def test_no_note_is_in_it_and_what_stays_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.write("products/c/camera/notes/n1.age", b"sealed canary")
    outcome = bench.ask(export_as, "sqlite", (), tmp_path / "things.db")
    assert b"canary" not in content_of(outcome.output.make()).whole()
    assert any("1 private note stays" in each for each in outcome.notices)


def test_a_part_of_what_is_not_among_those_chosen_leads_nowhere_and_that_is_said(bench: Bench, tmp_path: Path) -> None:
    database = sqlite3.connect(written(bench, tmp_path / "lens.db", "lens"))
    assert database.execute("SELECT name, inside FROM products").fetchall() == [("EF Lens", None)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    lost = bench.ask(export_as, "sqlite", ("lens",), None).data.values()["lost"]
    assert [(each["slug"], each["field"]) for each in lost] == [("lens", "inside")]


def test_the_same_store_gives_the_same_bytes(bench: Bench, tmp_path: Path) -> None:
    assert written(bench, tmp_path / "a").read_bytes() == written(bench, tmp_path / "b").read_bytes()


def test_a_hostile_name_is_text(bench: Bench, tmp_path: Path) -> None:
    name = "x'); DROP TABLE products; --"
    bench.write("products/x/x.toml", f'format = 1\nid = "x000000000009"\nname = "{name}"\n')
    database = sqlite_utils.Database(written(bench, tmp_path / "things.db"))
    assert name in {each["name"] for each in database["products"].rows}
