"""Tables that others gave, later: listed, shown from what was signed, due to be forgotten, and forgotten for good."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from talktag.errors import NotFoundError, UntrustedError
from talktag.ops.due.due import list_due
from talktag.ops.due.today import show_today
from talktag.ops.keys.key import accept_all
from talktag.ops.talk.tables import forget_table, list_tables, show_table
from talktag.ops.upkeep.doctor.doctor import doctor
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import TABLE, entry, signed, table

if TYPE_CHECKING:
    from tests.kit.bench import Bench

    from .conftest import Take

OVER = table(until="2026-03-01")  # the day before that of the bench
PHOTO = {"files/photo-1.jpg": b"\xff\xd8\xff\xe0 not much of a picture"}


def test_those_whose_time_is_over_are_told_with_what_to_type(bench: Bench, take: Take) -> None:
    take(OVER)
    take(table({"id": "q000000000008", "name": "Oar"}, bundle="4tab1eg1ven00", until="2026-03-02"))
    outcome = bench.ask(list_tables)
    assert [(each["slug"], each["over"]) for each in outcome.data.values()["tables"]] == [
        ("boat", True),
        ("oar", False),
    ]
    assert outcome.notices == ("the time to keep it is over: talktag tables forget boat",)


def test_what_it_tells_is_read_from_what_was_signed(bench: Bench, take: Take) -> None:
    take(table({"serial": "4711", "entries": [entry()]}, purpose="crack"))
    record = bench.text("tables/boat.toml")
    bench.write("tables/boat.toml", record.replace('name = "Boat"', 'name = "Yacht"'))
    values = bench.ask(show_table, "boat").data.values()
    assert (values["name"], values["told"]["name"], values["told"]["serial"]) == ("Yacht", "Boat", "4711")
    assert (values["key_accepted"], values["fingerprint"]) == (True, SHOP.public.fingerprint)


def test_an_original_that_was_changed_is_not_shown(bench: Bench, take: Take) -> None:
    take()
    path = f"tables/boat/received/{TABLE}.zip"
    for other in (bench.files[path][:-1], signed(table({"maker": "Nibla"})), signed(table(key=STRANGER), STRANGER)):
        bench.write(path, other)
        with pytest.raises(UntrustedError):
            bench.ask(show_table, "boat")


def test_it_is_due_when_its_time_is_over_and_tells_nobody_whose_it_is(bench: Bench, take: Take) -> None:
    take(OVER)
    item = next(each for each in bench.ask(list_due).data.values()["due"] if each["kind"] == "table")
    assert (item["date"], item["slug"], item["what"]) == (
        "2026-03-01",
        "boat",
        "last day to keep it, then forget it",
    )
    assert "Ana" not in str(item)
    card = bench.ask(show_today).data.values()
    assert [each["kind"] for each in card["over"]["due"]].count("table") == 1
    bench.now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    assert bench.ask(show_today).data.values()["later"] > 0


def test_forgetting_leaves_nothing_of_it(bench: Bench, take: Take) -> None:
    before = bench.files
    document = table(files=PHOTO)
    (bench.folder / "came.zip").write_bytes(signed(document, SHOP, PHOTO))
    take()
    bench.write("tables/boat/entries.toml", "entry = [\n]\n")
    bench.write("tables/boat/sent/5message00000.zip.age", "sealed")
    bench.write("outbox/5message00000.toml", "format = 1\n")
    bench.write("outbox/5message00000.zip.age", "sealed")
    bench.write("outbox/6message00000.toml", "format = 1\n")
    outcome = bench.do(forget_table, "boat")
    assert outcome.stays_beside
    assert "deleted for good: no undo" in str(outcome.question)
    assert outcome.notices[0] == "not carried yet, and gone, too: 1 message"
    left = {path for path in bench.files if not path.endswith(".gitignore")} - before.keys()
    assert left == {"outbox/6message00000.toml"}
    assert "boat" not in (bench.folder / "keys/signers.pin").read_text()
    assert "Ana Lund" not in str(outcome.data.values())
    with pytest.raises(NotFoundError):
        bench.ask(forget_table, "boat")


def test_a_forgotten_one_is_new_again(bench: Bench, take: Take) -> None:
    take()
    bench.do(forget_table, "boat")
    assert take(look=True).in_person is not None


def test_a_key_of_a_table_that_nobody_accepted_here_is_told_and_can_be_accepted(bench: Bench, take: Take) -> None:
    take()
    (bench.folder / "keys/signers.pin").unlink()
    assert bench.ask(show_table, "boat").notices == (
        "its key was not accepted on this computer; look at it, then: talktag key accept",
    )
    bench.write("keys/recipients.txt", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n")
    bench.do(accept_all)
    assert bench.ask(show_table, "boat").notices == ()


def test_doctor_tells_of_a_record_that_does_not_hold_up_and_of_nothing_else(bench: Bench, take: Take) -> None:
    take()
    assert [each for each in bench.ask(doctor, fix=False).data.findings if each.path.startswith("tables")] == []
    bench.write("tables/boat.toml", "format = 1\n")
    found = {each.field for each in bench.ask(doctor, fix=False).data.findings if each.path == "tables/boat.toml"}
    assert {"owner", "key", "channel"} <= found
