"""Two owners whose rules answer each other: what rules wrote wakes none, and where it may, an hour has its limit."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.kit.computer import Computer
from tests.kit.killing import RENAMES, killed_steps

pytestmark = pytest.mark.quick
RULE = 'format = 1\non = ["message"]\n{auto}[[do]]\nsend = "them"\ntitle = "Got: {{entry.title}}"\n'


@pytest.fixture
def two(tmp_path: Path) -> tuple[Computer, Computer]:
    """Ana, who owns a camera, and Ben, who was given its table; folders bring what each writes to the other."""
    ana, ben = (Computer(tmp_path / name, quick=True) for name in ("ana", "ben"))
    for one in (ana, ben):
        name = one.folder.name
        for folder in (one.folder, one.folder / "in"):
            folder.mkdir()
        one.ok("init", "things", "--owner", name.capitalize(), "--contact", f"{name}@example.org", "--no-passphrase")
        one.ok("key", "card", "-o", "card.vcf")
    for one, other, role in ((ana, ben, "repairer"), (ben, ana, "customer")):
        one.ok("party", "add", "--card", str(other.folder / "card.vcf"), "--role", role, "--on-the-spot", "--yes")
        one.ok("party", "set", other.folder.name, "channel.auto=true")
        post = (f"carrier.post.in={one.folder}/in", f"carrier.post.out={other.folder}/in")
        one.ok("config", "carrier.post.kind=folder", *post, "carrier.post.taken=move")
    ana.ok("add", "Camera")
    ana.ok("export", "camera", "--to", "ben", "-o", str(ben.folder / "table.zip"), "--yes")
    ben.ok("receive", "table.zip", "--yes")
    return ana, ben


def log(computer: Computer) -> list[dict[str, Any]]:
    """What was said about the camera, on the own log or beside the table."""
    (path,) = (*computer.things.glob("products/c/*/entries.toml"), *computer.things.glob("tables/*/entries.toml"))
    return [each for each in tomllib.loads(path.read_text())["entry"] if each["kind"] == "message"]


def deliver_all(two: tuple[Computer, Computer]) -> int:
    """Have each fetch until nothing comes any more; how often something came."""
    came = 0
    for _ in range(40):
        arrived = False
        for each in two:
            if any(path.is_file() for path in (each.folder / "in").iterdir()):
                each.ok("inbox", "fetch")
                arrived = True
                came += 1
        if not arrived:
            return came
    raise AssertionError("they do not stop")


@pytest.mark.parametrize(("auto", "answers"), [("", 1), ("auto = true\n", 10)])
def test_rules_that_answer_each_other_stop(two: tuple[Computer, Computer], auto: str, answers: int) -> None:
    ana, ben = two
    for each in two:
        each.write("things/rules/got.toml", RULE.format(auto=auto))
    if auto:
        ana.write("things/rules/got.toml", RULE.format(auto='by = ["ben"]\nauto = true\n'))
    else:
        ana.write("things/rules/got.toml", RULE.format(auto='by = ["ben"]\n'))
    ana.ok("talk", "camera", "Hello", "--to", "ben", "--yes")
    deliver_all(two)
    assert [each["id"] for each in log(ana)] == [each["id"] for each in log(ben)]
    made = [each for each in log(ana) if each.get("auto")]
    assert len(made) == answers
    assert len(log(ana)) == answers + 1
    first = next(each for each in log(ben) if each.get("rule"))
    assert first["cause"] == log(ana)[0]["id"]
    assert "rule" not in next(each for each in log(ana) if each["id"] == first["id"])


def test_killed_while_it_takes_in_a_message_it_answers_once(two: tuple[Computer, Computer]) -> None:
    ana, ben = two
    ben.write("things/rules/got.toml", RULE.format(auto=""))
    ben.ok("save", "--yes")
    ana.ok("talk", "camera", "Hello", "--to", "ben", "--yes")
    (came,) = [path for path in (ben.folder / "in").iterdir() if path.is_file()]
    data = came.read_bytes()
    for path in (ana.folder / "in").iterdir():
        path.unlink()
    ben.write("hello.age", data)
    for _ in killed_steps(ben, ("receive", "hello.age", "--yes"), RENAMES, world=ben.folder.parent):
        ben.ok("receive", "hello.age", "--yes")
        ben.ok("send")
        assert len(log(ben)) == 2
        answers = {path.name.partition(".")[0] for path in (ana.folder / "in").glob("[!.]*")}
        assert answers == {log(ben)[1]["original"]}
        assert ben.run("doctor").code == 0
