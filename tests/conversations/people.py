"""Six people with a store each: an owner of three things, and five parties that were told of her. Judges nothing."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from talktag.errors import TalktagError
from talktag.model.effects.of_talk import CarryMessages
from talktag.model.log.entry import Entry
from talktag.model.settings.carrier import Carrier
from talktag.ops.effects.talk_steps import CarryMessagesStep
from talktag.ops.keys.accepted_keys import accepting_named, keys_named
from talktag.ops.outcome import OneByOne, Outcome
from talktag.ops.talk.inbox.take_waiting import take_waiting
from talktag.ops.talk.incoming.believing import Believing, believe_nobody
from talktag.ops.talk.receive import receive
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import PublicKey
from tests.kit.bench import Bench, make_template

OWNER = "ana"
PARTIES = {"fix-it": "repairer", "canon": "maker", "velo": "seller", "versa": "insurer", "bea": "other"}
PRODUCTS = ("camera", "bicycle", "drill")
EVERYBODY = (OWNER, *PARTIES)
# How wrong each of their clocks is.
SKEWS = (datetime.timedelta(0), datetime.timedelta(0), datetime.timedelta(days=-40), datetime.timedelta(days=3),
         datetime.timedelta(minutes=7), datetime.timedelta(days=400))  # fmt: skip
START = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)


class NoHands:
    """Nobody is at a terminal, and no program is run."""

    def __getattr__(self, name: str) -> Any:
        return self._fail

    def _fail(self, *values: Any) -> Any:
        raise AssertionError(f"nobody was there for: {values}")


@dataclass
class Person:
    """One of them: a store, keys, a clock that goes wrong by `skew`, and a folder for each other one to put files."""

    slug: str
    bench: Bench
    post: Path
    skew: datetime.timedelta = datetime.timedelta(0)
    with_git: bool = False
    chance: Random = field(default_factory=Random)

    def look_at_clock(self, now: datetime.datetime) -> None:
        self.bench.now = now + self.skew

    def do(self, verb: Callable[..., Any], *values: Any, carries: bool = True) -> Outcome:
        """What a verb comes to, carried out as after a yes; without `carries` the program stops before it carries."""
        outcome = verb(self.bench.session(), *values)
        assert not isinstance(outcome, OneByOne), "one thing at a time"
        self._finish(outcome, carries=carries)
        return outcome  # type: ignore[no-any-return]

    def _finish(self, outcome: Outcome, *, carries: bool) -> None:
        if outcome.plan and self.with_git:
            self.bench.store.apply(outcome.plan)
        elif outcome.plan:
            self.bench.carry_out(outcome.plan)
        self.bench.change_keys(outcome.effects)
        for effect in outcome.effects:
            if isinstance(effect, CarryMessages) and carries:
                CarryMessagesStep(effect, self.bench.session(), NoHands()).make()

    def take(self, came: Path | str, sender: Person, *, attended: bool) -> TalktagError | Outcome:
        """What becomes of a file that came from `sender`, who reads out the digits of a key where somebody asks.

        One that is named by its id is one that waits in the inbox.
        """
        believing = Believing(compare=sender.read_out, decided=True) if attended else believe_nobody()
        try:
            if isinstance(came, str):
                return self.do(take_waiting, [came], believing)
            return self.do(receive, [came], believing)
        except TalktagError as error:
            return error

    def read_out(self, question: str) -> str:
        """The digits of one's own key that somebody asks for."""
        asked = re.search(r"Groups ([\d, ]+) of", question)
        assert asked, question
        groups = digit_groups(PublicKey.from_line(self.keys.public().signing_line))
        return " ".join(groups[int(each) - 1] for each in asked[1].split(", "))

    @property
    def keys(self) -> KeyFolder:
        return KeyFolder(self.bench.folder / "keys")

    @property
    def fingerprint(self) -> str:
        """Of the key that they sign with."""
        return PublicKey.from_line(self.keys.public().signing_line).fingerprint

    def logs(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Each folder of a conversation with its entries, in their order."""
        store = self.bench.store
        for path in sorted(self.bench.things.rglob("entries.toml")):
            folder = path.parent.relative_to(self.bench.things).as_posix()
            reading = store.entries_in(folder)
            assert not reading.problems, reading.problems
            yield folder, reading.value or ()

    def kept(self, kind: str) -> dict[str, bytes]:
        """The bundles in all folders `sent` or `received`, by their ids."""
        found: dict[str, bytes] = {}
        for path in self.bench.things.glob(f"**/{kind}/*.zip"):
            ident = path.name.removesuffix(".zip")
            assert found.setdefault(ident, path.read_bytes()) == path.read_bytes(), f"two bundles are called {ident}"
        return found


def make_people(folder: Path) -> None:
    """All of them, each with the keys of the others, to be copied for each story."""
    for slug in EVERYBODY:
        make_template(folder / slug)
    keys = {slug: KeyFolder(folder / slug / "keys").public() for slug in EVERYBODY}
    for slug in EVERYBODY:
        bench = Bench(folder / slug)
        name = slug.capitalize()
        bench.write(
            "talktag.toml",
            f'format = 1\nid = "{slug[0] * 13}"\n\n[owner]\nname = "{name}"\ncontact = "{slug}@example.org"\n\n',
        )
        bench.write(".gitattributes", "* -text\nentries.toml merge=union\n")
        known = PARTIES if slug == OWNER else {OWNER: "customer"}
        for number, (party, role) in enumerate(known.items()):
            auto = "\n[channel]\nauto = true\n" if number % 2 == 0 else ""
            public = keys[party]
            bench.write(
                f"parties/{party}.toml",
                f'format = 1\nname = "{party.capitalize()}"\nrole = "{role}"\ncontact = "{party}@example.org"\n'
                f'key = "{public.signing_line}"\nkey_seen = 2026-03-01\nage = "{public.owner_recipient}"\n{auto}',
            )
        if slug == OWNER:
            for number, product in enumerate(PRODUCTS):
                bench.write(
                    f"products/{product[0]}/{product}.toml",
                    f'format = 1\nid = "{product[0]}{number:012}"\nname = "{product.capitalize()}"\nmaker = "Canon"\n',
                )
        session = bench.session()
        bench.change_keys(accepting_named(session, keys_named(session)))


def copy_people(template: Path, folder: Path, chance: Random, *, with_git: bool = False) -> dict[str, Person]:
    """Copies of all of them, with clocks that are right or wrong, and folders between them."""
    found = {}
    for slug in EVERYBODY:
        shutil.copytree(template / slug, folder / slug, symlinks=True)
        bench = Bench(folder / slug, chance=Random(chance.getrandbits(64)))
        post = folder / "post" / slug
        carriers = []
        for other in (*PARTIES,) if slug == OWNER else (OWNER,):
            (post / other).mkdir(parents=True)
            carriers.append(Carrier(f"to-{other}", "folder", str(post / other), parties=(other,)))
        bench.carriers = tuple(carriers)
        found[slug] = Person(slug, bench, post, chance.choice(SKEWS), with_git)
        if with_git:
            who = {
                f"GIT_{each}_{what}": "ana@example.org"
                for each in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            }
            bench.store.git.run("add", "-A")
            bench.store.git.run("commit", "-qm", "Begin", extra=who)
    return found
