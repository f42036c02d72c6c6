"""Random logs and rules: however a log is cut and delivered, the same things are made of it."""

from __future__ import annotations

import datetime
import os
import random

from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.rules.engine import react
from talktag.model.rules.lookup_table import read_lookup
from talktag.model.rules.making.waker import fingerprint_of
from talktag.model.rules.reaction import Around, MadeMessage, MadeNotice, MadeThing, Reaction
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import Rule

START = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
KINDS = ("scan", "message", "case", "due")
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJd8b0l3sB1pY1gJ1m1Kq0pD4a0JmN8mY8f0W4kqk3yA"
PARTIES = {"netco": Party("netco", "NetCo", "maker", key=KEY), "other": Party("other", "Other", "repairer")}
PRODUCT = Product("p000000000001", "modem", "Modem", maker="NetCo", place="cellar")
AROUND = Around(PRODUCT, PARTIES, given={"netco": frozenset({"product.name"})})
OUTAGES = read_lookup([b"area,until,hours\nNorth,18:00,3\nSouth,,0\n"], "lookups/outages.csv").value
assert OUTAGES
LOOKUPS = {"outages": OUTAGES}
MATCHES = (["data.area"], ["-data.area:north"], ["data.n>2"], ["data.n:1..3"], ["-product.place:cellar"])
TITLES = ("{entry.title}!", "{data.area} {party.slug} {entry.time}", "{rule.name}", "{product.name} {product.place}")
LOGS = int(os.environ.get("TALKTAG_RULE_STORIES", "80"))


def some_rule(chance: random.Random, name: str, *, counts: bool, auto: bool) -> Rule:
    lines = ["format = 1", f"on = {chance.sample(KINDS, chance.randint(1, 3))}"]
    lines += ['from = "netco"'] * (chance.random() < 0.2)
    if chance.random() < 0.3:
        lines.append(f"by = {chance.choice([['owner'], ['netco'], ['owner', 'maker']])}")
    if chance.random() < 0.4:
        lines.append(f"match = {chance.choice(MATCHES)}")
    if chance.random() < 0.2:
        lines.append('late = "2 days"')
    if counts and chance.random() < 0.7:
        lines.append(f"count = {chance.randint(2, 4)}")
        lines += ['within = "90 min"'] * (chance.random() < 0.5)
    lines += ["auto = true"] * (auto and chance.random() < 0.5)
    branches = ["do"]
    if chance.random() < 0.4:
        lines += ['look = { table = "outages", key = "{data.area}" }', 'if = ["look", "look.hours>0"]']
        branches.append("else")
    for branch in branches:
        for _ in range(chance.randint(1, 2)):
            lines += [f"[[{branch}]]", *some_action(chance)]
    reading = read_rule("\n".join(lines).encode(), f"rules/{name}.toml")
    assert reading.value, ("\n".join(lines), reading.problems)
    return reading.value


def some_action(chance: random.Random) -> list[str]:
    title = chance.choice(
        ["{entry.title}!", "{data.area} {party.slug} {entry.time}", "{rule.name}", "{product.name} {product.place}"]
    )
    kind = chance.choice(
        [['send = "netco"'], ['kind = "case"', 'due = "1 month"'], ['kind = "due"', 'data = { n = "{data.n}" }']]
    )
    return [*kind, f'title = "{title}"'] if chance.random() < 0.85 else [f'notice = "{title}"']


def some_log(chance: random.Random, apart: int) -> list[Entry]:
    """Entries in the order in which they were recorded, some of them said or dated earlier."""
    entries = []
    moment = START
    for number in range(chance.randint(3, 12)):
        moment += datetime.timedelta(minutes=chance.randint(1, 40) + apart)
        data = {"area": chance.choice(["North", "South", ""]), "n": str(number)}
        entry = Entry(f"e{number:012}", moment.date(), chance.choice(KINDS), f"Title {number}", recorded=moment)
        entry = entry._replace(data={key: value for key, value in data.items() if value})
        if chance.random() < 0.3:
            said = moment - datetime.timedelta(hours=chance.choice([-5, 0, 1, 80]))
            signer = chance.choice([fingerprint_of(PARTIES["netco"]), "unsigned"])
            entry = entry._replace(time=said, original="b000000000000", signer=signer, party="netco")
        entries.append(entry)
    return entries


