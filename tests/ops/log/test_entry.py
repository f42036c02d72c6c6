"""The log written by hand: what is entered, what is refused and why, what is taken back. Decisions alone."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.log.entry import list_entries, withdraw, write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.upkeep.doctor.doctor import doctor

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]


def log(bench: Bench, slug: str = "bicycle") -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(f"products/{slug[0]}/{slug}/entries.toml")).get("entry", [])]


def enter(bench: Bench, *services: str, **said: Any) -> Any:
    """Write a service, or what is said, on the bicycle's log; a second later each time."""
    bench.now += datetime.timedelta(seconds=1)
    kinds = {name: said.pop(name) for name in ("message", "claim", "link", "check", "due_task") if name in said}
    kinds = {{"due_task": "due"}.get(name, name): titles for name, titles in kinds.items()}
    if services:
        kinds["service"] = services
    kinds |= said.pop("said", {})
    return bench.do(write_entries, EntryRequest("bicycle", kinds, **said))


def dues(bench: Bench) -> list[tuple[str, str]]:
    return [(each.title, each.when()) for each in bench.ask(list_entries, "bicycle").data.dues]


def test_what_came_back_is_a_cost_below_nothing_and_no_odd_value(bench: Bench) -> None:
    enter(bench, "chain paid back in part", cost="-15,50")
    (line,) = log(bench)
    assert line["cost"] == "-15.50 EUR"
    assert not [each for each in bench.ask(doctor, fix=False).data.findings if each.name == "odd-value"]


def test_all_that_is_said_stands_in_one_line_of_the_log(bench: Bench) -> None:
    enter(
        bench,
        "changed the oil",
        cost="40",
        date="2026-02-28",
        due="6m",
        every=["6m", "10.000 km"],
        meter=["km=41250", "hours=12,5"],
        party="fix",
        text="with\nfilter",
    )
    (line,) = log(bench)
    assert {key: line[key] for key in line.keys() - {"id", "recorded"}} == {
        "kind": "service",
        "title": "changed the oil",
        "text": "with\nfilter",
        "date": datetime.date(2026, 2, 28),
        "cost": "40.00 EUR",
        "due": datetime.date(2026, 8, 28),
        "every": ["6 months", "10000 km"],
        "meter": {"km": 41250, "hours": 12.5},
        "party": "fix-it",
    }
    assert bench.text("products/b/bicycle/entries.toml").count("\n") == 3


def test_several_entries_are_one_command_in_a_fixed_order_and_the_first_has_what_belongs_to_one(bench: Bench) -> None:
    enter(bench, "brakes", "chain", message=["called"], cost="40 EUR", date="yesterday", party="bruno")
    lines = log(bench)
    assert [(each["title"], each.get("cost")) for each in lines] == [
        ("brakes", "40.00 EUR"),
        ("chain", None),
        ("called", None),
    ]
    assert {(str(each["date"]), each["party"]) for each in lines} == {("2026-03-01", "bruno")}
    assert sorted(each["recorded"] for each in lines) == [each["recorded"] for each in lines]
    assert len({each["recorded"] for each in lines}) == 3
    assert [each.title for each in bench.ask(list_entries, "bicycle").data.entries] == ["brakes", "chain", "called"]


def test_a_service_done_late_counts_from_when_it_was_done(bench: Bench) -> None:
    enter(bench, "oil", date="2025-01-10", every=["6m"])
    assert dues(bench) == [("oil", "2025-07-10")]
    enter(bench, "OIL", date="2025-09-30")
    assert dues(bench) == [("oil", "2026-03-30")]


def test_what_is_due_after_a_length_counts_from_the_day_of_the_entry_and_a_word_from_today(bench: Bench) -> None:
    enter(bench, "oil", date="2026-01-31", due="1m")
    assert log(bench)[-1]["due"] == datetime.date(2026, 2, 28)
    enter(bench, "oil", date="2026-01-31", due="tomorrow")
    assert log(bench)[-1]["due"] == datetime.date(2026, 3, 3)


def test_never_ends_what_comes_again_and_nothing_else(bench: Bench, refused: Refused) -> None:
    enter(bench, "oil", every=["6m"])
    assert refused(bench, write_entries, EntryRequest("bicycle", {"service": ["tyres"]}, every=["never"])) == (
        'nothing called "tyres" comes again, so it cannot end'
    )
    enter(bench, "oil", every=["never"])
    assert dues(bench) == []


