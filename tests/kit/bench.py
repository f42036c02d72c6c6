"""A bench for the verbs: a small store, a clock that stands still, ids drawn alike each time, and no process.

What a verb plans is put into the files as a commit would, without Git; only `save` asks Git, for rules about history.
Judges nothing.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from talktag.content import Content, content_of
from talktag.errors import TalktagError
from talktag.model.effects.of_keys import AcceptKeys, ChangeKeys
from talktag.model.plan import Move, Plan, Remove, Write
from talktag.model.settings.carrier import Carrier
from talktag.ops.outcome import OneByOne, Outcome, Turn, TurnEnd
from talktag.ops.rules.run import with_reactions
from talktag.ops.session import Session
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import SigningKey
from talktag.store import layout
from talktag.store.store import Store
from tests.kit.keys import change_keys, make_keys

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect

NOW = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
SHOP, STRANGER = (SigningKey.from_seed(bytes([number]) * 32) for number in (1, 2))
# A house: a camera with everything, its lens, a bicycle, a drill that is lent, a radio that was sold.
HOUSE: Mapping[str, str] = {
    "talktag.toml": 'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana"\ncontact = "ana@example.org"\n\n'
    '[defaults]\ncurrency = "EUR"\n',
    ".gitattributes": "* -text\n",
    "parties/fix-it.toml": 'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\n',
    "parties/bea.toml": 'format = 1\nname = "Bea Lind"\nrole = "buyer"\n',
    "parties/bruno.toml": 'format = 1\nname = "Bruno"\nrole = "other"\n',
    "products/c/camera.toml": """\
format = 1
id = "c000000000001"
name = "Canon EOS 5D" # mine
maker = "Canon"
serial = "0320"
place = "home/office"
labels = ["camera", "insured"]
added = 2024-03-02

[purchase]
date = 2024-03-02
price = "2499.00 EUR"

[[warranties]]
term = "24 months"

[[tags]]
id = "7Y27T4WSS"

[fields]
colour = "black"
weight = 1.5
""",
    "products/l/lens.toml": 'format = 1\nid = "1000000000002"\nname = "EF Lens"\ninside = "c000000000001"\n',
    "products/b/bicycle.toml": 'format = 1\nid = "b000000000003"\nname = "Trek"\nplace = "garage"\n',
    "products/d/drill.toml": 'format = 1\nid = "d000000000004"\nname = "Drill"\nplace = "cellar"\nstate = "lent"\n',
    "products/r/radio.toml": 'format = 1\nid = "r000000000005"\nname = "Radio"\nplace = "home/office"\n'
    'state = "sold"\n',
}


@dataclass
class Bench:
    """A store in `folder`, its owner's keys beside it. `now` and `chance` are what every session of it is handed."""

    folder: Path
    now: datetime.datetime = NOW
    chance: Random = field(default_factory=lambda: Random(7))
    carriers: tuple[Carrier, ...] = ()

    @property
    def things(self) -> Path:
        return self.folder / "things"

    @property
    def today(self) -> datetime.date:
        return self.now.date()

    def write(self, path: str, data: str | bytes | Content) -> Path:
        """Put a file into the store, as the owner does by hand."""
        target = self.things / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else content_of(data).whole())
        return target

    def text(self, path: str) -> str:
        """What a file of the store says; nothing where there is none."""
        target = self.things / path
        return target.read_text(encoding="utf-8") if target.exists() else ""

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the store outside of its repository."""
        found = {}
        for folder, within, names in os.walk(self.things):
            if ".git" in within and Path(folder) == self.things:
                within.remove(".git")
            paths = (Path(folder, name) for name in names)
            found |= {path.relative_to(self.things).as_posix(): path.read_bytes() for path in paths if path.is_file()}
        return found

    @property
    def store(self) -> Store:
        """The store for one who has not looked at it yet."""
        home = self.folder / "home"
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        return Store(self.things, lambda: self.folder / "cache", environment)

    def session(self) -> Session:
        """One run of one command."""
        store, keys = self.store, KeyFolder(self.folder / "keys")
        return Session(
            lambda: store,
            lambda: keys,
            lambda folder: folder.unlock(None),
            self.now,
            self.chance.getrandbits,
            fetched=self.folder / "fetched",
            read_carriers=lambda: self.carriers,
        )

    def ask(self, verb: Callable[..., Any], *values: Any, **options: Any) -> Any:
        """What a verb answers; nothing of it is carried out."""
        return verb(self.session(), *values, **options)

    def do(self, verb: Callable[..., Outcome], *values: Any, **options: Any) -> Outcome:
        """The same, carried out as after a yes."""
        outcome = self.ask(verb, *values, **options)
        if isinstance(outcome, OneByOne):
            return self.end(outcome, lambda each: self.finish(self.react(each)))
        outcome = self.react(outcome)
        self.finish(outcome)
        return outcome

    def react(self, outcome: Outcome) -> Outcome:
        """An outcome with what the rules of the store make of it."""
        return with_reactions(self.session(), outcome)

    def end(self, several: OneByOne, finish: Callable[[Outcome], object]) -> Outcome:
        """What several things come to that are done one by one, each carried out by `finish`."""
        return several.tell([self._do_turn(each, finish) for each in several.turns])

    def _do_turn(self, turn: Turn, finish: Callable[[Outcome], object]) -> TurnEnd:
        try:
            outcome = turn.make()
        except TalktagError as error:
            return TurnEnd(turn.name, error=error)
        finish(outcome)
        return TurnEnd(turn.name, outcome)

    def finish(self, outcome: Outcome) -> None:
        """Carry out what an outcome says of the store and of the keys."""
        if outcome.plan:
            self.carry_out(outcome.plan)
        self.change_keys(outcome.effects)

    def change_keys(self, effects: Sequence[Effect]) -> None:
        """Do what effects say of the owner's keys; there is nothing else here that they could change."""
        of_keys = [each for each in effects if isinstance(each, ChangeKeys | AcceptKeys)]
        change_keys(KeyFolder(self.folder / "keys"), *of_keys)

    def carry_out(self, plan: Plan) -> None:
        """Put what a plan says into the files, each of which must be as the plan was made from."""
        for change in plan.changes:
            path = self.things / change.path
            held = content_of(path.read_bytes()) if path.exists() else None
            replaces = None if change.replaces is None else content_of(change.replaces)
            assert held == replaces, f"{change.path} is not what the plan was made from"
            match change:
                case Write(data=data):
                    self.write(change.path, data)
                    if layout.is_beside(change.path):
                        self.write(layout.ignore(change.path.partition("/")[0]), layout.IGNORE_TEXT)
                case Remove():
                    path.unlink(missing_ok=True)
                case Move(target=target):
                    self.write(target, path.read_bytes())
                    path.unlink()

    def save(self, verb: Callable[..., Outcome], *values: Any, **options: Any) -> str:
        """Do it with Git, as a program does: the id of the commit."""
        session = self.session()
        outcome = verb(session, *values, **options)
        assert outcome.plan is not None
        commit = session.store.apply(outcome.plan)
        self.change_keys(outcome.effects)
        return commit


def make_template(folder: Path) -> None:
    """A repository without a commit and a key folder, to be copied for each bench."""
    (folder / "things").mkdir(parents=True)
    bench = Bench(folder)
    bench.store.git.create()
    make_keys(KeyFolder(folder / "keys"), None, "Ana")


def make_bench(template: Path, folder: Path, house: Mapping[str, str] = HOUSE) -> Bench:
    """A bench with that house."""
    shutil.copytree(template, folder)
    bench = Bench(folder)
    for path, text in house.items():
        bench.write(path, text)
    return bench
