"""`standing`: what a log adds up to, and that replaying it to the end of a day comes to what stood on that day."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from talktag.errors import InvalidError, NotFoundError, TalktagError
from talktag.model.log.entry import Entry, with_entries
from talktag.ops.log.entry import withdraw, write_entries
from talktag.ops.log.standing import standing
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.outcome import Outcome
from talktag.ops.products.lend import Said, find, lend, lose, take_back
from talktag.ops.products.set import set_values
from talktag.ops.sharing.revoke import revoke
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from talktag.store import layout
from talktag.store.store import Store
from tests.kit.bench import HOUSE, NOW, SHOP, Bench
from tests.kit.bundles import ASKED, entry, reply, signed
from tests.kit.from_shop import give_camera, message, said

DAY = datetime.date(2026, 2, 1)
EVERYBODY = Believing(compare=lambda _: None, can_compare=False)
LENT = Entry("e1", DAY, "loan", "Lent", party="bea", due=datetime.date(2026, 4, 1), recorded=NOW)
KEY = SHOP.public.fingerprint


def stands(bench: Bench, ref: str = "camera", at: str | None = None) -> dict[str, Any]:
    values: dict[str, Any] = bench.ask(standing, ref, at).data.values()
    return values


def of(bench: Bench, *entries: Entry, ref: str = "camera") -> dict[str, Any]:
    """What stands by just these."""
    bench.write(layout.entries(ref), with_entries(b"", entries) or b"")
    values: dict[str, Any] = stands(bench, ref)["standing"]
    return values


def service(ident: str, cost: str | None = None, party: str | None = None, **more: Any) -> Entry:
    from talktag.model.values.money import parse_money

    return Entry(ident, DAY, "service", ident, cost=parse_money(cost) if cost else None, party=party, **more)


class TestWhatItAddsUpTo:
    def test_a_thing_with_an_empty_log_is_in_the_state_of_its_record(self, bench: Bench) -> None:
        assert stands(bench, "radio") == {
            "id": "r000000000005",
            "slug": "radio",
            "name": "Radio",
            "day": "2026-03-02",
            "standing": {"state": "sold"},
        }

    def test_who_has_it_is_who_it_was_lent_to_last(self, bench: Bench) -> None:
        found = of(bench, LENT, ref="drill")

        assert (found["state"], found["to"], found["due"]) == ("lent", "bea", "2026-04-01")

    def test_a_warranty_stands_until_its_last_day(self, bench: Bench) -> None:
        assert stands(bench)["standing"]["warranties"] == [{"kind": "all", "term": "24 months", "until": "2026-03-02"}]
        bench.now += datetime.timedelta(days=1)
        assert "warranties" not in stands(bench)["standing"]

    def test_money_is_told_by_party_and_currency_and_never_added_across(self, bench: Bench) -> None:
        sold = service("e5", "900 EUR", "bea")._replace(kind="retired")
        at_shop = [service(*each, "fix-it") for each in (("e1", "40 EUR"), ("e2", "2.50 EUR"), ("e3", "7 USD"))]
        found = of(bench, *at_shop, service("e4", "5 EUR"), sold)

        assert found["money"] == [
            {"paid": ["5.00 EUR"]},
            {"party": "bea", "got": ["900.00 EUR"]},
            {"party": "fix-it", "paid": ["42.50 EUR", "7.00 USD"]},
        ]

    @pytest.mark.parametrize("kind", ["offer", "promise", "question", "message", "due"])
    def test_what_is_only_named_as_a_price_is_no_money(self, bench: Bench, kind: str) -> None:
        assert "money" not in of(bench, service("e1", "40 EUR", "fix-it")._replace(kind=kind))

    def test_what_was_taken_back_cost_nothing(self, bench: Bench) -> None:
        gone = Entry("e2", DAY, "withdrawn", "Withdrawn", cause="e1", recorded=NOW)

        assert "money" not in of(bench, service("e1", "40 EUR"), gone)

    def test_a_case_is_open_until_a_person_answers_it(self, bench: Bench) -> None:
        case = Entry("c1", DAY, "case", "Who knows?", recorded=NOW, auto=True, cause="m1")
        answer = Entry("d1", DAY, "done", "Done", recorded=NOW, cause="c1")

        assert [each["id"] for each in of(bench, case)["cases"]] == ["c1"]
        assert "cases" in of(bench, case, answer._replace(auto=True))
        assert "cases" not in of(bench, case, answer)

    def test_a_permission_holds_until_its_end_or_until_it_is_taken_back(self, bench: Bench) -> None:
        given = {"consent": "given", "kinds": "offer, recall", "until": "2026-12-31", "most": "1/month"}
        told = Entry("p1", DAY, "permission", "x", party="fix-it", signer=KEY, original="b1", recorded=NOW, data=given)
        gone = told._replace(id="p2", data={"consent": "withdrawn", "kinds": "recall"})
        over = told._replace(data=given | {"until": "2026-02-01"})

        (held,) = of(bench, told, gone)["permissions"]

        assert (held["party"], held["by"], held["kinds"], held["until"]) == ("fix-it", "party", ["offer"], "2026-12-31")
        assert "permissions" not in of(bench, over)

    def test_a_permission_that_was_given_beside_it_holds_for_it_where_it_is_not_of_other_things(
        self, bench: Bench
    ) -> None:
        give_camera(bench)
        given = {"consent": "given", "kinds": "offer"}
        told = Entry("p1", DAY, "permission", "x", to="fix-it", original="b1", recorded=NOW, data=given)
        other = told._replace(id="p2", data={"consent": "given", "kinds": "recall", "products": "b000000000003"})
        bench.write(layout.entries_in(layout.about_none("fix-it")), with_entries(b"", [told, other]) or b"")

        (held,) = stands(bench)["standing"]["permissions"]

        assert (held["by"], held["kinds"]) == ("owner", ["offer"])
        assert "permissions" not in stands(bench, "bicycle")["standing"]

    def test_what_was_given_is_told_with_its_terms_until_it_is_taken_back(self, bench: Bench) -> None:
        give_camera(bench, terms="https://example.org/terms")

        (given,) = stands(bench)["standing"]["given"]
        assert given["party"] == "fix-it"
        assert stands(bench)["standing"]["terms"] == [{**given, "terms": "https://example.org/terms"}]
        give_camera(bench, revoked="2026-03-02")
        assert "given" not in stands(bench)["standing"]


class TestADayThatIsPast:
    def test_a_day_before_there_was_a_record_is_not_found(self, bench: Bench) -> None:
        with pytest.raises(NotFoundError):
            stands(bench, at="2020-01-01")

    def test_a_day_to_come_is_refused(self, bench: Bench) -> None:
        with pytest.raises(InvalidError):
            stands(bench, at="2027-01-01")


@dataclass
class Dated(Bench):
    """A bench whose commits are of its own clock, and which remembers them."""

    commits: list[tuple[str, datetime.datetime]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        moment = f"@{int(self.now.timestamp())} +0000"
        who = {f"GIT_{each}_{what}": "ana@x.org" for each in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        when = {f"GIT_{each}_DATE": moment for each in ("AUTHOR", "COMMITTER")}
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "GIT_CONFIG_NOSYSTEM": "1"}
        return Store(self.things, lambda: self.folder / "cache", {**environment, **who, **when})

    def commit(self, verb: Callable[..., Outcome], *values: Any, **options: Any) -> None:
        """Do it with Git; what cannot be done now is left."""
        try:
            outcome = self.ask(verb, *values, **options)
        except TalktagError:
            return
        if outcome.plan and outcome.plan.changes:
            self.commits.append((self.store.apply(outcome.plan), self.now))

    def at(self, commit: str, folder: Path) -> Bench:
        """The store as that commit has it, with no history of what came later."""
        subprocess.run(["git", "clone", "-q", "--no-checkout", str(self.things), str(folder / "things")], check=True)
        subprocess.run(["git", "-C", str(folder / "things"), "checkout", "-q", commit], check=True)
        (folder / "keys").symlink_to(self.folder / "keys")
        return Bench(folder)


def something(bench: Dated, chance: Random, number: int) -> None:
    """One thing that happens, whatever it is."""
    party = chance.choice(["fix-it", "bea"])
    day = (bench.today - datetime.timedelta(days=chance.choice([0, 0, 0, 9]))).isoformat()
    title = chance.choice(["oil", "chain"])
    written = EntryRequest("camera", {"service": [title]}, cost=f"{number} EUR", date=day, party=party)
    happens = [
        lambda: bench.commit(write_entries, written),
        lambda: bench.commit(write_entries, EntryRequest("camera", {"service": [title]}, every=["6m"], date=day)),
        lambda: bench.commit(write_entries, EntryRequest("camera", {"reading": ["read"]}, meter=[f"km={number}"])),
        lambda: bench.commit(write_entries, EntryRequest("camera", {"due": ["look"]}, due="1m")),
        lambda: bench.commit(write_entries, EntryRequest("camera", done=title)),
        lambda: bench.commit(withdraw, "camera", chance.choice(ids(bench) or ["x"])),
        lambda: bench.commit(lend, "camera", party, None),
        lambda: bench.commit(take_back, "camera"),
        lambda: bench.commit(lose, "camera", Said()),
        lambda: bench.commit(find, "camera", Said()),
        lambda: bench.commit(set_values, "camera", [f"warranty={number} months"]),
        lambda: came(bench, message(said(title=f"Said {number}"), said("question", title="And?"), bundle=name(number))),
        lambda: came(bench, reply(entry(title=title, cost="9 EUR", date=day), bundle=name(number))),
        lambda: bench.commit(revoke, ASKED, None, None) if number > 20 else None,
    ]
    chance.choice(happens)()


def name(number: int) -> str:
    return f"{number:03}message000"


def ids(bench: Bench) -> list[str]:
    return [each.id for each in bench.store.entries("camera").value or ()]


def came(bench: Dated, document: dict[str, Any]) -> None:
    path = bench.folder / "came.zip"
    path.write_bytes(signed(document, SHOP))
    bench.commit(receive, [path], EVERYBODY)


@pytest.mark.parametrize("seed", range(6))
def test_replayed_to_the_end_of_any_day_it_comes_to_what_stood_then(template: Path, tmp_path: Path, seed: int) -> None:
    from tests.kit.bench import make_bench

    chance = Random(seed)
    made = make_bench(template, tmp_path / "bench", HOUSE)
    give_camera(made)
    bench = Dated(made.folder, now=NOW)
    bench.store.git.run("add", "-A")
    bench.store.git.run("commit", "-qm", "Begin")
    for number in range(1, 31):
        bench.now += datetime.timedelta(minutes=chance.choice([1, 7, 600, 2000]))
        something(bench, chance, number)

    last_of_day = {moment.date(): (commit, moment) for commit, moment in bench.commits}
    assert len(last_of_day) > 5
    for day, (commit, moment) in last_of_day.items():
        then = bench.at(commit, tmp_path / commit)
        then.now = moment
        assert stands(bench, at=day.isoformat()) == stands(then), f"seed {seed}, {day}"
