"""What is said where a list is empty: that there is nothing yet is only true where nothing is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer


@pytest.mark.parametrize("verb", ["list", "stats"])
def test_an_empty_store_says_how_to_begin_and_a_broken_one_says_what_is_broken(
    new_computer: Computer, verb: str
) -> None:
    new_computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    assert "notice: no products yet" in new_computer.run(verb).err
    new_computer.write("things/products/l/lamp.toml", "name = ")
    done = new_computer.run(verb)
    assert "error: products/l/lamp.toml" in done.err
    assert "no products yet" not in done.err


@pytest.mark.parametrize("verb", ["list", "stats"])
def test_where_all_is_gone_that_is_what_is_said(new_computer: Computer, verb: str) -> None:
    new_computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    new_computer.ok("add", "Lamp")
    new_computer.ok("retire", "lamp", "--how", "sold")
    said = new_computer.run(verb).err
    assert f"notice: 1 that is gone is left out; see it with: talktag {verb} state:any" in said
    assert "no products yet" not in said
