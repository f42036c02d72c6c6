"""Which currency a file has that has one for all prices: the same for a sheet and for a packet, and never by chance."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from talktag.content import content_of
from talktag.ops.importing.export_as import export_as
from talktag.ops.switching.packet import PacketRequest, packet
from tests.kit.bench import Bench
from tests.kit.packets import unpacked

NETCO = 'format = 1\nname = "Netco"\nrole = "seller"\n'
SHEETS = {"homebox": ("HB.name", "HB.purchase_price"), "snipe-it": ("Item Name", "Purchase Cost")}
NAMES = {"homebox": "Homebox", "snipe-it": "Snipe-IT"}


def _fill(bench: Bench, prices: Sequence[str], *fields: str) -> None:
    """A thing of Netco for each price, empty for none."""
    bench.write("parties/netco.toml", NETCO)
    for number, price in enumerate(prices):
        bought = f'price = "{price}"\n' if price else ""
        own = "".join(("\n[fields]\n", *fields)) if fields else ""
        bench.write(
            f"products/n/net-{number}.toml",
            f'format = 1\nid = "n00000000000{number}"\nname = "Net {number}"\nmaker = "Netco"\n\n'
            f'[purchase]\nfrom = "Netco"\n{bought}{own}',
        )


def _cells(data: bytes, form: str) -> dict[str, str]:
    name, price = SHEETS[form]
    return {row[name]: row[price] for row in csv.DictReader(io.StringIO(data.decode()))}


def _exported(bench: Bench, form: str) -> Any:
    return bench.ask(export_as, form, ["maker:Netco"], None)


def _both(bench: Bench, form: str) -> tuple[dict[str, str], dict[str, str]]:
    """The prices of each thing in the sheet, and in the packet's."""
    files = unpacked(bench.ask(packet, PacketRequest("netco", language="en"), None), "netco")
    made = content_of(_exported(bench, form).output.make()).whole()
    return _cells(made, form), _cells(files[f"things-{form}.csv"], form)


@pytest.mark.parametrize("form", SHEETS)
def test_it_is_the_owners_wherever_any_price_is_in_it_in_a_sheet_as_in_a_packet(bench: Bench, form: str) -> None:
    _fill(bench, ["7 USD", "8 USD", "9.50 EUR", ""])
    sheet, packed = _both(bench, form)
    assert {name for name, cell in sheet.items() if cell} == {"Net 2"}
    assert packed == sheet
    said = _exported(bench, form)
    assert f"prices are in EUR, without saying so; set that currency in {NAMES[form]}" in said.notices
    stays = [each for each in said.data.lost if "another currency" in each.reason]
    assert [each.value for each in stays] == ["7.00 USD", "8.00 USD"]


@pytest.mark.parametrize("form", SHEETS)
def test_without_a_price_in_hers_it_is_that_of_most_and_of_several_the_first_by_its_code(
    bench: Bench, form: str
) -> None:
    for prices in itertools.permutations(["7 USD", "8 CHF", "9 USD"]):
        _fill(bench, prices)
        sheet, packed = _both(bench, form)
        assert len([cell for cell in sheet.values() if cell]) == 2
        assert packed == sheet
    for prices in itertools.permutations(["7 USD", "8 CHF", "9 SEK"]):
        _fill(bench, prices)
        sheet, packed = _both(bench, form)
        assert [name for name, cell in sheet.items() if cell] == [f"Net {prices.index('8 CHF')}"]
        assert packed == sheet


@pytest.mark.parametrize("form", SHEETS)
def test_where_no_price_stands_without_a_currency_none_is_to_be_set(bench: Bench, form: str) -> None:
    _fill(bench, ["", ""])
    assert not [each for each in _exported(bench, form).notices if "set that currency" in each]
    text = unpacked(bench.ask(packet, PacketRequest("netco", language="en"), None), "netco")["readme.txt"].decode()
    assert "prices in" not in text


def test_what_a_thing_was_sold_for_is_a_price_too_and_its_currency_is_said(bench: Bench) -> None:
    _fill(bench, [""], 'sold_price = "40.00 EUR"\n')
    said = _exported(bench, "homebox")
    assert "prices are in EUR, without saying so; set that currency in Homebox" in said.notices
    assert not [each for each in said.data.lost if "another currency" in each.reason]
    files = unpacked(bench.ask(packet, PacketRequest("netco", language="en"), None), "netco")
    text = " ".join(files["readme.txt"].decode().split())
    assert "things-homebox.csv Homebox; prices in EUR" in text
    assert "Snipe-IT; prices in" not in text
