"""A packet about one party: whole, readable without talktag, read back by others, and nothing private in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.parties.party import LANGUAGES
from talktag.ops.switching.packet import PacketRequest, packet
from talktag.page.switching.wording import packet_wording
from tests.kit.bench import Bench
from tests.kit.packets import FAST_LINE, unpacked

NETCO = """\
format = 1
name = "Netco"
role = "seller"
contact = "=cmd()"
mail = "help@netco.example"
phone = "+49 30 1234"
address = "Kabelweg 1\\n10115 Berlin"
url = "https://netco.example"
language = "de"
"""
MODEM = """\
format = 1
id = "m000000000007"
name = "Modem"
maker = "Netco"
serial = "SN-1"

[[files]]
name = "manual.pdf"
kind = "manual"
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
size = 5

[[files]]
name = "Photo 1.jpg"
kind = "photo"
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
size = 5

[[files]]
name = "secret.pdf"
kind = "receipt"
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
size = 5
sealed = true
"""
LOG = """\
entry = [
  {id = "e000000000001", date = 2026-01-01, kind = "reading", title = "x", party = "netco", meter = {kWh = 18342}},
  {id = "e000000000002", date = 2026-01-02, kind = "question", title = "=HYPERLINK(1)", text = "Out?", to = "netco"},
  {id = "e000000000003", date = 2026-01-03, kind = "service", title = "of somebody else", party = "fix-it"},
]
"""
SHARE = """\
format = 1
bundle = "b000000000009"
product = "m000000000007"
party = "netco"
date = 2026-02-01
sections = ["identity", "serial"]
signed = "0000000000000000000000000000000000000000000000000000000000000000"
purpose = "the line"
until = 2026-12-31
"""


@pytest.fixture(autouse=True)
def netco(bench: Bench) -> None:
    bench.write("parties/netco.toml", NETCO)
    bench.write("products/f/fast-line.toml", FAST_LINE)
    bench.write("products/m/modem.toml", MODEM)
    bench.write("products/m/modem/entries.toml", LOG)
    for name in ("manual.pdf", "Photo 1.jpg", "secret.pdf"):
        path = f"products/m/modem/files/{name}"
        if " " not in name:
            bench.write(path, "hello")
    bench.write("products/m/modem/notes/n000000000001.age", "sealed words")
    bench.write("shares/2026-02-01-modem-b000000000009.toml", SHARE)


def _packet(bench: Bench, **options: Any) -> Any:
    return bench.ask(packet, PacketRequest("netco", **options), Path("netco.zip"))


def _files(outcome: Any) -> dict[str, bytes]:
    return unpacked(outcome, "netco")


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_a_packet_holds_all_of_one_party_and_nothing_of_another(bench: Bench) -> None:
    done = _packet(bench)
    files = _files(done)
    assert set(files) == {
        *("readme.txt", "party.vcf", "things.csv", "things.json", "things.jsonld"),
        *("things-homebox.csv", "things-snipe-it.csv", "things-shelf.csv"),
        *("dates.ics", "log.csv", "log.jsonl", "readings.csv", "given.csv", "files/modem/manual.pdf"),
    }
    assert done.data.values()["things"] == [
        {"slug": "fast-line", "why": ["a service of theirs"]},
        {"slug": "modem", "why": ["made by them", "in what was said and done", "shown to them"]},
    ]
    whole = b"".join(files.values())
    for unsaid in (b"of somebody else", b"sealed words", b"Fix-It", b"Canon", b"secret.pdf\r\n"):
        assert unsaid not in whole
    assert done.plan is None


def test_the_text_says_first_what_a_person_who_leaves_needs(bench: Bench) -> None:
    text = _files(_packet(bench, language="en"))["readme.txt"].decode()
    for said in ("39.90 EUR every month", "last day for notice", "2026-05-15", "2026-06-15", "K-4711", "SN-1"):
        assert said in text
    assert text.index("Fast line") < text.index("Things")
    assert "private notes" in text
    assert max(len(line) for line in text.splitlines()) <= 78


def test_the_text_is_in_the_language_of_the_party_or_the_one_that_was_said(bench: Bench) -> None:
    german = _files(_packet(bench))["readme.txt"].decode()
    for said in ("39.90 EUR je Monat", "letzter Tag zum Kündigen", "Händler", "Ablesung: x"):
        assert said in german
    assert "last day" not in german
    spanish = _packet(bench, language="es")
    assert "último día para darse de baja" in _files(spanish)["readme.txt"].decode()
    assert spanish.data.values()["language"] == "es"
    with pytest.raises(InvalidError, match='no packet is written in "tlh"'):
        _packet(bench, language="tlh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_named_in_the_text_with_who_reads_it(bench: Bench, language: str) -> None:
    files = _files(_packet(bench, language=language))
    text, own = files.pop("readme.txt").decode(), packet_wording(language)
    for name in files:
        assert f"{name} " in text
        assert name in own.read_by or name.startswith("files/")


def test_what_a_form_of_another_program_cannot_hold_is_named_fact_by_fact(bench: Bench) -> None:
    done = _packet(bench, language="en")
    said = done.data.values()["lost"]
    lost = {(each["file"], fact["slug"], fact["field"]) for each in said for fact in each["facts"]}
    for peer in ("things-homebox.csv", "things-snipe-it.csv", "things-shelf.csv"):
        assert (peer, "fast-line", "service.fee") in lost
        assert any(notice.startswith(f"{peer} lacks or changes ") for notice in done.notices)
    assert ("things-snipe-it.csv", "modem", "model") in lost
    assert "service.notice" in _files(done)["readme.txt"].decode()


def test_an_address_book_reads_the_card(bench: Bench) -> None:
    card = vobject.readOne(_files(_packet(bench))["party.vcf"].decode())
    assert card.validate(raiseException=True)
    assert card.fn.value == "Netco"
    assert card.email.value == "help@netco.example"
    assert card.tel.value == "+49 30 1234"
    assert card.url.value == "https://netco.example"
    assert "Kabelweg 1" in card.adr.value.street
    assert card.note.value == "=cmd()"


def test_a_calendar_reads_the_days(bench: Bench) -> None:
    calendar = Calendar.from_ical(_files(_packet(bench))["dates.ics"])
    days = {str(each["summary"]): each["dtstart"].dt.isoformat() for each in calendar.walk("VEVENT")}
    assert days["Fast line: Letzter Tag, um Netco zu kündigen"] == "2026-05-15"


def test_the_log_is_there_for_people_and_for_programs_and_no_cell_runs(bench: Bench) -> None:
    files = _files(_packet(bench))
    rows = _rows(files["log.csv"])
    assert [row["kind"] for row in rows] == ["reading", "question"]
    assert rows[1]["title"] == "'=HYPERLINK(1)"
    assert _rows(files["readings.csv"]) == [{"date": "2026-01-01", "thing": "Modem", "meter": "kWh", "shows": "18342"}]
    events = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    assert [each["subject"] for each in events] == ["m000000000007"] * 2


def test_what_was_said_in_two_logs_on_one_day_stands_in_the_order_of_that_day(bench: Bench) -> None:
    day = 'date = 2026-01-02, kind = "message", to = "netco"'
    for path, ident, hour in (("parties/netco", "e000000000009", 8), ("products/m/modem", "e000000000004", 9)):
        line = f'{{id = "{ident}", title = "at {hour}", recorded = 2026-01-02T0{hour}:00:00Z, {day}}}'
        bench.write(f"{path}/entries.toml", f"entry = [\n  {line},\n]\n")
    assert [row["title"] for row in _rows(_files(_packet(bench))["log.csv"])] == ["at 8", "at 9"]


def test_what_they_were_given_is_there(bench: Bench) -> None:
    (row,) = _rows(_files(_packet(bench))["given.csv"])
    assert (row["thing"], row["what"], row["until"]) == ("Modem", "identity serial", "2026-12-31")


def test_files_go_in_as_they_were_chosen(bench: Bench) -> None:
    assert "files/modem/manual.pdf" not in _files(_packet(bench, without=["manual.pdf"]))
    with pytest.raises(UsageError, match=r'no file is called "other\.pdf"'):
        _packet(bench, without=["other.pdf"])
    with pytest.raises(UsageError, match='"serial" is nothing that a packet can have more of'):
        _packet(bench, include=["serial"])
    notices = _packet(bench).notices
    assert "1 private note and 1 sealed file stay in the store" in notices
    assert any("1 photo stays, which" in each for each in notices)


def test_the_same_records_give_the_same_packet(bench: Bench) -> None:
    assert _files(_packet(bench)) == _files(_packet(bench))


def test_a_party_with_nothing_is_told_and_still_has_a_card(bench: Bench) -> None:
    done = bench.ask(packet, PacketRequest("bea"), None)
    assert set(unpacked(done, "bea")) == {"readme.txt", "party.vcf"}
    assert "there is nothing about Bea Lind but how to reach them" in done.notices


def test_nobody_of_that_name_is_nobodys_packet(bench: Bench) -> None:
    with pytest.raises(NotFoundError):
        bench.ask(packet, PacketRequest("nobody-at-all"), None)


def test_the_preview_names_every_file_with_its_size(bench: Bench) -> None:
    done = _packet(bench)
    assert done.data.sizes == {name: len(data) for name, data in _files(done).items()}
