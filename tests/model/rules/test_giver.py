"""Rules from elsewhere: what they send to whom, what of a thing they see, and that no other value leaves by one."""

from __future__ import annotations

import itertools
import random

import pytest

from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.queries.facts import facts_of
from talktag.model.rules.engine import react
from talktag.model.rules.giver import is_giver
from talktag.model.rules.reaction import Around, MadeMessage, MadeNotice, Reaction
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule_text import NAMES
from talktag.model.rules.timed.match_by_facts import MatchByFacts
from talktag.model.rules.times import react_at
from tests.model.rules.test_react import KEY, SIGNED, START, lookup, rule, scan, titles

NETCO = Party("netco", "NetCo", "maker", key=KEY)
RIVAL = Party("rival", "RIVAL-NAME", "repairer", key=KEY)
SECRETS = {"maker": "SECRET-MAKER", "model": "SECRET-MODEL", "place": "SECRET-PLACE", "slug": "secret-slug"}
FIELDS = {"pin": "SECRET-PIN", "Weight": "SECRET-WEIGHT"}
MODEM = Product(id="m000000000001", name="SECRET-NAME", **SECRETS, serial="SECRET-SERIAL", fields=FIELDS)
KNOWN = {"netco": frozenset({"product.name"})}
ASKS = 'from = "netco"\non = ["scan"]\n'


def around(*given: str, to: str = "netco") -> Around:
    return Around(MODEM, {"netco": NETCO, "rival": RIVAL}, given={to: frozenset(given)})


def sent(reaction: Reaction) -> list[str]:
    """All that would leave, each as one text."""
    return [
        " ".join((each.entry.title, each.entry.text or "", *each.entry.data.values()))
        for each in reaction.made
        if isinstance(each, MadeMessage)
    ]


@pytest.mark.parametrize("to", ["maker", "them", "rival", "customer", "netc", "NETCO"])
def test_it_sends_to_nobody_but_the_party_that_it_is_from(to):
    text = f'format = 1\n{ASKS}[[do]]\nsend = "netco"\ntitle = "x"\n[[do]]\nsend = "{to}"\ntitle = "x"\n'
    reading = read_rule(text.encode(), "rules/some.toml")
    assert reading.value is None
    assert any("sends to" in str(each) or "neither" in str(each) for each in reading.problems)


@pytest.mark.parametrize("branch", ["do", "else"])
def test_each_branch_is_looked_at(branch):
    other = "else" if branch == "do" else "do"
    text = f'format = 1\n{ASKS}if = ["data.x"]\n[[{other}]]\nnotice = "x"\n[[{branch}]]\nsend = "rival"\ntitle = "x"\n'
    (problem,) = read_rule(text.encode(), "rules/some.toml").problems
    assert problem.field == branch


@pytest.mark.parametrize("giver", ["maker", "them", "owner", "../netco", "", "Net Co", "n\x1b[31m"])
def test_who_it_is_from_is_a_party_by_its_slug_and_no_role(giver):
    assert not is_giver(giver)
    text = f'format = 1\nfrom = {giver!r}\non = ["scan"]\n[[do]]\nnotice = "x"\n'.replace("\x1b", "\\u001b")
    assert read_rule(text.encode(), "rules/some.toml").value is None


def test_a_value_that_was_not_given_is_empty_and_told_once():
    wants = rule(ASKS + '[[do]]\nsend = "netco"\ntitle = "{product.name}, {product.place}"\n')
    found = react([wants], [], [scan(1), scan(2)], {}, around("product.name"))
    assert titles(found) == ["SECRET-NAME,", "SECRET-NAME,"]
    (problem,) = found.problems
    assert (problem.path, '"product.place"' in problem.message) == ("rules/some.toml", True)
    assert titles(react([wants], [], [scan(1)], {}, around("product.name", "product.place"))) == [
        "SECRET-NAME, SECRET-PLACE"
    ]


def test_a_field_is_seen_by_the_name_that_it_was_given_under():
    wants = rule(ASKS + '[[do]]\nsend = "netco"\ntitle = "{field.WEIGHT} {field.pin}"\n')
    assert titles(react([wants], [], [scan(1)], {}, around("field.weight"))) == ["SECRET-WEIGHT"]


def test_whether_something_is_sent_tells_nothing_of_what_was_not_given():
    """A condition on a hidden value would give it away bit by bit."""
    for condition in ("product.place:secret", "field.pin:=SECRET-PIN", "product.place"):
        for asked in (f'match = ["{condition}"]\n', f'if = ["{condition}"]\n'):
            asks = rule(ASKS + asked + '[[do]]\nsend = "netco"\ntitle = "x"\n')
            assert not sent(react([asks], [], [scan(1)], {}, around("product.name")))
        turned = rule(ASKS + f'match = ["-{condition}"]\n[[do]]\nsend = "netco"\ntitle = "x"\n')
        assert sent(react([turned], [], [scan(1)], {}, around("product.name")))


