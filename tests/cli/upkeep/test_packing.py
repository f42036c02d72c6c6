"""The history is packed by the command that finds it long, once all is saved and said; no answer tells of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.store.git.packing import loose
from tests.kit.computer import Computer


def fill(computer: Computer) -> None:
    """Make so many loose objects that they want packing; nothing leads to them."""
    for number in range(loose.MANY * 2):
        computer.write(f"drafts/{number}", f"draft {number}\n")
    listed = "".join(f"{path}\n" for path in (computer.folder / "drafts").iterdir())
    computer.git("hash-object", "-w", "--stdin-paths", stdin=listed.encode())


def loose_ones(computer: Computer) -> int:
    return sum(1 for _ in (computer.things / ".git/objects").glob("??/*"))


def test_a_command_that_saves_packs_what_has_become_many_and_says_what_it_always_says(computer: Computer) -> None:
    before = computer.run("set", "trek", "place=attic")
    fill(computer)
    done = computer.run("set", "trek", "place=cellar")
    assert (done.code, loose_ones(computer)) == (0, 0)
    assert [line.split()[0] for line in done.err.splitlines()] == [line.split()[0] for line in before.err.splitlines()]
    assert done.out == before.out.replace("attic", "cellar")
    assert computer.run("doctor").code == 0
    assert "cellar" in computer.ok("show", "trek")


def test_one_that_only_looks_packs_nothing(computer: Computer) -> None:
    fill(computer)
    there = loose_ones(computer)
    computer.ok("show", "trek")
    computer.ok("set", "trek", "place=attic", "--dry-run")
    assert loose_ones(computer) == there


def test_saved_is_said_before_anything_is_packed(computer: Computer, program: Callable[[str], str]) -> None:
    fill(computer)
    log = computer.folder / "calls"
    by = (program("strace"), "-f", "-q", "-s", "200", "-e", "trace=execve,write", "-o", str(log))
    done = computer.run("set", "trek", "place=attic", "--json", by=by)
    assert done.code == 0
    lines = log.read_text().splitlines()
    said = next(number for number, line in enumerate(lines) if "write(1" in line and '\\"commit\\"' in line)
    packed = next(number for number, line in enumerate(lines) if "execve" in line and "pack-objects" in line)
    assert said < packed
    assert loose_ones(computer) == 0


def test_an_interrupt_while_it_packs_takes_nothing_back(computer: Computer, program: Callable[[str], str]) -> None:
    fill(computer)
    inject = ("-e", "trace=rmdir", "-e", "inject=rmdir:signal=INT:when=1")
    done = computer.run("set", "trek", "place=attic", by=(program("strace"), "-o", "/dev/null", *inject))
    assert done.code == 0
    assert "saved as" in done.err
    assert "interrupted" not in done.err
    assert "attic" in computer.ok("show", "trek")
    assert computer.run("doctor").code == 0


def test_what_keeps_it_from_packing_stops_no_command(computer: Computer) -> None:
    fill(computer)
    one, other = sorted((computer.things / ".git/objects").glob("17/*"))[:2]
    one.chmod(0o644)
    one.write_bytes(other.read_bytes())
    done = computer.run("set", "trek", "place=attic")
    assert done.code == 0
    assert "saved as" in done.err
    assert loose_ones(computer) > loose.MANY
    assert Path(computer.things / ".git/talktag/unpacked").exists()


def findings(computer: Computer) -> dict[str, str]:
    """What doctor finds: each name with its message."""
    document = json.loads(computer.run("doctor", "--json").out)
    return {each["name"]: each["message"] for each in document["data"]["findings"]}


def test_doctor_tells_why_the_history_could_not_be_packed_and_packs_it_once_that_is_mended(computer: Computer) -> None:
    fill(computer)
    one, other = sorted((computer.things / ".git/objects").glob("17/*"))[:2]
    right = one.read_bytes()
    one.chmod(0o644)
    one.write_bytes(other.read_bytes())
    computer.ok("set", "trek", "place=attic")
    found = findings(computer)
    assert set(found) == {"unpacked", "broken-history"}
    assert found["unpacked"].startswith("could not be packed: git index-pack failed")
    assert computer.run("doctor", "--fix").code == 11, "it is still broken"
    one.write_bytes(right)
    assert set(findings(computer)) == {"unpacked"}
    computer.ok("doctor", "--fix")
    assert (findings(computer), loose_ones(computer)) == ({}, 0)


@pytest.mark.parametrize("place", [4, 40, -300, -10])
def test_a_damaged_index_of_commits_is_told_and_made_anew(place: int, computer: Computer) -> None:
    fill(computer)
    computer.ok("set", "trek", "place=attic")
    graph = computer.things / ".git/objects/info/commit-graph"
    right = graph.read_bytes()
    data = bytearray(right)
    data[place] ^= 0xFF
    graph.chmod(0o644)
    graph.write_bytes(data)
    assert [*findings(computer)] == ["broken-commit-graph"], "what follows from it is not told besides"
    computer.ok("doctor", "--fix")
    assert graph.read_bytes() == right
    assert findings(computer) == {}
