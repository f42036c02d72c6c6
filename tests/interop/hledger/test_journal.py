"""The journal of worth: hledger takes it, strictly, and comes to the sums that we come to, whoever wrote what in it."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.interop.hledger.journal import JournalNames, account_of, write_journal
from talktag.model.values.money import Money
from talktag.model.worth.flow import Flow, minus
from talktag.model.worth.worth import worth_of
from tests.model.worth.houses import TODAY, Day, houses

Program = Callable[[str], str]
NAMES = JournalNames({"c1": "canon-eos-5d"}, {"fix-it": "Fix-It Cameras"})
NASTY = (
    "a;b", "x:y", "two  blanks", "line\nfeed", "\r\n2024-01-01 x", "; comment", "| pipe", "(code", "[2024/01/01]", "=9",
    "{10 EUR}", "@ 3 EUR", "* ! *", "\t tab", '"quoted"', "include /x", "é東京ы\u202e", "", " ", "-", "%", "\0",
)  # fmt: skip


@pytest.fixture(scope="session")
def hledger(program: Program) -> str:
    return program("hledger")


def run(hledger: str, journal: bytes, *words: str) -> subprocess.CompletedProcess[str]:
    command = [hledger, "-f", "-", *words]
    return subprocess.run(command, input=journal.decode(), capture_output=True, text=True, check=False)


def totals(hledger: str, journal: bytes) -> dict[tuple[str, str], Decimal]:
    """What each account comes to in each currency, as hledger adds it up."""
    done = run(hledger, journal, "balance", "--flat", "--no-total", "-O", "csv", "--layout=bare")
    assert done.returncode == 0, done.stderr
    rows = [*csv.DictReader(io.StringIO(done.stdout))]
    return {(row["account"], row["commodity"]): amount for row in rows if (amount := Decimal(row["balance"]))}


def own_totals(flows: Sequence[Flow], names: JournalNames) -> dict[tuple[str, str], Decimal]:
    """The same as we add it up, of the accounts of things."""
    found: dict[tuple[str, str], Decimal] = {}
    for each in flows:
        key = account_of(each, names), each.money.currency
        found[key] = found.get(key, Decimal()) + (minus(each.money) if each.is_got else each.money).amount
    return {key: amount for key, amount in found.items() if amount}


def check(hledger: str, flows: Sequence[Flow], names: JournalNames = NAMES) -> None:
    """What hledger says to a journal, and that it comes to the same sums."""
    journal = write_journal(flows, names)
    done = run(hledger, journal, "check", "--strict", "ordereddates")
    assert done.returncode == 0, (done.stderr, journal.decode())
    told = totals(hledger, journal)
    assert {key: told[key] for key in told if not key[0].startswith("parties:")} == own_totals(flows, names)
    for code in {each.money.currency for each in flows}:
        assert sum(amount for (_, currency), amount in told.items() if currency == code) == 0


def flow(day: str, amount: str, what: str, title: str, party: str | None = None) -> Flow:
    number, _, currency = amount.partition(" ")
    return Flow("c1", Day.fromisoformat(day), Money(Decimal(number), currency), what, title=title)._replace(party=party)


HISTORY = (
    flow("2024-03-02", "2499 EUR", "purchase", "Canon EOS 5D", "Foto Ruiz"),
    flow("2025-06-11", "45 EUR", "service", "Sensor cleaned", "fix-it"),
    flow("2025-09-01", "0 EUR", "service", "Eyepiece, under warranty", "fix-it"),
    flow("2026-02-01", "180 USD", "accessory", "battery grip", "Adorama"),
    flow("2026-10-01", "12.5 EUR", "transfer", "sold lens cap set", "MPB")._replace(is_got=True, entry="e0000000000a1"),
)


def test_a_thing_with_two_currencies_and_a_sale_is_told_as_a_journal(hledger: str) -> None:
    check(hledger, HISTORY)
    told = totals(hledger, write_journal(HISTORY, NAMES))
    assert told["parties:foto-ruiz", "EUR"] == Decimal(-2499)
    assert told["parties:mpb", "EUR"] == Decimal("12.50")
    assert told["expenses:things:canon-eos-5d:accessory", "USD"] == Decimal(180)


def test_what_others_wrote_becomes_no_account_no_line_and_no_comment(hledger: str) -> None:
    flows = [
        flow("2024-01-01", f"{number}.01 EUR", nasty, nasty, nasty)._replace(entry=nasty)
        for number, nasty in enumerate(NASTY)
    ]
    check(hledger, flows, JournalNames({"c1": "x;y:z  w\n"}, {}))
    count = run(hledger, write_journal(flows, NAMES), "stats").stdout
    assert f"Transactions             : {len(NASTY)} " in count


def test_parties_that_are_written_nearly_alike_keep_their_own_accounts(hledger: str) -> None:
    parties = ("Foto Ruiz", "foto ruiz", "foto-ruiz", "foto: ruiz", None, "nobody-named")
    flows = [flow("2024-01-01", f"{number} EUR", "service", "x", name) for number, name in enumerate(parties, 1)]
    told = totals(hledger, write_journal(flows, NAMES))
    assert sorted(told[key] for key in told if key[0].startswith("parties:")) == [-6, -5, -4, -3, -2, -1]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(houses(), st.data())
def test_any_house_comes_to_the_same_sums(hledger: str, holdings: Mapping[str, object], data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.sampled_from(sorted(holdings)), min_size=1, unique=True))
    check(hledger, worth_of(holdings, asked, TODAY).flows, JournalNames({}, {}))  # type: ignore[arg-type]


def test_hledger_goes_red_where_a_journal_is_broken(hledger: str) -> None:
    journal = write_journal(HISTORY, NAMES)
    assert run(hledger, journal, "check", "--strict").returncode == 0
    wrong = (
        journal.replace(b"-2499.00 EUR", b"-2499.01 EUR"),
        journal.replace(b"account parties:foto-ruiz\n", b""),
        journal.replace(b"commodity 1000.00 USD\n", b""),
        journal.replace(b"2024-03-02 *", b"2024-13-02 *"),
    )
    for each in wrong:
        assert each != journal
        assert run(hledger, each, "check", "--strict").returncode == 1


def test_nothing_at_all_is_a_journal_too(hledger: str, tmp_path: Path) -> None:
    file = tmp_path / "empty.journal"
    file.write_bytes(write_journal((), NAMES))
    assert subprocess.run([hledger, "-f", file, "check", "--strict"], check=False).returncode == 0
