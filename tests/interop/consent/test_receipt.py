"""Receipts of consent: read by rdflib with no network, and every word of DPV in them is one that DPV defines."""

from __future__ import annotations

import datetime
import gzip
import json
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest
from rdflib import RDF, Graph, URIRef

from talktag.interop.consent.write_receipt import ReceiptParty, ToReceipt, write_receipt
from talktag.model.sharing.share import Share
from talktag.model.terms.agreement import agreements_with
from talktag.model.terms.said_terms import Act
from talktag.model.terms.terms_text import Terms
from tests.model.terms.said import DAY, KEYS, ONE, as_it_came, said_by

# What rdflib says of a class of its own while it reads JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
HERE = Path(__file__).parent
DPV = "https://w3id.org/dpv"
TERMS = Terms(ONE, "md", DAY, title="Repair only", roster="https://roster.example", id="SD-BASE", language="en")
SHARE = Share("b000000000001", "c1", "shop", DAY, ("serial", "entries:service"), "0" * 64, until=DAY, terms=ONE)


def receipt(*acts: Act) -> dict[str, Any]:
    """A receipt of an offer that was accepted, and of what came after."""
    yes = as_it_came(said_by("shop", "yes", Act.ACCEPTED, cause="offer"))
    log = [said_by("ana", "offer", Act.OFFERED, until=9), yes]
    log += [said_by("ana", f"later-{act.value}", act, cause="offer", day=1, text="It was not kept.") for act in acts]
    (made,) = agreements_with(log, "shop", {KEYS["shop"]}, DAY)
    owner, other = ReceiptParty("Ana", "ana@example.org", "SHA256:a"), ReceiptParty("Fix-It", key="SHA256:b")
    found: dict[str, Any] = json.loads(
        write_receipt(ToReceipt(made, TERMS, owner, other, (SHARE,), "2026-12-02T10:00:00Z"))
    )
    return found


@pytest.fixture(scope="module")
def defined() -> frozenset[str]:
    """Every term that DPV and its module of IEEE 7012 define."""
    graph = Graph()
    for name in ("dpv.ttl.gz", "ieee-7012.ttl.gz"):
        graph.parse(data=gzip.decompress((HERE / name).read_bytes()), format="turtle")
    return frozenset(str(each) for each in graph.subjects(RDF.type))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("it asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(document: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def unknown(document: dict[str, Any], defined: frozenset[str]) -> set[str]:
    """The words of DPV in a receipt that DPV does not have."""
    used = {str(each) for triple in read(document) for each in triple if isinstance(each, URIRef)}
    return {each for each in used if each.startswith(DPV)} - defined


def test_every_word_of_the_vocabulary_is_one_that_it_defines(defined: frozenset[str]) -> None:
    assert unknown(receipt(Act.BREACH, Act.WITHDRAWN), defined) == set()


@pytest.mark.parametrize(("name", "wrong"), [("dpv:Notice", "dpv:Notise"), ("mt:hasFirstParty", "mt:hasThirdPerson")])
def test_a_word_that_it_does_not_define_is_found(defined: frozenset[str], name: str, wrong: str) -> None:
    document = json.loads(json.dumps(receipt()).replace(name, wrong))
    assert len(unknown(document, defined)) == 1


def test_it_tells_who_which_text_when_and_what_was_given() -> None:
    graph = read(receipt())
    said = {str(each) for each in graph.objects()}
    assert {"Ana", "Fix-It", f"sha256:{ONE}", "SD-BASE", "2026-12-01T09:00:00Z", "serial"} <= {
        each.replace("+00:00", "Z") for each in said
    }
    (record,) = graph.subjects(RDF.type, URIRef(f"{DPV}#ConsentRecord"))
    states = graph.objects(record, URIRef(f"{DPV}#hasConsentStatus"))
    times = {str(next(graph.objects(each, URIRef(f"{DPV}#isIndicatedAtTime")))) for each in states}
    assert {each.replace("+00:00", "Z") for each in times} == {"2026-12-01T09:00:00Z"}


def test_an_id_of_a_roster_is_a_word_and_no_term_that_anything_follows_from() -> None:
    used = {str(each) for triple in read(receipt()) for each in triple if isinstance(each, URIRef)}
    assert not [each for each in used if "SD-BASE" in each]


def test_it_says_what_it_is_shaped_like_and_claims_no_more() -> None:
    assert receipt()["dct:conformsTo"].startswith("talktag-receipt/1, shaped like ISO/IEC TS 27560:2023")
    assert datetime.date.fromisoformat(receipt()["dct:created"]["@value"][:10])
