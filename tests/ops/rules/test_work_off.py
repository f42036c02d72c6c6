"""`due --run` works off rules of time: what was missed, in order, each thing once, whenever and wherever it is run."""

from __future__ import annotations

import datetime
import tomllib
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.ops.due.due import list_due
from talktag.ops.rules.new import new
from talktag.ops.rules.timed.work_off import run_all
from talktag.store import layout
from tests.kit.bench import NOW, make_bench

if TYPE_CHECKING:
    from tests.kit.bench import Bench
    from tests.ops.talk.conftest import Opener

ZONES = ("Europe/Madrid", "America/Sao_Paulo", "Pacific/Apia", "UTC")
DAY = datetime.timedelta(days=1)
ENDING = """\
format = 1
at = "2026-01-01 09:00"
every = "1 day"
match = ["product.warranty_days=30"]
[[do]]
kind = "due"
title = "{product.name}: {product.warranty}"
due = "2 weeks"
"""
DAILY = """\
format = 1
at = "2024-01-01 09:00"
every = "1 day"
match = ["slug=camera"]
[[do]]
kind = "look"
title = "{rule.name}"
"""
ASKS = """\
format = 1
at = "2026-03-01 09:00"
every = "1 week"
[[do]]
send = "fix-it"
title = "Open?"
[[do]]
notice = "Asked"
"""
WARRANTY = '[[warranties]]\nterm = "{}"\n'


def entries(bench: Bench, slug: str = "camera") -> list[dict[str, Any]]:
    return list(tomllib.loads(bench.text(layout.entries(slug)) or "entry = []")["entry"])


def titles(bench: Bench, slug: str = "camera") -> list[tuple[str, str]]:
    return [(str(each["date"]), each["title"]) for each in entries(bench, slug)]


def give_warranty(bench: Bench, path: str, end: str) -> None:
    bench.write(f"products/{path}.toml", bench.text(f"products/{path}.toml") + WARRANTY.format(end))


def test_each_product_is_reminded_of_on_its_day_and_once(bench: Bench) -> None:
    bench.write("rules/ending.toml", ENDING)
    give_warranty(bench, "l/lens", "2026-04-01")
    give_warranty(bench, "b/bicycle", "2026-04-02")
    ran = bench.do(run_all)
    assert [(slug, each.title) for slug, each in ran.data.done] == [
        ("camera", "Canon EOS 5D: 2026-03-02"),
        ("lens", "EF Lens: 2026-04-01"),
    ]
    assert ran.ahead == ()
    (made,) = entries(bench, "lens")
    assert made["cause"] == "20260302T090000Z-1000000000002"
    assert (made["auto"], made["rule"], str(made["due"])) == (True, "ending", "2026-03-16")
    again = bench.ask(run_all)
    assert (again.plan, again.effects, again.notices, again.data.done) == (None, (), (), ())
    bench.now += DAY
    assert [slug for slug, _ in bench.do(run_all).data.done] == ["bicycle"]


