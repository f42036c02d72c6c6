"""Every file of a packet goes back in, by talktag's readers and by those of others, and is what the records say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import biip
import pytest
import vobject
from icalendar import Calendar

from talktag.interop.cloudevents.read_events import read_events
from talktag.interop.draft import Options
from talktag.interop.linkset.read_linkset import read_linkset
from talktag.model.products.product import Product
from talktag.ops.importing.import_products import ImportRequest, import_products
from talktag.ops.parties.card_in import CardFile, add_by_card
from talktag.ops.parties.change_party import NewParty
from talktag.ops.switching.packet import PacketRequest, packet
from talktag.store.collections import PARTIES
from tests.interop.linkset.test_linkset import faults as faults_of_linkset
from tests.interop.peers import faults_of
from tests.interop.schema_org.conftest import typings
from tests.kit.bench import HOUSE, Bench, make_bench
from tests.kit.packets import FAST_LINE, unpacked
from tests.kit.schema_typings import SchemaTypings

__all__ = ["typings"]

GTIN = "09521234543213"
RECORDS = {
    "parties/netco.toml": 'format = 1\nname = "Netco"\nrole = "seller"\nmail = "help@netco.example"\n',
    "products/f/fast-line.toml": FAST_LINE,
    "products/m/modem.toml": f"""\
format = 1
id = "m000000000007"
name = "Modem"
maker = "Netco"
model = "N-5"
serial = "SN-1"
gtin = "{GTIN}"
place = "hall"
labels = ["net", "loud, blinking"]

[purchase]
date = 2025-01-15
from = "Netco"
price = "89.00 EUR"
order = "0042"

[[warranties]]
term = "24 months"

[fields]
colour = "white"
""",
    "products/m/modem/entries.toml": """\
