"""The verbs of rules: what they say of a rule, what trying one comes to, and that none of it changes a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError
from talktag.model.rules.read_rule import read_rule
from talktag.ops.rules.list import list_rules
from talktag.ops.rules.new import READY, new, ready_file
from talktag.ops.rules.rule_words import sends, wakes
from talktag.ops.rules.show import show
from talktag.ops.rules.try_rule import try_rule
from talktag.ops.upkeep.doctor.rules import look_at_rules
from talktag.seal.ssh.key import SigningKey

if TYPE_CHECKING:
    from tests.kit.bench import Bench

KEY = SigningKey.generate().public
CUSTOMER = f'format = 1\nname = "Berta"\nrole = "customer"\nkey = "{KEY.line("berta")}"\n'
AREAS = "area,until,hours\nnorth,18:00,3\nsouth,20:00,5\n"


def scan(number: int, area: str, *, signer: str = KEY.fingerprint) -> str:
    more = f'party = "berta", signer = "{signer}", original = "r{number:012}", data = {{ area = "{area}" }}'
    at = f"2024-03-0{number}T10:00:00Z"
    said = f'date = 2024-03-0{number}, kind = "scan", title = "Dark", recorded = {at}, {more}'
    return f'  {{ id = "e{number:012}", {said} }},'


@pytest.fixture
def shop(bench: Bench) -> Bench:
    """A house with a customer who scanned twice, and a stranger who takes their name; the rule for outages."""
    bench.write("parties/berta.toml", CUSTOMER)
    lines = [scan(1, "north"), scan(2, "east"), scan(3, "north", signer="unsigned")]
    bench.write("products/c/camera/entries.toml", "entry = [\n" + "\n".join(lines) + "\n]\n")
    bench.write("rules/outage.toml", ready_file("outage.toml"))
    bench.write("lookups/outages.csv", AREAS)
    return bench


def tried(bench: Bench, name: str, ref: str | None = None, since: str | None = None, entry: str | None = None) -> list:
    outcome = bench.ask(try_rule, name, ref, since=since, entry=entry)
    assert outcome.plan is None
    assert outcome.effects == ()
    return [(each.what, each.entry.to if each.entry else None, each.line) for each in outcome.data.made]


OUT = ("message", "berta", "Outage in north, fixed by 18:00")
CASE = ("entry", None, "No outage in east: Dark")


@pytest.mark.parametrize("name", READY)
def test_every_ready_rule_holds_up_and_is_told_in_words(name: str) -> None:
    reading = read_rule(ready_file(f"{name}.toml"), f"rules/{name}.toml")
    assert reading.problems == ()
    assert reading.value
    assert reading.value.means
    assert wakes(reading.value)
    assert {each.to for each in sends(reading.value)} == ({"who woke it"} if name == "outage" else set())


@pytest.mark.parametrize("name", READY)
def test_a_rule_begun_from_a_ready_one_can_be_tried_at_once(name: str, bench: Bench) -> None:
    bench.save(new, "mine", name)
    assert bench.ask(list_rules).problems == ()
    assert bench.ask(try_rule, "mine", None, since=None, entry=None).problems == ()
    assert list(look_at_rules(bench.store)) == []


def test_a_customer_would_be_answered_and_a_stranger_with_their_name_not(shop: Bench) -> None:
    assert tried(shop, "outage", "camera") == [OUT, CASE]
    assert tried(shop, "outage") == [OUT, CASE]


def test_what_came_before_a_day_is_left_out_and_one_entry_can_be_tried_alone(shop: Bench) -> None:
    assert tried(shop, "outage", "camera", since="2024-03-02") == [CASE]
    assert tried(shop, "outage", "camera", entry="e000000000001") == [OUT]


def test_trying_a_rule_twice_says_the_same_and_changes_no_file(shop: Bench) -> None:
    before = shop.files
    first = shop.ask(try_rule, "outage", None, since=None, entry=None).data
    assert shop.ask(try_rule, "outage", None, since=None, entry=None).data == first
    assert shop.files == before


@pytest.mark.parametrize(
    ("table", "line"),
    [(f"{AREAS}north,19:00,4\n", 4), ("area,until,ho urs\n", 1), (f"{AREAS}east,1\n", 4), (None, None)],
    ids=["a key twice", "a bad column", "a short row", "no file"],
)
def test_a_lookup_that_does_not_hold_up_is_named_and_its_rule_makes_nothing(
    table: str | None, line: int | None, shop: Bench
) -> None:
    path = shop.things / "lookups/outages.csv"
    path.unlink()
    if table:
        shop.write("lookups/outages.csv", table)
    outcome = shop.ask(try_rule, "outage", None, since=None, entry=None)
    assert outcome.data.made == ()
    found = {(each.name, each.line) for each in outcome.problems if each.path == "lookups/outages.csv"}
    assert found == ({("broken-lookup", line)} if table else set())
    assert "no-lookup" in {each.name for each in outcome.problems}
    assert {each.name for each in look_at_rules(shop.store)} == {each.name for each in outcome.problems}


def test_a_rule_with_a_mistake_is_named_with_its_line_and_the_others_go_on(shop: Bench) -> None:
    shop.write("rules/wrong.toml", 'format = 1\non = ["scan"]\nwhen = "later"\n[[do]]\nnotice = "x"\n')
    outcome = shop.ask(list_rules)
    assert [(each.name, each.rule is not None) for each in outcome.data.rules] == [("outage", True), ("wrong", False)]
    assert {(each.path, each.line, each.field) for each in outcome.problems} == {("rules/wrong.toml", 3, "when")}
    with pytest.raises(InvalidError, match="does not hold up"):
        shop.ask(show, "wrong")
    assert tried(shop, "outage") == [OUT, CASE]


def test_a_rule_of_time_is_tried_at_each_moment_that_is_gone_by(bench: Bench) -> None:
    bench.write("rules/daily.toml", 'format = 1\nat = "2024-01-01 09:00"\nevery = "1 day"\n[[do]]\nnotice = "Look"\n')
    today = bench.ask(try_rule, "daily", None, since=str(bench.today), entry=None).data
    assert [each.line for each in today.made] == ["Look"]
    year = bench.ask(try_rule, "daily", None, since=None, entry=None).data
    assert (year.entries, year.times, len(year.made)) == (0, 366, 366)


def test_values_that_are_not_there_are_told(shop: Bench) -> None:
    text = 'format = 1\non = ["scan"]\n[[do]]\nnotice = "{entry.title} {product.model} {data.street} {field.colour}"\n'
    shop.write("rules/told.toml", text)
    outcome = shop.ask(try_rule, "told", "camera", since=None, entry="e000000000001")
    (made,) = outcome.data.made
    assert made.missing == ("product.model", "data.street")
    assert "product.model, data.street" in outcome.notices[0]


ENDING = 'format = 1\nat = "2026-01-01 09:00"\nevery = "1 day"\nmatch = ["product.warranty_days=30"]\n'


def test_a_rule_of_time_with_a_match_is_tried_of_each_product_that_it_holds_of(bench: Bench) -> None:
    """The camera's warranty ends on the very day of the bench; the bicycle has one that ended, the lens one to come."""
    bench.write("rules/ending.toml", ENDING + '[[do]]\nkind = "due"\ntitle = "{product.name}: {product.warranty}"\n')
    more = '[[warranties]]\nterm = "{}"\n'
    for path, end in (("b/bicycle", "2026-01-30"), ("l/lens", "2026-04-01"), ("d/drill", "lifetime")):
        bench.write(f"products/{path}.toml", bench.text(f"products/{path}.toml") + more.format(end))
    found = bench.ask(try_rule, "ending", None, since=None, entry=None).data
    assert found.times == 61
    said = [(each.about, each.cause, each.line) for each in found.made]
    assert said == [
        ("products/c/camera", "20260131T090000Z-c000000000001", "Canon EOS 5D: 2026-03-02"),
        ("products/l/lens", "20260302T090000Z-1000000000002", "EF Lens: 2026-04-01"),
    ]
    alone = bench.ask(try_rule, "ending", "lens", since=None, entry=None).data
    assert [each.about for each in alone.made] == ["products/l/lens"]


def test_a_rule_of_time_begun_from_a_ready_one_begins_a_month_ago(bench: Bench) -> None:
    """So that it reminds of what ends soon, and of nothing that ended long ago."""
    bench.save(new, "mine", "warranty-ending")
    assert 'at = "2026-01-31 09:00"' in bench.text("rules/mine.toml")
    found = bench.ask(try_rule, "mine", None, since=None, entry=None).data
    assert [(each.about, str(each.entry and each.entry.due)) for each in found.made] == [
        ("products/c/camera", "2026-02-14")
    ]


def test_where_nothing_would_be_made_that_is_said(shop: Bench) -> None:
    tried_late = shop.ask(try_rule, "outage", None, since="2024-03-04", entry=None)
    assert tried_late.notices == ("nothing would be made of 0 entries; nothing is written, and nothing is sent",)
    assert not any(
        "would be made" in each for each in shop.ask(try_rule, "outage", None, since=None, entry=None).notices
    )
