"""`set` shows a person what was there and what is there now; a pipe gets the line it always got."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def test_a_person_sees_the_old_and_the_new_value_of_each_key(computer: Computer) -> None:
    computer.ok("set", "trek", "place=cellar", "price=80 EUR")
    done = computer.terminal("set", "trek", "place=attic", "price=", "field.colour=red", env={"NO_COLOR": "1"}).end()
    rows = [line.split() for line in done.out.splitlines()]
    assert ["key", "from", "to"] in rows
    assert ["place", "cellar", "attic"] in rows
    assert ["price", "80.00", "EUR", "-"] in rows
    assert ["field.colour", "-", "red"] in rows


def test_a_pipe_gets_the_product_alone(computer: Computer) -> None:
    assert computer.ok("set", "trek", "place=attic") == "trek-domane-al-2\tTrek Domane AL 2\n"


def test_a_program_is_told_the_old_and_the_new_value_and_nothing_where_nothing_changes(computer: Computer) -> None:
    computer.ok("set", "trek", "place=cellar")
    data = computer.json("set", "trek", "place=attic", "price=80 EUR")["data"]
    assert data["changes"] == [
        {"slug": "trek-domane-al-2", "key": "place", "old": "cellar", "new": "attic"},
        {"slug": "trek-domane-al-2", "key": "price", "new": "80.00 EUR"},
    ]
    assert data["place"] == "attic"
    assert "changes" not in computer.json("set", "trek", "place=attic")["data"]
