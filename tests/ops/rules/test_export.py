"""`rule export`: what is in the file, what is refused by name, what is told. What it means is tested elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.ops.rules.export import export
from talktag.ops.rules.new import ready_file

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

SEEN = '[[do]]\nnotice = "seen"\n'


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house with a rule that can be said, two that cannot, and one that does not hold up."""
    bench.write("rules/outage.toml", ready_file("outage.toml"))
    bench.write("lookups/outages.csv", "area,until,hours\nnorth,18:00,3\n")
    bench.write("rules/daily.toml", f'format = 1\nat = "2026-01-01 09:00"\nevery = "1 day"\n{SEEN}')
    looks = 'look = { table = "none", key = "x" }\n'
    bench.write("rules/looks.toml", f'format = 1\non = ["scan"]\n{looks}{SEEN}')
    bench.write("rules/wrong.toml", "format = 1\n")
    bench.write("rules/third.toml", f'format = 1\non = ["scan"]\ncount = 3\nmatch = ["data.x:a"]\n{SEEN}')
    return bench


def written(outcome: Outcome) -> str:
    assert outcome.output
    data = outcome.output.make()
    assert isinstance(data, bytes)
    return data.decode()


def test_rules_and_their_tables_stand_in_one_ruleset_and_the_store_stays(bench: Bench) -> None:
    outcome = bench.ask(export, ["third", "outage", "third"], "krl", None)
    assert (outcome.plan, outcome.effects, outcome.question) == (None, (), None)
    assert outcome.data.values() == {"form": "krl", "rules": ["outage", "third"], "lookups": ["outages"], "file": "-"}
    krl = written(outcome)
    assert krl.index("rule rule_outage {") < krl.index("rule rule_third {")
    assert '"=north": {"until": "18:00", "hours": "3"}' in krl
    assert krl == written(bench.ask(export, ["outage", "third"], "krl", None))


def test_what_is_otherwise_is_told_by_the_name_of_the_rule(bench: Bench) -> None:
    told = bench.ask(export, ["outage", "third"], "krl", None).notices
    assert [each.partition(":")[0] for each in told[:-1]] == ["third", "third"]


def test_all_that_cannot_be_said_is_named_at_once(bench: Bench) -> None:
    with pytest.raises(InvalidError) as caught:
        bench.ask(export, ["outage", "daily", "looks"], "krl", None)
    assert [each.partition(":")[0] for each in caught.value.details] == ["daily", "looks"]


def test_a_table_that_does_not_hold_up_is_named_with_its_line(bench: Bench) -> None:
    bench.write("lookups/outages.csv", "area,until,hours\nnorth,18:00,3\nnorth,19:00,4\n")
    with pytest.raises(InvalidError) as caught:
        bench.ask(export, ["outage"], "krl", None)
    assert any("lookups/outages.csv:3" in each for each in caught.value.details)


def test_what_is_no_rule_or_no_form_is_an_error(bench: Bench) -> None:
    with pytest.raises(InvalidError, match="wrong"):
        bench.ask(export, ["outage", "wrong"], "krl", None)
    with pytest.raises(NotFoundError):
        bench.ask(export, ["outrage"], "krl", None)
    with pytest.raises(UsageError, match="is not a form"):
        bench.ask(export, ["outage"], "drools", None)


def test_no_word_of_a_rule_becomes_a_word_of_the_ruleset(bench: Bench) -> None:
    evil = '\\"); send_directive(\\"x\\"); // #{{1} >>'
    bench.write("rules/evil.toml", f'format = 1\nmeans = "{evil}"\non = ["scan"]\n[[do]]\nnotice = "{evil}"\n')
    krl = written(bench.ask(export, ["evil"], "krl", None))
    assert krl.count('send_directive("notice"') == 1
    assert '\\"); send_directive(\\"x\\")' in krl
