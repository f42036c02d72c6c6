"""Two computers of one owner that took in the same message, each with the rule: after a sync it was answered once."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.talk.conftest import Shop
from tests.kit.bench import SHOP
from tests.kit.computer import Computer
from tests.kit.two_computers import Several, make_several

RULE = (
    'format = 1\non = ["message"]\nby = ["fix-it"]\n[[do]]\nsend = "them"\ntitle = "Got it: {entry.title}"\n'
    '[[do]]\nkind = "case"\ntitle = "Read it"\n'
)


@pytest.fixture
def several(tmp_path: Path) -> Several:
    """Both with the rule, the shop's key, and clocks that are a minute apart."""
    made = make_several(tmp_path)
    first, other = made.computers
    recipient = next(
        line for line in (first.things / "keys/recipients.txt").read_text().splitlines() if line.startswith("age1")
    )
    first.ok("party", "add", "Fix-It", "--role", "repairer")
    first.ok("party", "set", "fix-it", f"key={SHOP.public.line('fix-it')}", f"age={recipient}", "channel.auto=true")
    first.ok("party", "add", "Acme", "--role", "maker")
    first.ok("party", "set", "acme", f"age={recipient}")
    made.sync_all()
    shutil.copytree(first.folder / "config/keys", other.folder / "config/keys", dirs_exist_ok=True)
    now = datetime.datetime.now(datetime.UTC)
    clocks = [lambda number=number: now + datetime.timedelta(minutes=number) for number in (1, 0)]
    computers = [replace(each, now=clock) for each, clock in zip(made.computers, clocks, strict=True)]
    return Several(made.hub, computers)


def log(computer: Computer) -> list[dict[str, Any]]:
    (path,) = computer.things.glob("products/d/*/entries.toml")
    return [each for each in tomllib.loads(path.read_text())["entry"] if each["kind"] in {"message", "case"}]


@pytest.mark.parametrize("to", ["them", "acme"])
def test_it_is_answered_once_and_nobody_has_to_decide(several: Several, to: str) -> None:
    """Of who woke it, on a channel that was open; or of somebody else, which opens one that the ledger tells of."""
    first, other = several.computers
    first.write("things/rules/got.toml", RULE.replace("them", to))
    first.ok("save", "--yes")
    first.ok("export", "drill", "--to", "fix-it", "-o", "drill.zip", "--yes")
    share = tomllib.loads(next(first.things.glob("shares/*.toml")).read_text())
    shop = Shop(first, share["bundle"], share["product"])
    several.sync_all()
    document = shop.message(1)
    for each in (first, other):
        replace(shop, computer=each).write("one.zip", document)
        each.ok("receive", "one.zip", "--yes")
        assert [entry["kind"] for entry in log(each)] == ["message", "message", "case"]
    assert log(first) != log(other)
    said = [first.run("sync"), other.run("sync"), first.run("sync")]
    assert [each.code for each in said] == [0, 0, 0], [each.err for each in said]
    assert "made on both computers" in said[1].err
    assert len(several.trees) == 1
    assert log(first) == log(other)
    assert sorted(entry["kind"] for entry in log(first)) == ["case", "message", "message"]
    (kept,) = {
        path.read_bytes() for each in several.computers for path in each.things.glob("products/d/drill/sent/*.zip")
    }
    first.write("kept.zip", kept)
    answer = next(entry for entry in log(first) if entry.get("to"))
    assert answer["time"].isoformat().replace("+00:00", "Z") in first.ok("verify", "kept.zip", "--json")
    for each in several.computers:
        done = each.run("doctor")
        assert done.code == 0, done.out
