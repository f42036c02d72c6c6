"""What makers say, in the list of what is due and on today's card; compared with the record."""

from __future__ import annotations

from talktag.cli.views.due.card import show_card
from talktag.cli.views.view import Pairs
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
        f"recall: The strap may break (sure: {said})",
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
    assert line.startswith("camera: recall: The strap may break, camera: firmware 1.4.0 ")
    assert line.endswith("which is on it: talktag due")


def test_of_what_one_parted_with_nothing_is_told(bench: Bench) -> None:
    bench.write("products/r/radio/entries.toml", f"entry = [\n{NEWER},\n]\n")
    assert due(bench) == []
