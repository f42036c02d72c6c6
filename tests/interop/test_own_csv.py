"""CSV under talktag's own titles, or under a mapping."""

from __future__ import annotations

import datetime
import json
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.interop.draft import Draft, Options
from talktag.interop.own.csv_out import write_csv
from talktag.interop.reading import detect, read_rows
from talktag.model.products.product import ProductFile, Purchase
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty
from tests.kit.drafts import draft_of

from .material import CAMERA, LENS, every_problem


def _draft(data: bytes, mapping: dict[str, str] | None = None, options: Options | None = None) -> Draft:
    (row,) = read_rows(data, "csv", mapping, options=options).rows
    assert row.draft, row.problems
    return row.draft


def test_a_short_file_under_our_own_titles_is_enough() -> None:
    draft = _draft(b"Name,Maker,Warranty,price,bought\nDrill,Bosch,2 years,39.90 EUR,2024-03-02\n")
    assert draft == draft_of(
        "Drill",
        maker="Bosch",
        purchase=Purchase(datetime.date(2024, 3, 2), price=Money(Decimal("39.90"), "EUR")),
        warranties=(Warranty(Duration(2, "year")),),
        source=draft.product.source,
    )


def test_any_columns_are_taken_under_a_mapping() -> None:
    data = "Gerät;Hersteller;Schlagworte;Preis;Währung;Gekauft;Garantie bis;Lager;Farbe\n".encode()
    data += b"Bohrer;Bosch;rot;1.299,50;usd;13.10.2021;1.2.2023;x;blau\n"
    mapping = {
        "Gerät": "name",
        "#2": "maker",
        "Schlagworte": "label",
        "Preis": "price",
        "Währung": "currency",
        "Gekauft": "bought",
        "Garantie bis": "warranty-until",
        "Lager": "ignore",
        "Farbe": "field.colour",
    }
    imported = read_rows(data, None, mapping, options=Options(day_first=True))
    assert list(every_problem(imported)) == []
    draft = imported.rows[0].draft
    assert draft
    assert draft == draft_of(
        name="Bohrer",
        maker="Bosch",
        labels=("rot",),
        purchase=Purchase(datetime.date(2021, 10, 13), price=Money(Decimal("1299.50"), "USD")),
        warranties=(Warranty(datetime.date(2023, 2, 1)),),
        fields={"colour": "blau"},
        source=draft.product.source,
    )


def test_a_column_that_nothing_takes_is_reported_cell_by_cell() -> None:
    imported = read_rows(b"name,Colour\nDrill,blue\nSaw,\nAxe,red\n", "csv")
    assert imported.sound
    assert [str(problem) for problem in every_problem(imported)] == [
        "line 2: Colour: is in a column that talktag does not know",
        "line 4: Colour: is in a column that talktag does not know",
    ]


def test_a_mapping_may_name_one_of_two_columns_of_one_title() -> None:
    draft = _draft(b"T,Note,Note\nDrill,a,b\n", {"T": "name", "Note (2)": "field.note", "#2": "ignore"})
    assert draft.product.fields == {"note": "b"}


def test_two_columns_that_differ_about_one_fact_are_an_error() -> None:
    mapping = {"A": "name", "B": "name"}
    assert read_rows(b"A,B\nDrill,Drill\nSaw,\n", "csv", mapping).sound
    (problem,) = every_problem(read_rows(b"A,B\nDrill,Saw\n", "csv", mapping))
    assert (problem.column, problem.value, problem.severity) == ("B", "Saw", "error")


