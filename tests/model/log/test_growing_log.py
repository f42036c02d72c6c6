"""A log that grows gives what reading all of it gives, whatever became of it meanwhile."""

from __future__ import annotations

from random import Random

import pytest

from talktag.model.log.entry import read_entries
from talktag.model.log.growing_log import GrowingLog

HEAD, FOOT = "entry = [\n", "]\n"


def line(number: int, day: int, title: str = "x") -> str:
    return f'  {{ id = "e{number}", date = 2026-03-{day:02}, kind = "message", title = "{title}" }},\n'


def text(*lines: str) -> bytes:
    return (HEAD + "".join(lines) + FOOT).encode()


def test_lines_that_were_added_stand_where_they_belong() -> None:
    log, lines = GrowingLog(), [line(1, 5), line(2, 3)]
    log.read(text(*lines), "log")
    for number in range(3, 20):
        lines.append(line(number, 1 + number % 9))
        assert log.read(text(*lines), "log") == read_entries(text(*lines), "log")


@pytest.mark.parametrize("seed", range(30))
def test_whatever_became_of_it_the_same_is_read(seed: int) -> None:
    chance, log = Random(seed), GrowingLog()
    lines: list[str] = []
    for number in range(30):
        match chance.randrange(8):
            case 0 if lines:
                lines.pop(chance.randrange(len(lines)))
            case 1 if lines:
                lines.append(chance.choice(lines))
            case 2:
                lines.insert(0, line(number, 1))
            case 3:
                lines.append("# a word\n")
            case 4:
                lines.append('  { id = "broken" },\n')
            case 5:
                lines = [each for each in lines if "broken" not in each]
            case 6:
                lines.append(f"{FOOT}{HEAD}{line(number, 7)}")
            case _:
                lines.append(line(number, chance.randrange(1, 28), title="]"))
        assert log.read(text(*lines), "log") == read_entries(text(*lines), "log")


def test_what_is_no_log_is_read_as_that() -> None:
    log = GrowingLog()
    log.read(text(line(1, 1)), "log")
    for data in (b"", b"entry = [\n", b"\xff", text(line(1, 1)) + b"x"):
        assert log.read(data, "log") == read_entries(data, "log")
