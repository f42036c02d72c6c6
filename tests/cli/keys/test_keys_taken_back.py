"""Trust that was taken back stays back: a key that somebody puts into the store again is asked about again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

RECORD = "parties/fix-it-cameras.toml"


@pytest.fixture
def shop(computer: Computer) -> Computer:
    """The repair shop, with keys of its own, that makes a bundle which only its key vouches for."""
    shop = computer.with_keys_of("Shop")
    shop.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    return shop


@pytest.fixture
def line(shop: Computer) -> str:
    return (shop.folder / "shop/keys/signing_key.pub").read_text().strip()


def put_back(computer: Computer, line: str) -> None:
    """Somebody else puts the key into the record, and it comes here by Git."""
    record = computer.things / RECORD
    record.write_text(f'{record.read_text()}key = "{line}"\n')
    computer.git("commit", "-qam", "pushed from somewhere")


def pins(computer: Computer) -> str:
    return (computer.folder / "config/keys/signers.pin").read_text()


def test_undo_takes_back_at_once_what_was_accepted(computer: Computer, line: str) -> None:
    computer.ok("party", "set", "fix-it", f"key={line}")
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")
    computer.ok("undo")
    assert "fix-it-cameras" not in pins(computer)
    put_back(computer, line)
    assert computer.run("verify", "canon.zip").code == 10
    assert computer.run("doctor").code == 12
    computer.ok("key", "accept", "--yes")
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")


def test_undo_never_accepts_what_it_brings_back(computer: Computer, line: str) -> None:
    put_back(computer, line)
    (computer.things / RECORD).write_text((computer.things / RECORD).read_text().replace(f'key = "{line}"\n', ""))
    computer.ok("save", "--yes")
    computer.ok("undo")
    assert line in (computer.things / RECORD).read_text()
    assert computer.run("verify", "canon.zip").code == 10


Takes = Callable[["Computer", str], None]


def by_command(computer: Computer, line: str) -> None:
    computer.ok("party", "set", "fix-it", "key=")


def by_hand(computer: Computer, line: str) -> None:
    record = computer.things / RECORD
    record.write_text("".join(each for each in record.read_text().splitlines(True) if not each.startswith("key")))
    computer.git("commit", "-qam", "by hand")


def with_the_party(computer: Computer, line: str) -> None:
    text = (computer.things / RECORD).read_text()
    computer.git("rm", "-q", RECORD)
    computer.git("commit", "-qm", "away")
    (computer.things / RECORD).parent.mkdir(exist_ok=True)
    (computer.things / RECORD).write_text("".join(each for each in text.splitlines(True) if not each.startswith("key")))
    computer.git("add", RECORD)
    computer.git("commit", "-qm", "back without")


@pytest.mark.parametrize("take", [by_command, by_hand, with_the_party])
@pytest.mark.parametrize("looks_between", [True, False])
@pytest.mark.parametrize("rebase", ["true", "false"])
def test_a_second_computer_asks_about_a_key_that_the_first_took_back(
    take: Takes, rebase: str, computer: Computer, line: str, *, looks_between: bool
) -> None:
    computer.ok("party", "set", "fix-it", f"key={line}")
    shutil.copytree(computer.things, computer.folder / "there/things")
    shutil.copytree(computer.folder / "config", computer.folder / "there/config")
    there = replace(computer, folder=computer.folder / "there")
    bundle = str(computer.folder / "canon.zip")
    there.ok("key", "accept", "--yes")
    assert "signed by Fix-It Cameras" in there.ok("verify", bundle)
    there.ok("add", "Something of its own")

    def pull() -> None:
        there.git("pull", "-q", f"--rebase={rebase}", "--no-edit", str(computer.things), "main")

    take(computer, line)
    if looks_between:
        pull()
        assert there.run("verify", bundle).code == 10
    there.ok("add", "And more")
    put_back(computer, line)
    pull()
    assert line in (there.things / RECORD).read_text()
    for each in (computer, there):
        assert each.run("verify", bundle).code == 10
        assert each.run("doctor").code == 12
    there.ok("key", "accept", "--yes")
    there.ok("add", "Later")
    assert "signed by Fix-It Cameras" in there.ok("verify", bundle)


def test_a_change_elsewhere_that_is_older_than_the_key_takes_nothing_back(computer: Computer, line: str) -> None:
    computer.git("branch", "older")
    computer.ok("party", "set", "fix-it", f"key={line}")
    computer.git("worktree", "add", "-q", str(computer.folder / "old"), "older")
    record = computer.folder / "old" / RECORD
    record.write_text(record.read_text().replace("repairer", "seller"))
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qam", "another role"],
        cwd=computer.folder / "old",
        env=computer.environment,
        check=True,
    )
    computer.git("worktree", "remove", "--force", str(computer.folder / "old"))
    computer.git("merge", "-q", "--no-edit", "older")
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")


def test_keys_accepted_by_an_earlier_version_count_while_they_are_in_the_store(computer: Computer, line: str) -> None:
    computer.ok("party", "set", "fix-it", f"key={line}")
    (computer.folder / "config/keys/signers.seen").unlink()
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")
    by_hand(computer, line)
    assert computer.run("verify", "canon.zip").code == 10