def test_what_is_done_is_named_by_its_title_a_part_of_it_or_its_id(bench: Bench, refused: Refused) -> None:
    enter(bench, due_task=["renew the insurance"], due="2027-01-01", every=["1y"])
    enter(bench, due_task=["renew the licence"], due="2026-06-01")
    assert refused(bench, write_entries, EntryRequest("bicycle", done="renew")).startswith('"renew" fits 2 things')
    assert refused(bench, write_entries, EntryRequest("bicycle", done="tax")).startswith('nothing like "tax" is due')
    enter(bench, done=log(bench)[1]["id"][:6])
    assert dues(bench) == [("renew the insurance", "2027-01-01")]
    enter(bench, done="INSUR", date="2026-03-01")
    assert dues(bench) == [("renew the insurance", "2027-03-01")]
    assert [each["kind"] for each in log(bench)] == ["due", "due", "done", "done"]


def test_an_entry_of_another_kind_may_be_what_does_it(bench: Bench) -> None:
    enter(bench, due_task=["replace the pads"], due="2026-06-01")
    enter(bench, "new pads", done="pads", cost="12 EUR")
    assert dues(bench) == []
    assert log(bench)[-1]["cause"] == log(bench)[0]["id"]
    assert len(log(bench)) == 2


def test_a_meter_alone_is_a_reading(bench: Bench) -> None:
    enter(bench, meter=["km=41250", "hours=7"])
    (line,) = log(bench)
    assert (line["kind"], line["title"], line["meter"]) == ("reading", "km 41250, hours 7", {"km": 41250, "hours": 7})


@pytest.mark.parametrize(
    ("date", "shown", "why"),
    [
        ("2026-02-01", "41000", "km 41000 is less than 42000, which it showed on 2026-02-01"),
        ("2026-01-10", "41000", "km 41000 is less than 41250, which it showed on 2026-01-10"),
        ("2026-01-20", "43000", "km 43000 is more than 42000, which it showed on 2026-02-01"),
        ("2025-12-31", "41251", "km 41251 is more than 41250, which it showed on 2026-01-10"),
        ("2026-01-20", "41.500", None),
        ("2026-01-20", "41.100", "km may be 41100 or 41.1"),
        ("2026-01-20", "41250", None),
        ("2026-02-01", "42000", None),
        ("2025-12-31", "0", None),
        ("2025-12-31", "1.500", "km may be 1500 or 1.5"),
    ],
)
def test_a_meter_only_goes_up_in_the_order_of_the_days(
    bench: Bench, refused: Refused, date: str, shown: str, why: str | None
) -> None:
    enter(bench, meter=["km=41250"], date="2026-01-10")
    enter(bench, meter=["km=42000"], date="2026-02-01")
    request = EntryRequest("bicycle", meter=[f"KM={shown}"], date=date)
    if why is None:
        bench.do(write_entries, request)
        assert "KM" not in log(bench)[-1]["meter"]
    else:
        assert refused(bench, write_entries, request).startswith(f"meter: {why}")
        assert len(log(bench)) == 2


def test_a_meter_that_was_set_back_may_show_less_and_goes_up_from_there(bench: Bench, refused: Refused) -> None:
    enter(bench, meter=["km=41250"])
    enter(bench, meter=["km=3"], reset=True)
    assert refused(bench, write_entries, EntryRequest("bicycle", meter=["km=2"]))
    enter(bench, meter=["km=4"])
    listed = bench.ask(list_entries, "bicycle").data.values()
    assert (listed["meters"], listed["used"]) == ({"km": 4}, {"km": {"total": 41251, "years": {"2026": 1}}})
    assert [each.get("reset") for each in log(bench)] == [None, ["km"], None]


@pytest.mark.parametrize(
    ("typed", "meter", "title"),
    [
        ("km=12000", {"km": 12000}, "km 12000"),
        ("KM = 12.500,5", {"km": 12500.5}, "km 12500.5"),
        ("km 12000", {"km": 12000}, "km 12000"),
        ("12000 km", {"km": 12000}, "km 12000"),
        ("kWh=0,5", {"kWh": 0.5}, "kWh 0.5"),
        ("shots 700", {}, "shots 700"),
        ("shutter count 18342", {}, "shutter count 18342"),
        ("mode=auto", {}, "mode=auto"),
    ],
)
def test_a_reading_is_of_a_meter_where_it_says_so_and_else_words(
    bench: Bench, typed: str, meter: dict[str, float], title: str
) -> None:
    enter(bench, meter=["km=11000"])
    made = enter(bench, said={"reading": [typed]}).notices
    assert (log(bench)[-1].get("meter", {}), log(bench)[-1]["title"]) == (meter, title)
    assert ("shots=700" in str(made)) is (typed == "shots 700")


def test_a_reading_beside_a_service_is_a_meter_of_that_service(bench: Bench) -> None:
    enter(bench, said={"reading": ["km=12000", "h=7", "tyres at 2.5 bar"], "service": ["oil"]})
    assert [(each["kind"], each["title"], each.get("meter")) for each in log(bench)] == [
        ("service", "oil", {"km": 12000, "h": 7}),
        ("reading", "tyres at 2.5 bar", None),
    ]


