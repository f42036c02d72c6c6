"""What other programs do to cells, titles and whole files: read as meant, or told; nothing is lost without a word."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.interop.decode import decode
from talktag.interop.draft import Draft, Import, Options
from talktag.interop.export_result import Lost
from talktag.interop.homebox.write import write_homebox
from talktag.interop.markup import holds_markup, text_of_markup
from talktag.interop.own.csv_in import KEY_NAMES, rule_of
from talktag.interop.reading import detect, read_rows
from talktag.model.values.warranty import LIFETIME, Duration, Warranty
from talktag.ops.importing.import_report import group_problems, losses

from .material import LENS, every_problem

EURO = Options(currency="EUR")


def _draft(imported: Import, row: int = 0) -> Draft:
    draft = imported.rows[row].draft
    assert draft, list(map(str, every_problem(imported)))
    return draft


def _warnings(imported: Import) -> list[str]:
    return [each.message for each in every_problem(imported) if each.severity == "warning"]


@pytest.mark.parametrize(
    ("cell", "serial"),
    [('="00123"', "00123"), ('"=""00123"""', "00123"), ('= "00123"', "00123"), ("'=1+1", "=1+1"), ('\'="1"', '="1"')],
)
def test_a_text_kept_from_being_a_number_is_the_text(cell: str, serial: str) -> None:
    assert _draft(read_rows(f"name,serial\nLens,{cell}\n".encode())).product.serial == serial


def test_a_gtin_in_a_constant_formula_and_an_isbn_of_ten_are_read() -> None:
    imported = read_rows(b'name,gtin\nLens,="4006381333931"\nBook,0140270760\nOther,0-14-027076-0\n')
    assert [_draft(imported, row).product.gtin for row in range(3)] == [
        "04006381333931",
        "09780140270761",
        "09780140270761",
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("&#039;A&#x27;", "'A'"),
        ("15&quot; screen&nbsp;", '15" screen\u00a0'),
        ('<a href="https://x.example/1"> PRINT SHOP</a>', " PRINT SHOP"),
        ("<b>Riso</b> EZ", "Riso EZ"),
        ("a<br/>b", "a b"),
        ("&lt;b&gt;", "<b>"),
        ("A.</p>\n<p>B <b>or</b> C", "A. B or C"),
        ("A<ul><li>B</li><li>C", "A B C"),
        ("a < b > c & d", "a < b > c & d"),
        ("R&D; x", "R&D; x"),
        ("<5 cm>", "<5 cm>"),
        ("<spanner>", "<spanner>"),
    ],
)
def test_markup_is_the_text_that_a_browser_shows(cell: str, text: str) -> None:
    assert text_of_markup(cell) == text
    assert holds_markup(cell) == (cell != text)


def test_markup_in_a_sheet_of_snipe_it_is_text_and_elsewhere_told() -> None:
    rows = b'Asset Tag,Asset Name,Manufacturer,Location\n1,AT&amp;T phone,AT&amp;T,"<a href=""/l/1""> Hall</a>"\n'
    draft = _draft(read_rows(rows, options=EURO))
    assert (draft.product.name, draft.product.maker, draft.product.place) == ("AT&T phone", "AT&T", "Hall")
    told = read_rows(b"name,maker\nPhone,AT&amp;T\n")
    assert (_draft(told).product.maker, _warnings(told)) == ("AT&amp;T", ["holds HTML, which is kept as it stands"])


