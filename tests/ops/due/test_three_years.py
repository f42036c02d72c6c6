"""What is due, looked at on eleven days of three years, is what a table made by hand says, wherever the owner is."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.model.due.due_item import what_is_due
from talktag.ops.due.due import list_due
from tests.kit.bench import Bench, make_bench
from tests.ops.due.three_years import TABLE, house_on, moment_of

Row = tuple[str, int | None, str, str]


def bench_at(template: Path, folder: Path, moment: str, zone: str) -> Bench:
    now = moment_of(moment, zone)
    bench = make_bench(template, folder, house_on(now.date()))
    bench.now = now
    return bench


@pytest.mark.parametrize(("moment", "zone", "expected"), TABLE, ids=[f"{moment} {zone}" for moment, zone, _ in TABLE])
def test_what_is_due_is_what_the_table_says(
    moment: str, zone: str, expected: tuple[Row, ...], template: Path, tmp_path: Path
) -> None:
    data = bench_at(template, tmp_path / "bench", moment, zone).ask(list_due).data
    rows = [
        (str(each.date or ""), each.days(data.today), what_is_due(each, data.due.parties.get(each.party)), each.slug)
        for each in data.due.items
    ]
    assert rows == list(expected)


def test_what_a_thing_is_called_never_changes_over_the_years(template: Path, tmp_path: Path) -> None:
    names: dict[tuple[str, str], set[str]] = {}
    for number, (moment, zone, _) in enumerate(TABLE):
        data = bench_at(template, tmp_path / str(number), moment, zone).ask(list_due, within="20y").data
        idents = [each.ident for each in data.due.items]
        assert len(idents) == len(set(idents))
        for each in data.due.items:
            names.setdefault((each.slug, each.title), set()).add(each.ident)
    assert {key: len(found) for key, found in names.items()} == dict.fromkeys(names, 1)
    assert len({ident for found in names.values() for ident in found}) == len(names) == 11