@pytest.mark.parametrize("typed", ["km=-5", "km=1e999", "km=0x10", "km=1234567890123", "km=1.2.3", f"km={'9' * 5000}"])
def test_a_number_that_no_meter_shows_is_refused_and_nothing_is_written(
    bench: Bench, refused: Refused, typed: str
) -> None:
    assert refused(bench, write_entries, EntryRequest("bicycle", {"reading": [typed]})).startswith("reading: ")
    assert log(bench) == []


def test_whoever_is_there_is_asked_whether_a_meter_that_shows_less_was_set_back(bench: Bench) -> None:
    enter(bench, meter=["km=41250", "h=3"])
    less = EntryRequest("bicycle", {"reading": ["km=7", "h=4"]}, can_ask=True)
    outcome = bench.ask(write_entries, less)
    assert outcome.question == "km showed 41250 before: was it set back, or is it another meter now?"
    bench.now += datetime.timedelta(seconds=1)
    bench.do(write_entries, less)
    assert (log(bench)[-1]["meter"], log(bench)[-1]["reset"]) == ({"km": 7, "h": 4}, ["km"])
    assert bench.ask(write_entries, EntryRequest("bicycle", {"reading": ["km=8"]}, can_ask=True)).question is None


def test_what_two_machines_read_in_another_order_is_told_with_what_takes_it_back(bench: Bench) -> None:
    enter(bench, meter=["km=12000"])
    path = "products/b/bicycle/entries.toml"
    slip = (
        '{ id = "77slip0000000", date = 2026-03-02, kind = "reading", title = "r", meter = { km = 11990 }, recorded = '
    )
    bench.write(path, bench.text(path).replace("\n]", f"\n  {slip}2026-03-02T23:00:00Z }},\n]"))
    (notice,) = bench.ask(list_entries, "bicycle").notices
    assert (
        notice == "km 11990 of 2026-03-02 is less than before, and counts as set back; if it is a slip: --withdraw 77sl"
    )
    bench.do(withdraw, "bicycle", "77sl")
    assert bench.ask(list_entries, "bicycle").notices == ()


def test_a_reading_that_was_withdrawn_stands_in_nobodys_way(bench: Bench) -> None:
    enter(bench, meter=["km=412500"])
    bench.do(withdraw, "bicycle", log(bench)[0]["id"])
    enter(bench, meter=["km=41250"])


def test_withdrawing_adds_a_line_and_takes_the_entry_out_of_the_standing(bench: Bench, refused: Refused) -> None:
    enter(bench, "oil", every=["6m"], meter=["km=5"])
    before = bench.text("products/b/bicycle/entries.toml")
    (line,) = log(bench)
    bench.now += datetime.timedelta(seconds=1)
    outcome = bench.do(withdraw, "bicycle", line["id"][:4])
    assert outcome.data.values()["taken_back"]["id"] == line["id"]
    assert bench.text("products/b/bicycle/entries.toml").startswith(before[:-2])
    assert (log(bench)[1]["kind"], log(bench)[1]["cause"]) == ("withdrawn", line["id"])
    listed = bench.ask(list_entries, "bicycle").data
    assert (listed.entries, listed.dues, listed.meters, listed.hidden) == ((), (), {}, 1)
    everything = bench.ask(list_entries, "bicycle", withdrawn=True).data.values()["entries"]
    assert [each.get("withdrawn") for each in everything] == [True, None]
    assert refused(bench, withdraw, "bicycle", line["id"]) == '"oil" is withdrawn already'


def test_the_beginning_of_an_id_is_enough_where_no_other_has_it(bench: Bench, refused: Refused) -> None:
    lines = "".join(
        f'  {{ id = "{ident}", date = 2026-01-01, kind = "message", title = "{ident}" }},\n'
        for ident in ("aaaaab", "aaaaac", "aaaaacd", "b")
    )
    bench.write("products/b/bicycle/entries.toml", f"entry = [\n{lines}]\n")
    assert refused(bench, withdraw, "bicycle", "aaaa").startswith('"aaaa" begins 3 ids\naaaaab  2026-01-01')
    assert refused(bench, withdraw, "bicycle", "c").startswith('"bicycle" has no entry "c"')
    assert refused(bench, withdraw, "bicycle", " ").startswith('"bicycle" has no entry')
    assert bench.ask(withdraw, "bicycle", "AAAAAC").data.taken_back.id == "aaaaac"
    short = bench.ask(list_entries, "bicycle").data.short
    assert short == {"aaaaab": "aaaaab", "aaaaac": "aaaaac", "aaaaacd": "aaaaacd", "b": "b"}
    assert all(bench.ask(withdraw, "bicycle", short[each]).data.taken_back.id == each for each in short)


