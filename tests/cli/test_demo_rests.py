"""The demo at a terminal: a person reads at their own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Computer


def test_the_demo_rests_for_a_person_and_ends_when_they_go_on(new_computer: Computer) -> None:
    screen = new_computer.terminal("demo", "walk")
    for times in range(1, 6):
        screen.until("Enter goes on: ", times).type("\n")
    done = screen.until("Look around in").end()
    assert done.code == 0
    assert ", in 17 months" in done.out
    assert "Enter goes on" not in new_computer.terminal("demo", "other", "--yes").end().out
