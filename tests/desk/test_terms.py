"""A desk accepts the terms that its settings list, and leaves any other to a person."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace

import pytest

from talktag.model.desk.desk_settings import read_desk_settings, settings_bytes
from talktag.model.log.entry import Entry
from talktag.model.talk.message import read_message
from talktag.model.terms.agreement import agreements_with
from talktag.model.terms.said_terms import Act, SaidTerms
from tests.kit.bundles import listed
from tests.kit.desk import Customer, DeskBench
from tests.model.terms.said import OTHER

DAY = datetime.date(2026, 3, 2)
TEXT = b"Keep it to repair my camera.\n"
ONE = hashlib.sha256(TEXT).hexdigest()


def let_accept(desk: DeskBench, *hashes: str) -> None:
    listed = ", ".join(f'"{each}"' for each in hashes)
    path = desk.folder / "desk.toml"
    path.write_text(f"{path.read_text()}accepts = [{listed}]\n")


def offer(desk: DeskBench, ana: Customer, sha256: str, until: datetime.date | None = None) -> Entry:
    """Let a customer offer terms: the entry as her own log has it."""
    said = SaidTerms(Act.OFFERED, sha256, title="Repair only", until=until)
    files = {"files/terms-1.txt": TEXT} if sha256 == ONE else {}
    told = [{**each, "kind": "terms"} for each in listed(files)]
    document = ana.message({"kind": "terms", "title": said.line(), "data": said.data()}, files=told)
    desk.send(document, ana, files)
    desk.run()
    bundle = document["bundle"]
    return Entry(f"{bundle}-1", DAY, "terms", said.line(), to="netco", original=bundle, data=said.data())


def test_what_it_lists_is_accepted_by_a_signed_answer(desk: DeskBench, ana: Customer) -> None:
    let_accept(desk, ONE)
    offered = offer(desk, ana, ONE)
    (document,) = desk.answers(ana)
    key = document.signer.fingerprint or ""
    (answer,) = read_message(document, key).entries
    log = [offered, answer._replace(party="netco")]
    assert [each.is_agreed for each in agreements_with(log, "netco", {key}, DAY)] == [True]
    assert [each.is_agreed for each in agreements_with(log, "netco", {"SHA256:another"}, DAY)] == [False]
    assert [kind for kind, _ in desk.titles(ana)] == ["terms", "terms"]


def test_a_table_that_is_given_under_them_is_accepted_too(desk: DeskBench, ana: Customer) -> None:
    let_accept(desk, ONE)
    said = SaidTerms(Act.OFFERED, ONE)
    told = {"kind": "terms", "date": "2026-03-02", "title": said.line(), "data": said.data()}
    document = ana.table({"entries": [told]}, terms=ONE)
    desk.send(document, ana)
    desk.run()
    (answer,) = desk.answers(ana)
    (entry,) = read_message(answer, answer.signer.fingerprint).entries
    assert entry.cause == f"{document['bundle']}-terms"


@pytest.mark.parametrize("until", [None, datetime.date(2026, 3, 1)])
def test_what_it_does_not_list_or_is_over_is_left_to_a_person(
    desk: DeskBench, ana: Customer, until: datetime.date | None
) -> None:
    let_accept(desk, ONE)
    offer(desk, ana, ONE if until else OTHER, until)
    assert desk.answers(ana) == []
    assert [kind for kind, _ in desk.titles(ana)] == ["terms", "case"]


def test_what_comes_twice_is_accepted_once(desk: DeskBench, ana: Customer) -> None:
    let_accept(desk, ONE)
    said = SaidTerms(Act.OFFERED, ONE)
    data = desk.send(ana.message({"kind": "terms", "title": said.line(), "data": said.data()}), ana)
    desk.run()
    desk.put(data)
    desk.run()
    assert len(desk.answers(ana)) == 1


def test_a_list_of_what_is_no_hash_is_named(desk: DeskBench) -> None:
    data = settings_bytes(replace(desk.settings)) + b'accepts = ["SD-BASE"]\n'
    assert [each.field for each in read_desk_settings(data, "desk.toml").problems] == ["accepts"]
