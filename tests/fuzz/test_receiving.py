"""Whatever a right signature is put under: what comes of it is a plan whose records hold up, or one of our refusals.

The store is a real one; nothing is written in it, so that every case meets the same.
"""

from __future__ import annotations

import datetime
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from talktag.bundle.document import parse
from talktag.errors import UntrustedError
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.log.entry import read_entries, with_entries
from talktag.model.parties.party import Party, read_party
from talktag.model.parties.roles import ROLES
from talktag.model.plan import Plan, Write
from talktag.model.products.record import product_table, read_product
from talktag.model.sharing.transfer import read_transfer
from talktag.model.talk.message import Message, check_right, read_message
from talktag.model.talk.waiting import read_waiting
from talktag.model.toml.write import new_text
from talktag.ops.session import Session
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import PublicKey
from talktag.store.store import Store
from tests.conformance.said import about_three, with_all_there_is
from tests.kit.keys import accept_keys, make_keys

from .conftest import FOLDER
from .mutations import every_single, how_many, spoiled_value, stored

Document = dict[str, Any]
STORE = "5t0re00000000"
NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, making: ModuleType) -> Session:
    """The owner's session, in the store of the conformance folder, with keys made here."""
    home = tmp_path_factory.mktemp("receiving")
    shutil.copytree(FOLDER / "store", home / "things")
    keys = KeyFolder(home / "keys")
    make_keys(keys, None, "doc")
    shop = PublicKey.from_line(making.SHOP.public.line("shop"))
    accept_keys(keys, STORE, {"fix-it-cameras": [AcceptedKey("fix-it-cameras", "seen", shop.fingerprint)]})
    store = Store(home / "things", lambda: home / "cache", {"HOME": str(home), "PATH": ""})
    numbers = random.Random(5)
    return Session(lambda: store, lambda: keys, lambda folder: folder.unlock(None), NOW, numbers.getrandbits)


@pytest.fixture(scope="module")
def good(making: ModuleType) -> list[tuple[Document, Any, str, dict[str, bytes]]]:
    """An answer, a hand-over and messages that are taken in: the document, who signs it, as what, what goes along."""
    attached = {"files/photo-1.jpg": making.PHOTO, "files/manual-1.txt": making.MANUAL}
    asked = making.bag(making.pages(making.table(), attached), making.OWNER, "bundle@talktag")["manifest-sha256.txt"]
    answer = making.described(making.reply(asked), {"files/report-1.txt": b"All is well.\n"})
    product = "9z9z9z9z9z9z9"
    about = making.reply(asked)
    about["product"]["id"] = product
    original = making.bundle_of(about, making.SHOP, "reply@talktag", {})
    handed = making.described(
        full(making.transfer(original, product)), {"files/original-1.bin": original, "files/photo-1.jpg": making.PHOTO}
    )
    said = making.described(making.message(asked), {"files/report-1.txt": b"All is well.\n"})
    with_all_there_is(said)
    about_several = making.described(making.message(asked), {})
    about_three(about_several)
    return [
        (answer, making.SHOP, "reply@talktag", {"files/report-1.txt": b"All is well.\n"}),
        (said, making.SHOP, "message@talktag", {"files/report-1.txt": b"All is well.\n"}),
        (about_several, making.SHOP, "message@talktag", {}),
        (
            handed,
            making.STRANGER,
            "transfer@talktag",
            {"files/original-1.bin": original, "files/photo-1.jpg": making.PHOTO},
        ),
    ]


def full(document: Document) -> Document:
    """The hand-over with every fact that one can have."""
    document["product"] |= {
        "maker": "Sony",
        "model": "FX3",
        "serial": "S01",
        "quantity": 2,
        "fields": {"colour": "black", "shots": 7},
        "warranties": [{"kind": "all", "term": "24 months", "until": "2028-03-02", "provider": "Shop"}],
        "purchase": {"date": "2024-03-02", "from": "Shop", "price": "2499.00 EUR", "order": "A-17"},
    }
    return document


