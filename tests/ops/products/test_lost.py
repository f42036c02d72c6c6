"""Lost and found: from which state to which, what the log says of it, and what is refused."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.products.product import STATES
from talktag.ops.products.lend import Said, find, lend, lose, take_back
from talktag.ops.products.retire import Parting, retire

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
RECORD = "products/b/bicycle.toml"


def in_state(bench: Bench, state: str) -> None:
    line = "" if state == "owned" else f'state = "{state}"\n'
    bench.write(RECORD, f'format = 1\nid = "b000000000003"\nname = "Trek" # mine\n{line}')


def state_of(bench: Bench) -> str:
    return str(tomllib.loads(bench.text(RECORD)).get("state", "owned"))


def log(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text("products/b/bicycle/entries.toml")).get("entry", [])]


def do(bench: Bench, verb: Callable[..., Any], *values: Any) -> Any:
    bench.now += datetime.timedelta(seconds=1)
    return bench.do(verb, "bicycle", *values)


@pytest.mark.parametrize("state", STATES)
def test_what_one_has_or_lent_can_be_lost_and_is_found_as_what_it_was(
    state: str, bench: Bench, refused: Refused
) -> None:
    in_state(bench, state)
    before = bench.text(RECORD)
    if state in {"sold", "given", "recycled"}:
        assert refused(bench, lose, "bicycle", Said()) == f'"bicycle" is {state}'
        return
    if state == "lost":
        assert bench.ask(lose, "bicycle", Said()).notices[0] == '"bicycle" is lost already'
        return
    do(bench, lose, Said("2026-02-27", "on the train"))
    assert state_of(bench) == "lost"
    (line,) = log(bench)
    assert (line["kind"], str(line["date"]), line["text"]) == ("lost", "2026-02-27", "on the train")
    do(bench, find, Said(text="at the office of lost things"))
    assert bench.text(RECORD) == before
    assert [each["kind"] for each in log(bench)] == ["lost", "found"]


def test_only_what_is_lost_can_be_found(bench: Bench, refused: Refused) -> None:
    assert refused(bench, find, "bicycle", Said()) == '"bicycle" is not lost'


def test_what_was_lost_by_who_borrowed_it_is_theirs_to_bring_back(bench: Bench) -> None:
    do(bench, lend, "bruno", None)
    do(bench, lose, Said())
    assert log(bench)[-1]["party"] == "bruno"
    (notice,) = do(bench, find, Said()).notices
    assert (state_of(bench), notice) == ("lent", "it is lent, as it was; if it is back: talktag return bicycle")
    do(bench, take_back)
    do(bench, lose, Said())
    do(bench, find, Said())
    assert state_of(bench) == "owned"


def test_what_was_retired_as_lost_is_found_as_ones_own(bench: Bench) -> None:
    do(bench, lend, "bruno", None)
    do(bench, lose, Said())
    in_state(bench, "owned")
    do(bench, retire, Parting("lost"))
    do(bench, find, Said())
    assert state_of(bench) == "owned"


def test_a_found_thing_was_surely_seen_that_day(bench: Bench) -> None:
    from talktag.ops.products.show import show

    do(bench, lose, Said("2026-01-01"))
    do(bench, find, Said("2026-02-03"))
    assert bench.ask(show, "bicycle").data.standing.seen == "2026-02-03"


@pytest.mark.parametrize("verb", [lose, find])
def test_a_day_that_is_none_is_refused(bench: Bench, refused: Refused, verb: Callable[..., Any]) -> None:
    in_state(bench, "lost" if verb is find else "owned")
    assert refused(bench, verb, "bicycle", Said("someday")).startswith('date: "someday" is not a date')