def some_rules(chance: random.Random, *, counts: bool, auto: bool = True) -> list[Rule]:
    return [some_rule(chance, f"rule-{number}", counts=counts, auto=auto) for number in range(chance.randint(1, 4))]


def entries_of(made: tuple[MadeThing, ...]) -> list[Entry]:
    return [each.entry for each in made if not isinstance(each, MadeNotice)]


def run(rules: list[Rule], log: list[Entry], arriving: list[Entry]) -> tuple[list[Entry], Reaction]:
    """The log after it, and what was made."""
    reaction = react(rules, log, arriving, LOOKUPS, AROUND)
    known = {each.id for each in log}
    assert all(
        each.entry.id == each.origin.id + "-1" * isinstance(each, MadeMessage)
        for each in reaction.made
        if not isinstance(each, MadeNotice)
    )
    fresh = [each for each in dict.fromkeys(each.id for each in arriving) if each not in known]
    by_id = {each.id: each for each in arriving}
    return [*log, *(by_id[each] for each in fresh), *entries_of(reaction.made)], reaction


def as_set(log: list[Entry]) -> dict[str, Entry]:
    found = {each.id: each for each in log}
    assert len(found) == len(log)
    return found


def cuts(chance: random.Random, entries: list[Entry]) -> list[list[Entry]]:
    parts: list[list[Entry]] = [[]]
    for each in entries:
        if parts[-1] and chance.random() < 0.4:
            parts.append([])
        parts[-1].append(each)
    return parts


def test_a_log_that_is_cut_anywhere_comes_to_the_same_things_in_the_same_order():
    made = 0
    for seed in range(LOGS):
        chance = random.Random(seed)
        rules, entries = some_rules(chance, counts=True), some_log(chance, 0)
        whole, reaction = run(rules, [], entries)
        log: list[Entry] = []
        parts: list[MadeThing] = []
        for part in cuts(chance, entries):
            log, step = run(rules, log, part)
            parts += step.made
        assert parts == list(reaction.made), seed
        assert as_set(log) == as_set(whole), seed
        made += len(parts)
    assert made > LOGS  # or nothing was tested


def test_what_comes_a_second_time_makes_nothing_more():
    for seed in range(LOGS):
        chance = random.Random(seed)
        rules, entries = some_rules(chance, counts=True), some_log(chance, 0)
        rules = [each for each in rules if each.count == 1 or not each.auto]
        whole, _ = run(rules, [], entries)
        log: list[Entry] = []
        for each in entries:
            log, _ = run(rules, log, [each, each])
            if chance.random() < 0.3:
                log, again = run(rules, log, [each])
                assert not again.made, seed
        assert as_set(log) == as_set(whole), seed


def test_a_count_never_makes_less_for_another_order_of_delivery():
    """It may make more: what was sent before an earlier entry came is not taken back."""
    for seed in range(LOGS):
        chance = random.Random(seed)
        rules = some_rules(chance, counts=True, auto=False)
        entries = some_log(chance, 2_000)
        whole, _ = run(rules, [], sorted(entries, key=lambda each: (each.moment, each.id)))
        log: list[Entry] = []
        for part in cuts(chance, chance.sample(entries, len(entries))):
            log, _ = run(rules, log, part)
        assert as_set(whole).items() <= as_set(log).items(), seed


def test_no_order_can_be_the_same_for_a_count():
    """Why the property above says no more: of three the second fires, and of the last two alone the third."""
    text = b'format = 1\non = ["scan"]\ncount = 2\n[[do]]\nkind = "case"\ntitle = "x"\n'
    second = read_rule(text, "rules/a.toml").value
    assert second
    one, two, three = (
        Entry(f"e{number}", START.date(), "scan", "x", recorded=START + datetime.timedelta(number))
        for number in range(3)
    )
    assert [each.entry.cause for each in run([second], [], [one, two, three])[1].made] == [two.id]
    log, first = run([second], [], [two, three])
    assert [each.entry.cause for each in first.made] == [three.id]
    assert [each.entry.cause for each in run([second], log, [one])[1].made] == [two.id]
