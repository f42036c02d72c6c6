"""A store that other gits worked in: what they left behind or left out is told, with what to type, and that helps."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done


def findings(computer: Computer, *words: str) -> dict[str, str]:
    """What doctor finds, by name."""
    done = computer.run("doctor", "--json", *words)
    return {each["name"]: each["message"] for each in json.loads(done.out)["data"]["findings"]}


def leave(computer: Computer, name: str) -> None:
    path = computer.things / ".git" / name
    path.write_bytes(b"")
    os.utime(path, (10**9, 10**9))


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock", "index.lock"])
def test_a_lock_that_was_left_stops_a_change_and_doctor_takes_it_away(name: str, computer: Computer) -> None:
    leave(computer, name)
    before = computer.state
    for words in (["set", "trek", "place=cellar"], ["key", "rotate", "--yes"]):
        done = computer.run(*words)
        assert (done.code, computer.state == before) == (11, True)
        assert "left behind" in done.err or "left the lock" in done.err
        assert "talktag doctor --fix" in done.err
    assert list(findings(computer)) == ["left-lock"]
    assert computer.run("doctor", "--fix", "-n").code == 0
    assert list(findings(computer)) == ["left-lock"], "a dry run takes nothing away"
    computer.ok("doctor", "--fix")
    computer.ok("set", "trek", "place=cellar")
    computer.ok("doctor")


def test_what_is_to_be_typed_by_hand_helps_where_the_path_is_an_odd_one(computer: Computer) -> None:
    odd = computer.folder / "my $(touch ran) things"
    shutil.move(computer.things, odd)
    leave_in = odd / ".git/HEAD.lock"
    leave_in.write_bytes(b"")
    os.utime(leave_in, (10**9, 10**9))
    done = computer.run("--store", str(odd), "set", "trek", "place=cellar")
    typed = next(line.partition("by hand: ")[2] for line in done.err.splitlines() if "by hand: " in line)
    assert shlex.split(typed) == ["rm", str(leave_in)]
    subprocess.run(["sh", "-c", typed], cwd=computer.folder, check=True)
    assert not (computer.folder / "ran").exists()
    computer.ok("--store", str(odd), "set", "trek", "place=cellar")


@pytest.mark.parametrize("content", [b"", b"\0" * 41])
def test_a_branch_that_a_power_cut_left_empty_is_told_and_mended(content: bytes, computer: Computer) -> None:
    computer.ok("add", "Kettle")
    (computer.things / ".git/refs/heads/main").write_bytes(content)
    for words in (["log"], ["undo"], ["set", "trek", "place=cellar"]):
        done = computer.run(*words)
        assert done.code == 11, done.err
        assert 'the branch "refs/heads/main" cannot be read' in done.err
    assert [*findings(computer)] == ["broken-branch"], "what follows from it is not told besides"
    computer.ok("doctor", "--fix")
    computer.ok("doctor")
    assert "Add Kettle" in computer.ok("log")


def test_an_index_that_a_power_cut_left_empty_is_told_and_mended(computer: Computer) -> None:
    (computer.things / ".git/index").write_bytes(b"")
    computer.ok("set", "trek", "place=cellar")
    assert [*findings(computer)] == ["broken-index"]
    computer.ok("doctor", "--fix")
    computer.ok("doctor")


def test_a_lock_of_a_git_that_may_be_at_work_is_waited_for(computer: Computer) -> None:
    (computer.things / ".git/HEAD.lock").write_bytes(b"")
    done = computer.run("set", "trek", "place=cellar")
    assert done.code == 11
    assert "another git is at work in this store; try again in a minute" in done.err


def test_what_is_saved_on_no_branch_is_told_with_a_way_to_keep_it(computer: Computer) -> None:
    computer.git("checkout", "--quiet", "--detach")
    done = computer.run("set", "trek", "place=cellar")
    assert done.code == 0
    assert "notice: the store is on no branch" in done.err
    assert findings(computer)["detached"].endswith(f"git -C {computer.things} switch -c NAME")
    computer.git("switch", "--quiet", "-c", "kept")
    assert "no branch" not in computer.run("set", "trek", "place=attic").err
    computer.ok("doctor")


def clone(computer: Computer, *how: str) -> str:
    path = str(computer.folder / "clone")
    computer.git("clone", "--quiet", *how, f"file://{computer.things}", path)
    return path


def test_what_a_shallow_clone_has_not_got_is_told(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    path = clone(computer, "--depth", "1")

    def there(*words: str) -> Done:
        return computer.run("--store", path, *words)

    done = there("undo")
    assert done.code == 11
    assert 'what was before "Add Kettle" is not here' in done.err
    assert f"git -C {path} fetch --unshallow" in done.err
    assert there("add", "Toaster").code == 0
    assert there("undo").code == 0
    assert "shallow" in there("doctor").out
    computer.git("-C", path, "fetch", "--quiet", "--unshallow")
    assert "shallow" not in there("doctor").out
    assert there("undo").code == 0


def test_parents_that_are_made_up_hide_no_history_that_was_set_back(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    seen = computer.git("rev-parse", "HEAD").decode().strip()
    computer.git("reset", "--quiet", "--hard", "HEAD~1")
    computer.git("commit", "--quiet", "--allow-empty", "-m", "on")
    now = computer.git("rev-parse", "HEAD").decode().strip()
    (computer.things / ".git/info/grafts").write_text(f"{now} {seen}\n")
    assert computer.run("set", "trek", "place=cellar").code == 10
    assert {"grafts", "rewound"} <= findings(computer).keys()
