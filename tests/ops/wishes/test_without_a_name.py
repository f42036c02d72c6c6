"""Until she chooses, nothing of the owner is in what a shop gets, and nothing tells two shops that it is one person."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from talktag.content import content_of
from talktag.errors import TalktagError
from talktag.model.talk.new_entry import NewEntry
from talktag.ops.talk.compose import compose
from talktag.ops.talk.find_about import NOTHING
from talktag.ops.talk.leaving.addressee import party_addressee
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from talktag.ops.wishes.choose import choose, end
from talktag.seal.ssh.key import PublicKey
from tests.kit.bench import Bench
from tests.ops.talk.conftest import table_of, unzipped
from tests.ops.wishes.conftest import OWNER, Market, written

SLUG = "a-70-200-for-the-5d"
BOTH = ("foto", "linsen")


def opened(shop: Bench, file: Path) -> dict[str, bytes]:
    """The files of the archive in it, as stock age opens it with the shop's identity, and that archive itself."""
    keyfile = shop.folder / "identity.txt"
    keyfile.write_text(shop.session().keys.identity + "\n")
    bare = shop.folder / "bare.zip"
    found = subprocess.run(["age", "-d", "-i", str(keyfile), str(file)], check=True, capture_output=True).stdout
    bare.write_bytes(found)
    return {**unzipped(bare), "archive": found}


def secrets(market: Market) -> list[str]:
    """Everything by which somebody could be told to be her."""
    ana = market.ana
    public = ana.session().key_folder.public()
    keys = [public.signing_line.split()[1], public.owner_recipient, public.recovery_recipient]
    return [*OWNER, *keys, PublicKey.from_line(public.signing_line).fingerprint, "q123456789abc"]


def all_that_left(market: Market) -> dict[str, list[Path]]:
    """The wish, an answer to a question, and that nothing is wanted any more; the files that each shop was sent."""
    market.wish()
    left: dict[str, list[Path]] = {shop: [] for shop in BOTH}
    for shop, file in zip(BOTH, market.send(*BOTH), strict=True):
        left[shop].append(file)
        market.take(market.shops[shop], file)
    market.come(market.offer("foto", price="850"))
    market.come(market.offer("linsen", price="860"))
    asked = TalkRequest(SLUG, "With or without the hood?", kind="question")
    (question,) = written(market.shops["foto"].do(say, asked, market.way()))
    market.take(market.ana, question)
    (answer,) = written(market.ana.do(say, TalkRequest("foto", "With it"), market.way()))
    left["foto"].append(answer)
    outcome = market.ana.do(choose, SLUG, "linsen", market.way("last"), tell_others=True)
    for file in written(outcome):
        left[file.name.split(".")[0]].append(file)
    return left


def test_nothing_of_the_owner_is_in_anything_that_leaves_until_she_says_so(market: Market) -> None:
    wished = secrets(market)
    left = all_that_left(market)
    assert [len(each) for each in left.values()] == [3, 2]
    blob = base64.b64decode(market.ana.session().key_folder.public().signing_line.split()[1])[-32:]
    ident = re.search(r'^id = "(\w+)"', market.ana.text(f"wishes/{SLUG}.toml"), re.MULTILINE)
    assert ident
    for shop, files in left.items():
        for file in files:
            for name, data in {"sealed": file.read_bytes(), **opened(market.shops[shop], file)}.items():
                for word in (*wished, ident[1]):
                    assert word.lower().encode() not in data.lower(), f"{word} is in {name} of {file}"
                assert blob not in data


def test_what_the_judge_looks_for_is_found_where_she_writes_by_name(market: Market) -> None:
    market.wish()
    (file,) = market.send("foto", by_name=True)
    data = b"".join(opened(market.shops["foto"], file).values()).lower()
    assert [word for word in secrets(market) if word.lower().encode() in data]


def test_two_shops_share_nothing_but_the_words_of_the_wish(market: Market) -> None:
    market.wish()
    one, other = (
        table_of(opened(market.shops[shop], file)) for shop, file in zip(BOTH, market.send(*BOTH), strict=True)
    )
    common = texts(one) & texts(other)
    assert common == {
        *("message", "wish", "talktag-bundle/1", "anonymous customer", "seller", "entries:wish"),
        *("a 70-200 for the 5D", "Used is fine.", "Canon EOS 5D", "mount=EF", "battery=LP-E6", "weight<1500g"),
        *("colour=white", "900.00 EUR", "2026-04-30", "2026-03-02", "2026-03-02T00:00:00Z"),
    }


def texts(value: Any) -> set[str]:
    """Every text of a document, at whatever depth."""
    if isinstance(value, dict | list):
        return {text for each in (value.values() if isinstance(value, dict) else value) for text in texts(each)}
    return {value} if isinstance(value, str) else set()


def test_who_guesses_whose_wish_it_is_cannot_try_that_out(market: Market) -> None:
    """An offer to her by name, on the channel of the wish or naming it, is refused or about nothing of hers."""
    market.ask("foto")
    shop, ana = market.shops["foto"], market.ana
    (wish,) = shop.store.entries_in(f"tables/{SLUG}").value or ()
    public = ana.session().key_folder.public()
    shop.write(
        "parties/ana.toml",
        f'format = 1\nname = "Qana"\nrole = "other"\nkey = "{public.signing_line}"\nage = "{public.owner_recipient}"\n',
    )
    from tests.ops.talk.masks.conftest import settle

    settle(shop)
    session = shop.session()
    from talktag.ops.parties.party import find_party

    to = party_addressee(find_party(session.store, "ana"))
    entry = NewEntry("offer", "An offer", cause=wish.id, data={"price": "1.00 EUR"})
    made = compose(session, ToSay(NOTHING, to, (entry,), waits=False))
    file = market.post / "guess.zip.age"
    file.write_bytes(content_of(made.leaves).whole())
    before = ana.files
    with pytest.raises(TalktagError):
        market.come(file)
    assert ana.files == before


def test_whatever_is_said_to_end_it_is_said_behind_the_same_keys(market: Market) -> None:
    market.ask("foto")
    (file,) = written(market.ana.do(end, SLUG, market.way()))
    table = table_of(opened(market.shops["foto"], file))
    assert table["signer"]["name"] == "anonymous customer"
