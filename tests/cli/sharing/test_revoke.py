"""What is asked back: the letter, and what the ledger makes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


def given(computer: Computer, *words: str) -> str:
    document = computer.json("export", "canon", "--to", "fix-it", *words, "-o", "canon.zip", "--yes")
    bundle: str = document["data"]["bundle"]
    (computer.folder / "canon.zip").unlink()
    return bundle


def test_only_what_is_past_its_day_is_overdue_until_it_is_asked_back(computer: Computer) -> None:
    bundle = given(computer, "--until", "2099-12-31")
    assert computer.json("shares", "--overdue")["data"]["shares"] == []
    (path,) = (computer.things / "shares").iterdir()
    path.write_text(path.read_text().replace("2099-12-31", "2001-12-31"))
    computer.ok("save", "--yes")
    assert [each["bundle"] for each in computer.json("shares", "--overdue")["data"]["shares"]] == [bundle]
    computer.ok("revoke", bundle, "-o", "letter.txt")
    assert computer.json("shares", "--overdue")["data"]["shares"] == []
    assert computer.json("shares")["data"]["shares"][0]["revoked"]
    computer.ok("undo")
    assert [each["bundle"] for each in computer.json("shares", "--overdue")["data"]["shares"]] == [bundle]


def test_the_letter_names_all_that_was_given_and_no_line_of_it_is_too_long(computer: Computer) -> None:
    bundle = given(computer, "--include", "files:receipt", "--purpose", "crack in the eyepiece " * 9)
    computer.ok("revoke", bundle[:6], "-o", "letter.txt", "--reason", "because " * 30)
    letter = (computer.folder / "letter.txt").read_text()
    for said in ("serial", "warranties", "receipt-1.txt", bundle, "Canon EOS 5D Mark IV", "Ana Pérez"):
        assert said in letter
    assert max(map(len, letter.splitlines())) <= 100
    assert len(re.findall("because", letter)) == 30


def test_a_beginning_of_two_bundles_is_ambiguous_and_revokes_neither(computer: Computer) -> None:
    given(computer)
    (path,) = (computer.things / "shares").iterdir()
    # Another of the same beginning, which chance would seldom give.
    bundle = path.stem.rpartition("-")[2]
    other = bundle[:-1] + ("0" if bundle[-1] != "0" else "1")
    path.with_name(path.name.replace(bundle, other)).write_text(path.read_text().replace(bundle, other))
    first = bundle[:-1]
    done = computer.run("revoke", first, "-o", "letter.txt")
    assert done.code == 5
    assert "is the beginning of" in done.err
    assert not (computer.folder / "letter.txt").exists()
    assert not any("revoked" in each for each in computer.json("shares")["data"]["shares"])
