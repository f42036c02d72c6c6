"""The person's hook: told of each commit, bounded, never a store's, and without a say in what was saved."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

TELL = 'cat > "$HOME/told.json"; env > "$HOME/env"; pwd > "$HOME/where"'


def set_hook(computer: Computer, script: str, seconds: int = 60) -> Path:
    program = computer.write("bin/hook", f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    computer.ok("config", f"hook={program}", f"hook_seconds={seconds}")
    return program


def test_it_is_handed_what_json_would_print_and_where_the_store_is(computer: Computer) -> None:
    set_hook(computer, TELL)
    done = computer.run("set", "trek", "place=attic")
    assert (done.code, "notice" in done.err) == (0, False)
    told = json.loads((computer.folder / "told.json").read_text("utf-8"))
    assert (told["command"], told["status"], told["data"]["slug"]) == ("set", "ok", "trek-domane-al-2")
    assert told["commit"] == computer.git("rev-parse", "HEAD").decode().strip()
    variables = (computer.folder / "env").read_text("utf-8").splitlines()
    assert f"TALKTAG_STORE={computer.things}" in variables
    assert (computer.folder / "where").read_text("utf-8").strip() == str(computer.folder / "config")


@pytest.mark.parametrize("words", [("list",), ("set", "trek", "place=attic", "-n"), ("set", "nothing", "place=attic")])
def test_it_is_not_run_where_nothing_is_committed(words: tuple[str, ...], computer: Computer) -> None:
    set_hook(computer, TELL)
    computer.run(*words)
    assert not (computer.folder / "told.json").exists()


@pytest.mark.parametrize(
    ("flags", "variables"), [(("--no-hook",), {}), ((), {"TALKTAG_NO_HOOK": "1"}), ((), {"TALKTAG_IN_HOOK": "1"})]
)
def test_it_is_switched_off_by_a_flag_and_by_variables(
    flags: tuple[str, ...], variables: dict[str, str], computer: Computer
) -> None:
    set_hook(computer, TELL)
    assert computer.run("set", "trek", "place=attic", *flags, env=variables).code == 0
    assert not (computer.folder / "told.json").exists()


def test_a_hook_that_runs_talktag_is_not_run_by_that(computer: Computer) -> None:
    set_hook(computer, 'cat > /dev/null; echo x >> "$HOME/count"; talktag set trek quantity=2 --json > "$HOME/inner"')
    talktag = computer.write("bin/talktag", f'#!/bin/sh\nexec "{os.sys.executable}" -P -m talktag "$@"\n')  # type: ignore[attr-defined]
    talktag.chmod(0o755)
    path = f"{computer.folder / 'bin'}:{os.environ['PATH']}"
    assert computer.run("set", "trek", "place=attic", env={"PATH": path}).code == 0
    assert json.loads((computer.folder / "inner").read_text("utf-8"))["commit"]
    assert (computer.folder / "count").read_text("utf-8") == "x\n"


def test_its_failure_is_a_notice_and_what_was_saved_is_saved(computer: Computer) -> None:
    set_hook(computer, "echo 'no network\033[2J' >&2; exit 3")
    done = computer.run("set", "trek", "place=attic")
    assert done.code == 0
    assert "notice: hook: no network\\x1b[2J\n" in done.err
    assert "notice: the hook ended with 3; what was saved is saved\n" in done.err
    assert computer.json("show", "trek")["data"]["place"] == "attic"


def test_one_that_takes_too_long_is_ended_with_all_that_it_started(computer: Computer) -> None:
    set_hook(computer, 'sleep 1000 & echo $! > "$HOME/child"; echo begun; sleep 1000', seconds=1)
    done = computer.run("set", "trek", "place=attic")
    assert done.code == 0
    assert "notice: hook: begun\n" in done.err
    assert "took more than 1 seconds, and was ended" in done.err
    child = int((computer.folder / "child").read_text("utf-8"))
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


def test_what_it_leaves_running_is_not_waited_for(computer: Computer) -> None:
    set_hook(computer, 'sleep 1000 & echo $! > "$HOME/child"; echo ready')
    done = computer.run("set", "trek", "place=attic")
    os.kill(int((computer.folder / "child").read_text("utf-8")), signal.SIGKILL)  # it was there still
    assert (done.code, "notice: hook: ready\n" in done.err) == (0, True)


def test_ctrl_c_ends_the_hook_and_nothing_that_was_saved(computer: Computer) -> None:
    set_hook(computer, 'echo > "$HOME/begun"; exec sleep 1000', seconds=600)
    screen = computer.terminal("set", "trek", "place=attic").until("saved as")
    while not (computer.folder / "begun").exists():
        pass
    done = screen.interrupt().end()
    assert done.code == 0, done.out
    assert "was interrupted, and ended" in done.out


def test_what_it_says_is_bounded(computer: Computer) -> None:
    set_hook(computer, "cat > /dev/null; head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 70")
    done = computer.run("set", "trek", "place=attic")
    assert done.code == 0
    assert len(done.err) < 4000
    assert "notice: hook: …\n" in done.err


def test_one_that_reads_nothing_of_a_long_answer_does_no_harm(computer: Computer) -> None:
    set_hook(computer, "exit 0")
    long = [f"--field=f{number}={'x' * 1000}" for number in range(100)]
    done = computer.run("add", "Lamp", *long)
    assert (done.code, "notice" in done.err) == (0, False)


def test_a_hook_that_a_store_brings_along_is_refused_and_never_runs(computer: Computer) -> None:
    ran = computer.folder / "ran"
    settings = computer.things / "talktag.toml"
    settings.write_text(f'hook = ["touch", "{ran}"]\n{settings.read_text("utf-8")}', "utf-8")
    done = computer.run("set", "trek", "place=attic")
    assert done.code == 0, done.err
    assert not ran.exists()
    refused = computer.run("doctor")
    assert (refused.code, "not-in-a-store" in refused.out) == (12, True)


@pytest.mark.parametrize("way", ["path", "name"])
def test_a_program_in_the_store_is_never_run(way: str, computer: Computer) -> None:
    program = computer.write("things/files/hook", f"#!/bin/sh\ntouch {computer.folder}/ran\n")
    program.chmod(0o755)
    computer.ok("config", f"hook={program if way == 'path' else 'hook'}")
    done = computer.run("set", "trek", "place=attic", env={"PATH": f"{program.parent}:{os.environ['PATH']}"})
    assert done.code == 0
    assert "there is no such program; nothing was run" in done.err
    assert not (computer.folder / "ran").exists()


def test_doctor_tells_of_a_hook_that_is_not_there(computer: Computer) -> None:
    computer.ok("config", "hook=no-such-program-anywhere")
    done = computer.run("doctor")
    assert (done.code, "no-program" in done.out) == (12, True)
