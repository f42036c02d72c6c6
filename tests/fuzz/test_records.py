"""Any text in place of a record gives a value, or problems with their lines, however it was spoiled; never a stop.

What is read also survives being changed: the program edits records that people and other programs wrote.
"""

from __future__ import annotations

import datetime
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import tomli_w

from talktag.errors import InvalidError
from talktag.model.labels.blank_tags import read_blank_tags
from talktag.model.labels.own_paper import papers_from_text, read_own_papers
from talktag.model.labels.printers import read_printers
from talktag.model.labels.used_sheet import read_used_sheet
from talktag.model.log.doubles import single_entries
from talktag.model.log.entry import read_entries, with_entries
from talktag.model.parties.party import party_table, read_party
from talktag.model.products.record import file_table, product_table, read_product
from talktag.model.settings.store_settings import read_settings, settings_table
from talktag.model.sharing.share import read_share, share_table
from talktag.model.toml.read import load_toml
from talktag.model.toml.record_file import Reading
from talktag.model.toml.write import appended_text, changed_text, new_text

from .mutations import TEXT, how_many, spoiled, spoiled_value, without_half_characters

Table = dict[str, Any]
DAY = datetime.date(2024, 3, 2)
PRODUCT: Table = {
    "format": 1,
    "id": "0123456789abc",
    "name": "Camera",
    **{key: f"{key} of it" for key in ("maker", "model", "serial", "place", "source")},
    "gtin": "04548736133730",
    "inside": "0123456789abd",
    "labels": ["a", "b"],
    "quantity": 2,
    "state": "lent",
    "added": DAY,
    "warranties": [{"kind": "parts", "term": "24 months", "starts": DAY, "provider": "x"}, {"term": "lifetime"}],
    "tags": [{"id": "00000005A", "made": DAY, "retired": DAY}],
    "files": [{"name": "a.pdf", "kind": "manual", "media": "application/pdf", "size": 5, "sha256": "0" * 64}],
    "purchase": {"date": DAY, "from": "Shop", "price": "2499.00 EUR", "order": "A-17"},
    "fields": {"colour": "black", "weight": 1.5, "when": DAY, "new": True, "several": [1, "a", {"b": [2]}]},
}
ENTRIES: Table = {
    "entry": [
        {"id": "0123456789abc", "date": DAY, "kind": "service", "title": "Cleaned", "text": "Twice.", "party": "shop"},
        {
            "id": "x-1",
            "date": DAY,
            "kind": "loan",
            "title": "Lent",
            "cost": "1.00 EUR",
            "due": DAY,
            "signer": "unsigned",
        },
    ]
}
PARTY: Table = {"format": 1, "name": "Shop", "role": "repairer", "key": "ssh-ed25519 AAAA", "key_seen": DAY}
PARTY |= dict.fromkeys(("contact", "mail", "phone", "address", "url"), "x") | {"language": "en", "age": "age1x"}
PARTY["channel"] = {
    "may": ["message", "service"],
    "mute": ["link"],
    "most": "20/day",
    "until": DAY,
    "products": ["camera"],
    "auto": True,
    "permission": {"offer": {"given": DAY, "most": "1/month", "until": DAY, "purpose": "lenses"}},
}
SHARE: Table = {
    "format": 1,
    "bundle": "7k3m9qxac04zt",
    "product": "0123456789abc",
    "party": "shop",
    "date": DAY,
    "purpose": "crack",
    "until": DAY,
    "revoked": DAY,
    "sequence": 2,
    "signed": "0" * 64,
    "sections": ["identity"],
    "fields": ["name"],
    "notes": ["n"],
    "files": [{"path": "files/photo-1.jpg", "name": "a.jpg", "sha256": "0" * 64}],
}
SETTINGS: Table = {
    "format": 1,
    "id": "0123456789abc",
    "owner": {"name": "Ana", "contact": "a@example.org", "phone": "+34600111222"},
    "defaults": {"currency": "EUR", "stock": "a", "finder": "https://example.org/f", "payload": "finder"},
}
STOCK: Table = {"id": "mine", "page": "a4", "label_w": 63.5, "label_h": 38.1, "cols": 3, "rows": 7}
STOCK |= {"margin_left": 7.2, "margin_top": 15.1, "pitch_x": 66.0, "pitch_y": 38.1}
CALIBRATIONS: Table = {"avery-l7120": {"offset_x": 0.5, "offset_y": -0.5, "scale_x": 1.0, "scale_y": 1.0, "skew": 0.1}}
PRINTER: Table = {"command": ["lp", "{file}"], "calibrations": CALIBRATIONS}
READERS: dict[str, tuple[Table, Callable[[bytes], Reading[Any]]]] = {
    "product": (PRODUCT, lambda data: read_product(data, "p", "camera")),
    "entries": (ENTRIES, lambda data: read_entries(data, "p")),
    "party": (PARTY, lambda data: read_party(data, "p", "shop")),
    "share": (SHARE, lambda data: read_share(data, "p")),
    "settings": (SETTINGS, lambda data: read_settings(data, "p")),
    "stock": ({"format": 1, "stock": [STOCK]}, lambda data: read_own_papers(data, "p")),
    "sheet": ({"format": 1, "stock": "mine", "used": "1, 2, 5-9"}, lambda data: read_used_sheet(data, "p")),
    "tags": ({"format": 1, "tags": ["00000005A"], "made": DAY}, lambda data: read_blank_tags(data, "p")),
    "printers": ({"printers": {"office": PRINTER, "home": PRINTER}}, lambda data: read_printers(data, "p")),
}


