"""Lending, taking back, parting: from which state to which, what the log says of it, and what is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.products.product import GONE
from talktag.ops.products.lend import lend, take_back
from talktag.ops.products.retire import WAYS, Parting, retire

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
STATES = ("owned", "lent", *GONE)


def in_state(bench: Bench, state: str) -> None:
    line = "" if state == "owned" else f'state = "{state}"\n'
    bench.write("products/b/bicycle.toml", f'format = 1\nid = "b000000000003"\nname = "Trek"\n{line}')


def state_of(bench: Bench) -> str:
    return str(tomllib.loads(bench.text("products/b/bicycle.toml")).get("state", "owned"))


def log(bench: Bench, slug: str = "bicycle") -> list[dict[str, Any]]:
    text = bench.text(f"products/{slug[0]}/{slug}/entries.toml")
    return [*tomllib.loads(text).get("entry", [])]


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_owned_can_be_lent(state: str, bench: Bench, refused: Refused) -> None:
    in_state(bench, state)
    if state != "owned":
        assert refused(bench, lend, "bicycle", "bruno", None) == f'"bicycle" is {state}'
        return
    bench.do(lend, "bicycle", "bruno", "2026-12-24")
    assert state_of(bench) == "lent"
    (entry,) = log(bench)
    said = {key: str(entry[key]) for key in ("kind", "title", "party", "due", "date")}
    assert said == {
        "kind": "loan",
        "title": "Lent to Bruno",
        "party": "bruno",
        "due": "2026-12-24",
        "date": "2026-03-02",
    }


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_lent_can_come_back(state: str, bench: Bench, refused: Refused) -> None:
    in_state(bench, state)
    if state != "lent":
        assert refused(bench, take_back, "bicycle") == '"bicycle" is not lent'
        return
    bench.do(take_back, "bicycle")
    assert state_of(bench) == "owned"
    assert [each["kind"] for each in log(bench)] == ["return"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("way", WAYS)
def test_everything_can_be_parted_with_once_in_each_way(state: str, way: str, bench: Bench) -> None:
    in_state(bench, state)
    bench.do(retire, "bicycle", Parting(way))
    assert state_of(bench) == way
    assert [each["kind"] for each in log(bench)] == ([] if state == way else ["retired"])


@pytest.mark.parametrize("way", WAYS)
def test_more_can_be_said_of_what_is_gone_already(way: str, bench: Bench) -> None:
    in_state(bench, way)
    bench.do(retire, "bicycle", Parting(way, price="12", reason="old", to="bea", date="2026-02-01"))
    (entry,) = log(bench)
    said = {key: str(entry[key]) for key in ("cost", "text", "party", "date")}
    assert said == {"cost": "12.00 EUR", "text": "old", "party": "bea", "date": "2026-02-01"}


def test_lending_and_taking_back_leaves_the_record_as_it_was(bench: Bench) -> None:
    before = bench.text("products/c/camera.toml")
    for _ in range(5):
        bench.do(lend, "camera", "bea", None)
        bench.do(take_back, "camera")
    assert bench.text("products/c/camera.toml") == before
    assert [each["kind"] for each in log(bench, "camera")] == ["loan", "return"] * 5
    assert len({each["id"] for each in log(bench, "camera")}) == 10


@pytest.mark.parametrize(
    ("due", "words"),
    [("soon", "due"), ("12/03/2024", "due"), ("2024-02-30", "due")],
)
def test_a_due_date_that_is_none_is_refused(due: str, words: str, shared_bench: Bench, refused: Refused) -> None:
    assert words in refused(shared_bench, lend, "bicycle", "bruno", due)


def test_a_due_date_that_has_passed_is_told(shared_bench: Bench) -> None:
    assert shared_bench.ask(lend, "bicycle", "bruno", "2026-03-01").notices
    assert not shared_bench.ask(lend, "bicycle", "bruno", "2026-03-02").notices


@pytest.mark.parametrize(
    ("parting", "words"),
    [
        (Parting(None), "how it went is not said"),
        (Parting("eaten"), '"eaten" is not a way to part with a product'),
        (Parting("sold", price="cheap"), "price"),
        (Parting("sold", date="soon"), "date"),
        (Parting("sold", to="nobody"), 'no party matches "nobody"'),
    ],
)
def test_what_cannot_be_said_of_a_parting_is_refused(
    parting: Parting, words: str, shared_bench: Bench, refused: Refused
) -> None:
    assert words in refused(shared_bench, retire, "camera", parting)


@pytest.mark.parametrize("way", WAYS)
def test_a_live_tag_is_told_unless_the_thing_is_lost(way: str, shared_bench: Bench) -> None:
    told = " ".join(shared_bench.ask(retire, "camera", Parting(way)).notices)
    assert ("7Y27T4WSS" in told) == (way != "lost")


def test_a_party_that_is_none_is_refused(shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, lend, "bicycle", "nobody", None) == 'no party matches "nobody"'
