"""What is said to the owner of a thing whose table was given: on its channel, sealed to them, beside the history."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.settings.carrier import Carrier
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.talk import show_talk
from talktag.store import layout
from tests.kit.bench import SHOP
from tests.kit.bundles import table
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench
    from tests.ops.talk.tables.conftest import Take

Refused = Callable[..., str]


@pytest.fixture
def ana(bench: Bench, take: Take) -> Opener:
    """Somebody who gave the table of a boat, with a recipient of their own."""
    key = bench.folder / "shop-key.txt"
    subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
    made = subprocess.run(["age-keygen", "-y", str(key)], check=True, capture_output=True, text=True)
    document = table()
    document["signer"]["age"] = made.stdout.strip()
    take(document, look=False, signer=shop_key(bench))
    bench.carriers = (Carrier("stick", "folder", str(bench.folder)),)
    return Opener(bench.folder, made.stdout.strip())


def shop_key(bench: Bench) -> Any:
    path = bench.folder / "shop.pub"
    path.write_text(f"{SHOP.public.line('shop')}\n")
    return path


def slug_of(bench: Bench) -> str:
    (path,) = [
        path for path in bench.files if path.startswith("tables/") and path.count("/") == 1 and path.endswith(".toml")
    ]
    return path.removeprefix("tables/").removesuffix(".toml")


def test_it_goes_on_the_channel_of_the_table_and_answers_it(bench: Bench, ana: Opener) -> None:
    slug = slug_of(bench)
    kept = tomllib.loads(bench.text(layout.table(slug)))
    told = ana.read(bench.ask(say, TalkRequest(slug, "It is ready"), WayOut()).data.made.leaves)
    assert (told["channel"], told["sequence"]) == (kept["channel"], 1)
    assert told["in_reply_to"] == {"bundle": kept["channel"], "sha256": kept["signed"]}
    assert [(each["id"], each["name"]) for each in told["products"]] == [(kept["product"], kept["name"])]
    assert told["audience"]["fingerprint"] == SHOP.public.fingerprint


def test_it_lies_beside_the_history_and_opens_no_share(bench: Bench, ana: Opener) -> None:
    outcome = bench.ask(say, TalkRequest(slug_of(bench), "It is ready"), WayOut())
    assert all(layout.is_beside(each.path) for each in outcome.plan.changes)
    assert not outcome.data.made.opens


def test_it_goes_to_nobody_else(bench: Bench, ana: Opener, refused: Refused) -> None:
    assert "goes to them" in refused(bench, say, TalkRequest(slug_of(bench), "Hello", to="bea"), WayOut())


def test_an_owner_who_becomes_a_party_goes_on_where_they_were(bench: Bench, ana: Opener) -> None:
    slug = slug_of(bench)
    for text in ("One", "Two"):
        bench.do(say, TalkRequest(slug, text), WayOut())
    path = layout.table(slug)
    bench.write(path, bench.text(path) + 'party = "fix-it"\n')
    made = bench.do(say, TalkRequest(slug, "Three"), WayOut()).data.made
    assert (made.document.sequence, made.what.to.slug) == (3, "fix-it")
    view = bench.ask(show_talk, slug, None).data
    assert [each.title for each in view.shown] == ["One", "Two", "Three"]
    assert {view.who(each) for each in view.shown} == {"Ana"}
