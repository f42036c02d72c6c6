from __future__ import annotations

import datetime

from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.rules.engine import react
from talktag.model.rules.lookup_table import LookupTable, read_lookup
from talktag.model.rules.making.waker import fingerprint_of
from talktag.model.rules.reaction import Around, MadeMessage, MadeNotice, Reaction
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import Rule

START = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJd8b0l3sB1pY1gJ1m1Kq0pD4a0JmN8mY8f0W4kqk3yA"
NETCO = Party("netco", "NetCo", "maker", key=KEY)
SIGNED = fingerprint_of(NETCO)
AROUND = Around(parties={"netco": NETCO})


def rule(text: str, name: str = "some") -> Rule:
    reading = read_rule(f"format = 1\n{text}".encode(), f"rules/{name}.toml")
    assert reading.value, [str(each) for each in reading.problems]
    return reading.value


def lookup(text: str, name: str = "outages") -> dict[str, LookupTable]:
    table = read_lookup([text.encode()], f"lookups/{name}.csv").value
    assert table
    return {name: table}


def scan(number: int, minutes: float = 0, kind: str = "scan", **more) -> Entry:
    moment = START + datetime.timedelta(minutes=minutes)
    entry = Entry(f"scan{number:09}", moment.date(), kind, f"Scan {number}", recorded=moment)
    return entry._replace(**more)


def titles(reaction: Reaction) -> list[str]:
    return [each.line if isinstance(each, MadeNotice) else each.entry.title for each in reaction.made]


OUTAGE = """
on = ["scan"]
by = ["owner"]
look = { table = "outages", key = "{data.area}" }
if = ["look", "look.hours>0"]
[[do]]
send = "netco"
title = "Outage in {data.area}: fixed by {look.until}"
data = { hours = "{look.hours}", none = "{data.nothing}" }
[[else]]
kind = "case"
title = "To a person: {entry.title}"
due = "1 month"
"""
OUTAGES = "area,until,hours\nNorth,18:00,3\nSouth,,0\n"


def test_a_row_that_is_found_and_holds_gives_a_message_and_else_an_entry():
    arriving = [scan(1, data={"area": "North"}), scan(2, data={"area": "South"}), scan(3)]
    found = react([rule(OUTAGE)], [], arriving, lookup(OUTAGES), AROUND)
    assert titles(found) == ["Outage in North: fixed by 18:00", "To a person: Scan 2", "To a person: Scan 3"]
    first = found.made[0]
    assert isinstance(first, MadeMessage)
    assert (first.entry.to, first.entry.cause, first.entry.auto) == ("netco", "scan000000001", True)
    assert dict(first.entry.data) == {"hours": "3"}
    assert found.made[1].entry.due == datetime.date(2026, 4, 1)
    assert not found.problems


def test_a_lookup_that_is_missing_or_lacks_a_column_silences_its_rule_alone():
    other = rule('on = ["scan"]\n[[do]]\nnotice = "seen"', "other")
    found = react([rule(OUTAGE), other], [], [scan(1)], {}, AROUND)
    assert titles(found) == ["seen"]
    assert str(found.problems[0]).startswith("rules/some.toml:5: look.table: there is no lookup")
    found = react([rule(OUTAGE), other], [], [scan(1)], lookup("area\nNorth\n"), AROUND)
    assert titles(found) == ["seen"]
    assert [each.message.split('"')[3] for each in found.problems] == ["hours", "until"]


def test_count_fires_at_the_third_and_begins_anew():
    third = rule('on = ["scan"]\ncount = 3\nwithin = "1 h"\n[[do]]\nnotice = "{entry.title}"')
    minutes = [0, 50, 70, 80, 90, 91, 300, 360, 360]
    arriving = [scan(number, at) for number, at in enumerate(minutes)]
    whole = titles(react([third], [], arriving, {}, AROUND))
    assert whole == ["Scan 4", "Scan 8"]
    log: list[Entry] = []
    parts = []
    for each in arriving:
        parts += titles(react([third], log, [each], {}, AROUND))
        log.append(each)
    assert parts == whole


def test_what_others_do_between_does_not_reset_a_count():
    third = rule('on = ["scan"]\nby = ["owner"]\ncount = 2\n[[do]]\nnotice = "{entry.title}"')
    finder = scan(2, 1, original="f", signer="unsigned", party="finder")
    assert titles(react([third], [], [scan(1), finder, scan(3, 2)], {}, AROUND)) == ["Scan 3"]


