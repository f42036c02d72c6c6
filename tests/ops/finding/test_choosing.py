"""Which products a query or a name means, in a store with records that cannot be read and things that are gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.errors import AmbiguousError, NotFoundError
from talktag.ops.finding.choose_products import choose, facts_of_query, slugs_here, slugs_of
from talktag.ops.finding.find_product import find_product

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
HERE = ["bicycle", "camera", "drill", "lens"]
QUERIES: dict[str, list[str]] = {
    "": HERE,
    "canon": ["camera"],
    "CANON": ["camera"],
    "can eos": ["camera"],
    "zzz": [],
    "place:home": ["camera", "lens"],
    "place:office": ["camera", "lens"],
    "place:=home/office": ["camera", "lens"],
    "-place:home": ["bicycle", "drill"],
    "no:place": [],
    "has:place": HERE,
    "state:any": [*HERE, "radio"],
    "state:sold": ["radio"],
    "state:lent": ["drill"],
    "state:owned": ["bicycle", "camera", "lens"],
    "label:camera": ["camera"],
    "label:camera label:insured": ["camera"],
    "-label:camera": ["bicycle", "drill", "lens"],
    "maker:canon": ["camera"],
    "maker:=can": [],
    "serial:0320": ["camera"],
    "inside:camera": ["lens"],
    "price:500EUR..": ["camera"],
    "price:500..": ["camera"],
    "price:..500EUR": [],
    "bought:2024": ["camera"],
    "bought:2024-03": ["camera"],
    "bought>2024-03-02": [],
    "bought>=2024-03-02": ["camera"],
    "warranty<90d": ["camera"],
    "field.colour:black": ["camera"],
    "quantity:1": HERE,
    "quantity>1": [],
}


def query_of(words: str) -> list[str]:
    return words.split()


@pytest.mark.parametrize("words", QUERIES)
def test_a_query_chooses_what_is_here(words: str, shared_bench: Bench) -> None:
    found = shared_bench.ask(choose, query_of(words)).found
    assert sorted(each.slug for each in found) == QUERIES[words]


@pytest.mark.parametrize("words", [each for each in QUERIES if each and " " not in each and each[0] != "-"])
def test_what_a_word_does_not_choose_its_contrary_does(words: str, shared_bench: Bench) -> None:
    one = {each.slug for each in shared_bench.ask(facts_of_query, [words])}
    other = {each.slug for each in shared_bench.ask(facts_of_query, [f"-{words}"])}
    assert one | other == {*HERE, "radio"} or "state:any" in words
    assert not one & other


@pytest.mark.parametrize("words", ["place:home", "canon radio", "radio"])
def test_what_is_gone_and_left_out_is_counted(words: str, shared_bench: Bench) -> None:
    choice = shared_bench.ask(choose, query_of(words))
    assert bool(choice.notices("talktag list", query_of(words))) == bool(choice.gone)


NAMES = {
    "camera": "camera",
    "canon": "camera",
    "Canon EOS 5D": "camera",
    "eos": "camera",
    "7Y27T4WSS": "camera",
    "7Y27 T4WS S": "camera",
    "7y27t4wss": "camera",
    "trek": "bicycle",
    "TREK": "bicycle",
    "bicycle": "bicycle",
    "ef": "lens",
    "radio": "radio",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_a_part_of_one_a_slug_or_a_tag_finds_its_product(name: str, shared_bench: Bench) -> None:
    assert find_product(shared_bench.store, name).product.slug == NAMES[name]


@pytest.mark.parametrize("name", ["", "zzz", "7Y27T4WSX", "../camera", "camera/", "*"])
def test_a_name_of_nothing_is_not_found(name: str, shared_bench: Bench) -> None:
    with pytest.raises(NotFoundError):
        find_product(shared_bench.store, name)


KETTLE = 'format = 1\nid = "k00000000000{0}"\nname = "Kettle {0}"\ntags = [{{ id = "{1}", made = 2026-01-01 }}]\n'
TAG, OTHER = "8Y27T4WSR", "9Y27T4WSN"


@pytest.mark.parametrize("name", [TAG, f"TT-{TAG}", "8y27 t4ws r", "k000000000001", "K000000000001"])
def test_a_tag_or_an_id_is_looked_up_without_going_through_all_products(name: str, bench: Bench) -> None:
    bench.write("products/k/kettle.toml", KETTLE.format(1, TAG))
    store = bench.store
    assert find_product(store, name).product.slug == "kettle"
    assert "lookup" in vars(store)
    assert "catalogue" not in vars(store)


def test_a_tag_leads_to_the_record_that_says_it_now_also_where_files_were_written_over_in_place(bench: Bench) -> None:
    one, two = "products/k/kettle.toml", "products/k/kettle-2.toml"
    bench.write(one, KETTLE.format(1, TAG))
    bench.write(two, KETTLE.format(2, OTHER))
    for _ in range(2):  # the second time all stamps are old enough to be relied on
        assert find_product(bench.store, TAG).product.slug == "kettle"
        time.sleep(0.15)
    bench.write(one, KETTLE.format(1, OTHER))
    bench.write(two, KETTLE.format(2, TAG))
    assert find_product(bench.store, TAG).product.slug == "kettle-2"
    assert find_product(bench.store, OTHER).product.slug == "kettle"


def test_a_tag_on_two_products_is_said_to_be_and_picks_none(bench: Bench) -> None:
    for number in "12":
        bench.write(f"products/k/kettle-{number}.toml", KETTLE.format(number, TAG))
    with pytest.raises(AmbiguousError):
        find_product(bench.store, TAG)


@pytest.mark.parametrize("name", ["kettle", "KET", "k"])
def test_a_name_of_several_lists_them(name: str, bench: Bench) -> None:
    for number in "12":
        bench.write(f"products/k/kettle-{number}.toml", f'format = 1\nid = "k00000000000{number}"\nname = "Kettle"\n')
    with pytest.raises(AmbiguousError) as caught:
        find_product(bench.store, name)
    assert len(caught.value.details) == 2


def test_names_are_each_one_product_and_a_key_makes_them_a_query(shared_bench: Bench) -> None:
    assert shared_bench.ask(slugs_of, ["trek", "canon", "trek"]) == ("bicycle", "camera")
    assert {*shared_bench.ask(slugs_of, ["place:home", "canon"])} == {"camera"}


@pytest.mark.parametrize("words", [["place:home"], []])
def test_what_is_gone_is_left_out_where_many_are_meant(words: list[str], shared_bench: Bench) -> None:
    slugs, said = shared_bench.ask(slugs_here, words, "talktag sheet")
    assert "radio" not in slugs
    assert "1 that is gone is left out" in said[0]


def test_a_query_that_leaves_nothing_is_not_found(shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, slugs_here, ["place:zzz"], "talktag sheet") == "no product matches"


def test_a_record_that_cannot_be_read_is_named_rather_than_denied(bench: Bench, refused: Refused) -> None:
    bench.write("products/o/odd.toml", 'format = 1\nname = "Odd\n')
    assert "products/o/odd.toml" in refused(bench, lambda session: find_product(session.store, "odd"))
    assert "odd" not in {each.slug for each in bench.ask(choose, ["state:any"]).found}
