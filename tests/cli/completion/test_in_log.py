"""What Tab offers from the log of the product named before: titles that go on, meters, ids. It raises for no log."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.cli.completion.in_log import entries, meters, titles
from talktag.cli.completion.offer import Lookup, Offer
from talktag.cli.completion.table import CommandTable

LOG = """entry = [
  { id = "d777", date = 2026-05-01, kind = "service", title = "changed the oil", every = ["6 months"] },
  { id = "e111", date = 2026-05-02, kind = "service", title = "new tyres", meter = { km = 41250 } },
  { id = "f222", date = 2026-05-03, kind = "due", title = "pay the tax", due = 2026-08-01 },
  { id = "g333", date = 2026-05-04, kind = "due", title = "a slip", due = 2026-08-02 },
  { id = "h444", date = 2026-05-05, kind = "withdrawn", title = "Withdrawn: a slip", cause = "g333" },
]
"""


def ask(folder: Path, beginning: str = "", product: str = "car") -> Lookup:
    """What a shell asks for behind `talktag entry PRODUCT --flag`."""
    table = CommandTable("")
    return Lookup(
        beginning, {"product": product}, table, store=lambda: str(folder), cache=lambda: "", settings=lambda: ""
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    log = tmp_path / "products/c/car/entries.toml"
    log.parent.mkdir(parents=True)
    log.write_text(LOG)
    (tmp_path / "products/c/car.toml").write_text('format = 1\nid = "c000000000001"\nname = "Car"\n')
    return tmp_path


def shown(offers: list[Offer]) -> list[tuple[str, str]]:
    return [(each.word, each.meaning) for each in offers]


def test_titles_of_what_is_due_are_offered_with_when(folder: Path) -> None:
    assert shown(titles(ask(folder))) == [("pay the tax", "2026-08-01"), ("changed the oil", "2026-11-01")]
    assert shown(titles(ask(folder, "CHANGED"))) == [("changed the oil", "2026-11-01")]


def test_meters_are_offered_with_what_they_showed(folder: Path) -> None:
    (offer,) = meters(ask(folder, "k"))
    assert (offer.word, offer.meaning, offer.goes_on) == ("km=", "41250", True)


def test_ids_of_what_stands_are_offered_the_newest_first(folder: Path) -> None:
    assert shown(entries(ask(folder))) == [
        ("f222", "2026-05-03 due: pay the tax"),
        ("e111", "2026-05-02 service: new tyres"),
        ("d777", "2026-05-01 service: changed the oil"),
    ]


@pytest.mark.parametrize("log", [None, b"nonsense", b"\xff\xfe", b"entry = 7"])
def test_where_there_is_no_sound_log_nothing_is_offered(folder: Path, log: bytes | None) -> None:
    path = folder / "products/c/car/entries.toml"
    path.unlink()
    if log is not None:
        path.write_bytes(log)
    assert [titles(ask(folder)), meters(ask(folder)), entries(ask(folder))] == [[], [], []]


def test_a_product_that_is_not_there_has_no_log(folder: Path) -> None:
    assert titles(ask(folder, product="boat")) == []