def test_a_loop_ends_after_five_generations():
    loop = rule('on = ["scan", "case"]\nauto = true\n[[do]]\nkind = "case"\ntitle = "{entry.title}+"')
    found = react([loop], [], [scan(1)], {}, AROUND)
    assert titles(found) == ["Scan 1" + "+" * number for number in range(1, 6)]
    assert [each.origin.generation for each in found.made] == [1, 2, 3, 4, 5]
    assert "5 generations" in found.problems[0].message


def test_a_rule_that_would_multiply_makes_twenty_things():
    many = rule('on = ["scan", "case"]\nauto = true\n' + '[[do]]\nkind = "case"\ntitle = "x"\n' * 20)
    found = react([many], [], [scan(1)], {}, AROUND)
    assert len(found.made) == 20
    assert "20 things" in found.problems[0].message


def test_what_rules_made_wakes_only_rules_that_say_so():
    plain = rule('on = ["scan"]\n[[do]]\nnotice = "seen"')
    assert not react([plain], [], [scan(1, auto=True)], {}, AROUND).made


def test_a_channel_gets_five_automatic_messages_an_hour():
    greedy = rule('on = ["scan"]\n[[do]]\nsend = "maker"\ntitle = "{entry.title}"')
    arriving = [scan(number, number) for number in range(10)] + [scan(99, 61)]
    found = react([greedy], [], arriving, {}, AROUND)
    assert titles(found) == [*(f"Scan {number}" for number in range(5)), "Scan 99"]
    assert len(found.problems) == 1


def test_a_clock_of_somebody_else_makes_no_room_for_more_messages():
    greedy = rule('on = ["message"]\n[[do]]\nsend = "them"\ntitle = "{entry.title}"')
    said = [START - datetime.timedelta(days=number) for number in range(10)]
    arriving = [
        scan(number, 1, "message", time=time, original="x", signer=SIGNED, party="netco")
        for number, time in enumerate(said)
    ]
    assert len(react([greedy], [], arriving, {}, AROUND).made) == 5


def test_a_second_delivery_makes_what_a_crash_left_out_and_no_notice_again():
    both = rule('on = ["scan"]\n[[do]]\nkind = "case"\ntitle = "x"\n[[do]]\nnotice = "seen"')
    once = react([both], [], [scan(1)], {}, AROUND)
    assert titles(once) == ["x", "seen"]
    assert react([both], [scan(1)], [scan(1)], {}, AROUND).made == once.made[:1]
    assert not react([both], [scan(1), once.made[0].entry], [scan(1)], {}, AROUND).made


def test_late_entries_wake_nothing():
    rarely = rule('on = ["scan"]\nlate = "7 days"\n[[do]]\nnotice = "{entry.title}"')
    old = scan(1, date=datetime.date(2026, 2, 1))
    assert titles(react([rarely], [], [old, scan(2)], {}, AROUND)) == ["Scan 2"]


def test_by_is_what_was_found_out_and_not_what_an_entry_says():
    owner = rule('on = ["message"]\nby = ["owner", "netco"]\n[[do]]\nnotice = "{party.slug}"')
    forged = scan(1, 0, "message", original="x", signer="unsigned", party="netco", data={"by": "owner"})
    assert not react([owner], [], [forged], {}, AROUND).made
    assert not react([owner], [], [forged._replace(signer="SHA256:of-somebody-else")], {}, AROUND).made
    assert titles(react([owner], [], [forged._replace(signer=SIGNED)], {}, AROUND)) == ["netco"]


def test_values_are_put_in_once_and_cut():
    echo = rule('on = ["scan"]\n[[do]]\nnotice = "{{{data.a}} {data.long}"')
    data = {"a": "{rule.name}{{", "long": "x\n" * 300}
    (line,) = titles(react([echo], [], [scan(1, data=data)], {}, AROUND))
    assert line.startswith("{{rule.name}{{} x x")
    assert len(line) <= 200


def test_a_role_of_several_parties_gets_nothing_and_that_is_told():
    greedy = rule('on = ["scan"]\n[[do]]\nsend = "maker"\ntitle = "x"')
    two = Around(parties={"netco": NETCO, "other": Party("other", "Other", "maker")})
    found = react([greedy], [], [scan(1)], {}, two)
    assert not found.made
    assert "2 parties" in found.problems[0].message
