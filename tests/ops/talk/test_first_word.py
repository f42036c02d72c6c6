"""Who speaks first of a thing that is not here: a stranger who has one's card, or a customer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import UntrustedError
from talktag.model.settings.carrier import Carrier
from talktag.ops.talk.inbox.fetch import fetch_inbox
from talktag.ops.talk.inbox.list_waiting import list_inbox
from talktag.ops.talk.inbox.take_waiting import take_waiting
from talktag.ops.talk.incoming.believing import Believing
from talktag.store import layout
from tests.kit.bench import STRANGER
from tests.kit.bundles import signed, table
from tests.kit.from_shop import accept, entries_in, know_shop, message, said

if TYPE_CHECKING:
    from tests.kit.bench import Bench

WORD, LENS = "1message00001", "3sn5a8b7c9d2e"
PERSON = Believing(compare=lambda _: None, decided=True)
NOBODY = Believing(compare=lambda _: None, can_compare=False, decided=True)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, to which a folder brings what came."""
    (bench.folder / "stick").mkdir()
    bench.carriers = (Carrier("stick", "folder", comes_from=str(bench.folder / "stick")),)
    return bench


def put(bench: Bench, document: dict[str, Any]) -> None:
    (bench.folder / "stick" / f"{document['bundle']}.zip").write_bytes(signed(document, STRANGER))


def run(bench: Bench, verb: Any, *values: Any) -> Any:
    answer = verb(bench.session(), *values)
    return bench.end(answer, partial(_done, bench)) if not hasattr(answer, "plan") else _done(bench, answer)


def _done(bench: Bench, outcome: Any) -> Any:
    bench.finish(outcome)
    for each in outcome.effects:
        if each.name == "mark-fetched":
            each.mark()
    return outcome


def word(kind: str = "question", **more: Any) -> dict[str, Any]:
    """What somebody whom nobody here knows says of a lens of theirs."""
    document = message(said(kind, "Can you mend it?"), product=LENS, key=STRANGER, bundle=WORD, channel=WORD)
    document["signer"] |= {"name": "Nia", "contact": "nia@example.org"}
    document["products"][0]["name"] = "Old lens"
    return {**document, **more}


def waiting(bench: Bench) -> list[str]:
    return [each["id"] for each in list_inbox(bench.session()).data.values()["waiting"]]


def test_a_stranger_s_word_becomes_a_table_beside_the_history_once_a_person_looked_at_it(bench: Bench) -> None:
    put(bench, word())
    run(bench, fetch_inbox, None)
    outcome = run(bench, take_waiting, ["1"], PERSON)
    assert outcome.in_person is not None
    assert outcome.question
    assert 'owner = "Nia"' in bench.text("tables/old-lens.toml")
    assert [each["title"] for each in entries_in(bench, "tables/old-lens")] == ["Can you mend it?"]
    assert bench.files[f"tables/old-lens/received/{WORD}.zip"] == signed(word(), STRANGER)
    assert all(layout.is_beside(change.path) for change in outcome.plan.changes)
    assert waiting(bench) == []


def test_without_a_person_it_goes_on_waiting(bench: Bench) -> None:
    put(bench, word())
    run(bench, fetch_inbox, None)
    with pytest.raises(UntrustedError, match="new on this computer"):
        take_waiting(bench.session(), ["1"], NOBODY)
    assert len(waiting(bench)) == 1


def test_a_stranger_says_no_more_than_a_customer_may(bench: Bench) -> None:
    put(bench, word("service"))
    run(bench, fetch_inbox, None)
    with pytest.raises(UntrustedError, match="a customer may not write"):
        take_waiting(bench.session(), ["1"], PERSON)


def test_the_same_word_again_changes_nothing_and_a_later_one_joins_it(bench: Bench) -> None:
    put(bench, word())
    run(bench, fetch_inbox, None)
    run(bench, take_waiting, ["1"], PERSON)
    put(bench, word(until="2099-01-01") | {"bundle": "1message00002", "sequence": 2})
    run(bench, fetch_inbox, None)
    run(bench, take_waiting, ["1"], PERSON)
    assert len(entries_in(bench, "tables/old-lens")) == 2
    assert [
        path for path in bench.files if path.startswith("tables/") and path.endswith(".toml") and path.count("/") == 1
    ] == ["tables/old-lens.toml"]


def test_the_table_that_they_show_later_takes_the_place_of_what_they_only_said(bench: Bench) -> None:
    put(bench, word())
    run(bench, fetch_inbox, None)
    run(bench, take_waiting, ["1"], PERSON)
    shown = table(key=STRANGER)
    shown["product"] |= {"id": LENS, "name": "Old lens"}
    put(bench, shown)
    run(bench, fetch_inbox, None)
    run(bench, take_waiting, ["1"], PERSON)
    record = bench.text("tables/old-lens.toml")
    assert f'earlier = ["{WORD}"]' in record
    assert f'channel = "{shown["bundle"]}"' in record


def test_a_customer_of_the_store_is_named_by_the_table_and_no_key_is_asked_about(bench: Bench) -> None:
    know_shop(bench, key=STRANGER)
    bench.write("parties/fix-it.toml", bench.text("parties/fix-it.toml").replace("repairer", "customer"))
    accept(bench, "fix-it")
    put(bench, word())
    run(bench, fetch_inbox, None)
    outcome = run(bench, take_waiting, ["1"], NOBODY)
    assert outcome.in_person is None
    assert 'party = "fix-it"' in bench.text("tables/old-lens.toml")
