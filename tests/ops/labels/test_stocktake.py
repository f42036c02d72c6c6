"""A stocktake: what should be there, what is, what is there besides, and what is then said of each. No camera."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.ops.labels.stocktake import Stocktake, check, check_one, split

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
OFFICE = ("place:home/office",)
ALL = ("camera", "lens", "bicycle", "drill", "radio")
# Owned and at that place by its record; the lens is in the camera, the drill is lent, the radio is sold.
EXPECTED = {(): (), ("place:home",): ("camera", "lens"), ("home",): ("camera", "lens"), ("garage",): ("bicycle",),
            ("cellar",): (), ("label:insured",): ("camera",)}  # fmt: skip


def slugs(items: object) -> set[str]:
    return {each.slug for each in items}  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", EXPECTED)
@pytest.mark.parametrize("here", [each for count in range(3) for each in itertools.combinations(ALL, count)])
def test_each_product_is_found_missing_or_there_besides(
    words: tuple[str, ...], here: tuple[str, ...], shared_bench: Bench
) -> None:
    told = shared_bench.ask(check, Stocktake(words, here)).data
    expected = {*EXPECTED[words]}
    assert slugs(told.missing) == expected - {*here}
    assert slugs(told.unexpected) == ({*here} - expected if words else set())
    assert slugs(told.found) == {*here} - slugs(told.unexpected)


def test_of_all_only_what_is_owned_and_not_lent_should_be_there(shared_bench: Bench) -> None:
    told = shared_bench.ask(check, Stocktake(everything=True)).data
    assert slugs(told.missing) == {"camera", "lens", "bicycle"}


@pytest.mark.parametrize("here", [each for count in range(1, 4) for each in itertools.combinations(ALL, count)])
def test_each_that_was_there_says_so_once_a_day(here: tuple[str, ...], bench: Bench) -> None:
    for _ in range(2):
        bench.do(check, Stocktake(OFFICE, here))
    for slug in here:
        log = tomllib.loads(bench.text(f"products/{slug[0]}/{slug}/entries.toml"))["entry"]
        assert [each["kind"] for each in log] == ["check"]
    assert bench.ask(check, Stocktake(OFFICE, here)).plan is None
    bench.now = bench.now.replace(day=3)
    assert bench.ask(check, Stocktake(OFFICE, here)).plan is not None


@pytest.mark.parametrize("slug", ALL)
def test_what_is_moved_is_there_by_its_record_from_now_on(slug: str, bench: Bench) -> None:
    before = bench.text(f"products/{slug[0]}/{slug}.toml")
    bench.do(check, Stocktake(("place:garage",), (slug,), move=True))
    record = tomllib.loads(bench.text(f"products/{slug[0]}/{slug}.toml"))
    if slug in {"drill", "radio"}:  # lent and sold: what became of them is for the owner to say
        assert bench.text(f"products/{slug[0]}/{slug}.toml") == before
    else:
        assert (record["place"], record.get("inside")) == ("garage", None)


@pytest.mark.parametrize("words", [(), ("label:insured",), ("place:garage", "place:cellar")])
def test_where_to_move_things_must_be_one_place(words: tuple[str, ...], shared_bench: Bench, refused: Refused) -> None:
    wanted = Stocktake(words, ("camera",), move=True)
    assert refused(shared_bench, check, wanted) == "where to move things is not clear"


def test_all_and_a_query_exclude_each_other(shared_bench: Bench, refused: Refused) -> None:
    assert "exclude each other" in refused(shared_bench, check, Stocktake(OFFICE, everything=True))


@pytest.mark.parametrize(
    ("word", "is_place"),
    [("office", True), ("home/office", True), ("HOME", True), ("label:x", True), ("trek", False), ("7Y27T4WSS", False),
     ("-", False), ("photo.jpg", False)],
)  # fmt: skip
def test_a_word_says_what_should_be_there_or_what_is(word: str, is_place: bool, shared_bench: Bench) -> None:
    query, things = shared_bench.ask(split, [word], lambda each: each.endswith(".jpg"))
    assert (bool(query), bool(things)) == (is_place, not is_place)


def test_a_word_that_is_neither_is_not_found(shared_bench: Bench, refused: Refused) -> None:
    told = refused(shared_bench, split, ["nowhere"], lambda _: False)
    assert told == '"nowhere" is neither a place nor a product'


@pytest.mark.parametrize("slug", ALL)
def test_one_product_is_seen_once_a_day(slug: str, bench: Bench) -> None:
    assert bench.do(check_one, slug).plan is not None
    assert bench.ask(check_one, slug).notices == (f'"{slug}" was checked today already',)