def test_a_lookup_is_not_asked_by_what_was_not_given():
    text = 'look = { table = "outages", key = "{product.place}" }\nif = ["look"]\n[[do]]\nsend = "netco"\ntitle = "x"\n'
    asks = rule(ASKS + text)
    rows = lookup("place,n\nSECRET-PLACE,1\n")
    assert not sent(react([asks], [], [scan(1)], rows, around("product.name")))
    assert sent(react([asks], [], [scan(1)], rows, around("product.place")))


def test_of_a_thing_that_they_were_given_nothing_of_nothing_is_sent():
    asks = rule(ASKS + '[[do]]\nsend = "netco"\ntitle = "x"\n[[do]]\nnotice = "here"\n')
    for known in (Around(MODEM, {"netco": NETCO}), around("product.name", to="rival")):
        found = react([asks], [], [scan(1)], {}, known)
        assert titles(found) == ["here"]
        assert 'sends nothing to "netco"' in found.problems[0].message
    assert titles(react([asks], [], [scan(1)], {}, Around(None, {"netco": NETCO}))) == ["x", "here"]


def test_who_somebody_else_is_stays_here():
    asks = rule(ASKS + '[[do]]\nsend = "netco"\ntitle = "x {party.name} {party.slug} {party.role}"\n')
    by_rival, by_netco = (scan(1, original="x", signer=SIGNED, party=each) for each in ("rival", "netco"))
    assert [each.strip() for each in sent(react([asks], [], [by_rival], {}, around("product.name")))] == ["x"]
    assert [each.strip() for each in sent(react([asks], [], [by_netco], {}, around("product.name")))] == [
        "x NetCo netco maker"
    ]


def test_the_owner_s_own_rules_see_all():
    own = rule('on = ["scan"]\n[[do]]\nsend = "netco"\ntitle = "{product.place} {field.pin}"\n')
    assert titles(react([own], [], [scan(1)], {}, Around(MODEM, {"netco": NETCO}))) == ["SECRET-PLACE SECRET-PIN"]


def test_no_canary_leaves_by_any_rule_but_what_was_given():
    """Every value there is a name for, in every place of a rule, under every few that were given."""
    names = [f"product.{key}" for key in NAMES["product"].split()] + ["field.pin", "field.weight"]
    values = {f"product.{key}": value for key, value in SECRETS.items()}
    values |= {"product.name": "SECRET-NAME", "field.pin": "SECRET-PIN", "field.weight": "SECRET-WEIGHT"}
    chance = random.Random(16)
    tried = 0
    for given in itertools.chain.from_iterable(itertools.combinations(values, size) for size in (0, 1, 2, 7)):
        wanted = chance.sample(names, 4)
        text = "".join(f"{{{each}}}" for each in wanted)
        actions = f'[[do]]\nsend = "netco"\ntitle = "t {text}"\ntext = "{text}"\ndata = {{ x = "{text}" }}\n'
        asks = rule(ASKS + actions + f'[[do]]\nnotice = "{text}"\n')
        found = react([asks], [], [scan(1)], {}, around(*given))
        left = "\n".join(sent(found))
        for name, value in values.items():
            assert (value in left) == (name in given and name in wanted), (name, given, wanted)
        assert "SECRET-SERIAL" not in left
        assert not any("SECRET" in str(each.message) for each in found.problems)
        tried += 1
    assert tried > 25


def test_the_serial_number_has_no_name_that_a_rule_could_use():
    text = f'format = 1\n{ASKS}[[do]]\nsend = "netco"\ntitle = "{{product.serial}}"\n'
    problems = read_rule(text.encode(), "rules/some.toml").problems
    assert 'names "product.serial"' in problems[0].message


def test_a_notice_of_one_is_no_message():
    asks = rule(ASKS + '[[do]]\nnotice = "{entry.title}"\n')
    (made,) = react([asks], [], [scan(1)], {}, around()).made
    assert isinstance(made, MadeNotice)


def test_which_products_time_is_asked_about_gives_nothing_away_either():
    """An index that knows more than the rule may leave out what could not hold, and never what could."""
    head = 'from = "netco"\nat = "2026-03-01 09:00"\nmatch = ["{}"]\n[[do]]\nsend = "netco"\ntitle = "x"\n'
    facts = facts_of(MODEM, notes=0, entries=0)
    for condition in ("product.maker:secret", "field.pin", "product.warranty_days", "product.state:owned"):
        hidden = rule(head.format(f"-{condition}"))
        found = react_at([hidden], [], [("some", START)], {}, around("product.name"))
        assert sent(found)
        assert list(MatchByFacts(hidden, [START.date()]).places(facts)) == [0]