@pytest.mark.parametrize(("mapping", "said"), [({"C": "name"}, 'no column "C"'), ({"A": "colour"}, '"colour" is not')])
def test_a_mapping_that_fits_nothing_is_refused(mapping: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        read_rows(b"A,B\nx,y\n", "csv", mapping)


def test_a_file_without_a_name_column_says_which_columns_it_has() -> None:
    with pytest.raises(InvalidError, match="no column is the name") as refused:
        read_rows(b"Gadget,Maker\nDrill,Bosch\n", "csv")
    assert refused.value.details == ("the columns are: Gadget, Maker",)


LONG, MANY = "name of it " * 3000, ",".join(f"c{number}" for number in range(900))


@pytest.mark.parametrize(
    ("header", "mapping"),
    [(LONG, {}), (MANY, {}), (LONG, {"C": "name"}), (MANY, {"C": "name"}), (f"2026-01-01,{LONG}", {"#2": "maker"})],
)
def test_titles_of_any_length_and_number_are_told_in_short_lines(header: str, mapping: dict[str, str]) -> None:
    with pytest.raises(InvalidError) as refused:
        read_rows(f"{header}\nDrill\n".encode(), "csv", mapping)
    told = [refused.value.message, *refused.value.details, *refused.value.hints]
    assert max(map(len, told)) < 3000
    assert any(("name of it" in line and "…" in line) or "and 860 more" in line for line in told)


def test_a_long_title_is_to_be_named_by_its_number() -> None:
    with pytest.raises(InvalidError) as refused:
        read_rows(f"a,{LONG}\nDrill,1\n".encode(), "csv")
    assert refused.value.hints == ("say which column is the name, like: --map '#2=name'",)


def test_a_mapping_changes_what_a_known_programs_column_becomes() -> None:
    (row,) = read_rows(b"HB.name,HB.notes\nDrill,0042\n", None, {"HB.notes": "serial"}).rows
    assert row.draft
    assert row.draft.product.serial == "0042"


@pytest.mark.parametrize("kind", ["json", "toml"])
def test_a_mapping_is_for_columns_alone(kind: str) -> None:
    with pytest.raises(UsageError):
        read_rows(b"[]", kind, {"A": "name"})


def test_leading_zeros_stay() -> None:
    assert _draft(b"name,serial,order,field.x\nDrill,0042,007,00\n") == draft_of(
        "Drill",
        serial="0042",
        purchase=Purchase(order="007"),
        fields={"x": "00"},
        source=_draft(b"name,serial,order,field.x\nDrill,0042,007,00\n").product.source,
    )


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("id", "short"),
        ("slug", "../x"),
        ("gtin", "123"),
        ("quantity", "-2"),
        ("quantity", "two"),
        ("state", "gone"),
        ("added", "03/04/2021"),
        ("bought", "1/2/21"),
        ("price", "5"),
        ("price", "1.234 EUR"),
        ("price", "-5"),
        ("currency", "Euros"),
        ("warranty", "some"),
        ("warranty.starts", "2024-03-02"),
        ("warranty2.kind", "parts"),
        ("warranty-months", "x"),
        ("warranty-until", "x"),
        ("tags", "7K3M"),
        ("tags", "ABC lost=2024-01-01"),
        ("fields", "[1]"),
        ("fields", '{"a": null}'),
        ("fields", '{"a": NaN}'),
        ("fields", "{" * 50),
        ("fields", '{"a":' + "[" * 9000),
    ],
)
def test_a_cell_that_does_not_hold_up_is_an_error(title: str, cell: str) -> None:
    quoted = cell.replace('"', '""')
    (row,) = read_rows(f'name,{title}\nDrill,"{quoted}"\n'.encode(), "csv").rows
    assert not row.sound
    assert [problem.line for problem in row.problems] == [2]


def test_the_same_rows_have_the_same_sources_and_two_alike_are_told_apart() -> None:
    data = b"name,maker\nDrill,Bosch\nDrill,Bosch\nSaw,Bosch\n"
    first, second = ([row.draft.product.source for row in read_rows(data).rows if row.draft] for _ in range(2))
    assert first == second
    assert len(set(first)) == 3


