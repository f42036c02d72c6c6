"""Times for people are those of where they are; machines get UTC."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 0), ("XYZ-5", 5), ("XYZ+7", -7)])
def test_log_tells_the_local_time_and_json_tells_utc(computer: Computer, zone: str, hours: int) -> None:
    made = datetime.datetime.fromisoformat(computer.json("log", "--limit", "1")["data"]["commits"][0]["date"])
    assert made.utcoffset() == datetime.timedelta()
    local = made + datetime.timedelta(hours=hours)
    line = computer.run("log", "--limit", "1", env={"TZ": zone}).out
    assert line.split("\t")[1] == f"{local:%Y-%m-%d %H:%M}"


def test_the_rule_of_that_day_counts_and_not_todays(computer: Computer) -> None:
    zone = {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}
    for month, hour in (("01", "13:00"), ("07", "14:00")):
        date = f"2026-{month}-05T12:00:00Z"
        computer.write(f"things/remark-{month}.txt", "x")
        computer.git("add", ".")
        day = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
        type(computer)(computer.folder, {**computer.variables, **day}).git("commit", "-qm", f"month {month}")
        line = computer.run("log", "--limit", "1", env=zone).out
        assert line.split("\t")[1] == f"2026-{month}-05 {hour}"


def test_the_log_of_a_product_has_what_was_shared_of_it(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "--purpose", "crack", "-o", "c.zip", "--yes")
    assert "Share Canon EOS 5D Mark IV with Fix-It" in computer.ok("log", "canon", "--limit", "1")
    assert "Share" not in computer.ok("log", "trek")
