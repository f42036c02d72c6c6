"""The rules that talktag comes with, run over a store: each fires for what it says, and for nothing else."""

from __future__ import annotations

import datetime
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.log.entry import Entry, with_entries
from talktag.model.plan import Plan, Write
from talktag.ops.due.due import list_due
from talktag.ops.outcome import Outcome
from talktag.ops.parties.change_party import set_party
from talktag.ops.products.lend import lend, take_back
from talktag.ops.rules.new import new
from talktag.seal.ssh.key import SigningKey
from talktag.store import layout
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench

KEY = SigningKey.from_seed(bytes([9]) * 32).public
DAY = datetime.timedelta(days=1)


def to_do(bench: Bench) -> list[tuple[str, str, str]]:
    """What is due of what can be done, as `due` lists it."""
    items = bench.ask(list_due, (), "2y").data.due.items
    return [(each.slug, str(each.date), each.title) for each in items if each.can_be_done]


def arrive(bench: Bench, slug: str, number: int, kind: str, **said: Any) -> tuple[str, ...]:
    """An entry comes from elsewhere, with all that rules make of it; what is told."""
    path = layout.entries(slug)
    held = bench.text(path).encode()
    entry = Entry(f"e{number:012}", bench.today, kind, "Dark here", recorded=bench.now, original=f"r{number:012}")
    data = with_entries(held, [entry._replace(**said)])
    assert data
    write = Write(path, data, held or None)
    outcome = bench.react(Outcome(None, Plan((write,), "x\n\nTalktag-Command: receive\n")))  # type: ignore[arg-type]
    bench.finish(outcome)
    return outcome.ahead


def entries(bench: Bench, slug: str = "camera") -> list[dict[str, Any]]:
    return list(tomllib.loads(bench.text(layout.entries(slug)) or "entry = []")["entry"])


def test_what_was_lent_without_a_day_is_to_be_asked_for_until_it_is_back(bench: Bench) -> None:
    bench.do(new, "lent", "lent-too-long")
    bench.do(lend, "camera", "bea", None)
    assert to_do(bench) == [("camera", "2026-06-02", "Ask for Canon EOS 5D back from bea")]
    bench.now += 200 * DAY
    assert to_do(bench) == [("camera", "2026-06-02", "Ask for Canon EOS 5D back from bea")]
    bench.do(take_back, "camera")
    assert to_do(bench) == []
    bench.do(lend, "camera", "bruno", None)
    assert to_do(bench) == [("camera", "2026-12-18", "Ask for Canon EOS 5D back from bruno")]


def test_what_was_lent_until_a_day_has_a_reminder_of_its_own_and_none_of_this_rule(bench: Bench) -> None:
    bench.do(new, "lent", "lent-too-long")
    bench.do(lend, "camera", "bea", "2026-04-01")
    assert [each["kind"] for each in entries(bench)] == ["loan"]


@pytest.mark.parametrize(("slug", "kind", "told"), [
    ("camera", "scan", True), ("camera", "message", True), ("camera", "service", False), ("bicycle", "scan", False),
])  # fmt: skip
def test_who_lost_something_is_told_when_it_is_scanned_or_written_about(
    slug: str, kind: str, told: bool, bench: Bench
) -> None:
    bench.do(new, "lost", "lost-scanned")
    bench.write("products/c/camera.toml", 'state = "lost"\n' + bench.text("products/c/camera.toml"))
    said = arrive(bench, slug, 1, kind, signer="unsigned")
    news = ("rule lost: Canon EOS 5D is lost, and there is news of it: Dark here",)
    assert said == (news if told else ())
    assert [each["kind"] for each in entries(bench, slug)] == [kind]


def test_of_what_is_lost_old_news_is_no_news(bench: Bench) -> None:
    bench.do(new, "lost", "lost-scanned")
    bench.write("products/c/camera.toml", 'state = "lost"\n' + bench.text("products/c/camera.toml"))
    assert arrive(bench, "camera", 1, "scan", signer="unsigned", date=datetime.date(2026, 2, 1)) == ()


@pytest.fixture
def customer(bench: Bench, opener: Opener) -> dict[str, Any]:
    """What entries of a customer say, whose key is kept."""
    bench.do(new, "answer", "outage")
    bench.do(set_party, "fix-it", ["role=customer", f"key={KEY.line('x')}"])
    return {"party": "fix-it", "signer": KEY.fingerprint}


def test_a_customer_in_an_outage_is_answered_and_another_becomes_a_case(bench: Bench, customer: dict[str, Any]) -> None:
    arrive(bench, "camera", 1, "scan", **customer, data={"area": "north"})
    arrive(bench, "camera", 2, "message", **customer, data={"area": "south"})
    made = [(each["kind"], each.get("to"), each["title"], each["cause"]) for each in entries(bench) if "cause" in each]
    assert made == [
        ("message", "fix-it", "Outage in north, fixed by 18:00", "e000000000001"),
        ("case", None, "No outage in south: Dark here", "e000000000002"),
    ]
    assert ("camera", "2026-03-03", "No outage in south: Dark here") in to_do(bench)


@pytest.mark.parametrize("who", [{"signer": "unsigned"}, {"party": "fix-it", "signer": "unsigned"}, {}])
def test_a_stranger_is_not_answered(bench: Bench, customer: dict[str, Any], who: dict[str, Any]) -> None:
    arrive(bench, "camera", 1, "scan", **who, data={"area": "north"})
    arrive(bench, "camera", 2, "scan", **customer)
    assert [each["kind"] for each in entries(bench)] == ["scan", "scan"]
