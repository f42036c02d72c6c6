"""What `show --as` says that a party has is what its own store has, whatever was changed since and however it came."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from talktag.content import content_of
from talktag.model.log.entry import Entry, entry_values
from talktag.ops.bundles.open_foreign import in_the_clear, signed_in
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.products.set import set_values
from talktag.ops.talk.their_side.show import BOTH_HAVE, show_their_side
from tests.conversations.people import OWNER, PARTIES, PRODUCTS, Person, copy_people, make_people
from tests.conversations.story import Story


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "template"
    make_people(folder)
    return folder


def change(story: Story, number: int) -> None:
    """The owner changes the records, and writes on the logs what nobody was told of."""
    owner = story.people[OWNER]
    for product in PRODUCTS:
        wanted = [
            f"serial=S{number}{product}",
            f"price={number} EUR",
            f"field.secret=F{number}",
            f"place=room {number}",
        ]
        owner.do(set_values, product, wanted)
        owner.do(write_entries, EntryRequest(product, {"service": [f"Mended {number}"]}, cost=f"{number} EUR"))


def tables_of(person: Person) -> dict[str, dict[str, Any]]:
    """What every table that came to a person told, by its bundle."""
    found = {}
    for path in (person.bench.things / "tables").glob("*/received/*.zip*"):
        clear = in_the_clear(person.bench.session(), path, content_of(path.read_bytes()))
        document = signed_in(path, clear).contents.document
        if document.kind == "table":
            found[document.bundle] = document.product.values()
    return found


def words_of(story: Story, party: Person) -> dict[str, dict[str, Any]]:
    """What a party has of the conversations about the owner's things, as far as both have it, by id."""
    return {
        each.id: both_have(each)
        for folder, entries in party.logs()
        for each in entries
        if folder.startswith("tables/") and each.original in story.taken
    }


def both_have(entry: Entry) -> dict[str, Any]:
    return entry_values(entry, BOTH_HAVE)


@pytest.mark.parametrize("seed", range(1))
def test_it_is_what_they_have(people: Path, tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    story = Story(copy_people(people, tmp_path, chance, with_git=True), chance, tmp_path)
    for number in range(3):
        change(story, number)
        story.run(30)
    story.deliver_all()
    change(story, 9)
    owner, compared = story.people[OWNER], 0
    for slug in PARTIES:
        party = story.people[slug]
        sides = [owner.bench.ask(show_their_side, product, slug).data for product in PRODUCTS]
        given = {each.share.bundle: dict(each.product) for side in sides for each in side.given}
        came = {bundle: told for bundle, told in tables_of(party).items() if bundle not in story.agreed.revoked}
        assert {bundle: told for bundle, told in given.items() if bundle in came} == came
        assert not story.agreed.revoked & given.keys()
        # Of an answer in the way of 0.1 whoever wrote it keeps no entry.
        told = {each.id: both_have(each) for side in sides for each in side.said if each.channel}
        both = {ident: said for ident, said in told.items() if ident.rpartition("-")[0] in story.taken}
        assert both == words_of(story, party)
        compared += len(came) + len(both)
    assert compared >= 5
