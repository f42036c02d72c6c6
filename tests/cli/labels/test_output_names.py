"""A file is what its name says, or it is not written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.cli.output_name import check_ending

if TYPE_CHECKING:
    from tests.kit.computer import Computer


@pytest.mark.parametrize(
    ("name", "right", "ending"),
    [
        ("labels.pdf", ("pdf", "png"), "pdf"),
        ("LABELS.PNG", ("pdf", "png"), "png"),
        ("labels", ("pdf",), None),
        ("/dev/stdout", ("pdf",), None),
        ("v1.2", ("pdf",), None),
    ],
)
def test_a_name_says_the_form_or_nothing(name: str, right: tuple[str, ...], ending: str | None) -> None:
    assert check_ending(Path(name), *right) == ending


def test_standard_output_has_no_name() -> None:
    assert check_ending(None, "pdf") is None


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("sheet", "--all", "--stock", "avery-l7120", "-o", "x.jpg"), "say: -o x.pdf, or .png, or .svg"),
        (("sheet", "--all", "--stock", "avery-l7120", "-o", "x.TIFF"), "say: -o x.pdf, or .png, or .svg"),
        (("sheet", "--all", "--stock", "avery-l7120", "--format", "png", "-o", "x.pdf"), "say: -o x.png"),
        (("sheet", "calibrate", "--stock", "avery-l7120", "-o", "x.png"), "say: -o x.pdf"),
        (("export", "canon", "--to", "fix-it", "-o", "x.pdf", "--yes"), "say: -o x.zip"),
        (("export", "canon", "--to", "fix-it", "--fields", "name", "-o", "x.zip", "--yes"), "x.pdf"),
        (("export", "--as", "csv", "-o", "x.json"), "say: -o x.csv"),
        (("export", "--as", "jsonld", "-o", "x.csv"), "say: -o x.jsonld, or .json"),
        (("transfer", "canon", "--to", "fix-it", "-o", "x.html", "--yes"), "say: -o x.zip"),
        (("checker", "-o", "x.pdf"), "say: -o x.html, or .htm"),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(
    words: tuple[str, ...], hint: str, computer: Computer
) -> None:
    done = computer.run(*words)
    assert done.code == 2
    assert hint in done.err
    assert not list(computer.folder.glob("[xX].*"))


def test_a_name_that_promises_nothing_is_taken(computer: Computer) -> None:
    computer.ok("sheet", "--all", "--stock", "avery-l7120", "-o", "labels")
    assert (computer.folder / "labels").read_bytes().startswith(b"%PDF")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "bundle", "--yes")
    assert (computer.folder / "bundle").read_bytes().startswith(b"PK")


def test_a_folder_to_attach_is_told_from_a_file(computer: Computer) -> None:
    (computer.folder / "my papers").mkdir()
    done = computer.run("attach", "trek", "my papers")
    assert (done.code, done.err.splitlines()[0]) == (2, 'talktag: there is no file in "my papers"')
    computer.write("my papers/bill.txt", "3 EUR")
    computer.ok("attach", "trek", "my papers")
    assert "bill.txt" in computer.ok("file", "trek")
