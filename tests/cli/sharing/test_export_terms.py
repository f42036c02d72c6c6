"""Terms, the form of the page, and the reasons in the preview: what is typed reaches everybody it is meant for."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

ADDRESS = "https://agreements.example/service-only"


def export(computer: Computer, *words: str) -> dict[str, object]:
    data: dict[str, object] = computer.json("export", "canon", "--to", "fix-it", *words, "-o", "x.zip", "--yes")["data"]
    return data


def inside(computer: Computer, name: str = "x.zip") -> dict[str, str]:
    """The files under data/ of a bundle, by name."""
    with zipfile.ZipFile(computer.folder / name) as archive:
        return {
            each.partition("/data/")[2]: archive.read(each).decode("utf-8", "replace") for each in archive.namelist()
        }


def test_terms_go_wherever_somebody_will_look_for_them(computer: Computer) -> None:
    bundle = str(export(computer, "--terms", ADDRESS)["bundle"])
    files = inside(computer)
    assert json.loads(files["table.json"])["terms"] == ADDRESS
    for page in ("index.html", "README.txt"):
        assert ADDRESS in files[page]
    assert "<a" not in files["index.html"]  # an address is text there, as all is
    assert f"\t{bundle}\t{ADDRESS}\n" in computer.ok("shares", "canon")
    assert computer.json("shares")["data"]["shares"][0]["terms"] == ADDRESS
    assert f"terms\t{ADDRESS}" in computer.ok("verify", "x.zip")
    assert computer.json("verify", "x.zip")["data"]["terms"] == ADDRESS
    computer.ok("revoke", bundle, "-o", "letter.txt")
    assert f"under these terms: {ADDRESS}" in " ".join((computer.folder / "letter.txt").read_text().split())


def test_the_settings_have_terms_for_every_bundle_that_does_not_name_others(computer: Computer) -> None:
    settings = computer.things / "talktag.toml"
    settings.write_text(settings.read_text() + f'\n[defaults]\nterms = "{ADDRESS}"\n')
    computer.ok("save", "--yes")
    assert export(computer)["terms"] == ADDRESS
    assert export(computer, "--terms", " MyTerms SD-BASE ")["terms"] == "MyTerms SD-BASE"
    assert "terms" not in export(computer, "--terms", "")
    assert "terms" not in json.loads(inside(computer)["table.json"])
    # They are about what a party may do with it; who owns it from now on may do anything.
    computer.ok("party", "add", "Bea Lind", "--role", "buyer")
    assert "terms" not in computer.json("transfer", "canon", "--to", "bea", "-o", "handed.zip", "--yes")["data"]


def test_terms_that_are_no_reference_are_refused(computer: Computer) -> None:
    for text in ("two\nlines", "x" * 501):
        done = computer.run("export", "canon", "--to", "fix-it", "--terms", text, "-o", "x.zip", "--yes")
        assert (done.code, "terms are named in one line of at most 500 characters" in done.err) == (6, True)
    settings = computer.things / "talktag.toml"
    settings.write_text(settings.read_text() + f'\n[defaults]\nterms = "{"x" * 501}"\n')
    assert "terms are named in one line" in computer.run("doctor").out


def test_a_page_of_text_takes_the_place_of_the_one_in_html(computer: Computer) -> None:
    export(computer, "--page", "text", "--language", "de", "--include", "files:receipt")
    files = inside(computer)
    assert "index.html" not in files
    assert files["summary.txt"].startswith("Die Akte eines Produkts\n===")
    assert "summary.txt" in files["README.txt"]
    assert "index.html" not in files["README.txt"]
    assert "files/receipt-1.txt" in files
    computer.ok("verify", "x.zip")
    computer.ok("reply", "x.zip", "--service", "cleaned", "--page", "text", "-o", "reply.zip")
    assert inside(computer, "reply.zip")["summary.txt"].startswith("An answer about a product\n")
    computer.ok("party", "add", "Bea Lind", "--role", "buyer")
    for words in (("export", "canon", "--to", "fix-it"), ("transfer", "canon", "--to", "bea")):
        done = computer.run(*words, "--page", "pdf", "-o", "y.zip", "--yes")
        assert (done.code, done.err.splitlines()[1]) == (2, "hint: use one of: html, text")
    computer.ok("transfer", "canon", "--to", "bea", "--page", "text", "-o", "handed.zip", "--yes")
    assert "summary.txt" in inside(computer, "handed.zip")
    done = computer.run("reply", "x.zip", "--service", "x", "--unsigned", "--page", "text", "-o", "y.json")
    assert (done.code, "leave out --page" in done.err) == (2, True)


def test_the_preview_says_of_each_row_why_it_leaves_or_stays(computer: Computer) -> None:
    data = computer.json("export", "canon", "--to", "fix-it", "--include", "place", "-o", "x.zip", "-n")["data"]
    assert {row["reason"] for row in data["leaves"]} == {"every bundle", "role repairer", "--include"}
    why = {row["field"]: row["reason"] for row in data["stays"]}
    assert why["purchase.price"] == "not asked for by name"
    assert why["file"] == "not given to a repairer"
    plain = computer.ok("export", "canon", "--to", "fix-it", "-o", "x.zip", "-n")
    assert "leaves\towner\towner.name\t" in plain
    assert "\t1 private\tprivate note\n" in plain
    computer.ok("party", "add", "Bea Lind", "--role", "buyer")
    handed = computer.json("transfer", "canon", "--to", "bea", "-o", "x.zip", "-n")["data"]
    assert {row["reason"] for row in handed["leaves"]} == {"every bundle", "every hand-over"}
    assert {row["reason"] for row in handed["stays"]} == {
        *("not in a hand-over", "not asked for by name", "labels never leave")
    }
