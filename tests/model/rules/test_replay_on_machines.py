"""Random logs and rules in any order and on two machines whose logs are joined: the same things are made of them.

`TALKTAG_RULE_STORIES` sets how many; each joins several logs, which takes longer than to make them.
"""

from __future__ import annotations

import os
import random

import pytest

from talktag.model.log.doubles import single_entries
from talktag.model.log.entry import Entry, read_entries, with_entries
from talktag.model.rules.rule import Rule
from tests.model.rules.test_replay import as_set, cuts, run, some_log, some_rules

STORIES = int(os.environ.get("TALKTAG_RULE_STORIES", "25"))
APART = 2_000  # minutes, so that no channel reaches its limit


def joined(first: list[Entry], second: list[Entry]) -> list[Entry]:
    """Two logs as Git joins them: line by line, and what is there twice once."""
    texts = [text for log in (first, second) if (text := with_entries(b"", log)) is not None]
    reading = read_entries(single_entries(b"".join(texts)), "log.toml")
    assert reading.value is not None
    assert not reading.problems
    return list(reading.value)


def deliver_shuffled(chance: random.Random, rules: list[Rule], entries: list[Entry]) -> list[Entry]:
    """In any order, cut anywhere, some of it twice."""
    log: list[Entry] = []
    arriving = chance.sample(entries, len(entries))
    for part in cuts(chance, arriving):
        log, _ = run(rules, log, part)
        if part and chance.random() < 0.3:
            log, again = run(rules, log, chance.sample(part, 1))
            assert not again.made
    return log


def merge_once(chance: random.Random, rules: list[Rule], entries: list[Entry]) -> list[Entry]:
    """Two machines each take in a part of it, some of it both, and then join their logs."""
    where = [chance.choice([(0,), (1,), (0, 1)]) for _ in entries]
    logs = []
    for machine in (0, 1):
        there = [each for each, machines in zip(entries, where, strict=True) if machine in machines]
        logs.append(deliver_shuffled(chance, rules, there))
    return joined(*logs)


def merge_again_and_again(chance: random.Random, rules: list[Rule], entries: list[Entry]) -> list[Entry]:
    """The same, and between two parts one machine or the other takes over what its neighbour has by then."""
    logs: list[list[Entry]] = [[], []]
    for part in cuts(chance, chance.sample(entries, len(entries))):
        for machine in chance.choice([(0,), (1,), (0, 1), (1, 0)]):
            logs[machine], _ = run(rules, logs[machine], part)
        if chance.random() < 0.4:
            taking = chance.choice([0, 1])
            logs[taking] = joined(logs[taking], logs[1 - taking])
    return joined(*logs)


@pytest.mark.parametrize("deliver", [deliver_shuffled, merge_once, merge_again_and_again])
def test_rules_without_a_count_make_the_same(deliver) -> None:
    made = 0
    for seed in range(STORIES):
        chance = random.Random(seed)
        rules, entries = some_rules(chance, counts=False), some_log(chance, APART)
        whole, reaction = run(rules, [], entries)
        assert as_set(deliver(chance, rules, entries)) == as_set(whole), seed
        made += len(reaction.made)
    assert made > STORIES


@pytest.mark.parametrize("deliver", [merge_once, merge_again_and_again])
def test_of_a_count_all_that_the_right_order_makes_is_there_once_it_arrives_again(deliver) -> None:
    """What only both machines together count is made when something of it comes again; never is there less then."""
    for seed in range(STORIES):
        chance = random.Random(seed)
        rules = some_rules(chance, counts=True, auto=False)
        entries = sorted(some_log(chance, APART), key=lambda each: (each.moment, each.id))
        whole, _ = run(rules, [], entries)
        log = deliver(chance, rules, entries)
        log, _ = run(rules, log, entries)
        assert as_set(whole).items() <= as_set(log).items(), seed


def test_a_count_on_two_machines_may_lack_what_only_both_together_make_until_then() -> None:
    """Why the property above lets it arrive again: this is what the page says, and a merge runs no rule."""
    lacking = 0
    for seed in range(60):
        chance = random.Random(seed)
        rules = some_rules(chance, counts=True, auto=False)
        entries = sorted(some_log(chance, APART), key=lambda each: (each.moment, each.id))
        whole, _ = run(rules, [], entries)
        lacking += not as_set(whole).items() <= as_set(merge_once(chance, rules, entries)).items()
    assert lacking