def test_files_are_attached_in_the_same_commit(bench: Bench, tmp_path: Path) -> None:
    bill = tmp_path / "rechnung.pdf"
    bill.write_bytes(b"%PDF-1.4\n")
    enter(bench, "oil", files=[bill])
    assert bench.text("products/b/bicycle/files/rechnung.pdf") == "%PDF-1.4\n"
    record = tomllib.loads(bench.text("products/b/bicycle.toml"))
    assert [(each["name"], each["kind"]) for each in record["files"]] == [("rechnung.pdf", "receipt")]
    assert len(log(bench)) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"cost": "5 EUR"}, "--cost belongs to an entry, and there is none"),
        ({"party": "bruno"}, "--party belongs to an entry, and there is none"),
        ({"reset": True}, "--meter-reset belongs to an entry, and there is none"),
        ({"said": {"service": [" "]}}, "service: is empty"),
        ({"said": {"service": ["x" * 201]}}, "service: the title is not one line of at most 200 characters"),
        ({"said": {"service": ["two\nlines"]}}, "service: the title is not one line of at most 200 characters"),
        ({"said": {"link": ["example.org"]}}, 'link: "example.org" is not an address'),
        ({"said": {"due": ["tax"]}}, "--task does not say when"),
        ({"said": {"service": ["x"]}, "every": ["never", "6m"]}, "--every never ends it"),
        ({"said": {"service": ["x"]}, "every": ["soon"]}, 'every: "soon" is not how often'),
        ({"said": {"service": ["x"]}, "due": "9999 years"}, 'due: "9999 years" from 2026-03-02 lies outside'),
        ({"said": {"service": ["x"]}, "cost": "much"}, 'cost: "much" is not an amount'),
        ({"said": {"service": ["x"]}, "date": "someday"}, 'date: "someday" is not a date'),
        ({"said": {"service": ["x"]}, "party": "nobody"}, 'no party matches "nobody"'),
        ({"meter": ["km"]}, 'meter: "km" is not what a meter shows'),
        ({"said": {"service": ["x"]}, "files": [Path("/nowhere")]}, 'there is no file "/nowhere"'),
    ],
)
def test_what_does_not_hold_up_is_refused_with_the_reason(
    bench: Bench, refused: Refused, said: dict[str, Any], why: str
) -> None:
    assert refused(bench, write_entries, EntryRequest("bicycle", **said)).startswith(why)


def test_a_title_that_is_nearly_one_that_comes_again_is_pointed_out(bench: Bench) -> None:
    enter(bench, "changed the oil", every=["6m"])
    assert enter(bench, "changed the oil").notices == ()
    (notice,) = enter(bench, "changed teh oil").notices
    assert '"changed the oil" comes again' in notice
    assert enter(bench, "new tyres").notices == ()


def test_a_meter_that_nobody_read_is_asked_for_once_something_comes_again_by_it(bench: Bench) -> None:
    (notice,) = enter(bench, "oil", every=["500 km"]).notices
    assert notice == "nobody read km yet; say what it shows with: --meter km=NUMBER"
    assert enter(bench, "oil", meter=["km=7"]).notices == ()
    assert dues(bench) == [("oil", "at 507 km")]


def test_taking_back_a_loan_leaves_the_record_and_says_so(bench: Bench) -> None:
    bench.write(
        "products/d/drill/entries.toml",
        'entry = [\n  { id = "a1", date = 2026-01-01, kind = "loan", title = "Lent to Bruno", party = "bruno" },\n]\n',
    )
    (notice,) = bench.do(withdraw, "drill", "a1").notices
    assert notice == 'the record still says "lent"; if that is wrong, too: talktag return drill'


def test_a_log_that_cannot_be_read_is_shown_with_its_fault_and_not_added_to(bench: Bench, refused: Refused) -> None:
    bench.write("products/b/bicycle/entries.toml", "entry = [\n  nonsense\n]\n")
    assert bench.ask(list_entries, "bicycle").problems
    assert refused(bench, write_entries, EntryRequest("bicycle", {"service": ["x"]})).endswith("cannot be added to")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("km=abc", "--reading km=NUMBER"),
        ("km", "--reading km=NUMBER"),
        ("9150 shots", "--reading shots=9150"),
        ("hours", None),  # nothing here has such a meter, and any word may be one
        ("as it should be", None),
    ],
)
def test_a_reading_that_is_kept_as_words_and_looks_like_a_slip_says_how_a_meter_is_read(
    bench: Bench, typed: str, said: str | None
) -> None:
    enter(bench, meter=["km=100"], said={"reading": ["first"]})
    told = [each for each in enter(bench, said={"reading": [typed]}).notices if "kept as words" in each]
    assert [each.rpartition("with: ")[2] for each in told] == ([said] if said else [])
