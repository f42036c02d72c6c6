"""Messages on the page that checks bundles: it takes and refuses what Python does, and shows what each says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from talktag.bundle.document import parse, values_to_bytes
from talktag.model.talk.message import read_message
from talktag.seal.ssh.key import SigningKey
from tests.kit.bundles import entry, message, signed
from tests.kit.messages import entries_of, random_message
from tests.page.visitor import Visitor, check_alike

KEY = SigningKey.from_seed(b"m" * 32)


@pytest.mark.parametrize("seed", range(12))
def test_a_random_message_is_the_same_to_python_and_to_the_page(seed: int, visitor: Visitor, tmp_path: Path) -> None:
    document = random_message(Random(seed), key=KEY)
    path = tmp_path / "message.zip"
    path.write_bytes(signed(document, KEY))
    read = parse(values_to_bytes(document))
    assert read.values() == document
    said = read_message(read, KEY.public.fingerprint)
    assert [each.id for each in said.entries] == [f"{read.bundle}-{n + 1}" for n in range(len(entries_of(document)))]
    visitor.give(KEY.public.line())
    check_alike(visitor, path)
    rows = visitor.page.value(
        "Array.from(document.querySelectorAll('#claims > div')).map((row) => row.querySelector('bdi').textContent)"
    )
    titles = [each["title"] for each in entries_of(document)]
    shown = [row for row in rows if row in titles]
    assert shown == titles
    names = [each["name"] for each in document["products"]]
    assert {*names, *(document[key] for key in ("previous", "until", "channel") if key in document)} <= {*rows}
    visitor.give("")


def test_each_entry_is_shown_with_its_kind_its_moment_and_what_it_promises(visitor: Visitor, tmp_path: Path) -> None:
    said = entry("promise", "ready on Friday", due="2026-12-04", time="2026-03-01T09:00:00Z", data={"desk": "2"})
    product = {"id": "c000000000001", "name": "Canon EOS 5D", "entries": [said]}
    path = tmp_path / "message.zip"
    odd = {"name": 7, "product": 5}  # members that no message has, and a later one might
    path.write_bytes(signed(message(entry("message", "closed on Monday"), products=[product], key=KEY, **odd), KEY))
    check_alike(visitor, path)
    text = visitor.text("#claims")
    told = ("a message", "Canon EOS 5D", "promise", "2026-03-01 09:00", "2026-12-04", "desk: 2", "closed on Monday")
    assert [each for each in told if each not in text] == []
