"""Two computers that go with one bare repository: what comes, what goes, what is joined."""

from __future__ import annotations

import json
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.two_computers import make_hub

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer
    from tests.kit.two_computers import Several

DRILL = "products/d/drill.toml"


def record(computer: Computer, path: str = DRILL) -> dict[str, Any]:
    return tomllib.loads((computer.things / path).read_text())


def titles(computer: Computer, slug: str = "drill") -> list[str]:
    path = computer.things / f"products/{slug[0]}/{slug}/entries.toml"
    return [each["title"] for each in tomllib.loads(path.read_text())["entry"]] if path.exists() else []


def head(computer: Computer) -> bytes:
    return computer.git("rev-parse", "HEAD")


def test_what_one_computer_did_comes_to_the_other_and_no_commit_is_made_of_it(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("add", "Bicycle")
    assert "1 change went" in desk.run("sync").err
    assert "1 change came" in laptop.run("sync").err
    assert head(desk) == head(laptop)
    assert "Bicycle" in laptop.ok("list")
    assert "nothing came, and nothing goes" in laptop.run("sync").err


def test_values_that_each_side_changed_stand_in_one_record(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar", "label+=tools")
    laptop.ok("set", "drill", "maker=Bosch", "label+=loud")
    two.sync_all()
    assert head(desk) == head(laptop)
    found = record(desk)
    assert (found["place"], found["maker"], sorted(found["labels"])) == ("cellar", "Bosch", ["loud", "tools"])


def test_entries_of_both_computers_stand_in_one_log(two: Several) -> None:
    desk, laptop = two.computers
    for computer, who in ((desk, "Bea"), (laptop, "Bruno")):
        computer.ok("party", "add", who)
        computer.ok("lend", "drill", "--to", who.lower())
        computer.ok("return", "drill")
    two.sync_all()
    assert two.trees == {desk.git("rev-parse", "HEAD^{tree}")}
    assert sorted(titles(desk)) == ["Came back", "Came back", "Lent to Bea", "Lent to Bruno"]


def test_a_dry_run_says_what_would_come_and_go_and_writes_no_file_and_no_branch(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("add", "Bicycle")
    desk.ok("sync")
    laptop.ok("set", "drill", "place=cellar")
    before, there = laptop.state, two.git("rev-parse", "main")
    done = laptop.run("sync", "--dry-run")
    assert (done.code, laptop.state, two.git("rev-parse", "main")) == (0, before, there)
    assert "Add Bicycle" in done.out
    assert "send 2 changes" in done.out
    assert "went" not in done.err
    said = json.loads(laptop.ok("sync", "--dry-run", "--json"))
    assert [each["subject"] for each in said["data"]["came"]] == ["Add Bicycle"]
    assert [each["effect"] for each in said["effects"]] == ["send-history"]


def test_a_value_that_both_changed_is_named_and_nothing_is_changed_until_somebody_decides(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar")
    desk.ok("sync")
    laptop.ok("set", "drill", "place=attic")
    before, there = laptop.state, two.git("rev-parse", "main")
    done = laptop.run("sync", "--yes")  # which answers no question of this kind
    assert (done.code, laptop.state, two.git("rev-parse", "main")) == (11, before, there)
    assert '"attic" here' in done.err
    assert '"cellar" there' in done.err
    assert "--prefer here" in done.err
    assert json.loads(laptop.run("sync", "--json").out)["status"] == "partial"


@pytest.mark.parametrize(("side", "place"), [("here", "attic"), ("there", "cellar")])
def test_a_side_that_is_preferred_decides_what_both_changed_and_nothing_else(
    side: str, place: str, two: Several
) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar", "maker=Bosch")
    desk.ok("sync")
    laptop.ok("set", "drill", "place=attic", "model=GSB")
    laptop.ok("sync", "--prefer", side)
    desk.ok("sync")
    found = record(desk)
    assert (found["place"], found["maker"], found["model"]) == (place, "Bosch", "GSB")
    assert head(desk) == head(laptop)


def test_a_sync_that_joined_is_not_taken_back_and_undo_takes_the_command_before(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "lamp", "place=cellar")
    desk.ok("sync")
    laptop.ok("set", "drill", "place=attic")
    laptop.ok("sync")
    joined = head(laptop).decode().strip()
    done = laptop.run("undo", joined)
    assert (done.code, "joined what two computers did" in done.err) == (6, True)
    assert "Set place of Drill" in laptop.ok("undo")
    assert "place" not in record(laptop)
    assert record(laptop, "products/l/lamp.toml")["place"] == "cellar"


def test_a_store_without_a_remote_says_how_to_name_one(computer: Computer) -> None:
    done = computer.run("sync")
    assert done.code == 4
    assert "talktag sync --remote URL" in done.err


def test_the_first_time_it_asks_before_anything_is_sent(computer: Computer, tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub.git")
    before = computer.state
    done = computer.run("sync", "--remote", str(hub))
    assert done.code == 2
    assert f"Send the store to {hub} for the first time?" in done.err
    assert computer.state == before
    assert not computer.git("remote")
    done = computer.run("sync", "--remote", str(hub), "--yes")
    assert done.code == 0
    assert "your secret keys are in no store" in done.err
    assert computer.git("remote", "-v").decode().split()[:2] == ["origin", str(hub)]
    assert subprocess.check_output(["git", "-C", str(hub), "rev-parse", "main"]) == head(computer)
    assert computer.run("doctor").code == 0
    assert computer.git("status", "--porcelain=v2", "--branch").decode().count("origin/main") == 1


def test_what_was_changed_by_hand_is_told_and_kept_as_a_commit_of_its_own_where_it_is_in_the_way(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar")
    desk.ok("sync")
    for name in ("drill", "lamp"):
        path = laptop.things / f"products/{name[0]}/{name}.toml"
        path.write_text(path.read_text() + 'model = "by hand"\n')
    done = laptop.run("sync")
    assert done.code == 0
    assert '"products/l/lamp.toml" was changed by hand and is not sent' in done.err
    assert f'"{DRILL}" was changed by hand before; that is kept as a commit of its own' in done.err
    assert (record(laptop)["model"], record(laptop)["place"]) == ("by hand", "cellar")
    assert laptop.git("status", "--porcelain").decode() == " M products/l/lamp.toml\n"
    laptop.ok("save", "--yes")
    two.sync_all()
    assert head(desk) == head(laptop)


def test_whoever_was_overtaken_fetches_once_more_and_sends_both(two: Several, tmp_path: Path) -> None:
    """The other computer comes first each time something is sent, three times over, by a hook of the repository."""
    desk, laptop = two.computers
    for number in range(3):
        laptop.ok("add", f"Thing {number}")
    commits = laptop.git("rev-list", "--reverse", "origin/main..main").decode().split()
    two.git("fetch", "--quiet", str(laptop.things), "main:refs/kept")
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    queue = tmp_path / "queue"
    queue.write_text("\n".join(commits) + "\n")
    wrapper.write_text(
        "#!/bin/bash\n"
        f'if [[ " $* " == *" push "* && -s {queue} ]]; then\n'
        f"  PATH=/usr/bin:/bin git --git-dir={two.hub} update-ref refs/heads/main $(head -n 1 {queue})\n"
        f"  sed -i 1d {queue}\n"
        'fi\nPATH=/usr/bin:/bin exec git "$@"\n'
    )
    wrapper.chmod(0o755)
    desk.ok("set", "drill", "place=cellar")
    done = desk.run("sync", env={"PATH": f"{wrapper.parent}:{desk.environment['PATH']}"})
    assert (done.code, queue.read_text()) == (0, "")
    assert "3 changes came" in done.err
    assert two.git("rev-parse", "main").encode() == head(desk)
    assert {"Thing 0", "Thing 1", "Thing 2"} <= {line.split("\t")[1] for line in desk.ok("list").splitlines()}


def test_a_commit_that_neither_side_has_files_of_is_no_hindrance(two: Several) -> None:
    """Both sides did the very same: the lines are joined, and no file changes."""
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar")
    laptop.ok("set", "drill", "place=attic")
    laptop.ok("set", "drill", "place=cellar")
    two.sync_all()
    assert head(desk) == head(laptop)
    assert desk.git("rev-list", "--count", "--merges", "HEAD") == b"1\n"


def test_a_path_that_is_typed_is_one_of_the_folder_where_it_is_typed(computer: Computer) -> None:
    hub = make_hub(computer.folder / "stick/hub.git")
    computer.ok("sync", "--remote", "stick/hub.git", "--yes")
    assert computer.git("config", "remote.origin.url").decode().strip() == str(hub)
    assert computer.run("sync", "--remote", "./stick/../stick/hub.git").code == 0  # which is the same place
