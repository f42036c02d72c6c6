"""What `import` takes in, what it refuses, and that what is here already stays as it is unless the owner says so."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

pytestmark = pytest.mark.quick

CSV = """name,maker,place,labels,bought,price,source,inside,field.colour
Toolbox,Stanley,home/cellar,tool,2024-03-02,39.90 EUR,inv:1,,red
Hammer,Estwing,,tool,,,inv:2,inv:1,
Saw,Bahco,,"tool, wood",,,inv:3,Toolbox,
"""


def imported(computer: Computer, text: str | bytes, *flags: str, name: str = "things.csv") -> Done:
    """What `import` says of a file of that text, with every question answered by yes."""
    computer.write(name, text)
    return computer.within("import", name, "--yes", *flags)


def record(computer: Computer, slug: str) -> dict[str, Any]:
    return tomllib.loads((computer.things / f"products/{slug[0]}/{slug}.toml").read_text())


def test_every_row_becomes_a_product_in_one_commit(computer: Computer) -> None:
    before = int(computer.git("rev-list", "--count", "HEAD"))
    done = imported(computer, CSV)
    assert done.code == 0, done.err
    assert int(computer.git("rev-list", "--count", "HEAD")) == before + 1
    toolbox, hammer = record(computer, "toolbox"), record(computer, "hammer")
    assert toolbox["purchase"]["price"] == "39.90 EUR"
    assert toolbox["fields"] == {"colour": "red"}
    assert toolbox["source"] == "inv:1"
    assert hammer["inside"] == toolbox["id"] == record(computer, "saw")["inside"]
    assert len(hammer["tags"]) == 1
    assert computer.within("undo", "--yes").code == 0
    assert not (computer.things / "products/t/toolbox.toml").exists()


def test_the_plan_is_shown_before_anything_is_written(computer: Computer) -> None:
    computer.write("things.csv", CSV)
    before = computer.state
    done = computer.within("import", "things.csv", "--dry-run")
    assert done.code == 0, done.err
    assert "new\t2\ttoolbox\tToolbox\tStanley\thome/cellar\t\t2024-03-02\t39.90 EUR\n" in done.out
    assert "new\t3\thammer\tHammer\tEstwing\t\ttoolbox\t" in done.out
    assert computer.state == before


def test_without_a_terminal_nothing_comes_in_unless_yes_is_said(computer: Computer) -> None:
    computer.write("things.csv", CSV)
    before = computer.state
    done = computer.within("import", "things.csv")
    assert (done.code, computer.state) == (2, before)
    assert "--yes" in done.err


def test_at_a_terminal_the_owner_is_asked(computer: Computer) -> None:
    computer.write("things.csv", CSV)
    before = computer.state
    refused = computer.terminal("import", "things.csv").until("Add 3 products? [y/N]").type("n\n").end()
    assert (refused.code, computer.state) == (3, before)
    assert computer.terminal("import", "things.csv").until("Add 3 products? [y/N]").type("y\n").end().code == 0
    assert record(computer, "saw")["maker"] == "Bahco"


def test_nothing_is_written_when_one_row_is_wrong(computer: Computer) -> None:
    before = computer.git("rev-parse", "HEAD")
    rows = "".join(f"Thing {number},3/4/2021\n" for number in range(12))
    done = imported(computer, f"name,bought\n{rows}Good,2021-03-04\n")
    assert done.code == 6
    assert "12 rows of 13 cannot be taken" in done.err
    assert '12 rows: bought: "3/4/2021" may be' in done.err
    assert "first in line 2" in done.err
    assert "--day-first or --month-first" in done.err
    assert "--partial" in done.err
    assert computer.git("rev-parse", "HEAD") == before


def test_partial_takes_the_sound_rows_and_says_what_stays(computer: Computer) -> None:
    done = imported(computer, "name,bought,inside\nA,soon,\nB,2021-03-04,\nC,,A\nD,,B\n", "--partial")
    assert done.code == 0, done.err
    assert "2 rows stayed behind" in done.err
    assert "left\t2\t\tA\t" in done.out
    assert record(computer, "d")["inside"] == record(computer, "b")["id"]
    assert not (computer.things / "products/c/c.toml").exists()


def test_what_is_inside_of_a_row_that_stays_stays_too(computer: Computer) -> None:
    twice = "A,c000000000001,,\nOther,c000000000001,,\nB,,A,\n"
    done = imported(computer, f"name,id,inside,bought\n{twice}C,,,soon\nD,,C,\nE,,D,\n", "--partial")
    assert done.code == 0, done.err
    assert [line.split("\t")[:2] for line in done.out.splitlines()[:6]] == [
        ["new", "2"],
        ["left", "3"],
        ["new", "4"],
        ["left", "5"],
        ["left", "6"],
        ["left", "7"],
    ]
    assert record(computer, "b")["inside"] == record(computer, "a")["id"]


def test_partial_of_nothing_sound_is_refused(computer: Computer) -> None:
    done = imported(computer, "name,bought\nA,soon\n", "--partial")
    assert done.code == 6


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "name,maker\nChair,\nChair,\n"),
        ("a.json", '[{"name": "Chair"}, {"name": "Chair"}]'),
        ("a.toml", '[[product]]\nname = "Chair"\n[[product]]\nname = "Chair"\n'),
        ("a.csv", "Asset Name,Asset Tag\nChair,\nChair,\n"),
    ],
)
def test_two_rows_that_say_the_same_are_two_products_once(computer: Computer, name: str, text: str) -> None:
    assert imported(computer, text, name=name).code == 0
    assert (record(computer, "chair")["name"], record(computer, "chair-2")["name"]) == ("Chair", "Chair")
    before = computer.state
    assert imported(computer, text, name=name).code == 0
    assert computer.state == before


def test_what_is_here_stays_unless_the_values_of_the_file_are_wanted(computer: Computer) -> None:
    imported(computer, CSV)
    path = computer.things / "products/t/toolbox.toml"
    path.write_text(path.read_text().replace('name = "Toolbox"', 'name = "Toolbox"\nnickname = "Tom" # mine'))
    computer.ok("save", "--yes")
    computer.ok("set", "toolbox", "place=attic", "labels=tool,heavy", "field.keys=2", "serial=7")
    before = computer.state
    done = imported(computer, CSV.replace("red", "blue"))
    assert (done.code, computer.state) == (0, before)
    assert "change\ttoolbox\tfields.colour\tred\tblue" in done.out
    assert "1 row differs from what is here; take its values with: --update" in done.err
    done = imported(computer, CSV.replace("red", "blue"), "--update")
    assert done.code == 0, done.err
    toolbox = record(computer, "toolbox")
    assert (toolbox["place"], toolbox["fields"]) == ("home/cellar", {"colour": "blue", "keys": "2"})
    assert (toolbox["labels"], toolbox["serial"], toolbox["nickname"]) == (["tool", "heavy"], "7", "Tom")
    assert "# mine" in path.read_text()
    assert "--update" not in imported(computer, CSV.replace("red", "blue")).err


def test_a_blank_cell_says_nothing(computer: Computer) -> None:
    imported(computer, "name,maker,quantity,source\nPens,Bic,12,p1\n")
    before = computer.state
    done = imported(computer, "name,maker,quantity,source\nPens,,,p1\n", "--update")
    assert (done.code, computer.state) == (0, before)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,inside\nA,Nowhere\n", 'there is no product "Nowhere", here or in the file'),
        ("name,inside\nA,B\nB,C\nC,A\n", "would be inside of itself"),
        ("name,inside\nA,A\n", "would be inside of itself"),
        ("name,inside\nA,\nA,\nB,A\n", '"A" is the name of 2 products'),
        ("name,inside\nCANON eos 5D mark iv,\nB,canon eos 5d mark iv\n", "is the name of 2 products"),
        ("name,id\nA,c000000000001\nB,c000000000001\n", "is the same product as line 2"),
        ("name,source\nA,s\nB,s\n", "is the same product as line 2"),
        ("name,quantity\nA,-2\n", '"-2" is less than nothing'),
        ("name,id,slug\nA,short,\n", "is not an id"),
    ],
)
def test_a_row_that_cannot_be_is_named(computer: Computer, text: str, words: str) -> None:
    before = computer.git("rev-parse", "HEAD")
    done = imported(computer, text)
    assert done.code == 6
    assert words in done.err
    assert computer.git("rev-parse", "HEAD") == before


def test_a_container_that_is_nowhere_is_left_out_and_said(computer: Computer) -> None:
    done = imported(computer, "name,inside\nLens,c000000000009\n")
    assert done.code == 0
    assert "it comes in without" in done.out
    assert "inside" not in record(computer, "lens")


def test_a_new_container_may_not_close_a_circle_with_what_is_here(computer: Computer) -> None:
    imported(computer, "name,source,inside\nOuter,o,\nInner,i,o\n")
    done = imported(computer, "name,source,inside\nOuter,o,Inner\n", "--update")
    assert done.code == 6
    assert "would be inside of itself" in done.err


def test_a_tag_that_is_on_another_product_is_not_taken(computer: Computer) -> None:
    tag = record(computer, "trek-domane-al-2")["tags"][0]["id"]
    done = imported(computer, f"name,tags\nBike,{tag}\n")
    assert done.code == 6
    assert f'the tag "{tag}" is on "trek-domane-al-2" already' in done.err


def test_a_row_that_is_no_record_is_named(computer: Computer) -> None:
    long = "x" * 30000
    columns = ",".join(f"field.f{number}" for number in range(10))
    done = imported(computer, f"name,{columns}\nBig,{','.join([long] * 10)}\n")
    assert done.code == 6
    assert "does not hold up in a record: larger than" in done.err
    done = imported(computer, '[{"name": "half \\ud800 letter"}]', name="a.json")
    assert (done.code, "a value is not text" in done.err) == (6, True)


def test_products_of_one_name_get_slugs_of_their_own(computer: Computer) -> None:
    rows = "".join(f"Trek Domane AL 2,{number}\n" for number in range(40))
    assert imported(computer, f"name,serial\n{rows}").code == 0
    assert len(list((computer.things / "products/t").glob("trek-domane-al-2*.toml"))) == 41
    assert record(computer, "trek-domane-al-2-41")["serial"] == "39"


def test_a_file_can_come_through_a_pipe(computer: Computer) -> None:
    done = computer.within("import", "-", "--yes", stdin=b"name\nKettle\n")
    assert done.code == 0, done.err
    assert record(computer, "kettle")["name"] == "Kettle"


def test_a_homebox_file_brings_items_and_tells_of_the_rest(computer: Computer) -> None:
    head = "HB.import_ref,HB.parent_import_ref,HB.location,HB.url,HB.name,HB.quantity,HB.insured,HB.purchase_price"
    text = (
        f"{head}\n"
        ",,,https://h.example/location/aa,Garage,0,false,0\n"
        ",,,https://h.example/location/bb,Attic,0,false,0\n"
        "ref-1,,Garage,,Tool chest,1,true,99.5\n"
        "ref-2,ref-1,Garage,,Drill,0,maybe,0\n"
        "ref-3,,Garage,,Saw,1,perhaps,0\n"
    )
    done = imported(computer, text)
    assert done.code == 6
    assert '2 rows: HB.insured: "maybe" is neither "yes" nor "no", first in line 5, then 6' in done.err
    fixed = text.replace("maybe", "false").replace("perhaps", "yes")
    done = imported(computer, fixed, "--currency", "EUR")
    assert done.code == 0, done.err
    assert "stays behind: no item is there" in done.out
    assert "2 places are rows of their own" in done.err
    chest, drill = record(computer, "tool-chest"), record(computer, "drill")
    assert (chest["place"], chest["labels"], chest["purchase"]) == ("Garage", ["insured"], {"price": "99.50 EUR"})
    assert (drill["inside"], drill["source"]) == (chest["id"], "homebox:ref-2")
    before = computer.state
    assert imported(computer, fixed, "--currency", "EUR").code == 0
    assert computer.state[:2] == before[:2]


def test_the_answer_for_programs_has_every_row(computer: Computer) -> None:
    imported(computer, "name,maker,source\nKettle,Bosch,k\n")
    done = imported(computer, "name,maker,source,odd\nKettle,Braun,k,1\nToaster,,t,2\nx,,,\n", "--json", "--update")
    document = json.loads(done.out)
    data = document["data"]
    assert (data["counts"], data["kind"], data["file"]) == ({"new": 2, "update": 1}, "csv", "things.csv")
    kettle, toaster, _ = data["rows"]
    assert kettle["changes"] == [{"field": "maker", "now": "Bosch", "new": "Braun"}]
    assert (toaster["action"], toaster["line"], toaster["source"]) == ("new", 3, "t")
    (group,) = data["report"]
    assert (group["count"], group["column"], group["line"], group["severity"]) == (2, "odd", 2, "warning")
    assert len(document["commit"]) == 40


def test_a_record_that_cannot_be_read_is_named(computer: Computer) -> None:
    computer.write("things/products/b/broken.toml", "name = \n")
    done = imported(computer, "name\nKettle\n")
    assert done.code == 0
    assert "error: products/b/broken.toml:1" in done.err


def test_a_catalogue_that_went_through_homebox_is_recognised(computer: Computer) -> None:
    imported(computer, CSV)
    computer.ok("export", "--as", "homebox", "-o", "hb.csv")
    before = computer.state
    assert computer.within("import", "hb.csv", "--yes").code == 6  # Homebox does not say the currency
    done = computer.within("import", "hb.csv", "--yes", "--json", "--currency", "EUR")
    assert (done.code, computer.state) == (0, before)
    assert "new" not in json.loads(done.out)["data"]["counts"]


def test_a_column_of_private_text_is_sealed_into_notes_and_stands_nowhere_else(computer: Computer) -> None:
    (computer.folder / "safes.csv").write_text("Item,Code,Serial\nSafe,under the stone 4711,S1\nBox,,S1\n")
    order = ("import", "safes.csv", "--map", "item=name", "--map", "Code=note", "--map", "Serial=serial")
    looked = computer.run(*order, "--dry-run")
    assert "under the stone" not in looked.out + looked.err
    done = computer.run(*order, "--yes")
    assert "under the stone" not in done.out + done.err
    assert "under the stone 4711" in computer.ok("notes", "safe")
    found = [path for path in computer.things.rglob("*") if path.is_file() and b"under the stone" in path.read_bytes()]
    assert found == []
    assert "nothing to take in" in computer.run(*order, "--yes").err
    assert len(computer.json("notes", "safe")["data"]["notes"]) == 1


def test_a_serial_number_that_is_there_already_is_told_and_doctor_finds_it(computer: Computer) -> None:
    computer.ok("add", "Kettle", "--serial", "S1")
    (computer.folder / "x.csv").write_text("name,serial\nSafe,S1\nBox,S2\nChest,S2\n")
    done = computer.run("import", "x.csv", "--yes")
    assert '"kettle" has the serial number "S1", too' in done.out
    assert "2 rows\tline 2, then 4" in done.out
    found = computer.run("doctor", "--json").out
    assert found.count('"double-serial"') == 2


def test_what_came_in_is_counted_with_the_next_step(computer: Computer) -> None:
    (computer.folder / "x.csv").write_text("name\nSafe\nBox\n")
    done = computer.run("import", "x.csv", "--yes")
    assert "2 products of x.csv; labels for them: talktag sheet added:today -o labels.pdf" in done.err
    computer.ok("sheet", "added:today", "--stock", "avery-l7160", "-o", "labels.pdf")


def test_the_rows_of_a_file_without_titles_all_come_in(computer: Computer) -> None:
    (computer.folder / "x.csv").write_text("Camera,2024-03-02\nLens,2024-03-03\n")
    order = ("import", "x.csv", "--map", "#1=name", "--map", "#2=bought")
    refused = computer.run(*order, "--yes")
    assert (refused.code, "looks like a product" in refused.err) == (6, True)
    computer.ok(*order, "--no-titles", "--yes")
    assert computer.json("show", "camera")["data"]["purchase"]["date"] == "2024-03-02"