def cases(chance: random.Random, good: Any, making: ModuleType, usual: int) -> Iterator[tuple[Document, Any, bytes]]:
    """Spoiled documents, who signs each, and the bundle that is right around it."""
    for _ in range(how_many(usual)):
        document, key, space, files = chance.choice(good)
        changed = spoiled_value(chance, document)
        if isinstance(changed.get("files"), list) and chance.random() < 0.7:
            changed["files"] = document["files"]  # else most would stop at a hash that differs
        bundle, day = str(changed.get("bundle")), str(changed.get("created"))[:10].replace("-", "")
        if not (bundle + day).isascii():  # it cannot stand in the names around it
            continue
        bagged = making.bag({"table.json": making.as_json(changed), **files}, key, space, bundle)
        yield changed, key, stored(f"talktag-x-{day}-{bundle}", bagged, making.FORGE)


def test_any_signed_document_becomes_a_plan_that_holds_up_or_is_refused(
    chance: random.Random, session: Session, good: Any, making: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "came.zip"
    keys = {key.public.fingerprint: tmp_path / f"{number}.pub" for number, (_, key, _, _) in enumerate(good)}
    for _, key, _, _ in good:
        keys[key.public.fingerprint].write_text(key.public.line("x"))
    planned, refused = 0, Counter[str]()
    for _, key, data in cases(chance, good, making, 800):
        path.write_bytes(data)
        try:
            outcome = receive(session, [path], Believing(signer=keys[key.public.fingerprint], compare=lambda _: None))
        except UntrustedError as error:  # and no other: whatever came is the sender's doing
            refused[re.sub(r'"[^"]*"|\d+', "_", error.message)] += 1
            continue
        planned += 1
        json.dumps(outcome.data.values(), default=str)
        check_plan(outcome.plan)
    assert len(refused) > 25
    assert planned > 50


def check_plan(plan: Plan) -> None:
    """What would be written can be read, without a fault in it."""
    problems: list[Any] = []
    for change in plan.changes:
        if not isinstance(change, Write) or not change.path.endswith(".toml"):
            continue
        if change.path.endswith("/entries.toml"):
            problems += read_entries(change.data, change.path).problems
        elif change.path.startswith("inbox/"):
            problems += read_waiting(change.data, change.path, "x").problems
        elif change.path.startswith("parties/"):
            problems += read_party(change.data, change.path, "x").problems
        else:
            problems += read_product(change.data, change.path, "x").problems
    assert problems == []


def test_any_answer_message_or_hand_over_becomes_records_that_read_back_the_same(
    chance: random.Random, good: Any, making: ModuleType
) -> None:
    """The same without store and signature: every value in every place, and many at once."""
    read = 0
    for document, key, _, _ in good:
        many = (spoiled_value(chance, document) for _ in range(how_many(1500)))
        for changed in (*every_single(document), *many):
            try:
                found = read_one(parse(making.as_json(changed)), key.public.fingerprint)
            except UntrustedError:
                continue
            read += 1
            check_records(found)
    assert read > 2000


def read_one(document: Any, signer: str) -> Any:
    reader: dict[str, Callable[[Any, str], Any]] = {
        "reply": read_message,
        "message": read_message,
        "transfer": read_transfer,
    }
    return reader[document.kind](document, signer) if document.kind in reader else None


def check_records(found: Any) -> None:
    if found is None:
        return
    entries = read_entries(with_entries(b"", found.entries) or b"", "p")
    assert entries.problems == ()
    assert sorted(entries.value or (), key=repr) == sorted(found.entries, key=repr)
    if isinstance(found, Message):
        check_every_role(found)
    else:
        record = read_product(new_text(product_table(found.product)), "p", "")
        assert record.value == found.product
        # A warranty of no time, as records of before may have, is taken over and pointed out.
        assert [each for each in record.problems if not each.message.endswith("is no time at all")] == []


def check_every_role(answer: Any) -> None:
    """What an answer may write is settled for every role, one way or the other."""
    for role in ROLES:
        may = all(entry.kind in ROLES[role].writes for entry in answer.entries)
        try:
            check_right(answer, Party("shop", "Shop", role))
        except UntrustedError:
            continue
        assert may