def test_what_was_missed_is_made_up_for_in_order_but_not_from_before_a_year(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    days = [day for day, _ in titles(bench)]
    assert (days[0], days[-1], len(days)) == ("2025-03-02", "2026-03-02", 366)
    bench.now += 400 * DAY
    bench.do(run_all)
    more = [day for day, _ in titles(bench)][366:]
    assert more == [str((NOW + number * DAY).date()) for number in range(1, 401)]


def test_what_was_missed_longer_than_a_thousand_days_ago_is_not_made_up_for(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    bench.now += 3_000 * DAY
    bench.do(run_all)
    assert len(titles(bench)) == 366 + 1_000


def test_a_note_and_nothing_else_is_kept_where_no_product_fits(bench: Bench) -> None:
    bench.write("rules/ending.toml", ENDING.replace("=30", "=3000"))
    outcome = bench.do(run_all)
    assert [each.path for each in outcome.plan.changes] == [layout.WORKED_OFF]
    assert outcome.stays_beside
    assert (outcome.notices, outcome.ahead, outcome.data.done) == ((), (), ())
    assert bench.ask(run_all).plan is None


def test_a_store_without_rules_has_no_note(bench: Bench) -> None:
    assert bench.ask(run_all).plan is None
    bench.write("rules/case.toml", 'format = 1\non = ["scan"]\n[[do]]\nnotice = "x"\n')
    assert bench.ask(run_all).plan is None


def test_a_broken_rule_is_named_and_made_up_for_once_it_is_mended(bench: Bench) -> None:
    bench.write("rules/broken.toml", DAILY.replace("every", "evry"))
    bench.write("rules/daily.toml", DAILY)
    outcome = bench.do(run_all)
    assert {(each.path, each.line, each.severity) for each in outcome.problems} == {("rules/broken.toml", 3, "warning")}
    assert {title for _, title in titles(bench)} == {"daily"}
    assert outcome.exit_code == 0
    bench.now += 2 * DAY
    bench.write("rules/broken.toml", DAILY)
    bench.do(run_all)
    assert [day for day, title in titles(bench) if title == "broken"][-3:] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert [day for day, title in titles(bench) if title == "daily"][-3:] == ["2026-03-02", "2026-03-03", "2026-03-04"]


def test_a_rule_whose_lookup_is_missing_is_made_up_for_once_that_is_there(bench: Bench) -> None:
    look = 'look = { table = "days", key = "{product.slug}" }\n[[do]]'
    bench.write("rules/daily.toml", DAILY.replace("[[do]]", look).replace("2024", "2026").replace("{rule", "{look"))
    assert [each.name for each in bench.do(run_all).problems] == ["no-lookup"]
    bench.now += DAY
    bench.write("lookups/days.csv", "slug,name\ncamera,Look\n")
    bench.do(run_all)
    assert len(titles(bench)) == 62
    assert titles(bench)[0] == ("2026-01-01", "Look")


def test_a_rule_that_is_changed_goes_on_from_where_it_was(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    before = titles(bench)
    bench.write("rules/daily.toml", DAILY.replace("09:00", "13:00").replace("{rule.name}", "Changed"))
    assert bench.ask(run_all).plan is None
    bench.now += datetime.timedelta(hours=2)
    bench.do(run_all)
    assert titles(bench) == [*before, ("2026-03-02", "Changed")]


def test_a_rule_that_is_taken_away_leaves_the_note(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.write("rules/other.toml", DAILY)
    bench.do(run_all)
    (bench.things / "rules/other.toml").unlink()
    bench.do(run_all)
    assert list(tomllib.loads(bench.text(layout.WORKED_OFF))["rules"]) == ["daily"]


def test_a_clock_that_was_wrong_once_keeps_no_rule_from_waking(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    bench.now += 900 * DAY
    bench.do(run_all)
    count = len(titles(bench))
    bench.now = NOW + DAY
    assert [each.path for each in bench.do(run_all).plan.changes] == [layout.WORKED_OFF]
    bench.write("rules/daily.toml", DAILY.replace("09:00", "10:00"))
    bench.now += DAY
    bench.do(run_all)
    assert len(titles(bench)) == count + 1


def test_a_clock_that_is_set_back_a_little_makes_nothing_twice(bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    count = len(titles(bench))
    bench.now -= datetime.timedelta(hours=20)
    assert bench.ask(run_all).plan is None
    bench.now += DAY
    assert bench.ask(run_all).plan is None
    bench.now += DAY
    bench.do(run_all)
    assert len(titles(bench)) == count + 1


@pytest.mark.parametrize("note", ["", "format = 1\n[rules]\ndaily = 3\n", "\x00", "format = 2\n"])
def test_a_note_that_does_not_hold_up_is_made_anew_and_nothing_is_made_twice(note: str, bench: Bench) -> None:
    bench.write("rules/daily.toml", DAILY)
    bench.do(run_all)
    before = titles(bench)
    bench.write(layout.WORKED_OFF, note)
    bench.now += DAY
    assert {each.path for each in bench.do(run_all).problems} == {layout.WORKED_OFF}
    assert titles(bench) == [*before, ("2026-03-03", "daily")]


def test_two_computers_make_the_same_entries_to_the_byte(bench: Bench, template: Path, tmp_path: Path) -> None:
    other = make_bench(template, tmp_path / "other")
    for each in (bench, other):
        each.write("rules/daily.toml", DAILY)
        each.write("rules/ending.toml", ENDING)
        each.do(run_all)
    other.now += DAY
    other.do(run_all)
    bench.now += DAY / 2
    bench.do(run_all)
    bench.now += DAY
    bench.do(run_all)
    assert bench.files[layout.entries("camera")] == other.files[layout.entries("camera")]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.integers(1, 60 * 24), max_size=6, unique=True), st.sampled_from(ZONES))
def test_any_split_of_time_into_runs_makes_the_same_logs(
    template: Path, tmp_path_factory: pytest.TempPathFactory, hours: list[int], zone: str
) -> None:
    folder = tmp_path_factory.mktemp("split")
    start = datetime.datetime(2026, 2, 20, 10, tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(datetime.UTC)
    logs = []
    for name, stops in (("parts", sorted(hours)), ("whole", [])):
        bench = make_bench(template, folder / name)
        bench.write("rules/ending.toml", ENDING.replace("=30", ":-10..30"))
        bench.write(
            "rules/monthly.toml", DAILY.replace("1 day", "1 month").replace("2024-01-01 09:00", "2024-01-31 02:30")
        )
        bench.write("rules/daily.toml", DAILY.replace("09:00", "02:30 Europe/Madrid").replace("1 day", "3 days"))
        for stop in (0, *stops, 60 * 24):
            bench.now = (start + datetime.timedelta(hours=stop)).astimezone(zoneinfo.ZoneInfo(zone))
            bench.do(run_all)
        logs.append({path: data for path, data in bench.files.items() if path.endswith("entries.toml")})
    assert logs[0] == logs[1]
    assert len(tomllib.loads(logs[0][layout.entries("camera")].decode())["entry"]) > 150


def test_what_is_about_nothing_lies_with_the_party_and_is_told(bench: Bench, opener: Opener) -> None:
    bench.write("rules/asks.toml", ASKS)
    outcome = bench.do(run_all)
    (said,) = tomllib.loads(bench.text("parties/fix-it/entries.toml"))["entry"]
    assert (said["to"], said["cause"], said["auto"], said["rule"]) == ("fix-it", "20260301T090000Z", True, "asks")
    assert said["id"] == f"{said['original']}-1"
    assert len(outcome.ahead) == 2
    assert outcome.ahead[1] == "rule asks: Asked"
    assert bench.ask(run_all).plan is None
    (bench.things / layout.WORKED_OFF).unlink()
    assert [each for each in bench.do(run_all).plan.changes if each.path != layout.WORKED_OFF] == []


def test_of_all_that_was_missed_five_messages_are_sent_at_once(bench: Bench, opener: Opener) -> None:
    bench.write("rules/asks.toml", ASKS.replace("2026-03-01", "2025-06-01"))
    outcome = bench.do(run_all)
    said = tomllib.loads(bench.text("parties/fix-it/entries.toml"))["entry"]
    assert [str(each["date"]) for each in said] == [f"2025-06-{day:02}" for day in (1, 8, 15, 22, 29)]
    assert [each.name for each in outcome.problems] == ["rule-stopped"]
    assert outcome.ahead.count("rule asks: Asked") == 40
    bench.now += 7 * DAY
    bench.do(run_all)
    assert len(tomllib.loads(bench.text("parties/fix-it/entries.toml"))["entry"]) == 6


def test_what_a_rule_of_time_writes_wakes_others(bench: Bench) -> None:
    bench.write("rules/ending.toml", ENDING)
    bench.write(
        "rules/then.toml", 'format = 1\non = ["due"]\nauto = true\n[[do]]\nkind = "case"\ntitle = "So: {entry.title}"\n'
    )
    bench.do(run_all)
    assert titles(bench) == [
        ("2026-01-31", "Canon EOS 5D: 2026-03-02"),
        ("2026-01-31", "So: Canon EOS 5D: 2026-03-02"),
    ]


def test_the_ready_rule_reminds_of_what_ends_within_a_month_and_of_nothing_else(bench: Bench) -> None:
    """The camera's ends today; that of the lens in 20 days, of the bicycle in 31; the radio is sold."""
    for path, end in (("l/lens", "2026-03-22"), ("b/bicycle", "2026-04-02"), ("r/radio", "2026-03-22")):
        give_warranty(bench, path, end)
    give_warranty(bench, "d/drill", "lifetime")
    bench.do(new, "ending", "warranty-ending")
    assert [slug for slug, _ in bench.do(run_all).data.done] == ["camera", "lens"]
    due = {(each.slug, str(each.date), each.title) for each in bench.ask(list_due).data.due.items if each.can_be_done}
    assert ("lens", "2026-03-06", "Look EF Lens over while it has a warranty, until 2026-03-22") in due
    bench.now += DAY
    assert [slug for slug, _ in bench.do(run_all).data.done] == ["bicycle"]