def texts(chance: random.Random, table: Table, usual: int = 1000) -> Iterator[bytes]:
    """Spoiled texts, and texts in good form of spoiled values."""
    good = tomli_w.dumps(table).encode()
    for number in range(how_many(usual)):
        if number % 2:
            yield spoiled(chance, good, TEXT)
        else:
            text = tomli_w.dumps(without_half_characters(spoiled_value(chance, table))).encode()
            yield spoiled(chance, text, TEXT) if chance.random() < 0.2 else text


@pytest.mark.parametrize("kind", READERS)
def test_what_is_spoiled_here_was_good(kind: str) -> None:
    table, read = READERS[kind]
    assert read(tomli_w.dumps(table).encode()).problems == ()


@pytest.mark.parametrize("kind", READERS)
def test_any_spoiled_record_gives_a_value_or_problems_with_their_lines(kind: str, chance: random.Random) -> None:
    table, read = READERS[kind]
    met, whole = Counter[str](), 0
    for data in texts(chance, table):
        reading = read(data)
        whole += reading.value is not None
        for problem in reading.problems:
            met[problem.name] += 1
            assert problem.message
            assert problem.line is None or 1 <= problem.line <= data.count(b"\n") + 1
        assert reading.value is not None or reading.problems
        assert load_toml(data, "p")[0] in (None, as_python_reads(data))
    assert {"broken-toml", "bad-value"} <= set(met)
    assert whole


def as_python_reads(data: bytes) -> Any:
    """What the standard library makes of it; a table with a number that is none equals nothing, not even itself."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return Same() if "nan" in data.decode() else table


class Same:
    """Equal to anything."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


WRITERS: dict[str, Callable[[Any], Table]] = {
    "product": product_table,
    "party": party_table,
    "share": share_table,
    "settings": settings_table,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_what_was_read_without_fault_is_written_and_read_the_same(kind: str, chance: random.Random) -> None:
    table, read = READERS[kind]
    written = 0
    for data in texts(chance, table):
        reading = read(data)
        if reading.value is None or any(each.severity == "error" for each in reading.problems) or b"nan" in data:
            continue
        again = read(new_text(WRITERS[kind](reading.value)))
        odd = [each for each in again.problems if each.name != "odd-value"]  # said again of a word that is kept
        assert (again.value, odd) == (reading.value, [])
        written += 1
    assert written > 100


def test_what_was_read_can_be_changed_and_nothing_else_of_it_changes(chance: random.Random) -> None:
    camera = read_product(new_text(PRODUCT), "p", "camera").value
    assert camera is not None
    changed = refused = 0
    for data in texts(chance, PRODUCT, 350):
        before = load_toml(data, "p")[0]
        if before is None:
            continue
        try:
            placed = tomllib.loads(changed_text(data, {("place",): "new place", ("purchase", "from"): "new"}).decode())
            more = tomllib.loads(appended_text(data, "files", [file_table(camera.files[0])]).decode())
        except InvalidError:
            refused += 1
            continue
        changed += 1
        purchase = {**before.get("purchase", {}), "from": "new"}
        assert placed.pop("place") == "new place"
        assert ordered(placed.pop("purchase")) == ordered(purchase)
        rest = {key: value for key, value in before.items() if key not in {"place", "purchase"}}
        assert ordered(placed) == ordered(rest)
        files = before["files"] if isinstance(before.get("files"), list) else []
        assert ordered(more.pop("files")) == ordered([*files, file_table(camera.files[0])])
        assert ordered(more) == ordered({key: value for key, value in before.items() if key != "files"})
    assert changed > 100


def ordered(value: Any) -> str:
    """A value so that equal ones look the same, numbers that are none among them."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{ordered(value[key])}" for key in sorted(value)) + "}"
    return f"[{','.join(map(ordered, value))}]" if isinstance(value, list) else repr(value)


def test_entries_are_appended_and_doubled_ones_taken_out_of_anything_that_can_be_read(chance: random.Random) -> None:
    whole = read_entries(new_text(ENTRIES), "p").value
    assert whole is not None
    for data in texts(chance, ENTRIES):
        held = read_entries(data, "p").value
        if held is None:
            continue
        assert read_entries(single_entries(data), "p").value == held
        longer = with_entries(data, [whole[0]._replace(id="new")])
        assert longer is not None or not isinstance(load_toml(data, "p")[0].get("entry", []), list)
        if longer is not None:
            found = read_entries(longer, "p").value or ()
            assert {*map(repr, found)} == {*map(repr, (*held, whole[0]._replace(id="new")))}


def test_any_spoiled_text_of_stocks_is_taken_or_refused(chance: random.Random) -> None:
    taken = refused = 0
    for data in texts(chance, {"stock": [STOCK]}):
        try:
            taken += bool(papers_from_text(data.decode("utf-8", "replace")))
        except InvalidError:
            refused += 1
    assert min(taken, refused) > 50
