"""A merge that Git could not finish: nothing is written over, doctor shows both sides and mends what is no conflict."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

RECORD = "products/t/trek-domane-al-2.toml"


@pytest.fixture
def other(computer: Computer) -> Computer:
    """Another computer of the same owner, with a clone of the store."""
    computer.ok("set", "trek", "maker=Trek", "model=Domane", "serial=1", "place=cellar")
    computer.git("clone", "--quiet", str(computer.things), str(computer.folder / "other"))
    return replace(computer, variables={"TALKTAG_STORE": str(computer.folder / "other")})


def pull(computer: Computer) -> None:
    """Take in what the other computer did, which Git cannot merge."""
    with pytest.raises(subprocess.CalledProcessError):
        computer.git("pull", "--quiet", "--no-rebase", "--no-edit", "../other", "main")


def text(computer: Computer, path: str = RECORD) -> str:
    return (computer.things / path).read_text()


def test_both_sides_of_a_value_are_shown_with_what_to_type_and_nothing_is_written_over(
    computer: Computer, other: Computer
) -> None:
    computer.ok("set", "trek", "place=attic")
    other.ok("set", "trek", "place=garage")
    pull(computer)
    before = text(computer)
    for words in (["set", "trek", "place=hall"], ["show", "trek"], ["save", "--yes"], ["doctor", "--fix"]):
        done = computer.run(*words)
        assert done.code in {6, 12}, words
        assert text(computer) == before, words
    assert "unfinished merge" in computer.run("show", "trek").err
    done = computer.run("doctor")
    assert done.code == 12
    (line,) = (each.split("\t") for each in done.out.splitlines() if RECORD in each)
    assert line[:2] == ["error", "unmerged"]
    assert line[2] == f"{RECORD}:{before[: before.index('<<<<<<<')].count(chr(10)) + 1}"
    assert line[3] == 'place is "attic" on our side and "garage" on theirs'
    assert f"git -C {computer.things} checkout --ours -- {RECORD}  (or --theirs), then: talktag save" in done.err
    assert f"a merge is not finished; when no file is left in two versions: git -C {computer.things} commit" in done.out
    computer.ok("set", "canon", "place=safe")  # the others can be worked with


@pytest.mark.parametrize(("side", "place"), [("--ours", "attic"), ("--theirs", "garage")])
def test_what_doctor_says_to_type_finishes_the_merge(
    side: str, place: str, computer: Computer, other: Computer
) -> None:
    computer.ok("set", "trek", "place=attic")
    other.ok("set", "trek", "place=garage")
    pull(computer)
    computer.git("checkout", "--quiet", side, "--", RECORD)
    computer.ok("save", "--yes")
    computer.git("commit", "--quiet", "--no-edit")
    assert computer.run("doctor").out.strip() == "nothing found: all is well"
    assert computer.json("show", "trek")["data"]["place"] == place
    computer.ok("set", "trek", "place=hall")


def test_changes_of_different_values_are_mended_into_one(computer: Computer, other: Computer) -> None:
    (computer.things / RECORD).write_text(f"# my bicycle\n{text(computer)}")
    computer.ok("set", "trek", "place=attic", "price=300 EUR")
    other.ok("set", "trek", "serial=22", "model=", "label+=sport", "bought=2024-03-02")
    pull(computer)
    assert "<<<<<<<" in text(computer)
    done = computer.run("doctor")
    assert "some of this can be mended with: talktag doctor --fix" in done.err
    computer.run("doctor", "--fix")
    found = computer.json("show", "trek")["data"]
    assert (found["place"], found["serial"], found["labels"]) == ("attic", "22", ["sport"])
    assert found["purchase"] == {"date": "2024-03-02", "price": "300.00 EUR"}
    assert "model" not in found
    assert text(computer).startswith("# my bicycle\n")
    computer.git("commit", "--quiet", "--no-edit")
    computer.ok("doctor")
    assert computer.git("rev-list", "--merges", "--count", "HEAD").strip() == b"1"


def test_what_both_sides_added_to_a_list_is_all_kept(computer: Computer, other: Computer) -> None:
    computer.write("ours.pdf", b"%PDF-1.4 ours")
    computer.write("theirs.pdf", b"%PDF-1.4 theirs")
    computer.ok("attach", "trek", "ours.pdf")
    other.ok("attach", "trek", "theirs.pdf")
    computer.ok("set", "trek", "label+=mine")
    other.ok("set", "trek", "label+=yours")
    pull(computer)
    computer.run("doctor", "--fix")
    computer.git("commit", "--quiet", "--no-edit")
    computer.ok("doctor")
    found = computer.json("show", "trek")["data"]
    assert [each["name"] for each in found["files"]] == ["ours.pdf", "theirs.pdf"]
    assert found["labels"] == ["mine", "yours"]


def test_marks_that_were_committed_are_still_two_versions(computer: Computer, other: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    other.ok("set", "trek", "place=garage")
    pull(computer)
    computer.git("commit", "--quiet", "--all", "--no-edit")
    before = text(computer)
    done = computer.run("doctor", "--fix")
    assert 'place is "attic" on our side and "garage" on theirs' in done.out
    assert f"keep one version of {RECORD} in an editor, then: talktag save" in done.err
    assert text(computer) == before


def test_marks_with_the_version_before_are_mended_where_that_is_safe(computer: Computer, other: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    other.ok("set", "trek", "serial=22")
    computer.git("config", "merge.conflictStyle", "diff3")
    pull(computer)
    computer.git("commit", "--quiet", "--all", "--no-edit")
    computer.run("doctor", "--fix")
    computer.ok("doctor")
    assert (computer.json("show", "trek")["data"]["place"], "<<<" in text(computer)) == ("attic", False)


def test_a_file_that_one_side_took_away_is_told(computer: Computer, other: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    (other.folder / "other" / RECORD).unlink()
    other.ok("save", "--yes")
    pull(computer)
    done = computer.run("doctor", "--fix")
    assert f"unmerged\t{RECORD}\tis in two versions: our side changed it, theirs took it away" in done.out
    assert computer.json("show", "trek")["data"]["place"] == "attic"


def test_records_of_parties_and_files_are_told_too(computer: Computer, other: Computer) -> None:
    attached = "products/c/canon-eos-5d-mark-iv/files/receipt.txt"
    for each, word in ((computer, "ours"), (other, "theirs")):
        each.ok("party", "set", "fix-it", f"contact={word}@fixit.example")
        folder = each.folder / ("things" if word == "ours" else "other")
        (folder / attached).write_text(word)
        each.ok("save", "--yes")
    pull(computer)
    done = computer.run("doctor")
    both = 'contact is "ours@fixit.example" on our side and "theirs@fixit.example" on theirs'
    assert both in done.out
    assert f"unmerged\t{attached}\tis in two versions: both sides changed it" in done.out


def test_a_rebase_that_is_not_finished_is_told(computer: Computer, other: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    other.ok("set", "trek", "place=garage")
    with pytest.raises(subprocess.CalledProcessError):
        computer.git("pull", "--quiet", "--rebase", "../other", "main")
    done = computer.run("doctor")
    assert "a rebase is not finished" in done.out
    assert "rebase --continue" in done.out
    done = computer.run("set", "canon", "place=hall")  # in the middle of it, the owner's own commits are not there
    assert (done.code, "a rebase is not finished; finish it first" in done.err) == (10, True)
    computer.git("rebase", "--abort")
    computer.ok("set", "trek", "place=hall")
    computer.ok("doctor")


def test_the_values_of_a_stranger_are_shown_and_not_obeyed(computer: Computer, other: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    record = other.folder / "other" / RECORD
    record.write_text(record.read_text().replace('"cellar"', '"\\u001b[31mred\\u0007\u202eexe.txt"'))
    other.git("-C", str(other.folder / "other"), "commit", "--quiet", "--all", "-m", "by a stranger")
    pull(computer)
    done = computer.run("doctor")
    assert "\\x1b[31mred\\x07" in done.out
    assert "\x1b" not in done.out + done.err


def test_a_name_that_a_shell_would_obey_is_quoted_in_what_is_to_be_typed(computer: Computer, other: Computer) -> None:
    name = "products/$(touch mark)"
    for each, folder in ((computer, "things"), (other, "other")):
        (each.folder / folder / name).write_text(folder)
        each.git("-C", str(each.folder / folder), "add", name)
        each.git("-C", str(each.folder / folder), "commit", "--quiet", "-m", folder)
    pull(computer)
    assert f"checkout --ours -- '{name}'  (or --theirs)" in computer.run("doctor").err
