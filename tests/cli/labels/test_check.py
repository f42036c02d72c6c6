"""`check`: what is where it should be, what is missing, what is there besides, and when it was last seen."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.values.ident import make_tag

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

# A clock that stands still: the day must not change while a test runs.
NOON = datetime.datetime(2026, 11, 29, 12, 0, tzinfo=datetime.UTC)
TODAY = "2026-11-29"
SHELF = {"Drill": "home/cellar/shelf", "Saw": "Home/Cellar/shelf", "Kettle": "home/kitchen", "Tent": "attic/shelf"}


@pytest.fixture
def shelf(computer: Computer) -> Computer:
    """The same computer with some things in a cellar and elsewhere, at noon of a day."""
    computer = replace(computer, now=lambda: NOON)
    for name, place in SHELF.items():
        computer.ok("add", name, "--place", place)
    return computer


def slugs(items: list[dict[str, Any]]) -> list[str]:
    return [each["slug"] for each in items]


def taken(computer: Computer, *words: str) -> dict[str, list[str]]:
    data = computer.json("check", *words)["data"]
    return {name: slugs(data[name]) for name in ("found", "missing", "unexpected")}


def test_all_that_was_there_was_seen_by_one_commit_and_the_next_time_says_when(shelf: Computer) -> None:
    before = shelf.git("rev-list", "--count", "HEAD")
    shelf.ok("check", "home/cellar", "drill", "kettle")
    assert int(shelf.git("rev-list", "--count", "HEAD")) == int(before) + 1
    data = shelf.json("check", "cellar", "saw")["data"]
    assert data["missing"] == [
        {"slug": "drill", "name": "Drill", "place": SHELF["Drill"], "state": "owned", "seen": TODAY}
    ]
    assert "seen" not in data["found"][0]
    assert shelf.ok("list", "seen:today", "--columns", "slug,seen") == "".join(
        f"{slug}\t{TODAY}\n" for slug in ("drill", "kettle", "saw")
    )
    assert "tent" in shelf.ok("list", "no:seen")
    (entry,) = shelf.json("show", "drill")["data"]["entries"]
    assert (entry["kind"], entry["date"], entry["title"]) == ("check", TODAY, "Seen at home/cellar")


def test_dry_run_changes_nothing(shelf: Computer) -> None:
    before = shelf.state
    assert shelf.json("check", "cellar", "kettle", "--move", "--dry-run")["plan"]["changes"]
    assert shelf.state == before


def test_what_is_here_and_elsewhere_by_its_record_is_moved_when_asked(shelf: Computer) -> None:
    assert "--move" in shelf.run("check", "home/cellar", "kettle").err
    shelf.ok("add", "Bit", "--inside", "tent")
    data = shelf.json("check", "home/cellar", "kettle", "bit", "drill", "--move")["data"]
    assert [(each["slug"], each["moved_to"]) for each in data["unexpected"]] == [
        ("kettle", "home/cellar"),
        ("bit", "home/cellar"),
    ]
    bit = shelf.json("show", "bit")["data"]
    assert bit["place"] == "home/cellar"
    assert "inside" not in bit
    assert shelf.json("show", "drill")["data"]["place"] == SHELF["Drill"]
    assert taken(shelf, "home/cellar", "kettle")["unexpected"] == []
    shelf.ok("undo")
    assert shelf.json("show", "kettle")["data"]["place"] == "home/kitchen"


def test_a_part_of_a_place_is_the_whole_one_where_only_one_is_meant(shelf: Computer) -> None:
    shelf.ok("check", "cellar", "kettle", "--move")
    assert shelf.json("show", "kettle")["data"]["place"].casefold() == "home/cellar"
    done = shelf.run("check", "shelf", "kettle", "--move")  # of the cellar, or of the attic
    assert done.code == 2
    assert "which" in done.err or "not clear" in done.err


def test_lent_and_sold_things_are_not_expected_and_told_of_when_there(shelf: Computer) -> None:
    shelf.ok("party", "add", "Bruno")
    shelf.ok("lend", "drill", "--to", "bruno")
    shelf.ok("retire", "saw", "--how", "sold")
    assert taken(shelf, "cellar", "kettle")["missing"] == []
    done = shelf.run("check", "cellar", "drill", "saw", "--move")
    assert "talktag return drill" in done.err
    assert "talktag set saw state=owned" in done.err
    assert shelf.json("show", "saw")["data"]["place"] == SHELF["Saw"]


def test_tags_texts_and_lines_count_as_seen(shelf: Computer) -> None:
    tag = shelf.json("tag", "drill")["data"]
    lines = f"{tag['payload']}\n\nsaw\nhttps://example.com/\n{make_tag(7)}\nnobody's thing\n".encode()
    shelf.write("scanned.txt", lines)
    for words, stdin in ((("-",), lines), ((), lines), (("scanned.txt",), b"")):
        done = shelf.run("check", "cellar", *words, "--json", stdin=stdin)
        data = json.loads(done.out)["data"]
        assert slugs(data["found"]) == ["drill", "saw"], words
        assert [each["status"] for each in data["others"]] == ["foreign", "unknown", "foreign"]
    assert taken(shelf, "cellar", tag["tag"])["found"] == ["drill"]


def test_without_a_place_things_are_only_ticked_off(shelf: Computer) -> None:
    assert taken(shelf, "drill", "kettle") == {"found": ["drill", "kettle"], "missing": [], "unexpected": []}
    assert "to see what is missing" in shelf.run("check", "drill").err


def test_a_word_that_is_neither_place_nor_product_stops_it(shelf: Computer) -> None:
    before = shelf.state
    done = shelf.run("check", "home/celar", "drill")
    assert (done.code, shelf.state) == (4, before)
    assert '"home/celar" is neither a place nor a product' in done.err


def test_lines_are_answered_at_a_terminal(shelf: Computer) -> None:
    screen = shelf.terminal("check", "home/cellar")
    screen.until("scan: ").type("drill\r").until("Drill")
    screen.until("scan: ", 2)
    done = screen.end()
    assert done.code == 0
    assert "1 found, 1 missing" in done.out
    assert done.out.rindex("missing") > done.out.rindex("found")


def test_a_thing_that_came_back_was_seen_that_day(shelf: Computer) -> None:
    shelf.ok("party", "add", "Bruno")
    shelf.ok("lend", "drill", "--to", "bruno")
    assert shelf.ok("list", "drill", "--columns", "seen").strip() == ""
    shelf.ok("return", "drill")
    assert shelf.ok("list", "drill", "--columns", "seen").strip() == TODAY
