"""A rule from elsewhere at work: what leaves by it, opened as the party opens it, has no canary but what was given."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.rules.foreign.add import add
from talktag.ops.rules.foreign.brought import brought_by_hand
from tests.kit.from_shop import SHARE, ledger_line
from tests.ops.rules.test_run import LOG, entries, tell
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from tests.kit.bench import Bench

CANARIES = {"place": "CANARY-PLACE", "pin": "CANARY-PIN", "maker": "CANARY-MAKER", "model": "CANARY-MODEL"}
HIDDEN = ("CANARY-SERIAL", "CANARY-LABEL", "CANARY-NOTE", "CANARY-PRICE", "CANARY-RIVAL")
RULE = """format = 1
on = ["scan", "service", "loan"]
match = ["-product.place:cellar"]

[[do]]
send = "repairer"
title = "{product.name} {product.place} {product.slug} {product.state}"
text = "{field.pin}{product.maker}{product.model}{product.warranty}{product.warranty_days}{party.name}"
data = { pin = "{field.pin}", place = "{product.place}" }
"""


def take_in(session: Session) -> Any:
    return add(session, brought_by_hand(session.store, RULE.encode(), "asks.toml", "fix-it"), None)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, in which every private value is a canary, and the rule of the shop, taken in."""
    record = bench.text("products/c/camera.toml")
    for old, new in (("home/office", "CANARY-PLACE"), ('"0320"', '"CANARY-SERIAL"'), ('"insured"', '"CANARY-LABEL"')):
        record = record.replace(old, new)
    record = record.replace('maker = "Canon"', 'maker = "CANARY-MAKER"\nmodel = "CANARY-MODEL"')
    bench.write("products/c/camera.toml", f'{record}pin = "CANARY-PIN"\n')
    bench.write("parties/bruno.toml", 'format = 1\nname = "CANARY-RIVAL"\nrole = "other"\n')
    return bench


def left(bench: Bench, opener: Opener) -> str:
    """All that left since, in the clear."""
    sealed = [data for path, data in bench.files.items() if path.startswith("outbox/") and path.endswith(".age")]
    return "\n".join(json.dumps(opener.read(each), ensure_ascii=False) for each in sealed)


@pytest.mark.parametrize(
    "given", [(), ("place",), ("maker", "model"), ("fields.pin",), ("place", "maker", "model", "fields.PIN")]
)
def test_no_canary_leaves_but_what_was_given(bench: Bench, opener: Opener, given: tuple[str, ...]) -> None:
    bench.do(take_in)
    bench.write(SHARE, ledger_line() + f"fields = {['id', 'name', *given]}\n")
    outcome = tell(bench)
    out = left(bench, opener)
    assert "Canon EOS 5D" in out
    known = {each.removeprefix("fields.").lower() for each in given}
    for name, canary in CANARIES.items():
        assert (canary in out) == (name in known), canary
    assert not [each for each in HIDDEN if each in out]
    told = " ".join(each.message for each in outcome.problems)
    assert all((f".{name}" in told) == (name not in known) for name in CANARIES)
    assert "CANARY" not in told


def test_of_a_thing_that_they_were_given_nothing_of_nothing_leaves(bench: Bench, opener: Opener) -> None:
    bench.do(take_in)
    outcome = tell(bench)
    assert [each["kind"] for each in entries(bench)] == ["scan"]
    assert left(bench, opener) == ""
    assert any("they were given nothing of this thing" in each.message for each in outcome.problems)


def test_what_was_taken_back_leaves_no_more(bench: Bench, opener: Opener) -> None:
    bench.do(take_in)
    bench.write(SHARE, ledger_line() + 'fields = ["id", "name", "place"]\nrevoked = 2026-02-03\n')
    tell(bench)
    assert left(bench, opener) == ""
    assert len(tomllib.loads(bench.text(LOG))["entry"]) == 1


def test_the_same_rule_of_the_owner_s_own_sends_all(bench: Bench, opener: Opener) -> None:
    """So that the canaries are seen to sing."""
    bench.write("rules/asks.toml", RULE.replace('"repairer"', '"fix-it"'))
    tell(bench)
    out = left(bench, opener)
    assert all(each in out for each in CANARIES.values())