entry = [
  {id = "e000000000001", date = 2026-01-01, kind = "reading", title = "x", party = "netco", meter = {kWh = 18342}},
  {id = "e000000000002", date = 2026-01-02, kind = "manual", title = "M", party = "netco", \
data = {href = "https://netco.example/m"}},
  {id = "e000000000003", date = 2026-01-03, kind = "manual", title = "CANARY", party = "fix-it", \
data = {href = "https://canary.example/m"}},
]
""",
}
PEERS = {"things-homebox.csv": "homebox", "things-snipe-it.csv": "snipe-it", "things-shelf.csv": "shelf"}


@pytest.fixture
def files(bench: Bench) -> dict[str, bytes]:
    """What is in the packet."""
    for path, text in RECORDS.items():
        bench.write(path, text)
    outcome = bench.ask(packet, PacketRequest("netco"), Path("netco.zip"))
    return {**unpacked(outcome, "netco"), "lost": json.dumps(outcome.data.values()["lost"]).encode()}


def _read(template: Path, folder: Path, files: dict[str, bytes], name: str) -> dict[str, Product]:
    """The products that another store gets of a file."""
    other = make_bench(template, folder, {"talktag.toml": HOUSE["talktag.toml"]})
    other.do(import_products, files[name], ImportRequest(name, options=Options("EUR")))
    return {slug: other.store.record(slug).product for slug in ("fast-line", "modem")}


@pytest.mark.parametrize("name", ["things.csv", "things.json", "things.jsonld"])
def test_the_forms_that_lose_nothing_bring_back_every_key(
    name: str, files: dict[str, bytes], bench: Bench, template: Path, tmp_path: Path
) -> None:
    for slug, read in _read(template, tmp_path / "other", files, name).items():
        assert read == bench.store.record(slug).product


@pytest.mark.parametrize("name", PEERS)
def test_the_sheet_of_each_peer_is_what_it_takes_and_brings_back_all_but_what_is_named(
    name: str, files: dict[str, bytes], bench: Bench, template: Path, tmp_path: Path
) -> None:
    assert list(faults_of(PEERS[name], files[name])) == []
    said = {each["file"]: each["facts"] for each in json.loads(files["lost"])}
    lost = {(each["slug"], each["field"]) for each in said[name]}
    for slug, read in _read(template, tmp_path / "other", files, name).items():
        kept = bench.store.record(slug).product
        same: dict[str, tuple[Any, Any]] = {
            "name": (read.name, kept.name),
            "maker": (read.maker, kept.maker),
            "model": (read.model, kept.model),
            "serial": (read.serial, kept.serial),
            "gtin": (read.gtin, kept.gtin),
            "place": (read.place, kept.place),
            "labels": ({*read.labels}, {*kept.labels}),
            "purchase": (read.purchase, kept.purchase),
            "warranties": (read.warranties, kept.warranties),
            "service.fee": (read.service.fee, kept.service.fee),
            "fields.colour": (read.fields.get("colour"), kept.fields.get("colour")),
        }
        differing = {field for field, (after, before) in same.items() if after != before}
        assert {field for field in differing if (slug, field) not in lost} == set()
        assert not differing & {"name", "maker", "serial", "purchase", "fields.colour"}


def test_gs1_reads_where_things_are_and_nothing_is_of_another_party(files: dict[str, bytes], bench: Bench) -> None:
    linkset = files["things-linkset.json"]
    assert faults_of_linkset(linkset) == []
    (context,) = json.loads(linkset)["linkset"]
    told = biip.parse(context["anchor"])
    assert told.gtin
    assert told.gtin.value == GTIN
    (link,) = read_linkset(linkset, bench.store.record("modem").product).links
    assert (link.relation, link.href) == ("instructions", "https://netco.example/m")
    assert all(b"canary" not in data.lower() for data in files.values())


def test_what_is_written_for_schema_org_is_of_its_types_and_says_what_the_records_say(
    files: dict[str, bytes], typings: SchemaTypings
) -> None:
    graph = files["things.jsonld"].decode()
    assert typings.fault(graph, "Graph") is None
    assert typings.fault(graph.replace('"serialNumber"', '"serialnumber"'), "Graph") is not None
    modem = next(each for each in json.loads(graph)["@graph"] if each["name"] == "Modem")
    assert (modem["serialNumber"], modem["model"]) == ("SN-1", "N-5")
    assert GTIN in json.dumps(modem)


def test_the_events_are_the_entries(files: dict[str, bytes], bench: Bench) -> None:
    entries = bench.store.entries("modem").value or ()
    read = [each.entry for each in read_events(files["log.jsonl"], "log.jsonl").value or ()]
    assert [(each.id, each.kind, each.meter, each.data) for each in read] == [
        (each.id, each.kind, each.meter, each.data) for each in entries if each.party == "netco"
    ]


def test_the_card_is_read_by_an_address_book_and_by_talktag(
    files: dict[str, bytes], template: Path, tmp_path: Path
) -> None:
    card = vobject.readOne(files["party.vcf"].decode())
    assert (card.fn.value, card.email.value) == ("Netco", "help@netco.example")
    other = make_bench(template, tmp_path / "other", {"talktag.toml": HOUSE["talktag.toml"]})
    other.do(add_by_card, CardFile(files["party.vcf"], "party.vcf"), NewParty("", ""), "seller")
    party = other.store.one(PARTIES, "netco").value
    assert party
    assert (party.name, party.mail) == ("Netco", "help@netco.example")


def test_the_prices_of_sheets_without_a_currency_are_named_in_the_text(files: dict[str, bytes]) -> None:
    text = " ".join(files["readme.txt"].decode().split())
    assert "things-homebox.csv Homebox; prices in EUR" in text
    assert "things-snipe-it.csv Snipe-IT; prices in EUR" in text


def test_without_an_address_that_they_told_there_is_no_linkset(bench: Bench) -> None:
    bench.write("parties/netco.toml", RECORDS["parties/netco.toml"])
    bench.write("products/m/modem.toml", RECORDS["products/m/modem.toml"])
    assert "things-linkset.json" not in bench.ask(packet, PacketRequest("netco"), None).data.sizes


def test_a_calendar_reads_the_days(files: dict[str, bytes]) -> None:
    days = {each["dtstart"].dt.isoformat() for each in Calendar.from_ical(files["dates.ics"]).walk("VEVENT")}
    assert {"2026-05-15", "2026-06-15"} <= days
