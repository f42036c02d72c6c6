"""What is typed behind a flag or a key: it is kept as meant, or refused; nothing half-good is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Computer


@pytest.mark.parametrize("quantity", ["9223372036854775808", "99999999999999999999"])
def test_a_number_that_no_record_can_hold_is_not_written(quantity: str, computer: Computer) -> None:
    before = computer.state
    done = computer.run("add", "Screws", "--quantity", quantity)
    assert done.code == 6
    assert "quantity: is a number of more than 64 bits" in done.err
    assert computer.state == before
    computer.ok("add", "Screws", "--quantity", "9223372036854775807")
    computer.ok("doctor")


def test_blanks_around_a_value_are_left_out(computer: Computer) -> None:
    computer.ok("add", "  Kettle ", "--maker", " Ibili\t", "--place", " home / kitchen/ ")
    kettle = computer.json("show", "kettle")["data"]
    assert (kettle["name"], kettle["maker"], kettle["place"]) == ("Kettle", "Ibili", "home/kitchen")
    computer.ok("set", "kettle", "place=/cellar//shelf")
    assert computer.json("show", "kettle")["data"]["place"] == "cellar/shelf"


def test_a_place_without_a_name_is_none(computer: Computer) -> None:
    for line in (("add", "Kettle", "--place", "//"), ("set", "canon", "place= / ")):
        done = computer.run(*line)
        assert done.code == 6
        assert "names no place; write it like home/office" in done.err


def test_a_field_that_is_given_twice_is_refused(computer: Computer) -> None:
    before = computer.state
    done = computer.run("add", "Kettle", "--field", "colour=red", "--field", "colour=blue")
    assert (done.code, done.err.splitlines()[0]) == (2, 'talktag: the field "colour" is given twice')
    done = computer.run("add", "Kettle", "--field", "weight=1", "--field", "weight:number=2")
    assert (done.code, done.err.splitlines()[0]) == (6, "talktag: field weight: is given twice")
    assert computer.state == before


def test_an_answer_that_does_not_come_leaves_talktags_words_on_a_line_of_their_own(computer: Computer) -> None:
    export = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    done = computer.terminal(*export).until("[y/N]").interrupt().end()
    assert (done.code, "\ntalktag: interrupted\n" in done.out) == (130, True)
    done = computer.terminal(*export).until("[y/N]").type("\4").end()
    assert (done.code, "\ntalktag: nothing was done\n" in done.out) == (3, True)


def test_no_input_is_named_where_it_is_the_reason(computer: Computer) -> None:
    export = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    assert "this needs a yes, and there is no terminal to ask on" in computer.run(*export).err
    for words in ((*export, "--no-input"), ("--no-input", *export)):
        done = computer.terminal(*words).end()
        assert (done.code, "this needs a yes, and --no-input forbids to ask" in done.out) == (2, True)
