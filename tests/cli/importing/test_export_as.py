"""What `export --as` writes for the owner's own use, what it leaves out, and that it is no share with anyone."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

FORMS = ("csv", "json", "homebox", "jsonld")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_every_product_and_no_note(computer: Computer, form: str) -> None:
    before = computer.git("rev-parse", "HEAD")
    done = computer.within("export", "--as", form, "-o", "out")
    assert done.code == 0, done.err
    text = (computer.folder / "out").read_text()
    assert "Canon EOS 5D Mark IV" in text
    assert "Trek Domane AL 2" in text
    assert "hot pixel" not in text
    assert "1 private note stays in the store" in done.err
    assert "attachments stay in the store" in done.err
    assert computer.git("rev-parse", "HEAD") == before
    assert not (computer.things / "shares").exists()


def test_a_query_chooses(computer: Computer) -> None:
    done = computer.within("export", "--as", "csv", "maker:canon", "place:home", "-o", "-")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(done.out))] == ["canon-eos-5d-mark-iv"]
    done = computer.within("export", "--as", "json", "-maker:canon", "-o", "-")
    assert [each["slug"] for each in json.loads(done.out)["products"]] == ["trek-domane-al-2"]
    done = computer.within("export", "--as", "json", "nothing-like-it", "-o", "-")
    assert (done.code, json.loads(done.out)["products"]) == (0, [])
    assert "no product matches" in done.err


def test_cells_that_a_spreadsheet_would_run_are_guarded(computer: Computer) -> None:
    computer.ok("add", "=1+1", "--place", "'=2")
    guarded = computer.within("export", "--as", "csv", "name:1", "-o", "-").out
    assert ",'=1+1," in guarded
    assert ",''=2," in guarded
    done = computer.within("export", "--as", "csv", "name:1", "--no-guard", "-o", "-")
    assert ",=1+1," in done.out
    assert "its apostrophe reads as a guard" in done.err


def test_a_file_that_is_there_is_replaced_only_with_a_yes(computer: Computer) -> None:
    computer.write("out.csv", "mine")
    assert computer.within("export", "--as", "csv", "-o", "out.csv").code == 2
    assert (computer.folder / "out.csv").read_text() == "mine"
    assert computer.within("export", "--as", "csv", "-o", "out.csv", "--yes").code == 0
    assert (computer.folder / "out.csv").read_text().startswith("id,slug,name")


def test_a_dry_run_writes_no_file(computer: Computer) -> None:
    done = computer.within("export", "--as", "csv", "-o", "out.csv", "--dry-run")
    assert (done.code, (computer.folder / "out.csv").exists()) == (0, False)


def test_the_answer_for_programs_names_each_loss(computer: Computer) -> None:
    done = computer.within("export", "--as", "homebox", "-o", "out.csv", "--json")
    document = json.loads(done.out)
    data = document["data"]
    assert (data["form"], data["count"], data["file"]) == ("homebox", 2, "out.csv")
    assert data["size"] == (computer.folder / "out.csv").stat().st_size
    lost = {(each["slug"], each["field"]) for each in data["lost"]}
    assert ("canon-eos-5d-mark-iv", "files") in lost
    assert ("trek-domane-al-2", "place") in lost
    assert any("prices are in EUR" in notice for notice in document["notices"])
    assert document["commit"] is None


def test_a_record_that_cannot_be_read_is_not_left_out_in_silence(computer: Computer) -> None:
    computer.write("things/products/b/broken.toml", "name = \n")
    done = computer.within("export", "--as", "csv", "-o", "out.csv")
    assert done.code == 0
    assert "error: products/b/broken.toml:1" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "neither --to nor --as is given"),
        (("--as", "csv", "--to", "fix-it"), "--to and --as exclude each other"),
        (("--as", "csv", "--include", "serial"), "--include is for what is handed to a party"),
        (("--as", "csv", "--note", "x"), "--note is for"),
        (("--as", "csv", "--purpose", "x"), "--purpose is for"),
        (("--as", "csv", "--until", "2099-01-01"), "--until is for"),
        (("--as", "json", "--no-guard"), "about the cells of a CSV"),
        (("canon", "--to", "fix-it", "--guard"), "about the cells of a CSV"),
        (("--as", "xlsx"), '"xlsx" is not a form'),
        (("--to", "fix-it"), "no product is named"),
        (("canon", "trek", "--to", "fix-it"), "a bundle is of one product"),
        (("--as", "csv", "plase:x"), "plase"),
        (("--as", "csv", "--json"), "both want standard output"),
    ],
)
def test_the_two_uses_of_the_verb_exclude_each_other(computer: Computer, words: tuple[str, ...], said: str) -> None:
    done = computer.within("export", *words, "-o", "-", "--yes")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
