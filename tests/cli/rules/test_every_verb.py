"""Whatever verb writes an entry runs the rules: a row of the table each. `sync`, `undo` and `save` run none."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.cli.talk.conftest import Shop, shop
from tests.cli.talk.test_send_cut_short import with_stick

if TYPE_CHECKING:
    from tests.kit.computer import Computer

__all__ = ["shop"]
pytestmark = pytest.mark.quick
KINDS = (
    *("service", "message", "loan", "return", "retired", "transfer", "check", "lost", "found", "tag", "share", "scan"),
    *("permission", "withdrawn", "done", "due"),
)
RULE = f'format = 1\non = {list(KINDS)}\n[[do]]\nkind = "case"\ntitle = "{{entry.kind}}"\n'.replace("'", '"')
CLAIM = ("tag", "canon", "-o", "tag.ndef", "--nfc")
# What is typed before, what is typed then, and the kinds of entries that it writes.
TABLE = {
    "entry": ((), ("entry", "canon", "--service", "cleaned"), ["service"]),
    "entry --done": (
        [("entry", "canon", "--task", "clean it", "--due", "2027-01-01")],
        ("entry", "canon", "--done", "clean it"),
        ["done"],
    ),
    "lend": ((), ("lend", "canon", "--to", "fix-it"), ["loan"]),
    "return": ([("lend", "canon", "--to", "fix-it")], ("return", "canon"), ["return"]),
    "lost": ((), ("lost", "canon"), ["lost"]),
    "found": ([("lost", "canon")], ("found", "canon"), ["found"]),
    "retire": ((), ("retire", "canon", "--how", "recycled"), ["retired"]),
    "check": ((), ("check", "canon", "canon"), ["check"]),
    "tag --new": ([CLAIM], ("tag", "canon", "--new"), ["tag"]),
    "scan --do tell": ([CLAIM], ("scan", "TAG", "--do", "tell"), ["scan"]),
    "scan --do lend": ([CLAIM], ("scan", "TAG", "--do", "lend", "--to", "fix-it"), ["loan"]),
    "export": ((), ("export", "canon", "--to", "fix-it", "-o", "x.zip", "--yes"), ["share"]),
    "transfer": ((), ("transfer", "canon", "--to", "fix-it", "-o", "x.zip", "--yes"), ["transfer"]),
    "talk": ((), ("talk", "canon", "Hello", "--to", "fix-it", "--yes"), ["message"]),
    "party allow": ((), ("party", "allow", "fix-it", "offer", "--yes"), ["permission"]),
}


def made(computer: Computer) -> list[str]:
    """The titles of what the rule made, in all logs."""
    found = []
    for path in sorted(computer.things.rglob("entries.toml")):
        for each in tomllib.loads(path.read_text())["entry"]:
            if each["kind"] == "case":
                assert (each["rule"], each["auto"]) == ("all", True)
                found.append(each["title"])
    return found


def tag_of(computer: Computer) -> str:
    record = next(computer.things.glob("products/c/*.toml"))
    return str(tomllib.loads(record.read_text()).get("tags", [{"id": ""}])[0]["id"])


@pytest.mark.parametrize("name", TABLE)
def test_the_rule_makes_one_thing_of_each_entry(computer: Computer, name: str) -> None:
    before, words, kinds = TABLE[name]
    with_stick(computer)
    for each in before:
        computer.ok(*each)
    computer.write("things/rules/all.toml", RULE)
    computer.ok(*(tag_of(computer) if each == "TAG" else each for each in words))
    assert made(computer) == kinds


def test_what_comes_in_wakes_it_however_it_is_taken_in(shop: Shop) -> None:
    computer = shop.computer
    computer.write("things/rules/all.toml", RULE)
    computer.ok("party", "set", "fix-it", "channel.auto=true")
    shop.write("one.zip", shop.message(1))
    computer.ok("receive", "one.zip", "--yes")
    assert made(computer) == ["message"]
    computer.ok("receive", "one.zip", "--yes")  # it came before
    assert made(computer) == ["message"]
    shop.write("post/two.zip", shop.message(2))
    computer.ok("inbox", "fetch")
    assert made(computer) == ["message"] * 2
    computer.ok("party", "set", "fix-it", "channel.auto=")
    shop.write("post/three.zip", shop.message(3))
    computer.ok("inbox", "fetch")
    assert made(computer) == ["message"] * 2, "what waits has not arrived"
    computer.ok("inbox", "take", "1", "--yes")
    assert made(computer) == ["message"] * 3


def test_what_is_typed_into_a_file_and_what_undo_brings_back_wakes_none(computer: Computer) -> None:
    computer.ok("entry", "canon", "--service", "cleaned")
    computer.ok("remove", "canon", "--yes")
    computer.write("things/rules/all.toml", RULE)
    computer.ok("undo", "--yes")
    path = next(computer.things.glob("products/c/*/entries.toml"))
    line = '  { id = "byhand1", date = 2026-01-01, kind = "service", title = "By hand" },\n]\n'
    path.write_text(path.read_text().removesuffix("]\n") + line)
    computer.ok("save", "--yes")
    assert made(computer) == []


def test_what_rules_make_of_each_of_several_things_is_told(shop: Shop) -> None:
    computer = shop.computer
    computer.write("things/rules/all.toml", RULE)
    computer.write("things/rules/broken.toml", RULE.replace("format", "fromat"))
    computer.ok("party", "set", "fix-it", "channel.auto=true")
    for number in (1, 2):
        shop.write(f"post/{number}.zip", shop.message(number))
    done = computer.run("inbox", "fetch")
    assert done.code == 0, done.err
    assert done.err.count("rule all writes case: message") == 2
    assert done.err.count("rules/broken.toml:1") == 1
