"""A list of recalls held against the house; and many against many, held to comparing each with each."""

from __future__ import annotations

from random import Random
from typing import Any

from talktag.model.due.recalls.match import match
from talktag.model.due.recalls.recall import recall_of_data
from talktag.model.due.recalls.things import Things
from talktag.model.products.product import Product
from talktag.model.queries.facts import facts_of
from talktag.ops.due.due import list_due
from talktag.ops.importing.from_maker.recalls_in import import_recalls
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from tests.kit.bench import Bench

LIST = (
    "number,title,maker,model,serial,gtin\n"
    "R1,Camera,Canon,EOS 5D,0300..0400,\n"
    "R2,Camera,Canon,EOS R5,,\n"
    "R3,Radio,,,,4006381333931\n"
)
LOG = "products/c/camera/entries.toml"


def taken(bench: Bench, text: str = LIST) -> Any:
    return bench.do(import_recalls, text.encode(), "recalls.csv", None)


def due(bench: Bench) -> list[tuple[str, str]]:
    return [
        (each["slug"], each["sure"]) for each in bench.ask(list_due).data.values()["due"] if each["kind"] == "recall"
    ]


def test_what_is_called_back_comes_into_the_log_of_the_thing_and_is_due(bench: Bench) -> None:
    outcome = taken(bench)
    assert [(each["slug"], each["sure"]) for each in outcome.data.values()["found"]] == [("camera", "likely")]
    assert bench.text(LOG).count("recall") == 1
    assert due(bench) == [("camera", "likely")]
    assert "R2" not in bench.text(LOG)


def test_the_same_list_again_adds_nothing_and_finds_what_came_since(bench: Bench) -> None:
    taken(bench)
    before = bench.files
    assert "all of them are in your logs already" in taken(bench).notices
    assert bench.files == before
    bench.write(
        "products/o/other.toml",
        'format = 1\nid = "x000000000007"\nname = "EOS R5"\nmaker = "Canon"\nmodel = "eos r5"\n',
    )
    assert [each["slug"] for each in taken(bench).data.values()["found"] if each["is_new"]] == ["other"]


def test_a_recall_that_was_settled_is_due_no_more(bench: Bench) -> None:
    taken(bench)
    bench.do(write_entries, EntryRequest("camera", done="R1"))
    assert due(bench) == []
    taken(bench)
    assert due(bench) == []


def test_what_one_parted_with_is_not_compared(bench: Bench) -> None:
    radio = bench.text("products/r/radio.toml") + 'gtin = "04006381333931"\n'
    bench.write("products/r/radio.toml", radio)
    assert [each["slug"] for each in taken(bench).data.values()["found"]] == ["camera"]


def test_a_list_with_nothing_of_ones_own_writes_nothing(bench: Bench) -> None:
    before = bench.files
    outcome = taken(bench, "model,maker\nX1,A\n")
    assert outcome.plan is None
    assert "nothing of yours is in it" in outcome.notices
    assert bench.files == before


def test_many_held_against_many_are_those_that_each_held_against_each_gives() -> None:
    chance = Random(3)
    makers, models = ("Canon", "Nikon", "A-B", None), ("X1", "EOS 5D", "eos-5d", "Z 9", None)
    gtins = ("04006381333931", "04549292132502", None)
    things = []
    for number in range(300):
        maker, model = chance.choice(makers), chance.choice(models)
        name = " ".join(filter(None, (chance.choice(makers), chance.choice(models), "thing")))
        serial = str(chance.randrange(100)) if chance.random() < 0.5 else None
        gtin = chance.choice(gtins)
        things.append(Product(f"p{number:012}", f"p{number}", name, maker, model, serial, gtin))
    found = Things(facts_of(each, notes=0, entries=0) for each in things)
    hits = 0
    for _ in range(300):
        data = {"maker": chance.choice(makers), "model": chance.choice(models), "gtin": chance.choice(gtins)}
        data["serial"] = chance.choice((None, "10..50", "7"))
        recall = recall_of_data("x", {name: value for name, value in data.items() if value})
        near = {*found.near(recall)}
        expected = {each.slug for each in things if match(recall, each)}
        assert expected <= near
        hits += len(expected)
    assert hits > 1000
