"""What two computers did to one thing: what is joined by itself, what gets another name, what a person is asked."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from talktag.cli.input.sides import side_lines
from talktag.ops.sync.conflict import SyncConflict

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.two_computers import Several

DRILL = "products/d/drill.toml"


def record(computer: Computer, path: str = DRILL) -> dict[str, Any]:
    return tomllib.loads((computer.things / path).read_text())


def slugs(computer: Computer) -> set[str]:
    return {path.stem for path in computer.things.glob("products/*/*.toml")}


def is_well(several: Several) -> bool:
    """Whether both are in one state, in which doctor finds nothing."""
    assert len(several.trees) == 1
    return [each.run("doctor").out for each in several.computers] == ["nothing found: all is well\n"] * 2


def test_two_products_of_one_slug_are_parted_with_files_shares_and_notes_and_ours_gets_another(two: Several) -> None:
    desk, laptop = two.computers
    for computer in (desk, laptop):
        computer.write("bill.txt", f"bill of {computer.folder.name}\n")
        computer.ok("add", "Bicycle", "--file", "bill.txt", "--serial", computer.folder.name)
        computer.ok("note", "bicycle", f"kept by {computer.folder.name}")
    laptop.ok("party", "add", "Fix-It", "--role", "repairer")
    laptop.ok("export", "bicycle", "--to", "fix", "--yes", "-o", "b.zip")
    laptop.ok("add", "Pump", "--inside", "bicycle")
    laptop.ok("lend", "pump", "--to", "fix")
    desk.ok("sync")
    done = laptop.run("sync")
    assert '"Bicycle" is "bicycle-2" from now on' in done.err
    desk.ok("sync")
    assert slugs(desk) == {"bicycle", "bicycle-2", "drill", "lamp", "pump"}
    for slug, name in (("bicycle", "desk"), ("bicycle-2", "laptop")):
        assert record(desk, f"products/b/{slug}.toml")["serial"] == name
        assert f"kept by {name}" in desk.ok("notes", slug)
        assert (desk.things / f"products/b/{slug}/files/bill.txt").read_text() == f"bill of {name}\n"
    assert record(desk, "products/p/pump.toml")["inside"] == record(desk, "products/b/bicycle-2.toml")["id"]
    shown = json.loads(desk.ok("shares", "--json"))["data"]["shares"]
    assert [each["product"] for each in shown] == [record(desk, "products/b/bicycle-2.toml")["id"]]
    assert "-bicycle-2-" in next(desk.things.glob("shares/*.toml")).name
    assert is_well(two)


@pytest.mark.parametrize("remover", [0, 1])
@pytest.mark.parametrize("prefer", ["here", "there"])
def test_a_slug_that_went_to_another_product_leaves_what_the_other_computer_changed_to_its_own(
    remover: int, prefer: str, two: Several
) -> None:
    one, other = two.computers[remover], two.computers[1 - remover]
    before = record(one)["id"]
    one.ok("remove", "drill", "--yes")
    one.ok("add", "Drill")
    other.ok("note", "drill", "of the old one")
    if not remover:
        other.ok("set", "drill", "place=cellar")
    for each in (*two.computers, *two.computers):
        each.ok("sync", "--prefer", prefer)
    assert len(two.trees) == 1
    found = {record(one, f"products/d/{slug}.toml")["id"]: slug for slug in slugs(one) - {"lamp"}}
    assert record(one, f"products/d/{next(slug for ident, slug in found.items() if ident != before)}.toml")
    if before in found:
        assert "of the old one" in one.ok("notes", found[before])
    assert one.run("doctor").out == "nothing found: all is well\n"


def test_two_parties_of_one_slug_are_parted_and_loans_follow_theirs(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("party", "add", "Ana B.", "--contact", "one@example.org")
    laptop.ok("party", "add", "Ana B", "--contact", "two@example.org")
    laptop.ok("lend", "drill", "--to", "ana-b")
    desk.ok("lend", "lamp", "--to", "ana-b")
    two.sync_all()
    assert {path.stem for path in desk.things.glob("parties/*.toml")} == {"ana-b", "ana-b-2"}
    assert record(desk, "parties/ana-b-2.toml")["contact"] == "two@example.org"
    assert record(desk, "products/d/drill/entries.toml")["entry"][0]["party"] == "ana-b-2"
    assert record(desk, "products/l/lamp/entries.toml")["entry"][0]["party"] == "ana-b"
    assert is_well(two)


def test_one_party_that_both_added_is_one(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("party", "add", "Bea", "--contact", "bea@example.org")
    laptop.ok("party", "add", "Bea", "--role", "buyer")
    laptop.ok("sync")
    done = desk.run("sync")
    assert done.code == 11  # whether she buys or is somebody else is for a person to say
    assert '"other" here' in done.err
    desk.ok("sync", "--prefer", "there")
    laptop.ok("sync")
    found = record(laptop, "parties/bea.toml")
    assert (found["role"], found["contact"]) == ("buyer", "bea@example.org")
    assert is_well(two)


def test_two_files_of_one_name_are_both_kept(two: Several) -> None:
    desk, laptop = two.computers
    for computer in (desk, laptop):
        computer.ok("attach", "drill", str(computer.write("bill.txt", computer.folder.name)))
    two.sync_all()
    kept = {each["name"] for each in record(desk)["files"]}
    assert kept == {"bill.txt", "bill-2.txt"}
    assert (desk.things / "products/d/drill/files/bill-2.txt").read_text() in {"desk", "laptop"}
    assert is_well(two)


def test_a_tag_that_was_put_on_two_things_stays_on_one_of_them(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("sheet", "--blank", "2", "--stock", "avery-l7160", "-o", "s.pdf")
    two.sync_all()
    tag = tomllib.loads(next(desk.things.glob("tags/*.toml")).read_text())["tags"][0]
    desk.ok("tag", "claim", tag, "drill")
    laptop.ok("tag", "claim", tag, "lamp")
    desk.ok("sync")
    done = laptop.run("sync")
    assert (done.code, f"tags.{tag}" in done.err) == (11, True)
    laptop.ok("sync", "--prefer", "there")
    two.sync_all()
    assert "drill" in desk.ok("scan", tag)
    assert is_well(two)


def test_a_tag_of_a_product_that_is_kept_and_was_put_on_another_stays_on_one_of_them(two: Several) -> None:
    """The drill is removed here and its tag put on the lamp; there it was changed, and so it is kept."""
    desk, laptop = two.computers
    desk.ok("sheet", "--blank", "2", "--stock", "avery-l7160", "-o", "s.pdf")
    tag = tomllib.loads(next(desk.things.glob("tags/*.toml")).read_text())["tags"][0]
    desk.ok("tag", "claim", tag, "drill")
    two.sync_all()
    laptop.ok("remove", "drill", "--yes")
    laptop.ok("tag", "claim", tag, "lamp")
    desk.ok("note", "drill", "kept")
    desk.ok("sync")
    done = laptop.run("sync")
    assert (done.code, f"tags.{tag}" in done.err) == (11, True)
    path = laptop.things / DRILL
    assert not path.exists()
    laptop.ok("sync", "--prefer", "there")
    two.sync_all()
    assert record(desk)["tags"][-1]["id"] == tag
    assert is_well(two)


def test_things_that_were_put_into_each_other_are_not(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "inside=lamp")
    laptop.ok("set", "lamp", "inside=drill")
    desk.ok("sync")
    done = laptop.run("sync")
    assert (done.code, "inside" in done.err) == (11, True)
    laptop.ok("sync", "--prefer", "here")
    two.sync_all()
    assert "inside" not in record(desk)
    assert is_well(two)


@pytest.mark.parametrize("remover", [0, 1])
def test_a_product_removed_on_one_computer_and_changed_on_the_other_is_kept_whole(remover: int, two: Several) -> None:
    one, other = two.computers[remover], two.computers[1 - remover]
    other.ok("note", "drill", "kept")
    other.ok("attach", "drill", str(other.write("bill.txt", "bill")))
    one.ok("remove", "drill", "--yes")
    two.sync_all()
    assert "kept" in one.ok("notes", "drill")
    assert is_well(two)


def test_a_product_removed_on_one_computer_alone_goes_with_all_that_is_its_own(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("note", "drill", "kept")
    two.sync_all()
    laptop.ok("remove", "drill", "--yes")
    desk.ok("set", "lamp", "place=attic")
    two.sync_all()
    assert slugs(desk) == {"lamp"}
    assert not (desk.things / "products/d").exists()
    assert is_well(two)


def test_a_file_that_one_took_off_a_thing_and_the_other_put_on_another_stays(two: Several) -> None:
    desk, laptop = two.computers
    bill = desk.write("bill.txt", "both on one bill")
    desk.ok("attach", "drill", str(bill))
    two.sync_all()
    laptop.ok("attach", "lamp", str(laptop.write("bill.txt", "both on one bill")))
    desk.ok("detach", "drill", "bill.txt", "--yes")
    two.sync_all()
    assert (desk.things / record(desk, "products/l/lamp.toml")["files"][0]["at"]).read_text() == "both on one bill"


def conflict(two: Several) -> Computer:
    """The computer that finds its own value of a place and another one, and a maker on the other side."""
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar", "maker=Bosch")
    desk.ok("sync")
    laptop.ok("set", "drill", "place=attic", "model=GSB")
    return replace(laptop, quick=False)


@pytest.mark.parametrize(("key", "place"), [("h", "attic"), ("t", "cellar")])
def test_a_person_at_a_terminal_sees_both_and_says_which(key: str, place: str, two: Several) -> None:
    laptop = conflict(two)
    screen = laptop.terminal("sync").until("s = stop]")
    shown = screen.shown.decode()
    assert f"{DRILL}: place" in shown
    here, there = (next(line for line in shown.splitlines() if word in line) for word in ('"attic"', '"cellar"'))
    assert here == there  # beside each other
    assert shown.count("Set place") >= 2
    done = screen.type(f"{key}\n").end()
    assert done.code == 0
    assert (record(laptop)["place"], record(laptop)["maker"]) == (place, "Bosch")


def test_a_person_who_stops_finds_everything_as_it_was(two: Several) -> None:
    laptop = conflict(two)
    before, there = laptop.state, two.git("rev-parse", "main")
    done = laptop.terminal("sync").until("s = stop]").type("s\n").end()
    assert (done.code, laptop.state, two.git("rev-parse", "main")) == (3, before, there)
    assert "go on later with: talktag sync" in done.out


def test_a_person_may_write_another_value_in_place_of_both(two: Several) -> None:
    laptop = conflict(two)
    editor = laptop.write("edit", '#!/bin/sh\nsed -i "s/attic/kitchen/" "$1"\n')
    editor.chmod(0o755)
    screen = laptop.terminal("sync", env={"EDITOR": str(editor)}).until("s = stop]").type("e\n")
    assert screen.end().code == 0
    found = record(laptop)
    assert (found["place"], found["maker"], found["model"]) == ("kitchen", "Bosch", "GSB")
    assert "#:" not in (laptop.things / DRILL).read_text()


def test_on_a_narrow_terminal_one_side_stands_under_the_other() -> None:
    each = SyncConflict(DRILL, "place", '"the attic, behind the boxes"', '"cellar"')
    assert list(side_lines(each, 50)) == [
        f"{DRILL}: place",
        '  here: "the attic, behind the boxes"',
        '  there: "cellar"',
    ]
    wide = list(side_lines(each, 80))
    assert wide[1] == "  here                                    there"
    assert max(map(len, wide)) <= 80
    assert wide[2].index('"cellar"') == wide[1].index("there")
