"""Today's card: what ends soon or is late, bounded; what is lost; what has no proof though it is worth something."""

from __future__ import annotations

import datetime

from talktag.cli.views.due.card import show_card
from talktag.cli.views.view import Columns, Pairs
from talktag.ops.due.today import DEAR, OVER, show_today
from tests.kit.bench import Bench

RECORD = 'format = 1\nid = "x0000000000{number:02}"\nname = "Thing {number}"\n{more}'


def add(bench: Bench, number: int, more: str) -> None:
    bench.write(f"products/t/thing-{number}.toml", RECORD.format(number=number, more=more))


def task(bench: Bench, number: int, day: datetime.date) -> None:
    add(bench, number, "")
    entry = f'{{id = "e{number}", date = 2026-01-01, kind = "due", title = "Do it", due = {day}}}'
    bench.write(f"products/t/thing-{number}/entries.toml", f"entry = [\n  {entry},\n]\n")


def shown(bench: Bench, most: int | None = None) -> tuple[list[str], dict[str, str]]:
    """The days in the rows of a card, and its further lines by their names."""
    blocks = list(show_card(bench.ask(show_today).data, most))
    rows = [row[0] for block in blocks if isinstance(block, Columns) for row in block.rows]
    return rows, {name: str(value) for block in blocks if isinstance(block, Pairs) for name, value in block.pairs}


def test_what_is_late_stands_first_and_the_newest_of_it_first(bench: Bench) -> None:
    days = [bench.today + datetime.timedelta(days=days) for days in (-400, -3, 2, 30, 31)]
    for number, day in enumerate(days):
        task(bench, number, day)
    rows, rest = shown(bench)
    # The warranty of the house's camera ends today.
    assert rows == ["2026-02-27", "2025-01-26", "2026-03-02", "2026-03-04", "2026-04-01"]
    assert rest["later"] == "1 from 2026-04-02 on: talktag due --within 100y"


def test_however_much_is_late_a_card_names_the_newest_few_and_how_many_more(bench: Bench) -> None:
    for number in range(OVER + 3):
        task(bench, number, bench.today - datetime.timedelta(days=number + 1))
    card = bench.ask(show_today).data
    assert [each.days(bench.today) for each in card.over.items] == [-1, -2, -3, -4, -5]
    assert card.values()["over"]["count"] == OVER + 3
    rows, rest = shown(bench)
    assert len(rows) == OVER + 1
    assert rest["more"] == "3 more over or late: talktag due"


def test_of_a_small_card_neither_half_crowds_out_the_other(bench: Bench) -> None:
    for number in range(4):
        task(bench, number, bench.today - datetime.timedelta(days=number + 1))
        task(bench, number + 10, bench.today + datetime.timedelta(days=number + 1))
    for most in range(10):
        rows, _ = shown(bench, most)
        late = [row for row in rows if row < str(bench.today)]
        assert len(rows) == min(most, 9)
        assert len(late) in {most // 2, (most + 1) // 2} or most == 9


def test_what_is_lost_is_named_and_what_was_sold_is_not(bench: Bench) -> None:
    assert "lost" not in shown(bench)[1]
    for number in range(4):
        add(bench, number, 'state = "lost"\n')
    assert shown(bench)[1]["lost"].startswith("thing-0 (Thing 0), thing-1 (Thing 1), thing-2 (Thing 2) and 1 more")
    assert "radio" not in str(bench.ask(show_today).data.values())


def test_what_is_dear_and_has_no_receipt_or_no_photo_is_named_the_dearest_first(bench: Bench) -> None:
    bench.write("products/c/camera.toml", RECORD.format(number=99, more=""))
    file = '[[files]]\nname = "{0}"\nkind = "{0}"\nsha256 = "' + "0" * 64 + '"\nsize = 1\n'
    price = '[purchase]\nprice = "{} {}"\n'
    add(bench, 1, price.format(DEAR, "EUR"))
    add(bench, 2, price.format(DEAR + 1, "EUR"))
    add(bench, 3, price.format(9000, "EUR") + file.format("receipt"))
    add(bench, 4, price.format(8000, "EUR") + file.format("receipt") + file.format("photo"))
    add(bench, 5, price.format(DEAR * 90, "JPY"))
    add(bench, 6, price.format(DEAR * 110, "JPY"))
    add(bench, 7, 'state = "sold"\n' + price.format(7000, "EUR"))
    found = bench.ask(show_today).data.values()["unproven"]
    assert [(each["slug"], each["lacks"]) for each in found["products"]] == [
        ("thing-6", ["receipt", "photo"]),
        ("thing-3", ["photo"]),
        ("thing-2", ["receipt", "photo"]),
    ]


def test_the_settings_say_what_is_dear(bench: Bench) -> None:
    add(bench, 1, '[purchase]\nprice = "600 EUR"\n')
    add(bench, 2, '[purchase]\nprice = "6000 USD"\n')
    bench.write("talktag.toml", bench.text("talktag.toml") + 'proof = "500.50 EUR"\n')
    assert shown(bench)[1]["no proof"] == (
        "camera (no receipt or photo), thing-1 (no receipt or photo); worth more than 500.50 EUR: "
        "talktag list 'price>500.50EUR' -has:receipt"
    )
    bench.write("talktag.toml", bench.text("talktag.toml").replace("500.50 EUR", "100000 EUR"))
    assert "no proof" not in shown(bench)[1]


def test_a_store_with_nothing_in_it_says_what_to_type(bench: Bench) -> None:
    for path in bench.things.rglob("*.toml"):
        if path.name != "talktag.toml":
            path.unlink()
    assert shown(bench) == ([], {"next": "talktag add NAME"})


def test_loans_and_shares_are_among_what_is_late(bench: Bench) -> None:
    loan = '{id = "e1", date = 2026-01-01, kind = "loan", title = "Lent", party = "bruno", due = 2026-02-01}'
    bench.write("products/d/drill/entries.toml", f"entry = [\n  {loan},\n]\n")
    share = (
        'format = 1\nbundle = "b0000000000aa"\nproduct = "r000000000005"\nparty = "fix-it"\ndate = 2025-01-01\n'
        'until = 2026-01-31\nsequence = 1\nsigned = "00"\nsections = ["identity"]\n'
    )
    bench.write("shares/2025-01-01-radio-b0000000000aa.toml", share)
    items = bench.ask(show_today).data.values()["over"]["due"]
    assert [(each["what"], each["slug"]) for each in items] == [
        ("back from Bruno", "drill"),
        ("Fix-It Cameras should delete what was given", "radio"),
    ]


def test_what_waits_in_the_inbox_is_counted(bench: Bench) -> None:
    assert bench.ask(show_today).data.values()["waiting"] == 0
    assert "inbox" not in shown(bench)[1]
    for name in ("a", "b"):
        bench.write(f"inbox/{name}.toml", "format = 1\n")
        bench.write(f"inbox/{name}.age", "age-encryption.org/v1\n")
    bench.write("inbox/muted.txt", "SHA256:x\n")
    assert bench.ask(show_today).data.values()["waiting"] == 2
    assert shown(bench)[1]["inbox"] == "2 things to look at: talktag inbox"
