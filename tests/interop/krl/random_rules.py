"""Rules at random with all that KRL has to say of them, and the entries they are played on. Judges nothing."""

from __future__ import annotations

import datetime
import random

from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.rules.lookup_table import read_lookup
from talktag.model.rules.making.scene import moment_of
from talktag.model.rules.making.waker import fingerprint_of
from talktag.model.rules.reaction import Around
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import Rule

START = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
KINDS = ("scan", "message", "case", "due", "or", "count", "of-mine")  # some are words of KRL
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJd8b0l3sB1pY1gJ1m1Kq0pD4a0JmN8mY8f0W4kqk3yA"
PARTIES = {"netco": Party("netco", "NetCo", "maker", key=KEY), "other": Party("other", 'O"ther\\', "repairer")}
PRODUCT = Product(id="p000000000000", slug="modem", name="Modem", place="home/office", fields={"Colour": "black"})
AROUND = Around(PRODUCT, PARTIES)
# Keys that mean something to a map of JavaScript, and texts that mean something in a ruleset.
AREAS = ("North", "South", "", "constructor", "a.b", "N.until", "#{1+1}", '"\\"', "0x1F", "  3 ", ">> }", "toString")
OUTAGES = read_lookup(
    [b'area,until,hours\nNorth,18:00,3\nSouth,,0\na.b,"x\n""y""",2.5\n"#{1+1}",\\,-1\n0x1F,0x2A,1\n'],
    "lookups/outages.csv",
).value
assert OUTAGES
LOOKUPS = {"outages": OUTAGES}
_CONDITIONS = (
    "data.area", "data.area:north", "data.area:=South", 'data.area="#{1+1}"', "data.n>2", "data.n<=2", "data.n:1..3",
    "data.n>-1.5", "entry.date>=2026-03-01", "entry.date:2026-02..2026-03", "data.day<2026-03-02", "entry.title:title",
    "product.place:home", "field.COLOUR=black", "field.size", "party.role=maker", "party.name", "state:owned",
    "entry.kind=scan", "rule.name", "data.constructor", "data.toString",
)  # fmt: skip
_OF_A_ROW = ("look", "look.hours>0", "look.until", "look.until:18", "look.hours:=2.5")
_WORDS = (
    '"',
    "\\",
    "\\\\",
    '\\"',
    "#{{",
    "}",
    ">>",
    "<<",
    "//",
    "/*",
    "*/",
    "\n",
    "\t",
    "ü",
    "re#",
    "'",
    "…",
    "a  b",
    " ",
)
_VALUES = (
    "{data.area}",
    "{entry.title}",
    "{entry.text}",
    "{party.slug}",
    "{party.name}",
    "{product.place}",
    "{rule.name}",
)


def random_text(chance: random.Random, *, looks: bool = False) -> str:
    """A text with values in it, and with whatever could end a literal; as TOML spells it."""
    values = (*_VALUES, "{field.colour}", "{data.missing}", *(("{look.until}", "{look.hours}") if looks else ()))
    text = "".join(chance.choice((*_WORDS, *values, *values, "{{")) for _ in range(chance.randint(1, 6)))
    return '"' + "".join(f"\\u{ord(each):04x}" if each in '"\\\n\t' else each for each in f"t{text}") + '"'


def random_rule(chance: random.Random, name: str) -> Rule:
    """A rule that entries wake; one that counts is not woken by what rules made, which has the moment of its cause."""
    lines = ["format = 1", f"means = {random_text(chance)}".replace("u000a", "u0020")]
    lines.append(f"on = {chance.sample(KINDS, chance.randint(1, 4))}")
    if chance.random() < 0.3:
        lines.append(f"by = {chance.choice([['owner'], ['netco'], ['owner', 'maker'], ['repairer']])}")
    if chance.random() < 0.5:
        lines.append(f"match = {random_conditions(chance, _CONDITIONS)}")
    if chance.random() < 0.3:
        lines.append('late = "2 days"')
    if chance.random() < 0.4:
        lines += [f"count = {chance.randint(2, 4)}", *(['within = "90 min"'] * (chance.random() < 0.5))]
    elif chance.random() < 0.5:
        lines.append("auto = true")
    looks = chance.random() < 0.5
    if looks:
        lines.append('look = { table = "outages", key = "{data.area}" }')
    branches = ["do"]
    if looks or chance.random() < 0.4:
        lines.append(f"if = {random_conditions(chance, _OF_A_ROW if looks else _CONDITIONS)}")
        branches = chance.choice([["do"], ["do", "else"], ["else"]])
    for branch in branches:
        for _ in range(chance.randint(1, 3)):
            lines += [f"[[{branch}]]", *_action(chance, looks=looks)]
    reading = read_rule("\n".join(lines).encode(), f"rules/{name}.toml")
    assert reading.value, ("\n".join(lines), reading.problems)
    return reading.value


def random_conditions(chance: random.Random, of: tuple[str, ...]) -> list[str]:
    return [chance.choice(("", "-")) + each for each in chance.sample(of, chance.randint(1, 2))]


def _action(chance: random.Random, *, looks: bool) -> list[str]:
    if chance.random() < 0.2:
        return [f"notice = {random_text(chance, looks=looks)}"]
    lines = [f"title = {random_text(chance, looks=looks)}"]
    to = chance.choice([None, "netco", "them", "maker", "customer"])
    lines.append(f'send = "{to}"' if to else f'kind = "{chance.choice(["case", "due", "of-mine"])}"')
    if chance.random() < 0.4:
        lines.append(f"text = {random_text(chance, looks=looks)}")
    if chance.random() < 0.4:
        lines.append(f'data = {{ area = "{{data.area}}", constructor = {random_text(chance, looks=looks)} }}')
    if chance.random() < 0.4:
        lines.append(f'due = "{chance.choice(["3 days", "1 month", "1 year"])}"')
    return lines


def random_log(chance: random.Random) -> list[Entry]:
    """Entries in the order of their moments, in which an engine that counts what comes has to get them."""
    entries, moment = [], START
    for number in range(chance.randint(6, 20)):
        moment += datetime.timedelta(minutes=chance.randint(5, 90))
        data = {"area": chance.choice(AREAS), "n": chance.choice(["1", "2", " 3", "2.50", "x", "-1", "1e3", "0x2"])}
        data["day"] = chance.choice(["2026-03-01", "2026-03-02T10:00", "soon"])
        title, text = f"Title {number} {chance.choice(AREAS)}", chance.choice([None, "a\n b", "x" * 300])
        entry = Entry(f"e{number:012}", moment.date(), chance.choice(KINDS), title, text, recorded=moment)
        entry = entry._replace(data={key: value for key, value in data.items() if value})
        if chance.random() < 0.4:
            said = moment - datetime.timedelta(hours=chance.choice([-5, 0, 1, 80]))
            signer = chance.choice([fingerprint_of(PARTIES["netco"]), "unsigned"])
            entry = entry._replace(time=said, original="b000000000000", signer=signer, party="netco")
        entries.append(entry)
    return sorted(entries, key=lambda each: (moment_of(each), each.id))
