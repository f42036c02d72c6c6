"""Computers of one owner that each do what comes to mind, and sync: no broken file, nothing lost, one state in the end.

`TALKTAG_SYNC_ROUNDS` says how many rounds a story has; a long one is for an idle machine.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from talktag.ops.upkeep.save import problems_in
from tests.kit.two_computers import Several, make_several

if TYPE_CHECKING:
    from tests.kit.computer import Computer

ROUNDS = int(os.environ.get("TALKTAG_SYNC_ROUNDS", "10"))
STORIES = int(os.environ.get("TALKTAG_SYNC_STORIES", "2"))
NAMES = ("Drill", "Lamp", "Bike", "Kettle", "Radio", "Clock")
PLACES = ("cellar", "attic", "home/office", "garage")
REMOVED: dict[str, set[str]] = {}


def slugs(computer: Computer) -> list[str]:
    return sorted(path.stem for path in computer.things.glob("products/*/*.toml"))


def records(computer: Computer) -> dict[str, str]:
    """The id of each product by its slug."""
    found = computer.things.glob("products/*/*.toml")
    return {path.stem: tomllib.loads(path.read_text())["id"] for path in found}


def entries(computer: Computer) -> dict[str, str]:
    """The product's id of each entry, by the entry's id."""
    known = records(computer)
    found = {}
    for path in computer.things.glob("products/*/*/entries.toml"):
        for each in tomllib.loads(path.read_text()).get("entry", []):
            found[each["id"]] = known.get(path.parent.name, path.parent.name)
    return found


def add(computer: Computer, chance: Random) -> None:
    computer.ok("add", chance.choice(NAMES), "--place", chance.choice(PLACES))


def change(computer: Computer, chance: Random) -> None:
    words = (
        *(f"place={chance.choice(PLACES)}", f"maker=M{chance.randrange(4)}", f"label+=l{chance.randrange(6)}"),
        *(
            f"label-=l{chance.randrange(6)}",
            f"warranty={chance.randrange(1, 5)} years",
            f"serial={chance.randrange(99)}",
        ),
    )
    word = chance.choice(words)
    computer.run("set", chance.choice(slugs(computer)), word, "--yes")  # which a label that is not there refuses


def put_inside(computer: Computer, chance: Random) -> None:
    one, other = (chance.choice(slugs(computer)) for _ in range(2))
    computer.run("set", one, f"inside={other}", "--yes")  # which a ring refuses


def lend(computer: Computer, chance: Random) -> None:
    slug = chance.choice(slugs(computer))
    if computer.run("return", slug).code:
        computer.run("lend", slug, "--to", f"P{chance.randrange(3)}", "--yes")


def write_by_hand(computer: Computer, chance: Random) -> None:
    slug = chance.choice(slugs(computer))
    path = computer.things / f"products/{slug[0]}/{slug}.toml"
    path.write_text(f"# looked at {chance.randrange(1000)}\n{path.read_text()}")
    if chance.random() < 0.7:
        computer.ok("save", "--yes")


def attach(computer: Computer, chance: Random) -> None:
    path = computer.write("bill.txt", f"{chance.randrange(10**9)}\n")
    computer.ok("attach", chance.choice(slugs(computer)), str(path))


def note(computer: Computer, chance: Random) -> None:
    computer.ok("note", chance.choice(slugs(computer)), f"secret {chance.randrange(1000)}")


def remove(computer: Computer, chance: Random) -> None:
    slug = chance.choice(slugs(computer))
    ident = records(computer)[slug]
    gone = {entry for entry, product in entries(computer).items() if product == ident}
    if len(slugs(computer)) > 3 and computer.run("remove", slug, "--yes").code == 0:
        REMOVED.setdefault(str(computer.folder.parent), set()).update({ident}, gone)


def claim(computer: Computer, chance: Random) -> None:
    """A tag that both computers may put on something."""
    tags = tomllib.loads(next(computer.things.glob("tags/*.toml")).read_text())["tags"]
    computer.run("tag", "claim", chance.choice(tags), chance.choice(slugs(computer)))


def meet(computer: Computer, chance: Random) -> None:
    computer.run("party", "add", f"P{chance.randrange(3)}", "--contact", f"p{chance.randrange(3)}@example.org")


DEEDS: tuple[Callable[[Computer, Random], None], ...] = (
    *(add, change, change, change, put_inside, lend, lend, write_by_hand, attach, note, remove, claim, meet),
)


def wrong_files(computer: Computer) -> Iterator[str]:
    for path in sorted(computer.things.rglob("*.toml")):
        if ".git" not in path.parts:
            name = path.relative_to(computer.things).as_posix()
            yield from (str(each) for each in problems_in(name, path.read_bytes()) if each.severity == "error")


def sync(computer: Computer, chance: Random) -> None:
    done = computer.run("sync")
    if done.code == 11:
        assert "conflict" not in done.err or "here" in done.err
        before = computer.git("rev-parse", "HEAD")
        assert "somebody has to decide" in done.err, done.err
        assert computer.git("rev-parse", "HEAD") == before
        done = computer.run("sync", "--prefer", chance.choice(["here", "there"]))
    assert done.code == 0, done.err
    assert list(wrong_files(computer)) == []


def settle(several: Several, chance: Random) -> None:
    """Save what was changed by hand, and sync until all is quiet."""
    for each in several.computers:
        each.ok("save", "--yes")
    for _ in range(3):
        for each in several.computers:
            sync(each, chance)


def check(several: Several, known: dict[str, str]) -> None:
    assert len(several.trees) == 1
    removed = REMOVED.get(str(several.hub.parent), set())
    for computer in several.computers:
        assert computer.git("status", "--porcelain") == b""
        assert list(wrong_files(computer)) == []
        now, products = entries(computer), set(records(computer).values())
        lost = {ident: product for ident, product in known.items() if ident not in now}
        lost = {entry: product for entry, product in lost.items() if product in products or product not in removed}
        assert lost.keys() <= removed  # by somebody who had them, and took the product away
    first = several.computers[0]
    found = json.loads(first.run("doctor", "--json").out)
    errors = [each for each in found["data"]["findings"] if each["severity"] == "error"]
    assert errors == []


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("seed", range(STORIES))
def test_computers_that_do_anything_and_sync_lose_nothing_and_come_to_one_state(
    seed: int, count: int, tmp_path: Path
) -> None:
    chance = Random(f"{seed} {count}")
    several = make_several(tmp_path / "all", count, products=NAMES[:4])
    several.computers[0].ok("sheet", "--blank", "5", "--stock", "avery-l7160", "-o", "sheet.pdf")
    several.sync_all()
    known: dict[str, str] = {}
    for number in range(ROUNDS):
        for computer in several.computers:
            for _ in range(chance.randrange(3)):
                chance.choice(DEEDS)(computer, chance)
            known |= entries(computer)
        for computer in several.computers:
            if chance.random() < 0.6:
                sync(computer, chance)
        if number % 5 == 4 or number == ROUNDS - 1:
            settle(several, chance)
            check(several, known)
    for repository in (several.hub, *(each.things for each in several.computers)):
        said = several.computers[0].git("-C", str(repository), "fsck", "--strict", "--no-dangling", "--no-progress")
        assert said == b""
