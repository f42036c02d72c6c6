"""`due --run`: what was missed is made up for in order, each thing once for ever, on every machine the same."""

from __future__ import annotations

import datetime
from pathlib import Path

from talktag.model.log.entry import read_entries
from talktag.ops.due.due import list_due
from talktag.ops.due.run import run_due
from talktag.store import layout
from tests.kit.bench import Bench, make_bench

SHARE = """\
format = 1
bundle = "b0000000000{number:02}"
product = "{product}"
party = "{party}"
date = 2025-01-01
until = {until}
{more}sequence = {number}
signed = "00"
sections = ["identity"]
"""


def give(
    bench: Bench, number: int, until: str, product: str = "c000000000001", more: str = "", party: str = "fix-it"
) -> None:
    text = SHARE.format(number=number, until=until, product=product, more=more, party=party)
    bench.write(f"shares/2025-01-01-camera-b0000000000{number:02}.toml", text)


def log(bench: Bench, slug: str = "camera") -> list[tuple[str, str, str | None]]:
    path = layout.entries(slug)
    found = read_entries(bench.text(path).encode(), path).value or ()
    return [(str(each.date), each.title, each.party) for each in found]


def test_what_was_missed_is_made_up_for_in_order_and_once(bench: Bench) -> None:
    for number, until in enumerate(("2026-02-20", "2025-06-01", "2026-03-01", "2026-03-02", "2027-01-01"), 1):
        give(bench, number, until)
    give(bench, 6, "2025-05-05", more="revoked = 2025-05-06\n")
    ran = bench.do(run_due).data
    assert [(str(each.date), slug) for slug, each in ran.done] == [
        ("2025-06-02", "camera"),
        ("2026-02-21", "camera"),
        ("2026-03-02", "camera"),
    ]
    title = "Time is up for Fix-It Cameras: ask to delete it with talktag revoke b000000000002"
    assert log(bench)[0] == ("2025-06-02", title, "fix-it")
    again = bench.ask(run_due)
    assert (again.plan, again.data.values(), again.notices) == (None, {"ran": []}, ())
    bench.now += datetime.timedelta(days=1)
    assert [str(each.date) for _, each in bench.do(run_due).data.done] == ["2026-03-03"]


def test_two_machines_make_the_same_entry(bench: Bench, template: Path, tmp_path: Path) -> None:
    other = make_bench(template, tmp_path / "other")
    other.now += datetime.timedelta(days=3, hours=1)
    for each in (bench, other):
        give(each, 1, "2026-02-20")
        each.do(run_due)
    assert bench.files[layout.entries("camera")] == other.files[layout.entries("camera")]


def test_what_is_noted_is_still_due_and_nothing_more_is(bench: Bench) -> None:
    give(bench, 1, "2026-02-20")
    before = [each.ident for each in bench.ask(list_due).data.due.items]
    bench.do(run_due)
    assert [each.ident for each in bench.ask(list_due).data.due.items] == before


def test_a_share_of_what_is_not_in_the_store_is_left_and_one_of_what_was_sold_is_not(bench: Bench) -> None:
    give(bench, 1, "2026-02-20", product="zzzzzzzzzzzzz")
    give(bench, 2, "2026-02-21", product="r000000000005", party="nobody-we-know")
    assert [slug for slug, _ in bench.do(run_due).data.done] == ["radio"]
    assert "nobody-we-know" in log(bench, "radio")[0][1]


def test_with_nothing_to_do_nothing_is_said(bench: Bench) -> None:
    outcome = bench.ask(run_due)
    assert (outcome.plan, outcome.notices, outcome.problems, outcome.effects) == (None, (), (), ())
