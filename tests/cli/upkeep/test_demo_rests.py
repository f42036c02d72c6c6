"""The demo at a terminal: a person reads at their own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def test_the_demo_runs_to_its_end_at_a_terminal_where_nobody_types(new_computer: Computer) -> None:
    done = new_computer.terminal("demo", "walk").end()
    assert done.code == 0
    assert "Look around in" in done.out
    assert "Enter goes on" not in done.out


def test_the_demo_rests_for_a_person_who_asks_it_to_and_ends_when_they_go_on(new_computer: Computer) -> None:
    screen = new_computer.terminal("demo", "walk", "--rest")
    for times in range(1, 6):
        screen.until("Enter goes on: ", times).type("\n")
    done = screen.until("Look around in").end()
    assert done.code == 0
    assert ", in 17 months" in done.out