def test_a_row_may_bring_its_own_source_or_id() -> None:
    assert _draft(b"name,source\nDrill,old:7\n").product.source == "old:7"
    draft = _draft(b"name,id\nDrill,c000000000001\n")
    assert (draft.product.id, draft.product.source) == ("c000000000001", None)


def test_what_csv_cannot_hold_is_named() -> None:
    long = CAMERA._replace(
        fields={"huge": "x" * 40_000, "day": datetime.date(2024, 3, 2), "endless": float("inf")},
        files=(ProductFile("a.pdf", "receipt", "00" * 32, 1),),
        name="a\0b",
        maker=" Canon",
    )
    assert {(lost.field, lost.reason) for lost in write_csv([long]).lost} == {
        ("fields.huge", "is longer than 32768 characters; left out"),
        ("fields.day", "is kept as text"),
        ("fields.endless", "is kept as text"),
        ("files", "attachments stay in the store"),
        ("name", "holds a NUL, which is left out"),
        ("maker", "blanks around it are left out"),
    }


def test_the_file_is_rfc_4180_in_utf_8_without_a_mark() -> None:
    data = write_csv([CAMERA, LENS]).data
    assert data.startswith(b"id,slug,name,maker,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 3
    assert b'"Canon EOS 5D, ""Mark IV"""' in data


def test_no_cell_begins_like_a_formula() -> None:
    wild = LENS._replace(maker="@SUM(A1)", model="-40", serial="=1", labels=("=cmd", "x"), fields={"=1": "+1"})
    for line in write_csv([wild]).data.decode().split("\r\n")[1:-1]:
        assert not [cell for cell in line.replace('"', "").split(",") if cell.startswith(("=", "+", "-", "@"))]


def test_sqlite_reads_the_cells_as_they_are(program: Callable[[str], str], tmp_path: Path) -> None:
    """Judge: the CSV reader of the sqlite3 program."""
    path = tmp_path / "things.csv"
    path.write_bytes(write_csv([CAMERA, LENS]).data)
    done = subprocess.run(
        [program("sqlite3"), ":memory:", f".import --csv {path} things", ".mode json", "select * from things"],
        check=True,
        capture_output=True,
    )
    camera, lens = json.loads(done.stdout)
    assert camera["name"] == CAMERA.name
    assert camera["field.notes"] == f"'{CAMERA.fields['notes']}"
    assert camera["labels"] == "insured, studio\\, left, back\\\\slash"
    assert (camera["gtin"], camera["order"], camera["price"]) == ("04548736133730", "0042", "2499.00 EUR")
    assert (lens["name"], lens["inside"], lens["state"]) == ("'+24-70mm", CAMERA.id, "lent")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"name,maker\n", "x.csv", "csv"),
        (b"name\tmaker\n", "x.tsv", "csv"),
        (b"title,colour\n", "x.csv", "csv"),
        (b'[{"name": "x"}]', "x", "json"),
        (b'\xef\xbb\xbf  {"products": []}', "x.txt", "json"),
        (b'# mine\n\n[[product]]\nname = "x"\n', "x", "toml"),
        (b'[[ "product" ]]\n', "x", "toml"),
        (b"format = 1\n", "x", "toml"),
        (b"", "things.toml", "toml"),
        (b'[[products]]\nname = "x"\n', "things.toml", "toml"),
        (b"", "things.json", "json"),
        (b"HB.name;HB.tags\n", "x.csv", "homebox"),
        ("HB.name\tHB.tags\n".encode("utf-16"), "x.txt", "homebox"),
        ("Item Name,Asset Tag,Café\n".encode("cp1252"), "x.csv", "snipe-it"),
    ],
)
def test_the_kind_is_told_by_what_a_file_holds(data: bytes, name: str, kind: str) -> None:
    assert detect(data, name) == kind


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_archives_and_spreadsheets_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidError, match="archive"):
        detect(data, "catalogue.csv")


def test_a_kind_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError, match='"xlsx"'):
        read_rows(b"name\n", "xlsx")
