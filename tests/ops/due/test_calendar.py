"""The calendar of what is due: the same names for ever, the same bytes for the same store, nothing private in it."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest

from talktag.model.finder.finder_key import FinderKey, finder_key_values
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.parties.party import LANGUAGES
from talktag.model.plan import Plan, Write
from talktag.model.toml.write import new_text
from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.finder.sticker_text import sticker_texts
from talktag.page.site.wording import site_wording
from talktag.store import layout
from tests.kit.bench import Bench, make_bench
from tests.ops.due.three_years import TABLE, house_on, moment_of

NASTY = "Ä\\u001b[2J;, \\\\\\r\\nBEGIN:VALARM\\u202e\\r" + "é" * 90


def made(bench: Bench, *words: str, **options: str) -> bytes:
    data: bytes = bench.ask(write_calendar, words, None, **options).output.make()
    return data


def parts(data: bytes) -> dict[str, icalendar.Component]:
    """The events and tasks of a file, by their names."""
    calendar = icalendar.Calendar.from_ical(data)
    found = [each for each in calendar.walk() if each.name in {"VEVENT", "VTODO"}]
    assert not [each.errors for each in found if each.errors]
    named = {str(each["UID"]): each for each in found}
    assert len(named) == len(found)
    return named


def faults(data: bytes) -> list[object]:
    """What icalendar says against a file."""
    try:
        return [fault for each in icalendar.Calendar.from_ical(data).walk() for fault in each.errors]
    except ValueError as error:
        return [error]


@pytest.fixture
def years(template: Path, tmp_path: Path) -> list[Bench]:
    """The same store on each day of the table."""
    benches = []
    for number, (moment, zone, _) in enumerate(TABLE):
        now = moment_of(moment, zone)
        benches.append(make_bench(template, tmp_path / str(number), house_on(now.date())))
        benches[-1].now = now
    return benches


def test_over_three_years_each_thing_keeps_its_name_and_changes_its_day(years: list[Bench]) -> None:
    days: dict[str, set[str]] = {}
    for bench in years:
        for uid, part in parts(made(bench)).items():
            days.setdefault(uid, set()).add(str(part.decoded("DTSTART" if part.name == "VEVENT" else "DUE", None)))
    chain = "b000000000005.sk7m1d64kdrwc"
    assert days[f"{chain}@talktag"] == {"2024-10-01", "2025-04-20", "2025-10-19"}
    assert days[f"{chain}.todo@talktag"] == days[f"{chain}@talktag"]
    tyres = [found for uid, found in days.items() if uid.startswith("c000000000006.hs2p")]
    assert tyres == [{"None", "2026-09-01"}, {"2026-09-01"}]  # a task without a day, until a meter tells it
    assert len(days) == 11 + 4  # each that has been due, and a task for each that can be ticked off


def test_what_is_in_it_is_what_the_list_says_and_what_is_over(years: list[Bench]) -> None:
    last = parts(made(years[-1]))
    events = {(str(each["SUMMARY"]), str(each.decoded("DTSTART"))) for each in last.values() if each.name == "VEVENT"}
    assert events == {
        ("Canon: last day to return it", "2024-03-16"),
        ("Canon: warranty ends", "2026-03-02"),
        ("Canon: parts warranty ends", "2029-03-02"),
        ("Tent: warranty ends", "2026-02-01"),
        ("Bicycle: Oil the chain", "2025-10-19"),
        ("Lamp: Wind the clock", "2026-03-08"),
        ("Car: Tyres, or at 61250 km", "2026-09-01"),
        ("Car: Change the oil, or at 70000 km", "2027-02-09"),
    }
    assert {str(each.name) for uid, each in last.items() if ".todo@" in uid} == {"VTODO"}


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (b"\r\nEND:VEVENT", b""),
        (b"\r\nDTSTAMP:", b"\r\nDTSTAMP"),
        (b"\r\nDTSTART;VALUE=DATE:2", b"\r\nDTSTART;VALUE=DATE:x"),
        (b"\r\nEND:VCALENDAR", b""),
    ],
)
def test_icalendar_sees_an_event_without_end_a_line_without_colon_and_a_day_that_is_none(
    years: list[Bench], sound: bytes, broken: bytes
) -> None:
    data = made(years[-1])
    assert sound in data
    assert faults(data) == []
    assert faults(data.replace(sound, broken, 1))


def test_the_same_store_gives_the_same_bytes_whatever_the_day(years: list[Bench]) -> None:
    bench = years[-1]
    first = made(bench)
    bench.now += datetime.timedelta(days=4000)
    assert made(bench) == first


def test_an_alarm_rings_in_the_morning_so_many_days_ahead(bench: Bench) -> None:
    def rings(**options: str) -> list[datetime.timedelta]:
        calendar = icalendar.Calendar.from_ical(made(bench, **options))
        return [each.decoded("TRIGGER") for each in calendar.walk("VALARM")]

    nine = datetime.timedelta(hours=9)
    assert rings() == [nine - datetime.timedelta(days=14)]
    assert rings(alarm="2w") == rings()
    assert rings(alarm="0 days") == [nine]
    assert rings(alarm="none") == []
    bench.write("talktag.toml", bench.text("talktag.toml") + 'alarm = "3 days"\n')
    assert rings() == [nine - datetime.timedelta(days=3)]
    assert rings(alarm="1d") == [nine - datetime.timedelta(days=1)]


def test_what_is_no_length_of_time_is_refused(bench: Bench, refused: object) -> None:
    for wrong in ("3", "soon", "", "99y"):
        assert "--alarm" in refused(bench, write_calendar, (), None, alarm=wrong)  # type: ignore[operator]


def test_it_says_how_to_open_the_product_and_where_it_is(bench: Bench) -> None:
    settings = bench.text("talktag.toml") + 'finder = "https://ana.example.org/t/"\n'
    bench.write("talktag.toml", settings)
    (event,) = parts(made(bench)).values()
    text = str(event["DESCRIPTION"])
    assert "talktag show camera" in text
    assert "id c000000000001" in text
    assert "tag 7Y27 T4WS S" in text
    assert str(event["LOCATION"]) == "home/office"
    assert str(event["URL"]) == "https://ana.example.org/t/#7Y27T4WSS"
    assert str(event["TRANSP"]) == "TRANSPARENT"


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_another_language_the_same_things_have_the_same_names_and_days(years: list[Bench], language: str) -> None:
    plain, spoken = parts(made(years[-1])), parts(made(years[-1], language=language))
    assert spoken.keys() == plain.keys()
    assert all(spoken[name].get("DTSTART") == each.get("DTSTART") for name, each in plain.items())
    words = {language: site_wording(language) for language in LANGUAGES}
    said = {str(each["SUMMARY"]) for each in spoken.values()}
    assert any(words[language].warranty_ends in each for each in said)
    ticked = [str(each["DESCRIPTION"]) for each in spoken.values() if "--done-from" in each["DESCRIPTION"]]
    assert ticked
    assert all(words[language].comes_back in each for each in ticked)


def test_a_language_that_no_calendar_speaks_is_refused(bench: Bench, refused: object) -> None:
    told = refused(bench, write_calendar, (), None, language="tlh")  # type: ignore[operator]
    assert told == 'a calendar is not written in "tlh"'


def test_a_calendar_holds_no_code_of_a_sticker(bench: Bench) -> None:
    settings = bench.text("talktag.toml") + 'finder = "https://ana.example.org/t/"\n'
    bench.write("talktag.toml", settings)
    key = FinderKey(bytes(32), bench.today, ("age1" + "q" * 58,), "ssh-ed25519 AAAA", "A" * 80)
    bench.write(layout.FINDER_KEY, new_text(finder_key_values(key)))
    code = sticker_code(bytes(32), "7Y27T4WSS")
    assert sticker_texts(bench.store).of("7Y27T4WSS") == f"https://ana.example.org/t/#7Y27T4WSS{code}"
    (event,) = parts(made(bench)).values()
    assert str(event["URL"]) == "https://ana.example.org/t/#7Y27T4WSS"


def test_foreign_text_stays_text_and_no_line_is_too_long(bench: Bench) -> None:
    record = bench.text("products/c/camera.toml").replace("Canon EOS 5D", NASTY).replace("home/office", NASTY)
    bench.write("products/c/camera.toml", record.replace('term = "24 months"', 'term = "24 months"\nkind = "x"'))
    entry = f'{{id = "e1", date = 2026-01-01, kind = "due", title = "{NASTY}", due = 2026-05-01, party = "{NASTY}"}}'
    bench.write("products/c/camera/entries.toml", f"entry = [\n  {entry},\n]\n")
    data = made(bench)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert not {*data} & {*range(32), 0x7F} - {13, 10}
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    assert "\u202e" not in data.decode()
    found = parts(data)
    assert [each.name for each in found.values()] == ["VEVENT", "VEVENT", "VTODO"]
    assert data.count(b"\r\nBEGIN:VALARM") == 2
    assert all("Ä\\x1b[2J;, \\" in str(each["SUMMARY"]) for each in found.values())


def test_nothing_private_is_in_it(bench: Bench) -> None:
    entry = (
        '{id = "e1", date = 2026-01-01, kind = "service", title = "Clean it", text = "canary one", cost = "77.70 EUR", '
        'every = ["1 year"]}'
    )
    bench.write("products/c/camera/entries.toml", f"entry = [\n  {entry},\n]\n")
    bench.write("products/c/camera/notes/0123456789abc.age", "canary two")
    data = made(bench)
    assert b"Clean it" in data
    for secret in (b"canary", b"77.70", b"0320", b"2499", b"black", b"ana@example.org"):
        assert secret not in data


def test_two_products_of_one_id_are_one_thing_in_a_calendar(bench: Bench) -> None:
    bench.write("products/c/copy.toml", bench.text("products/c/camera.toml"))
    assert len(parts(made(bench))) == 1


def test_a_query_and_a_time_choose_what_is_in_it(years: list[Bench]) -> None:
    bench = years[-1]
    assert {uid[:13] for uid in parts(made(bench, "bicycle"))} == {"b000000000005"}
    assert parts(made(bench, "name:nothing")) == {}
    assert "2029" not in str(made(bench, within="1y"))
    assert "2029" in str(made(bench, within="9y"))


def test_days_at_the_ends_of_all_calendars_are_days(bench: Bench) -> None:
    for number, day in enumerate(("0001-01-01", "9999-12-31")):
        record = f'format = 1\nid = "x00000000000{number}"\nname = "X"\n[[warranties]]\nterm = "{day}"\n'
        bench.write(f"products/x/x-{number}.toml", record)
    days = [str(each.decoded("DTSTART")) for each in parts(made(bench)).values()]
    assert days == ["0001-01-01", "2026-03-02", "9999-12-31"]


def test_a_saved_change_gives_the_events_of_that_product_a_later_revision_and_no_others(bench: Bench) -> None:
    tent = 'format = 1\nid = "t000000000003"\nname = "Tent"\n[[warranties]]\nterm = "{}"\n'

    def save(data: str, before: str | None) -> None:
        held = before.encode() if before else None
        bench.store.apply(Plan((Write("products/t/tent.toml", data.encode(), held),), "Change the tent\n"))

    save(tent.format("2027-01-01"), None)
    camera, before = parts(made(bench)).values()
    assert made(bench) == made(bench)
    save(tent.format("2028-01-01"), tent.format("2027-01-01"))
    same, after = parts(made(bench)).values()
    assert same.to_ical() == camera.to_ical()
    assert (after["UID"], str(after.decoded("DTSTART"))) == (before["UID"], "2028-01-01")
    assert after["SEQUENCE"] >= before["SEQUENCE"] > 10_000_000
    assert after.decoded("DTSTAMP") == after.decoded("LAST-MODIFIED") >= before.decoded("DTSTAMP")
