"""Whatever two machines do with one product, Git's merge gives both the same log, whole, in either direction.

The verbs make their plans as they do for the command line; what they would write is written and committed with git.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.errors import TalktagError
from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.schedule import dues_of, standing_entries
from talktag.model.log.standing import standing_of
from talktag.model.plan import Write
from talktag.ops.labels.stocktake import check_one
from talktag.ops.labels.tag import TagRequest, tag
from talktag.ops.log.entry import withdraw, write_entries
from talktag.ops.log.own_entries import append_entry
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.products.lend import Said, lend, lose, take_back
from talktag.ops.products.retire import Parting, retire
from talktag.ops.products.set import set_values
from talktag.ops.session import Session
from talktag.store.store import Store

LOG = "products/d/drill/entries.toml"
BASE = {
    ".gitattributes": "* -text\nproducts/*/*/entries.toml merge=union\n",
    "talktag.toml": 'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana"\ncontact = "ana@example.org"\n',
    "products/d/drill.toml": 'format = 1\nid = "d000000000001"\nname = "Drill"\n',
    "parties/bea.toml": 'format = 1\nname = "Bea"\nrole = "friend"\n',
    "parties/bruno.toml": 'format = 1\nname = "Bruno"\nrole = "friend"\n',
}
OF_0_1 = '[[entry]]\nid = "a1"\ndate = 2024-03-02\nkind = "loan"\ntitle = "Lent to Bea"\nparty = "bea"\n'
LOGS = {
    "none": None,
    "of today": 'entry = [\n  { id = "a1", date = 2024-03-02, kind = "loan", title = "Lent", party = "bea" },\n]\n',
    "by hand": f'# mine\n{OF_0_1}\n# the second\n{OF_0_1.replace("a1", "a2")}text = """\ntwo\nlines"""\n',
}
NOW = datetime.datetime(2024, 3, 2, 23, 59, 58, tzinfo=datetime.UTC)  # so that some of it is of the next day


def answered(session: Session, ident: str) -> Any:
    """What a shop answered, as both machines may take it in."""
    one = Entry(f"{ident}-1", session.today, "service", "Part 1", party="bea", original=ident, signer=UNSIGNED)
    return append_entry(session.store, "drill", one, one._replace(id=f"{ident}-2", title="Part 2"))


def withdraw_last(session: Session) -> Any:
    """Take back what stands last on the log; of an empty one, what is not there."""
    entries = session.store.entries("drill").value
    return withdraw(session, "drill", entries[-1].id if entries else "nothing")


SERVICE = EntryRequest("drill", {"service": ["oil"], "check": ["looked at"]}, every=["6m", "50 hours"])
VERBS: dict[str, Callable[[Session], Any]] = {
    "lend": lambda session: lend(session, "drill", "bea", None),
    "lend to another": lambda session: lend(session, "drill", "bruno", "2024-12-24"),
    "return": lambda session: take_back(session, "drill"),
    "check": lambda session: check_one(session, "drill"),
    "sell": lambda session: retire(session, "drill", Parting("sold", price="20 EUR")),
    "lose": lambda session: retire(session, "drill", Parting("lost", reason='under "the\nsofa"')),
    "serve": lambda session: write_entries(session, SERVICE),
    "read": lambda session: write_entries(session, EntryRequest("drill", meter=["hours=7"])),
    "withdraw": withdraw_last,
    "miss": lambda session: lose(session, "drill", Said()),
    "tag": lambda session: tag(session, "drill", TagRequest(new=True)),
    "have": lambda session: set_values(session, "drill", ["state=owned"]),
    "one answer": lambda session: answered(session, "7k3m9qxac04zt"),
    "another answer": lambda session: answered(session, "7k3m9qxac04zv"),
}


class Pair:
    """Two clones of one store; every story begins from the same commit again."""

    def __init__(self, folder: Path, git: str) -> None:
        self.machines = (folder / "one", folder / "other")
        self._git = git
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            self._environment |= {f"GIT_{who}_NAME": "Ana", f"GIT_{who}_EMAIL": "ana@example.org"}
        self.machines[0].mkdir()
        self.git(0, "init", "--quiet", "--initial-branch=main")
        for path, text in BASE.items():
            self.write(0, path, text.encode())
        self.commit(0)
        self.git(0, "tag", "start")
        self.git(0, "clone", "--quiet", ".", str(self.machines[1]))

    def git(self, machine: int, *words: str, may_fail: bool = False) -> None:
        command = [self._git, "-C", str(self.machines[machine]), *words]
        subprocess.run(command, env=self._environment, capture_output=True, check=not may_fail)

    def write(self, machine: int, path: str, data: bytes) -> None:
        target = self.machines[machine] / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def commit(self, machine: int) -> None:
        self.git(machine, "add", "-A")
        self.git(machine, "commit", "--quiet", "--allow-empty", "-m", "x")

    def begin(self, log: str | None) -> None:
        for machine in (0, 1):
            self.git(machine, "merge", "--abort", may_fail=True)
            self.git(machine, "reset", "--quiet", "--hard", "start")
        if log is not None:
            self.write(0, LOG, log.encode())
            self.commit(0)
            self.git(1, "pull", "--quiet", "--ff-only", str(self.machines[0]), "main")

    def session(self, machine: int, now: datetime.datetime, chance: Random) -> Session:
        store = Store(self.machines[machine], lambda: self.machines[machine] / ".git/cache", self._environment)

        def no_keys(*_: object) -> Any:
            raise AssertionError("no verb here needs a key")

        return Session(lambda: store, no_keys, no_keys, now, chance.getrandbits)

    def act(self, machine: int, verb: str, now: datetime.datetime, chance: Random) -> None:
        """Do it, if it can be done as things stand."""
        session = self.session(machine, now, chance)
        try:
            made = VERBS[verb](session)
        except TalktagError:
            return
        for change in (made,) if isinstance(made, Write) else made.plan.changes if made.plan else ():
            self.write(machine, change.path, change.data)
        self.commit(machine)

    def entries(self, machine: int, chance: Random) -> tuple[Entry, ...]:
        reading = self.session(machine, NOW, chance).store.entries("drill")
        assert reading.problems == ()
        return reading.value or ()


@pytest.fixture(scope="module")
def pair(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    return Pair(tmp_path_factory.mktemp("pair"), program("git"))


@pytest.mark.parametrize("verb", sorted(VERBS.keys() - {"have"}))
def test_each_verb_of_these_stories_writes_an_entry(pair: Pair, verb: str) -> None:
    chance = Random(7)
    pair.begin(None)
    if verb in {"return", "withdraw"}:
        pair.act(0, "lend", NOW, chance)
    before = len(pair.entries(0, chance))
    pair.act(0, verb, NOW, chance)
    assert len(pair.entries(0, chance)) > before


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(sorted(VERBS)), st.integers(1, 3000)), min_size=2, max_size=8
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(log=st.sampled_from(sorted(LOGS)), steps=STEPS, style=st.sampled_from(("merge", "diff3", "zdiff3")))
def test_both_machines_come_to_one_log_whichever_merges(
    pair: Pair, log: str, steps: list[tuple[int, str, int]], style: str
) -> None:
    chance, now = Random(7), NOW
    pair.begin(LOGS[log])
    for machine, verb, later in steps:
        now += datetime.timedelta(milliseconds=later)
        pair.act(machine, verb, now, chance)
    before = [pair.entries(machine, chance) for machine in (0, 1)]
    for machine in (0, 1):
        pair.git(machine, "config", "merge.conflictStyle", style)
        pair.git(machine, "branch", "--force", "mine")
    for machine in (0, 1):  # the record may be in conflict; the log never is
        other = str(pair.machines[1 - machine])
        pair.git(machine, "pull", "--quiet", "--no-rebase", "--no-edit", other, "mine", may_fail=True)
    one, other = (pair.entries(machine, chance) for machine in (0, 1))
    assert one == other
    assert {each.id for each in one} == {each.id for side in before for each in side}
    assert len({each.id for each in one}) == len(one)
    assert standing_of(one) == standing_of(other)
    assert dues_of(standing_entries(one)) == dues_of(standing_entries(other))
    for machine in (0, 1):
        path = pair.machines[machine] / LOG
        text = path.read_text() if path.exists() else ""
        assert "<<<<<<<" not in text
        if log != "by hand" and style == "merge":  # else there may be two logs in it, which talktag reads as one
            assert len(tomllib.loads(text).get("entry", [])) >= len(one)
