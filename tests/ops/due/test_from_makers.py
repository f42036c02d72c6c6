"""What makers say, in the list of what is due and on today's card; compared with the record."""

from __future__ import annotations

from talktag.cli.views.due.card import show_card
from talktag.cli.views.due.rows import due_columns
from talktag.cli.views.view import Pairs
from talktag.content import content_of
from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.due.due import list_due
from talktag.ops.due.today import show_today
from talktag.ops.log.standing import standing
from tests.kit.bench import Bench

HELD = '{id = "f1", date = 2026-01-01, kind = "firmware", title = "1.3.6"}'
NEWER = '{id = "f2", date = 2026-02-01, kind = "firmware", title = "Better focus", data = {newest = "1.4.0"}}'
RECALL = (
    '{{id = "r1", date = 2026-02-02, kind = "recall", title = "The strap may break", original = "b1", '
    'signer = "SHA256:x", party = "canon", data = {{serial = "{serials}"}}}}'
)
LOG = "products/c/camera/entries.toml"


def due(bench: Bench) -> list[str]:
    return [each["what"] for each in bench.ask(list_due).data.values()["due"] if not each.get("date")]


def test_a_recall_of_this_very_thing_and_newer_firmware_are_due(bench: Bench) -> None:
    bench.write(LOG, f"entry = [\n{HELD},\n{NEWER},\n{RECALL.format(serials='0300..0400')},\n]\n")
    said = "it was said about this very thing; serial number 0320 is in 0300..0400"
    assert sorted(due(bench)) == [
        "firmware 1.4.0 is newer than 1.3.6, which is on it",
        "recall, sure: The strap may break",
    ]
    (told,) = [each for each in bench.ask(list_due).data.values()["due"] if each["kind"] == "recall"]
    assert (told["sure"], told["why"], told["entry"], told["title"]) == ("sure", said, "r1", "The strap may break")


def test_a_recall_of_other_serial_numbers_is_not_told_until_the_record_says_another(bench: Bench) -> None:
    bench.write(LOG, f"entry = [\n{RECALL.format(serials='0400..0500')},\n]\n")
    assert due(bench) == []
    assert bench.ask(standing, "camera", None).data.values()["standing"].get("dues", []) == []
    record = bench.text("products/c/camera.toml").replace('"0320"', '"0420"')
    bench.write("products/c/camera.toml", record)
    assert len(due(bench)) == 1


def test_the_card_of_today_names_the_surest_first(bench: Bench) -> None:
    bench.write(LOG, f"entry = [\n{HELD},\n{NEWER},\n{RECALL.format(serials='0300..0400')},\n]\n")
    card = bench.ask(show_today).data
    assert [each.kind for each in card.makers.items] == ["recall", "firmware"]
    assert card.values()["makers"]["count"] == 2
    (line,) = [
        str(value)
        for block in show_card(card)
        if isinstance(block, Pairs)
        for name, value in block.pairs
        if name == "maker"
    ]
    assert line.startswith("camera: recall, sure: The strap may break, camera: firmware 1.4.0 ")
    assert line.endswith("which is on it: talktag due")


def test_a_calendar_names_the_recall_and_no_serial_number(bench: Bench) -> None:
    bench.write(LOG, f"entry = [\n{RECALL.format(serials='0300..0400')},\n]\n")
    data = content_of(bench.ask(write_calendar, (), None).output.make()).whole()
    assert b"recall\\, sure: The strap may break" in data
    assert b"0320" not in data
    assert b"0300" not in data


def test_the_list_says_why(bench: Bench) -> None:
    bench.write(LOG, f"entry = [\n{RECALL.format(serials='0300..0400')},\n]\n")
    data = bench.ask(list_due).data
    rows = [row[2] for row in due_columns(data.due.items, data.today, data.due.parties).rows]
    assert any(each.endswith("serial number 0320 is in 0300..0400") for each in rows)


def test_of_what_one_parted_with_nothing_is_told(bench: Bench) -> None:
    bench.write("products/r/radio/entries.toml", f"entry = [\n{NEWER},\n]\n")
    assert due(bench) == []
