"""The calendar in the hands of other programs: khal, vdirsyncer, a CalDAV server. They double nothing and lose nothing.

What is ticked off on the server, as by a phone, comes back as an entry.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest

from tests.cli.due.calendar_server import PROGRAMS, CalendarServer, calendar_server

if TYPE_CHECKING:
    from tests.kit.computer import Computer

ENTRIES = """\
entry = [
  {id = "e1", date = 2026-01-01, kind = "service", title = "Öl the chain; twice, well", every = ["6 months"]},
  {id = "e2", date = 2026-01-01, kind = "due", title = "Renew", due = 2026-05-01},
]
"""


@pytest.fixture
def things(computer: Computer) -> Computer:
    """A camera under warranty, and a bicycle with things to do."""
    computer.write("things/products/t/trek-domane-al-2/entries.toml", ENTRIES)
    computer.ok("save", "--yes")
    return computer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path / "server") as running:
        yield running


def khal(folder: Path, *words: str) -> str:
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[things]]\npath = {folder}/khal/things\n[sqlite]\npath = {folder}/khal.db\n[locale]\n"
        "local_timezone = Europe/Madrid\ndefault_timezone = Europe/Madrid\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    (folder / "khal/things").mkdir(parents=True, exist_ok=True)
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    command = [str(PROGRAMS / "khal"), "-c", str(config), *words]
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout


def listed(folder: Path) -> Sequence[str]:
    """The events that khal lists, a day and a summary a line."""
    lines = khal(folder, "list", "--day-format", "", "--format", "{start-date} {title}", "2026-01-01", "9000d")
    return [line for line in lines.splitlines() if line.strip()]


def test_khal_shows_each_event_on_its_day_and_reading_again_changes_and_doubles_nothing(things: Computer) -> None:
    things.ok("due", "--ics", "a.ics")
    for _ in range(2):
        khal(things.folder, "import", "--batch", "-a", "things", str(things.folder / "a.ics"))
        assert listed(things.folder) == [
            "2026-03-02 Canon EOS 5D Mark IV: warranty ends",
            "2026-05-01 Trek Domane AL 2: Renew",
            "2026-07-01 Trek Domane AL 2: Öl the chain; twice, well",
        ]
    things.ok("set", "canon", "warranty=36 months")
    things.ok("due", "--ics", "a.ics", "--yes")
    khal(things.folder, "import", "--batch", "-a", "things", str(things.folder / "a.ics"))
    days = {line for line in listed(things.folder) if "Canon" in line}
    assert days == {"2027-03-02 Canon EOS 5D Mark IV: warranty ends"}


def test_what_is_ticked_off_on_a_server_comes_back_and_the_next_one_goes_out(
    things: Computer, server: CalendarServer
) -> None:
    file = str(server.file)
    things.ok("due", "--ics", file)
    server.sync()
    first = server.parts()
    assert len(first) == 5  # three events, two tasks
    assert sum(b"TRIGGER:-P13DT15H" in each for each in first.values()) == 3
    tasks = {str(each["SUMMARY"]): str(each["UID"]) for data in first.values() for each in _tasks(data)}
    server.tick_off(tasks["Trek Domane AL 2: Öl the chain; twice, well"], "20260801T120000Z")
    server.sync()
    taken = things.ok("due", "--done-from", file)
    assert taken.splitlines() == ["2026-08-01\tÖl the chain; twice, well\ttrek-domane-al-2\tTrek Domane AL 2"]
    assert things.json("show", "trek")["data"]["standing"]["due"] == "2026-05-01"
    things.ok("due", "--ics", file, "--yes")
    server.sync()
    last = server.parts()
    assert set(last) == set(first)
    due = {
        str(each["UID"]): (str(each.decoded("DUE")), str(each["STATUS"])) for d in last.values() for each in _tasks(d)
    }
    assert due[tasks["Trek Domane AL 2: Öl the chain; twice, well"]] == ("2027-02-01", "NEEDS-ACTION")
    things.ok("due", "--ics", file, "--yes")
    server.sync()
    assert server.parts() == last
    assert things.run("due", "--done-from", file).err == "notice: nothing of talktag is marked done in it\n"


def _tasks(data: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(data).walk("VTODO")


def test_a_calendar_into_a_pipe_is_the_calendar_alone(things: Computer) -> None:
    done = things.run("due", "--ics", "-")
    assert (done.code, done.err) == (0, "")
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert things.run("due", "--ics", "-", "--json").code == 2


def test_what_does_not_go_together_is_named(things: Computer) -> None:
    for line in (
        ["--ics", "a.ics", "--run"],
        ["--run", "x"],
        ["--done-from", "a", "--within", "1d"],
        ["--alarm", "1d"],
    ):
        assert things.run("due", *line).code == 2, line
    assert things.run("due", "--done-from", "nothing.ics").code == 4


def test_taking_is_shown_before_and_asked_of_nobody(things: Computer) -> None:
    things.ok("due", "--ics", "a.ics")
    ticked = things.write("b.ics", (things.folder / "a.ics").read_bytes().replace(b"NEEDS-ACTION", b"COMPLETED"))
    before = things.state
    planned = things.json("due", "--done-from", str(ticked), "--dry-run")
    assert [each["action"] for each in planned["plan"]["changes"]] == ["write"]
    assert things.state == before
    done = things.run("due", "--done-from", "-", stdin=ticked.read_bytes())
    assert (done.code, len(done.out.splitlines())) == (0, 2)
    again = things.run("due", "--done-from", "b.ics")
    assert (again.out, again.err) == ("", "notice: 2 taken before\n")
