"""A packet about a party holds what was offered and agreed with it: texts, receipts, and nothing of another party."""

from __future__ import annotations

import json
from typing import Any

import pytest

from talktag.model.terms.said_terms import Act
from talktag.ops.switching.packet import PacketRequest, packet
from talktag.seal.keys.key_folder import KeyFolder
from tests.interop.consent.test_receipt import defined, read, unknown
from tests.kit.bench import Bench
from tests.kit.packets import unpacked
from tests.kit.two_sides import know, settle

from .conftest import OTHER, TEXT, Sides

__all__ = ["defined"]

CANARY = b"CANARY: these were offered to somebody else.\n"


def packed(bench: Bench, slug: str, **options: Any) -> dict[str, bytes]:
    """The files of a packet about a party."""
    return unpacked(bench.ask(packet, PacketRequest(slug, **options), None), slug)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_what_both_signed_is_there_with_its_text_and_its_receipt(sides: Sides, defined: frozenset[str]) -> None:
    sha256 = sides.keep(sides.ana, title="Repair only")
    sides.take(sides.shop, sides.offer(sides.ana, "repair"))
    open_yet = packed(sides.ana, "fix-it")
    assert open_yet[f"terms/{sha256[:12]}.txt"] == TEXT
    assert not [name for name in open_yet if name.endswith(".jsonld") and name.startswith("terms/")]
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "repair"))
    files = packed(sides.ana, "fix-it")
    (receipt,) = (data for name, data in files.items() if name.startswith("terms/") and name.endswith(".jsonld"))
    record = json.loads(receipt)["dct:hasPart"]
    assert record["dpv:hasNotice"]["dct:identifier"] == f"sha256:{sha256}"
    assert len(read(json.loads(receipt))) > 10
    assert unknown(json.loads(receipt), defined) == set()
    text = files["readme.txt"].decode()
    assert "Repair only" in text
    assert "agreed; offered by you; signed by both on" in " ".join(text.split())


def test_what_was_withdrawn_or_offered_instead_is_told(sides: Sides) -> None:
    sides.keep(sides.ana)
    other = sides.keep(sides.shop, OTHER, "other.md", title="Two years")
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    sides.take(sides.ana, sides.answer(sides.shop, Act.COUNTERED, "base", counter="Two years"))
    files = packed(sides.ana, "fix-it")
    assert files[f"terms/{other[:12]}.txt"] == OTHER
    assert "other terms offered instead" in files["readme.txt"].decode()
    sides.take(sides.ana, sides.answer(sides.shop, Act.WITHDRAWN, "base"))
    assert "withdrawn" in packed(sides.ana, "fix-it")["readme.txt"].decode()


def test_nothing_of_another_partys_terms_and_no_private_note_is_in_it(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    sides.keep(sides.ana, CANARY, "canary.md", title="CANARY terms", words="CANARY words")
    know(sides.ana, "bea", "Bea Lind", "repairer", KeyFolder(sides.shop.folder / "keys").public())
    settle(sides.ana)
    sides.offer(sides.ana, "CANARY", to="bea")
    sides.ana.write("products/c/camera/notes/n000000000001.age", "CANARY note")
    assert not [name for name, data in packed(sides.ana, "fix-it").items() if b"CANARY" in data]
    assert [name for name, data in packed(sides.ana, "bea").items() if data == CANARY]


def test_a_text_that_was_changed_is_left_out_and_what_was_said_stands(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana, title="Repair only")
    sides.take(sides.shop, sides.offer(sides.ana, "repair"))
    sides.ana.write(f"terms/{sha256}.md", b"something else")
    files = packed(sides.ana, "fix-it")
    assert f"terms/{sha256[:12]}.txt" not in files
    assert "Repair only" in files["readme.txt"].decode()