@pytest.mark.parametrize(
    "encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32", "utf-8-sig"]
)
@pytest.mark.parametrize("text", ["name,maker\nBohrer,Bosch\n", "name,maker\nDrill,ボッシュ\nSäge,Ökö\n"])
def test_a_file_of_wide_letters_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text
    assert _draft(read_rows(text.encode(encoding))).product.name in {"Bohrer", "Drill"}


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=60))
def test_no_text_in_utf_8_is_taken_for_wide_letters(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("title", ["Asset Tag\u200e", "\ufeffAsset Tag", "\u200bAsset\u00a0Tag\u200b"])
def test_letters_that_cannot_be_seen_do_not_hide_a_title(title: str) -> None:
    data = f"{title},\u200bAsset Name,Serial\nT1,Lathe,\u200bSN1\u2060\n".encode()
    assert detect(data) == "snipe-it"
    draft = _draft(read_rows(data))
    assert (draft.product.source, draft.product.name, draft.product.serial) == ("snipe-it:T1", "Lathe", "SN1")


def test_two_forms_of_unicode_and_two_kinds_of_blanks_are_one_place() -> None:
    imported = read_rows("name,place,labels\nA,Ku\u0308che\u00a02,Gera\u0308t\nB,Küche 2,Gerät\n".encode())
    one, other = _draft(imported, 0), _draft(imported, 1)
    assert (
        (one.product.place, one.product.labels)
        == (other.product.place, other.product.labels)
        == ("Küche 2", ("Gerät",))
    )


def test_control_characters_of_a_scanner_are_left_out_and_told() -> None:
    imported = read_rows(b"name,serial\nLens,SN\x021\x1d\n")
    assert _draft(imported).product.serial == "SN1"
    assert [each.message for each in every_problem(imported)] == [
        "holds control characters, as scanners send them; they are left out"
    ]


def test_a_serial_number_that_is_likely_none_is_kept_and_told() -> None:
    imported = read_rows(b"name,serial\nA,8.90124E+15\nB,N/A\nC,SN1\n")
    assert [_draft(imported, row).product.serial for row in range(3)] == ["8.90124E+15", "N/A", "SN1"]
    assert [each.line for each in every_problem(imported)] == [2, 3]


@pytest.mark.parametrize("cell", ["1,000", "1.000", "10,000"])
@pytest.mark.parametrize("kind", ["csv", "homebox", "shelf", "snipe-it"])
def test_a_thousand_of_something_is_never_one(kind: str, cell: str) -> None:
    titles = {
        "csv": "name,quantity",
        "homebox": "HB.name,HB.quantity",
        "shelf": "title,quantity",
        "snipe-it": "Item Name,Quantity",
    }[kind]
    imported = read_rows(f'{titles}\nTacks,"{cell}"\n'.encode(), kind)
    assert not imported.sound
    assert "may be" in imported.rows[0].problems[0].message


def test_the_order_of_day_and_month_that_a_column_proves_is_said_where_it_was_open() -> None:
    imported = read_rows(b"name,bought\nA,12/03/2022\nB,24/12/2022\nC,05/05/2022\n")
    assert _draft(imported).product.purchase.date == datetime.date(2022, 3, 12)
    assert _warnings(imported) == ['"12/03/2022" is read with the day first, as "24/12/2022" shows']
    given_order = read_rows(b"name,bought\nA,12/03/2022\n", options=Options(day_first=True))
    assert _warnings(given_order) == []


KOILLECTION = b"8f14e45f-ceea,Blue note,Records\nc9f0f895-fb98,Kind of blue,Records\n"
BY_NUMBER = {"#1": "source", "#2": "name", "#3": "label"}


def test_a_first_line_that_looks_like_a_product_is_not_taken_for_titles() -> None:
    with pytest.raises(InvalidError, match="looks like a product") as refused:
        read_rows(KOILLECTION, mapping=BY_NUMBER)
    assert any("--no-titles" in hint for hint in refused.value.hints)


def test_a_first_line_of_words_is_told_where_only_numbers_name_the_columns() -> None:
    imported = read_rows(b"Camera,Canon\nLens,Canon\n", mapping={"#1": "name", "#2": "maker"})
    assert len(imported.rows) == 1
    (problem,) = imported.problems
    assert (problem.value, "--no-titles" in problem.message) == ("Camera, Canon", True)
    titled = read_rows(b"Item,Brand\nLens,Canon\n", mapping={"#1": "name"}, options=Options(titled=True))
    assert titled.problems == ()


def test_every_row_of_a_file_without_titles_comes_in() -> None:
    imported = read_rows(KOILLECTION, mapping=BY_NUMBER, options=Options(titled=False))
    assert [_draft(imported, row).product.name for row in range(2)] == ["Blue note", "Kind of blue"]
    assert [row.line for row in imported.rows] == [1, 2]
    assert [_draft(imported, row).product.source for row in range(2)] == ["8f14e45f-ceea", "c9f0f895-fb98"]


@pytest.mark.parametrize("first", ["12.50,Lens", "Lens,2024-03-02", "Lens,a@b.example", "Lens,TRUE", "Lens,12/03/2024"])
def test_values_in_the_first_line_are_seen(first: str) -> None:
    with pytest.raises(InvalidError, match="looks like a product"):
        read_rows(f"{first}\nSaw,x\n".encode(), mapping={"#1": "name"})


def test_a_column_is_found_whatever_its_case_and_near_ones_are_named() -> None:
    data = "Objeto,Marca,Garantía\nMesa,Ikea,2y\n".encode()
    draft = _draft(read_rows(data, mapping={"objeto": "name", "MARCA": "maker", "garantia": "warranty"}))
    assert (draft.product.name, draft.product.maker, draft.product.warranties) == (
        "Mesa",
        "Ikea",
        (Warranty(Duration(2, "year")),),
    )
    with pytest.raises(InvalidError, match='there is no column "Objetos"') as refused:
        read_rows(data, mapping={"Objetos": "name"})
    assert refused.value.hints[0] == "did you mean: --map Objeto=…"


def test_a_title_in_another_case_is_not_chosen_where_two_could_be_meant() -> None:
    with pytest.raises(InvalidError, match='there is no column "item"'):
        read_rows(b"Item,ITEM\na,b\n", mapping={"item": "name"})


def test_where_no_column_is_the_name_the_hint_names_one_that_is_there() -> None:
    with pytest.raises(InvalidError) as refused:
        read_rows(b"Marca,Objeto\nIkea,Mesa\n")
    assert refused.value.hints == ("say which column is the name, like: --map Objeto=name",)
    with pytest.raises(InvalidError) as refused:
        read_rows(b"My things;x\nTable;1\n")
    assert "--map 'My things=name'" in refused.value.hints[0]


@pytest.mark.parametrize(
    ("key", "near"), [("brand", "maker"), ("cost", "price"), ("notes", "note"), ("warrenty", "warranty")]
)
def test_a_key_that_is_none_is_refused_with_near_ones_and_all_of_them(key: str, near: str) -> None:
    with pytest.raises(InvalidError, match=f'"{key}" is not what a column can be') as refused:
        read_rows(b"Item\nx\n", mapping={"Item": key})
    assert near in refused.value.hints[0]
    assert all(name in refused.value.hints[-1] for name in ("warranty", "field.NAME", "note", "ignore"))


def test_every_key_that_is_named_is_one() -> None:
    for key in KEY_NAMES:
        assert rule_of(key), key


@pytest.mark.parametrize(
    ("titles", "mapping", "cells", "warranty"),
    [
        ("n,Years", {"Years": "warranty"}, "5", Duration(5, "year")),
        ("n,Warranty (months)", {"#2": "warranty"}, "24", Duration(24, "month")),
        ("n,Garantie Jahre", {"#2": "warranty"}, "2", Duration(2, "year")),
        ("n,w", {"w": "warranty-years"}, "3", Duration(3, "year")),
        ("n,w", {"w": "warranty-months"}, "24", Duration(24, "month")),
        ("n,w", {"w": "warranty-days"}, "90", Duration(90, "day")),
        (
            "n,y,m,d",
            {"y": "warranty-years", "m": "warranty-months", "d": "warranty-days"},
            "1,6,0",
            Duration(18, "month"),
        ),
        ("n,y,l", {"y": "warranty-years", "l": "warranty-lifetime"}, "0,TRUE", LIFETIME),
        ("n,y,l", {"y": "warranty-years", "l": "warranty-lifetime"}, "2,false", Duration(2, "year")),
        ("n,w", {"w": "warranty"}, "24 meses", Duration(24, "month")),
        ("n,w", {"w": "warranty-until"}, "2. März 2027", datetime.date(2027, 3, 2)),
    ],
)
def test_a_warranty_in_columns_of_numbers_is_one_warranty(
    titles: str, mapping: dict[str, str], cells: str, warranty: object
) -> None:
    imported = read_rows(f"{titles}\nPan,{cells}\n".encode(), mapping={"n": "name", **mapping})
    assert _draft(imported).product.warranties == (Warranty(warranty),)  # type: ignore[arg-type]


def test_a_warranty_of_no_years_is_none_and_one_without_a_unit_is_refused() -> None:
    assert _draft(read_rows(b"name,Years\nPan,0\n", mapping={"Years": "warranty"})).product.warranties == ()
    imported = read_rows(b"name,w\nPan,2\n", mapping={"w": "warranty"})
    assert 'write it like "2 years" or "2 months"' in imported.rows[0].problems[0].message
    both = read_rows(b"name,m,d\nPan,2,3\n", mapping={"m": "warranty-months", "d": "warranty-days"})
    assert not both.sound


def test_private_text_is_kept_apart_and_nothing_is_made_of_it() -> None:
    one, other = (read_rows(f"name,x\nSafe,{code}\n".encode(), mapping={"x": "note"}) for code in ("1234", "9999"))
    assert _draft(one).notes == ("1234",)
    assert _draft(one).product.source == _draft(other).product.source
    assert "1234" not in repr(one)


@pytest.mark.parametrize(
    "titles",
    [
        "Company,Name,Category,Supplier,Manufacturer,QTY,Location,Order Number,Min Amount,Model Number,Purchase Cost",
        "Item Name,Purchase Date,Purchase Cost,Location,Company,Order Number,Serial number,Category,Quantity",
        "Full Name,Item name,serial number,Category,manufacturer,purchase cost,order number,reassignable,seats",
    ],
)
def test_the_other_sheets_of_snipe_it_are_told_by_their_titles(titles: str) -> None:
    assert detect(f"{titles}\n".encode()) == "snipe-it"
    cells = ",".join("1" for _ in titles.split(","))
    assert _draft(read_rows(f"{titles}\n{cells}\n".encode(), options=EURO)).product.fields.keys() <= {
        *titles.split(",")
    }


def test_who_says_what_columns_are_has_a_list_of_their_own() -> None:
    titles = "Item Name,Manufacturer,Location,Category,Supplier,Purchase Date"
    assert read_rows(f"{titles}\na,b,c,d,e,\n".encode(), mapping={"Item Name": "name"}).kind == "csv"


INDEX = (
    "Name,Asset ID,QR ID,Status,Value,Available to book,Category,Tags,Location,EAN-13,Quantity,ID\n"
    '"Drill","SAM-0001","q1","AVAILABLE","€1,234.50","Yes","Uncategorized","power, loud","Garage","4006381333931",'
    '"500 boxes","cl123"\n'
)


def test_the_list_that_shelf_exports_is_told_and_read() -> None:
    assert detect(INDEX.encode()) == "shelf"
    imported = read_rows(INDEX.encode(), options=EURO)
    assert list(every_problem(imported)) == []
    draft = _draft(imported)
    assert (draft.product.source, draft.product.gtin, draft.product.quantity) == (
        "shelf:SAM-0001",
        "04006381333931",
        500,
    )
    assert (draft.product.labels, draft.product.place) == (("power", "loud"), "Garage")
    assert draft.product.fields["unit"] == "boxes"
    assert draft.product.fields["valuation"] == "1234.50 EUR"


BACKUP = (
    "id;title;description;status;valuation;category;location;custody;tags;customFields;organization\n"
    'c1;Camera;"good";AVAILABLE;100;{"id":"c1","name":"CPU"};{"id":"l1","name":"Attic"};'
    '{"custodian":{"name":"Ana"}};[{"id":"t1","name":"power"},{"id":"t2","name":"loud"}];'
    '[{"value":{"raw":"SN1"},"customField":{"name":"Serial","type":"TEXT"}},'
    '{"value":{"raw":true},"customField":{"name":"Fragile","type":"BOOLEAN"}}];{"id":"o1"}\n'
    'c2;Lens;"";AVAILABLE;;{};{};{};[];[];{}\n'
)


def test_the_backup_of_shelf_is_told_and_its_records_are_their_names() -> None:
    assert detect(BACKUP.encode()) == "shelf"
    imported = read_rows(BACKUP.encode(), options=EURO)
    camera, lens = _draft(imported, 0), _draft(imported, 1)
    assert (camera.product.labels, camera.product.place, camera.product.serial) == (
        ("CPU", "power", "loud"),
        "Attic",
        "SN1",
    )
    assert (camera.product.fields["custody"], camera.product.fields["Fragile"]) == ("Ana", True)
    assert (lens.product.labels, lens.product.place) == ((), None)
    assert [(each.line, each.column) for each in every_problem(imported)] == [(2, "organization")]


def test_a_record_of_shelf_that_cannot_be_read_is_an_error() -> None:
    imported = read_rows(b"title;category;customFields\nCamera;{x;[]\n", "shelf")
    assert not imported.sound


def test_a_date_goes_to_homebox_without_quotes() -> None:
    product = LENS._replace(fields={"checked": datetime.date(2024, 1, 2), "rating": 4, "good": True, "what": "a"})
    titles, cells = (line.split(",") for line in write_homebox([product]).data.decode().splitlines())
    row = dict(zip(titles, cells, strict=True))
    assert [row[f"HB.field.{name}"] for name in ("checked", "rating", "good", "what")] == [
        "2024-01-02",
        "4",
        "true",
        "a",
    ]


FLOOD = "flood " * 4_000
FLOODED = {
    "csv": (f"name,price,{FLOOD}\nDrill,{FLOOD},1\nSaw,{FLOOD},2\n", "csv"),
    "homebox": (f"HB.name,HB.asset_id,HB.insured,HB.field.{FLOOD}\nDrill,{FLOOD},{FLOOD},{FLOOD}\n", "homebox"),
    "json": (json.dumps({"format": 1, "products": [{"name": FLOOD, FLOOD: FLOOD, "bought": FLOOD}]}), "json"),
    "a warranty": (json.dumps([{"name": "Drill", "warranties": [{"term": FLOOD}]}]), "json"),
    "toml": (f'[[product]]\nname = "Drill"\nquantity = "{FLOOD}"\n"{FLOOD}" = 1\n', "toml"),
}


@pytest.mark.parametrize("which", FLOODED)
def test_a_long_value_or_title_is_told_in_a_short_line(which: str) -> None:
    """What programs read of the problems is whole, but for the value, which the file has."""
    text, kind = FLOODED[which]
    read = read_rows(text.encode(), kind)
    problems = [*read.problems, *(problem for row in read.rows for problem in row.problems)]
    lines = [*map(str, problems), *map(str, group_problems(problems))]
    assert problems
    assert max(map(len, lines)) < 600
    assert any("…" in line for line in lines)


def test_what_an_export_leaves_behind_is_told_in_short_lines() -> None:
    lost = [Lost("drill", FLOOD, FLOOD, f'"{FLOOD}" has no place there')] * 2
    lines = [str(lost[0]), *losses(lost)]
    assert max(map(len, lines)) < 600
    assert all("has no place there" in line for line in lines)
