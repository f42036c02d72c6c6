"""What is told to someone who mistypes a word of a command line, or types another program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.cli.verb_names import VERBS
from talktag.cli.verbs import _OTHER_WORDS

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        *(("ad", "talktag add"), ("lis", "talktag list"), ("shwo", "talktag show"), ("exprot", "talktag export")),
        *(("ls", "talktag list"), ("search", "talktag find"), ("rm", "talktag remove"), ("delete", "talktag remove")),
        *(("lists", "talktag list"), ("atach", "talktag attach"), ("RM", "talktag remove")),
        *(("party ad", "talktag party add"), ("key rotat", "talktag key rotate"), ("stock lst", "talktag stock list")),
        *(("list --colums name", "--columns"), ("show canon --jsn", "--json"), ("add X --plase y", "--place")),
        *(("set canon plase=x", "place"), ("set canon location=x", "place"), ("set canon lable+=x", "label")),
        *(("party set fix-it mial=a@example.org", "mail"), ("help qery", "query"), ("help shwo", "show")),
        *(("export canon --to fix-it -o x.zip --include photo", "files:photo"), ("list --sort plase", "place")),
        *(("opne canon", "talktag open"), ("delte x", "talktag remove"), ("serach x", "talktag find")),
        *(("list plase:home", ": place:home"),),
    ],
)
def test_the_near_word_is_offered_and_nothing_is_done(line: str, hint: str, computer: Computer) -> None:
    before = computer.git("rev-parse", "HEAD")
    done = computer.run(*line.split(), "--yes", "--no-input")
    assert done.code in {2, 6}, done.err
    assert done.out == ""
    first = next(each for each in done.err.splitlines() if each.startswith("hint: did you mean"))
    assert first.removesuffix("?") in {f"hint: did you mean {hint}", f"hint: did you mean{hint}"}
    assert computer.git("rev-parse", "HEAD") == before


def test_a_word_like_nothing_is_told_where_all_are_listed(computer: Computer) -> None:
    done = computer.run("zzzz")
    assert (done.code, done.err.splitlines()[1:]) == (2, ["hint: see them all with: talktag --help"])


def test_every_foreign_word_stands_for_a_verb_that_is_there_and_is_none_itself() -> None:
    assert {*_OTHER_WORDS.values()} <= {*VERBS}
    assert _OTHER_WORDS.keys() & VERBS.keys() == set()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("place:home/offcie", "place:home/office"), ("place:hoem", "place:home"), ("maker:Cannon", "maker:Canon")),
        *(("label:camra", "label:camera"), ("from:Riuz", "from:Ruiz"), ("PLACE:hmoe", "PLACE:home")),
    ],
)
@pytest.mark.parametrize("verb", ["list", "stats"])
def test_the_value_of_a_key_that_nothing_has_is_told_with_a_near_one(
    word: str, meant: str, verb: str, computer: Computer
) -> None:
    computer.ok("set", "canon", "place=home/office", "maker=Canon", "from=Ruiz", "label+=camera")
    assert f"notice: no product matches; did you mean: talktag {verb} {meant}\n" in computer.run(verb, word).err
    assert "did you mean" not in computer.run(verb, "place:home", "label:zebra").err


def test_a_mistyped_key_of_a_file_is_told_when_it_is_saved_and_by_doctor(computer: Computer) -> None:
    settings = computer.folder / "things/talktag.toml"
    settings.write_text(settings.read_text() + '\n[defaults]\nstok = "avery-l7160"\n')
    record = computer.folder / "things/products/t/trek-domane-al-2.toml"
    record.write_text('makr = "Trek"\nzebra = 1\n' + record.read_text())
    for line in (("save", "--yes"), ("doctor",)):
        done = computer.run(*line)
        said = done.out + done.err
        assert said.count("is not a key talktag knows; it is kept") == 3
        for key in ("stock", "maker"):
            assert f"is not a key talktag knows; it is kept; did you mean {key}?\n" in said


def test_a_label_paper_of_the_settings_that_is_none_is_told_by_doctor(computer: Computer) -> None:
    settings = computer.folder / "things/talktag.toml"
    for paper, code in (("avery-l7160", 0), ("L7160", 0), ("avery-l716", 12)):
        settings.write_text(settings.read_text().partition("\n[defaults]")[0] + f'\n[defaults]\nstock = "{paper}"\n')
        computer.ok("save", "--yes")
        done = computer.run("doctor")
        assert (done.code, 'there is no label paper "avery-l716"' in done.out) == (code, code != 0)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        *(
            ("show cnaon", ": talktag find canon"),
            ("detach canon reciept.txt", "receipt.txt"),
            ("file canon reciept.txt", "receipt.txt"),
        ),
        *(("check home/offcie", "home/office"), ("check cnaon", ": talktag find canon")),
    ],
)
def test_a_mistyped_file_or_place_is_told_the_near_ones(line: str, near: str, computer: Computer) -> None:
    computer.ok("set", "canon", "place=home/office")
    done = computer.run(*line.split())
    assert done.code == 4
    assert any(
        each.startswith(f"hint: did you mean{near if near[0] == ':' else ' ' + near}") for each in done.err.splitlines()
    ), done.err
