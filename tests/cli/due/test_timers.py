"""What the how-to page gives to cron, systemd and launchd is taken by them, and runs what it says."""

from __future__ import annotations

import plistlib
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.computer import TALKTAG

if TYPE_CHECKING:
    from tests.kit.computer import Computer

PAGE = (Path(__file__).parents[3] / "docs/how-to/be-reminded.md").read_text("utf-8")
NOTICE = 'format = 1\nat = "2026-11-01 09:00"\n[[do]]\nnotice = "Smoke detectors"\n'


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def with_program(computer: Computer) -> dict[str, str]:
    """The computer with talktag where the page says that it is, and the store in its home."""
    program = computer.folder / ".local/bin/talktag"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {" ".join(TALKTAG)} "$@"\n')
    program.chmod(0o755)
    computer.write("things/rules/smoke.toml", NOTICE)
    path = f"{program.parent}:{computer.environment['PATH']}"
    return {**computer.environment, "HOME": str(computer.folder), "PATH": path}


def units(folder: Path) -> list[str]:
    names = ["talktag.service", "talktag.timer"]
    for name, text in zip(names, blocks("ini"), strict=True):
        (folder / name).write_text(text)
    return names


def verified(computer: Computer, folder: Path, names: list[str], program: Callable[[str], str]) -> tuple[int, str]:
    """What systemd says of units, as those of a person."""
    environment = {**with_program(computer), "XDG_RUNTIME_DIR": str(folder)}
    words = [program("systemd-analyze"), "verify", "--user", "--man=no", *names]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, "\n".join(line for line in done.stderr.splitlines() if "talktag" in line)


def test_systemd_takes_both_units_and_would_run_it_daily(
    computer: Computer, program: Callable[[str], str], tmp_path: Path
) -> None:
    assert verified(computer, tmp_path, units(tmp_path), program) == (0, "")
    (when,) = re.findall(r"^OnCalendar=(.+)$", PAGE, flags=re.MULTILINE)
    words = [program("systemd-analyze"), "calendar", "--iterations=3", when]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    assert re.findall(r"(\d\d:\d\d:\d\d)", told.stdout).count("07:00:00") >= 3, told.stdout


def test_systemd_refuses_what_is_wrong(computer: Computer, program: Callable[[str], str], tmp_path: Path) -> None:
    """Or the test above would tell nothing."""
    service, timer = units(tmp_path)
    for name, right, wrong in ((timer, "*-*-* 07:00", "dayly"), (service, "ExecStart=", "ExecStart=/nowhere")):
        text = (tmp_path / name).read_text()
        (tmp_path / name).write_text(text.replace(right, wrong))
        _, said = verified(computer, tmp_path, [name], program)
        assert name in said
        (tmp_path / name).write_text(text)


def command_of_service() -> str:
    (line,) = re.findall(r"^ExecStart=(.+)$", PAGE, flags=re.MULTILINE)
    return str(line).replace("%h", "$HOME")


def command_of_cron() -> str:
    line = blocks("text")[-1].splitlines()[0]
    fields = line.split(maxsplit=5)
    assert [each.isdigit() or each == "*" for each in fields[:5]] == [True] * 5
    return fields[5]


def command_of_launchd() -> str:
    (text,) = blocks("xml")
    listed = plistlib.loads(text.encode())
    assert listed["StartCalendarInterval"] == {"Hour": 7, "Minute": 0}
    return " ".join(each.replace("/Users/ana", "$HOME") for each in listed["ProgramArguments"])


@pytest.mark.parametrize("command", [command_of_service, command_of_cron, command_of_launchd])
def test_what_they_run_tells_a_line_and_then_nothing(computer: Computer, command: Callable[[], str]) -> None:
    environment = with_program(computer)
    for expected in ("notice: rule smoke: Smoke detectors\n", ""):
        words = ["sh", "-c", command()]
        done = subprocess.run(words, cwd=computer.folder, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", expected)
