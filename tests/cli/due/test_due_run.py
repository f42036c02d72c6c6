"""`talktag due --run` as cron runs it: quiet, killed at any step, twice at once, with a key that nobody can unlock."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.talk.test_send_cut_short import on_stick, outbox, with_stick
from tests.kit.killing import RENAMES, killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

RUN = ("due", "--run")
WARRANTY = """\
format = 1
at = "{at}"
every = "1 day"
match = ["product.warranty=2026-03-02"]
[[do]]
kind = "look"
title = "{{product.name}}"
"""
NOTICE = 'format = 1\nat = "{at}"\n[[do]]\nnotice = "Look at the smoke\\n detectors"\n'
ASK = 'format = 1\nat = "{at}"\nmatch = ["name:canon"]\n[[do]]\nsend = "fix-it-cameras"\ntitle = "Any news of it?"\n'


def with_rule(computer: Computer, text: str, name: str = "some", at: str = "2026-11-01 09:00") -> Computer:
    computer.write(f"things/rules/{name}.toml", text.format(at=at))
    computer.ok("save", "--yes")
    return computer


def entries(computer: Computer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in computer.things.glob("products/c/*/entries.toml"):
        found += tomllib.loads(path.read_text())["entry"]
    return found


@pytest.fixture
def at(program: Callable[[str], str]) -> Callable[..., Any]:
    """Runs it while the clock and the zone are others."""
    faketime = program("faketime")
    return lambda computer, when, zone: computer.run(*RUN, env={"TZ": zone}, by=(faketime, "-f", f"@{when}"))


def test_with_nothing_to_do_it_says_nothing_at_all(computer: Computer) -> None:
    with_rule(computer, WARRANTY.replace("2026-03-02", "2020-01-01"))
    for _ in range(2):
        done = computer.run(*RUN)
        assert (done.code, done.out, done.err) == (0, "", "")
    assert computer.git("status", "--porcelain") == b""


def test_a_notice_is_one_line_and_told_once(computer: Computer) -> None:
    with_rule(computer, NOTICE)
    done = computer.run(*RUN)
    assert (done.code, done.out, done.err) == (0, "", "notice: rule some: Look at the smoke detectors\n")
    done = computer.run(*RUN)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_dry_run_shows_what_would_be_and_keeps_nothing(computer: Computer) -> None:
    with_rule(computer, WARRANTY, at="2026-11-27 09:00")
    before = computer.state
    document = computer.json(*RUN, "--dry-run")
    assert {each["title"] for each in document["data"]["ran"]} == {"Canon EOS 5D Mark IV"}
    assert "due/worked-off.toml" in str(document["plan"])
    assert computer.state == before
    assert not (computer.things / "due").exists()


def test_the_days_are_those_of_the_zone_and_each_is_worked_off_once(computer: Computer, at: Callable[..., Any]) -> None:
    """Clocks in Madrid went to summer on 29 March 2026, from two to three."""
    with_rule(computer, WARRANTY, at="2026-03-27 02:30")
    for when in ("2026-03-28 12:00:00", "2026-03-31 12:00:00", "2026-03-31 12:00:01"):
        assert at(computer, when, "Europe/Madrid").code == 0
    causes = [each["cause"].partition("-")[0] for each in entries(computer)]
    assert causes == [
        "20260327T013000Z",
        "20260328T013000Z",
        "20260329T010000Z",
        "20260330T003000Z",
        "20260331T003000Z",
    ]
    assert [str(each["date"]) for each in entries(computer)] == [f"2026-03-{day}" for day in range(27, 32)]


@pytest.mark.quick
def test_killed_at_any_step_it_makes_each_entry_and_each_message_once(computer: Computer) -> None:
    with_stick(computer)
    with_rule(computer, WARRANTY, at="2026-11-27 09:00")
    with_rule(computer, ASK, "ask", at="2026-11-28 09:00")
    found = set()
    for _ in killed_steps(computer, RUN, RENAMES):
        found.add(len(entries(computer)))
        computer.ok(*RUN)
        computer.ok("send")
        made = entries(computer)
        assert len(made) == len({each["id"] for each in made})
        assert [each["kind"] for each in made].count("message") == 1
        assert on_stick(computer) == [each["original"] for each in made if "to" in each]
        assert outbox(computer) == []
        assert computer.run("doctor").code == 0
    assert min(found) == 0
    assert max(found) > 1


def test_several_at_once_make_each_entry_once(computer: Computer) -> None:
    with_rule(computer, WARRANTY, at="2026-11-20 09:00")
    words = [sys.executable, "-m", "talktag", *RUN]
    running = [
        subprocess.Popen(words, cwd=computer.folder, env=computer.environment, stderr=subprocess.PIPE) for _ in range(4)
    ]
    for each in running:
        _, err = each.communicate()
        assert each.returncode == 0, err
    made = [each["id"] for each in entries(computer)]
    assert len(made) >= 9
    assert len(set(made)) == len(made)
    assert computer.git("log", "--format=%s", "--grep=Talktag-Command: due").decode().count("\n") == 1


def test_where_nobody_can_unlock_the_key_the_rest_is_done_and_the_message_goes_later(
    sealed_computer: Computer,
) -> None:
    with_stick(sealed_computer)
    with_rule(sealed_computer, ASK, "ask", at="2026-11-28 09:00")
    with_rule(sealed_computer, WARRANTY, at="2026-11-28 09:00")
    done = sealed_computer.run(*RUN)
    assert done.code == 0, done.err
    kinds = [each["kind"] for each in entries(sealed_computer)]
    assert kinds
    assert set(kinds) == {"look"}
    assert "once your key can be used" in done.err
    again = sealed_computer.run(*RUN)
    assert again.code == 0, again.err
    assert "wait" in again.err
    sealed_computer.ok(*RUN, "--passphrase-file", "words")
    assert [each["title"] for each in entries(sealed_computer) if each["kind"] == "message"] == ["Any news of it?"]
    assert len(on_stick(sealed_computer)) == 1
    assert sealed_computer.ok(*RUN, "--passphrase-file", "words") == ""


def test_two_computers_that_are_joined_have_each_entry_once(computer: Computer) -> None:
    with_rule(computer, WARRANTY, at="2026-11-25 09:00")
    store, other = computer.things, computer.folder / "other"
    computer.git("clone", "-q", str(store), str(other))
    computer.ok(*RUN)
    done = computer.run("--store", str(other), *RUN)
    assert done.code == 0, done.err
    assert len(entries(computer)) >= 4
    computer.git("pull", "-q", "--no-rebase", "--no-edit", str(other), "HEAD")
    ids = [each["id"] for each in computer.json("entry", "canon")["data"]["entries"]]
    assert len(ids) == len(set(ids))
    assert computer.run("doctor").code == 0


def test_what_was_taken_back_is_not_made_again(computer: Computer) -> None:
    with_rule(computer, WARRANTY, at="2026-11-27 09:00")
    computer.ok(*RUN)
    assert entries(computer)
    computer.ok("undo")
    assert entries(computer) == []
    assert computer.ok(*RUN) == ""
    assert entries(computer) == []
