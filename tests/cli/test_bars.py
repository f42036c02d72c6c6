"""Bars beside a table: as long as what they stand for, never too wide, and nothing that only they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from talktag.cli.input.terminal import Terminal
from talktag.cli.render.bars import bar, with_bars
from talktag.cli.render.layout import lay_table

if TYPE_CHECKING:
    from tests.kit.computer import Computer

BLOCKS = set("▏▎▍▌▋▊▉█")
AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)
NAMES = st.text("ab 雅ü📷", max_size=30)


def drawn(names: list[str], amounts: list[int], room: int, *, blocks: bool) -> tuple[list[str], list[str]]:
    """The lines of a table of names and amounts, and the same with bars, as text."""
    rows = [(name or "-", str(amount)) for name, amount in zip(names, amounts, strict=True)]
    lines = lay_table(("place", "products"), rows, (), room).lines
    both = (lines, with_bars(lines, amounts, room, blocks=blocks))
    bare, told = (
        [each if isinstance(each, str) else "".join(part.text for part in each) for each in way] for way in both
    )
    return bare, told


@given(AMOUNTS, st.integers(1, 60), st.booleans())
def test_a_bar_is_as_long_as_its_amount_and_one_of_anything_can_be_seen(
    amounts: list[int], cells: int, blocks: bool
) -> None:
    bars = {amount: bar(amount, max(amounts), cells, blocks=blocks) for amount in amounts if max(amounts)}
    for amount, text in bars.items():
        assert set(text) <= (BLOCKS if blocks else {"#"})
        assert len(text) <= cells
        assert bool(text) == (amount > 0)
        exact = amount * cells / max(amounts)
        assert not amount or abs(len(text) - exact) <= 1.0 or exact < 1
    assert not bars or bars[max(amounts)] == ("█" if blocks else "#") * cells
    assert [len(bars[each]) for each in sorted(bars)] == sorted(len(text) for text in bars.values())


@given(st.lists(st.tuples(NAMES, st.integers(0, 900)), min_size=1, max_size=8), st.integers(20, 120), st.booleans())
def test_no_bar_makes_a_line_wider_than_the_terminal(rows: list[tuple[str, int]], room: int, blocks: bool) -> None:
    names, amounts = [name for name, _ in rows], [amount for _, amount in rows]
    bare, lines = drawn(names, amounts, room, blocks=blocks)
    assert max(map(cell_len, lines)) <= max(room, *map(cell_len, bare))
    for line, without in zip(lines, bare, strict=True):
        assert line.startswith(without.rstrip(" "))
        assert not set(line[len(without) :]) - {*BLOCKS, "#", " "}
    places = {cell_len(line[: min(map(line.find, BLOCKS & set(line)))]) for line in lines if BLOCKS & set(line)}
    assert len(places) <= 1, "the bars begin below each other, whatever letters stand before them"


def test_where_there_is_no_room_there_are_no_bars() -> None:
    assert not BLOCKS & set("".join(drawn(["home/office"], [3], 24, blocks=True)[1]))
    assert BLOCKS & set("".join(drawn(["home/office"], [3], 30, blocks=True)[1]))


@pytest.mark.parametrize(
    ("environment", "blocks"),
    [
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8@euro"}, True),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({"LANG": "ja_JP.utf8", "LC_ALL": ""}, True),
        ({"LANG": "C.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "de_DE"}, False),
        ({"LANG": "no.such-thing"}, False),
        ({}, False),
        ({"LANG": "C.UTF-8", "TERM": "dumb"}, False),
    ],
)
def test_parts_of_blocks_are_drawn_where_the_terminal_has_them(environment: dict[str, str], blocks: bool) -> None:
    import io

    stream = io.StringIO()
    assert Terminal(stream, stream, stream, environment).has_blocks == blocks


class TestStats:
    """`stats`, which draws them."""

    @pytest.fixture
    def computer(self, computer: Computer) -> Computer:
        computer.ok("set", "trek", "place=地下室/棚", "warranty=2027-01-31", "price=40 EUR", "label=rad,吉祥")
        for number in range(3):
            computer.ok("add", f"Box {number}", "--place", "home/office", "--quantity", "2")
        return computer

    @pytest.mark.parametrize("columns", [80, 50])
    @pytest.mark.parametrize("language", ["C.UTF-8", "C"])
    def test_a_person_sees_bars_that_fit(self, columns: int, language: str, computer: Computer) -> None:
        env = {"COLUMNS": str(columns), "LANG": language, "LC_ALL": language}
        shown = computer.terminal("stats", env=env).end().out
        lines = shown.replace("\x1b[2m", "").replace("\x1b[0m", "").splitlines()
        assert max(map(cell_len, lines)) <= columns
        sign = "#" if language == "C" else "█"
        (office,) = [line for line in lines if line.startswith("home/office")]
        (cellar,) = [line for line in lines if line.startswith("地下室/棚")]
        assert office.count(sign) > 2 * cellar.count(sign) > 0
        assert office.split()[1] == "4", "what a bar says stands beside it"
        assert cell_len(office[: office.index(sign)]) == cell_len(cellar[: cellar.index(sign)])
        assert not {"#", *BLOCKS} & set(shown) - ({"#"} if language == "C" else BLOCKS)
        assert "│" not in shown

    def test_a_pipe_and_plain_and_json_get_none(self, computer: Computer) -> None:
        told = computer.ok("stats")
        assert computer.terminal("stats", "--plain").end().out == told
        assert not {"#", *BLOCKS} & set(told + computer.ok("stats", "--json"))
        assert "place\thome/office\t4\t7\t2499.00 EUR\n" in told

    def test_what_ends_when_is_in_all_of_them(self, computer: Computer) -> None:
        computer.ok("set", "trek", "warranty=6 months", "bought=today")
        (group,) = [each for each in computer.json("stats")["data"]["groups"]["ends"] if each["products"]]
        assert f"ends\t{group['name']}\t1\t1\t40.00 EUR\n" in computer.ok("stats", "--by", "ends")
        shown = computer.terminal("stats", "--by", "ends", env={"NO_COLOR": "1"}).end().out
        assert shown.startswith("warranty ends  products  bought for\n")
