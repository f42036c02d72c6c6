"""What answers a reply or a message is a message on the same channel, sealed as that was; a table gets a reply."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.bundle.document import parse, to_bytes
from talktag.content import content_of
from talktag.model.bundles.document import Document
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.encrypt_bundle import decrypt_file, is_encrypted
from talktag.ops.bundles.make_bundle import HTML
from talktag.ops.sharing.reply_document import ReplyRequest
from talktag.ops.sharing.reply_out import reply as answer
from talktag.seal import age
from tests.kit.bench import SHOP, Bench
from tests.kit.bundles import ASKED, CAMERA, REPLY, SAID, TABLE, entry, message, reply, signed, transfer

Refused = Callable[..., str]
CANON = {"id": CAMERA, "name": "Canon EOS 5D"}
KETTLE = {"id": "k000000000009", "name": "Kettle"}
QUESTION = entry("question", "May we open it?")


def request(path: Path, **more: Any) -> ReplyRequest:
    return ReplyRequest(path, **{"said": {"message": ["Yes"]}, **more})


def asked(bench: Bench, document: dict[str, Any], *, sealed: bool = False) -> Path:
    """What came, in a file; `sealed` to the keys of this computer."""
    data = content_of(signed(document))
    if sealed:
        data = age.seal_content(data, (bench.session().key_folder.public().owner_recipient,))
    path = bench.folder / ("asked.zip.age" if sealed else "asked.zip")
    path.write_bytes(data.whole())
    return path


def answered(bench: Bench, document: dict[str, Any], **more: Any) -> Document:
    return bench.ask(answer, request(asked(bench, document), **more), None, ask_nothing).data.document


def ask_nothing(_: object) -> Any:
    pytest.fail("there is no key to open")


def test_a_message_is_answered_on_its_channel_and_names_the_question(bench: Bench) -> None:
    about = {**CANON, "entries": [entry("message", "It came"), QUESTION]}
    document = answered(bench, message(products=[about], channel=ASKED))
    assert (document.kind, document.channel, document.in_reply_to.bundle if document.in_reply_to else "") == (
        "message",
        ASKED,
        SAID,
    )
    assert [(each.id, each.name, each.facts) for each in document.products] == [(CAMERA, "Canon EOS 5D", {})]
    [said] = document.products[0].entries or ()
    assert (said.kind, said.title, said.cause, said.date) == ("message", "Yes", f"{SAID}-2", None)
    assert document.entries is None


def test_a_reply_is_answered_on_the_channel_of_the_table_that_it_answers(bench: Bench) -> None:
    document = answered(bench, reply(entry("service", "Done")))
    assert (document.kind, document.channel) == ("message", ASKED)
    assert document.in_reply_to is not None
    assert document.in_reply_to.bundle == REPLY
    assert (document.products[0].entries or ())[0].cause is None


def test_a_message_that_opens_a_channel_is_answered_there(bench: Bench) -> None:
    assert answered(bench, message(QUESTION)).channel == SAID


def test_what_is_about_nothing_is_answered_so_and_what_is_about_several_where_it_asks(bench: Bench) -> None:
    none = answered(bench, message(QUESTION))
    assert (none.products, [each.cause for each in none.entries or ()]) == ((), [f"{SAID}-1"])
    several = [{**CANON, "entries": [entry("message", "Hello")]}, {**KETTLE, "entries": [QUESTION]}]
    assert [each.name for each in answered(bench, message(products=several)).products] == ["Kettle"]
    beside = answered(bench, message(QUESTION, products=[several[0], KETTLE]))
    assert (beside.products, [each.cause for each in beside.entries or ()]) == ((), [f"{SAID}-2"])


def test_of_several_questions_none_is_named(bench: Bench) -> None:
    document = answered(bench, message(QUESTION, QUESTION))
    assert [each.cause for each in document.entries or ()] == [None]


def test_a_day_is_told_only_where_it_is_another_than_that_of_the_message(bench: Bench) -> None:
    assert [each.date for each in answered(bench, message(QUESTION), date="2026-02-27").entries or ()] == ["2026-02-27"]


def test_what_came_sealed_is_answered_sealed_to_who_wrote_it(bench: Bench) -> None:
    mine = bench.session().key_folder.public().owner_recipient
    document = message(QUESTION, signer={"name": "Shop", "fingerprint": SHOP.public.fingerprint, "age": mine})
    outcome = bench.ask(answer, request(asked(bench, document, sealed=True)), None, ask_nothing)
    assert outcome.data.recipient == mine
    sealed = content_of(outcome.output.make())
    assert is_encrypted(sealed)
    contents, key = read_signed(decrypt_file(bench.session(), Path("x"), sealed))
    assert [*contents.payload] == ["README.txt", "table.json"]
    assert contents.document.signer.fingerprint == key.fingerprint
    assert contents.document.signer.age == mine  # so that what comes back can be sealed, too
    clear = bench.ask(answer, request(asked(bench, document, sealed=True), encrypt=False), None, ask_nothing)
    assert clear.data.recipient is None
    assert "came encrypted" in " ".join(clear.notices)
    nobody = bench.ask(answer, request(asked(bench, message(QUESTION), sealed=True)), None, ask_nothing)
    assert (nobody.data.recipient, len(nobody.notices)) == (None, 2)


def test_a_page_is_made_where_one_is_asked_for(bench: Bench) -> None:
    outcome = bench.ask(answer, request(asked(bench, message(QUESTION)), page=HTML), None, ask_nothing)
    assert "index.html" in read_signed(content_of(outcome.output.make()))[0].payload


def test_a_table_gets_a_reply_as_ever_so_that_every_version_takes_it_in(bench: Bench) -> None:
    table = {**reply(), "kind": "table", "bundle": TABLE}
    del table["in_reply_to"]
    document = answered(bench, table)
    assert (document.kind, document.channel, document.signer.age) == ("reply", None, None)
    [said] = document.product.entries or ()
    assert (said.date, said.time, said.cause) == ("2026-03-02", None, None)
    assert parse(to_bytes(document)) == document


def test_what_cannot_be_said_is_refused_here(bench: Bench, refused: Refused, tmp_path: Path) -> None:
    assert "is no bundle to answer" in refused(bench, answer, request(asked(bench, transfer())), None, ask_nothing)
    path = asked(bench, message(QUESTION))
    assert "is signed" in refused(bench, answer, request(path, unsigned=True), None, ask_nothing)
    photo = tmp_path / "report.txt"
    photo.write_text("all is well\n")
    said = refused(bench, answer, request(path, files=[photo]), None, ask_nothing)
    assert "is not about the one product" in said
