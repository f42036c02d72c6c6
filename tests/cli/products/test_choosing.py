"""What was typed fits several things: a person picks one from a menu, a program gets the list and exit code 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer

_MENU = "Which one? 1 to 2, Enter for none: "


def add_lamps(computer: Computer) -> None:
    computer.ok("add", "Lámpara", "--place", "salon")
    computer.ok("add", "Lámpara", "--place", "cellar", "--serial", "F-1")


def test_a_person_picks_by_number_and_the_command_goes_on_with_it(computer: Computer) -> None:
    add_lamps(computer)
    done = computer.terminal("set", "LAMPARA", "place=attic").until(_MENU).type("2\n").end()
    assert done.code == 0
    assert '"LAMPARA" matches 2 products:' in done.out
    assert "  1  lampara  Lámpara  salon" in done.out
    assert "  2  lampara-2  Lámpara  cellar  F-1" in done.out
    assert [each["place"] for each in computer.json("list", "name:lámpara")["data"]["products"]] == ["salon", "attic"]


def test_the_slug_serves_as_well_and_what_is_no_choice_is_asked_again(computer: Computer) -> None:
    add_lamps(computer)
    done = computer.terminal("show", "lámpara").until(_MENU).type("7\n").until(_MENU, 2).type("lampara-2\n").end()
    assert done.code == 0
    assert "F-1" in done.out


def test_enter_picks_none_and_nothing_is_done(computer: Computer) -> None:
    add_lamps(computer)
    before = computer.state
    done = computer.terminal("set", "lámpara", "place=attic").until(_MENU).type("\n").end()
    assert done.code == 3
    assert computer.state == before


def test_each_of_several_is_asked_about(computer: Computer) -> None:
    add_lamps(computer)
    screen = computer.terminal("sheet", "lámpara", "lamp", "--stock", "avery-l7120", "-o", "sheet.pdf")
    done = screen.until(_MENU).type("1\n").until(_MENU, 2).type("2\n").end()
    assert done.code == 0
    assert computer.folder.joinpath("sheet.pdf").exists()


def test_an_ambiguous_party_is_picked_too(computer: Computer) -> None:
    computer.ok("party", "add", "Bruno Uno")
    computer.ok("party", "add", "Bruno Due")
    done = computer.terminal("lend", "trek", "--to", "bruno").until(_MENU).type("2\n").end()
    assert done.code == 0
    assert computer.json("show", "trek")["data"]["loan"]["party"] == "bruno-uno"


def test_without_a_terminal_with_no_input_and_for_json_there_is_the_list_and_exit_code_5(computer: Computer) -> None:
    add_lamps(computer)
    done = computer.run("show", "LAMPARA")
    assert (done.code, done.out) == (5, "")
    assert "  lampara-2  Lámpara  cellar  F-1\n" in done.err
    assert computer.terminal("show", "LAMPARA", "--no-input").end().code == 5
    assert computer.terminal("show", "LAMPARA", "--json").end().code == 5
    assert computer.terminal("show", "LAMPARA", "--yes").end().code == 5


def test_a_slug_typed_letter_by_letter_is_what_it_says(computer: Computer) -> None:
    add_lamps(computer)
    assert computer.json("show", "lampara")["data"]["place"] == "salon"
    assert computer.run("set", "Lampara", "place=attic").code == 5
