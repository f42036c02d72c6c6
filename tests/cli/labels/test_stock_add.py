"""`stock add` at a terminal asks for the measures; what a store holds is never in the way of the papers that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

ANSWERS = ("box-labels", "A4", "63,5 x 38,1", "3x7", "", "66x38.1")
FLAGS = ("--page", "a4", "--label", "63.5x38.1", "--grid", "3x7", "--pitch", "66x38.1")


def test_at_a_terminal_it_asks_for_what_is_missing(computer: Computer) -> None:
    screen = computer.terminal("stock", "add")
    for question, answer in zip(
        ("call it", "The paper", "Width", "Columns", "left x top", "of the next"), ANSWERS, strict=True
    ):
        screen.until(question).type(f"{answer}\n")
    done = screen.end()
    assert done.code == 0, done.out
    typed = (computer.things / "stocks/box-labels.toml").read_bytes()
    computer.ok("undo")
    computer.ok("stock", "add", "box-labels", *FLAGS)
    assert (computer.things / "stocks/box-labels.toml").read_bytes() == typed


def test_an_answer_that_is_not_understood_is_asked_for_again(computer: Computer) -> None:
    screen = computer.terminal("stock", "add", "box-labels", "--page", "a4", "--grid", "3x7", "--pitch", "66x38.1")
    screen.until("Width").type("wide\n").until('"wide" is not understood').until("Width", 2).type("63.5x38.1\n")
    assert screen.until("left x top").type("\n").end().code == 0


def test_who_has_no_more_to_say_adds_nothing(computer: Computer) -> None:
    before = computer.state
    done = computer.terminal("stock", "add").until("call it").type("\4").end()
    assert (done.code, computer.state) == (3, before)


def test_where_there_is_no_store_nothing_is_asked(new_computer: Computer) -> None:
    done = new_computer.terminal("stock", "add").end()
    assert (done.code, "call it" in done.out) == (7, False)


def test_ones_own_measures_count_where_talktag_has_that_id_too(computer: Computer) -> None:
    computer.ok("stock", "add", "box-labels", *FLAGS)
    path = computer.things / "stocks/box-labels.toml"
    path.write_text(path.read_text("utf-8").replace('"box-labels"', '"avery-l7120"'), "utf-8")
    assert computer.json("stock", "show", "avery-l7120")["data"]["label_w"] == 63.5
    ids = [each["id"] for each in computer.json("stock", "list")["data"]["stocks"]]
    assert ids.count("avery-l7120") == 1


def test_whatever_lies_among_the_stocks_the_others_are_there(computer: Computer) -> None:
    computer.write("things/stocks/half.toml", 'format = 1\n[[stock]]\nid = "half"\n')
    computer.write("things/stocks/latin.toml", b"\xff")
    computer.write("things/stocks/new.toml", 'format = 2\n[[stock]]\nid = "new"\nlabel_w = 50\nlabel_h = 30\n')
    computer.write("things/stocks/large.toml", b"#" * 300_000)
    (computer.things / "stocks/folder.toml").mkdir()
    (computer.things / "stocks/link.toml").symlink_to("/dev/zero")
    found = computer.json("sheet", "canon", "--stock", "avery-l7120", "-o", "x.pdf")
    named = {problem["path"] for problem in found["problems"]}
    broken = {f"stocks/{name}.toml" for name in ("half", "latin", "new", "large", "folder", "link")}
    assert (found["status"], named) == ("partial", broken)
    doctor = computer.run("doctor")
    assert doctor.code == 12
    assert all(path in doctor.out for path in broken)
    missing = computer.run("stock", "show", "half")
    assert (missing.code, "stocks/half.toml" in missing.err) == (4, True)


def test_measures_and_a_file_of_them_exclude_each_other(computer: Computer) -> None:
    assert computer.run("stock", "add", "x", "--from-file", "-").code == 2
    assert computer.run("stock", "add", "--round", "--from-file", "-").code == 2
    assert computer.run("stock", "add", "--from-file", "-", stdin=b"\xff").code == 6
    assert computer.run("stock", "add", "--from-file", "nowhere.toml").code == 4
