"""What is told of a party: nothing that was taken back, and who it is under a name that it had before."""

from __future__ import annotations

import csv
import io
import shlex
from typing import TYPE_CHECKING

from talktag.ops.finding.choose_products import facts_of_query
from talktag.ops.parties.change_party import set_party
from talktag.ops.parties.party import WholeParty, show_party
from talktag.ops.products.set import set_many
from talktag.ops.switching.packet import PacketRequest, packet
from talktag.ops.worth.worth import worth
from tests.kit.packets import unpacked

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LOG = """\
entry = [
  { id = "e1", date = 2026-01-05, kind = "service", title = "Cleaned", party = "fix-it", meter = { shots = 100 } },
  { id = "e2", date = 2026-01-06, kind = "service", title = "A slip", party = "fix-it", meter = { shots = 900 } },
  { id = "e3", date = 2026-01-07, kind = "permission", title = "Permission given: offer", party = "fix-it", \
data = { consent = "given", kinds = "offer" } },
  { id = "e4", date = 2026-01-08, kind = "withdrawn", title = "Withdrawn: A slip", cause = "e2" },
  { id = "e5", date = 2026-01-08, kind = "withdrawn", title = "Withdrawn: Permission given", cause = "e3" },
  { id = "e6", date = 2026-01-09, kind = "check", title = "Looked at", party = "FIX-IT CAMERAS" },
]
"""
SHARE = """\
format = 1
bundle = "b000000000009"
product = "c000000000001"
party = "fix-it"
date = 2026-02-01
sections = ["identity"]
signed = "0000000000000000000000000000000000000000000000000000000000000000"
until = 2026-12-31
revoked = 2026-02-20
"""


def _told(bench: Bench) -> WholeParty:
    data = bench.ask(show_party, "fix-it").data
    assert isinstance(data, WholeParty)
    return data


def test_what_was_withdrawn_was_not_done_nor_permitted_by_them(bench: Bench) -> None:
    bench.write("products/c/camera/entries.toml", LOG)
    told = _told(bench)
    assert [entry.title for entry, _ in told.entries] == ["Cleaned", "Looked at"]
    assert told.permits == {}


def test_what_was_taken_back_from_them_is_told_as_taken_back(bench: Bench) -> None:
    bench.write("shares/2026-02-01-camera-b000000000009.toml", SHARE)
    assert [each["revoked"] for each in _told(bench).values()["shares"]] == ["2026-02-20"]


def test_a_packet_tells_what_was_withdrawn_and_counts_no_meter_of_it(bench: Bench) -> None:
    bench.write("products/c/camera/entries.toml", LOG)
    files = unpacked(bench.ask(packet, PacketRequest("fix-it"), None), "fix-it")
    rows = list(csv.DictReader(io.StringIO(files["log.csv"].decode())))
    assert [row["title"] for row in rows if row["kind"] == "withdrawn"] == [
        "Withdrawn: A slip",
        "Withdrawn: Permission given",
    ]
    assert [row["shows"] for row in csv.DictReader(io.StringIO(files["readings.csv"].decode()))] == ["100"]


def test_a_party_of_another_name_is_one_again_by_what_is_said_then(bench: Bench) -> None:
    """Until then what was bought from it under its old name counts as another's, and that is said."""
    for slug, seller in (("camera", "Fix-It Cameras"), ("drill", "fix-it cameras")):
        bench.do(set_many, [slug], [f"from={seller}", "price=10 EUR", "bought=2025-01-01"])
    done = bench.do(set_party, "fix-it", ["name=Mended & Co"])
    assert done.notices == (
        "1 product still names \"Fix-It Cameras\": talktag set --where 'from:=Fix-It Cameras' 'from=Mended & Co'",
        "1 product still names \"fix-it cameras\": talktag set --where 'from:=fix-it cameras' 'from=Mended & Co'",
    )
    for notice in done.notices:
        _, _, _, where, wanted = shlex.split(notice.split(": ", 1)[1])
        bench.do(set_many, [where], [wanted])
    earned = {
        each.get("party"): each["paid"] for each in bench.ask(worth, ["camera", "drill"]).data.values()["by_party"]
    }
    assert earned["fix-it"] == ["20.00 EUR"]


def test_who_gives_a_warranty_by_the_old_name_is_told_with_a_query_that_finds_it(bench: Bench) -> None:
    bench.do(set_many, ["camera"], ["warranty=battery: 1y by fix-it Cameras; 2y by Fix-It Cameras"])
    bench.do(set_many, ["drill"], ["warranty=3y by Fix-It Cameras; battery: 1y by Fix-It Cameras"])
    notices = bench.do(set_party, "fix-it", ["name=Mended & Co"]).notices
    assert notices == (
        "2 products still name \"Fix-It Cameras\" for a warranty: talktag list 'provider:=Fix-It Cameras'",
        "1 product still names \"fix-it Cameras\" for a warranty: talktag list 'provider:=fix-it Cameras'",
    )
    for notice, slugs in zip(notices, ({"camera", "drill"}, {"camera"}), strict=True):
        query = shlex.split(notice.split(": ", 1)[1])[-1]
        assert slugs <= {each.slug for each in bench.ask(facts_of_query, [query])}


def test_a_name_that_only_changed_its_case_is_the_same(bench: Bench) -> None:
    bench.do(set_many, ["camera"], ["from=Fix-It Cameras"])
    assert bench.do(set_party, "fix-it", ["name=FIX-IT Cameras"]).notices == ()
