"""A story drawn from a seed: who says what to whom, what the post makes of it, and what may come of each file.

What may come of a file is told here by a model that is far simpler than the program: who gave whom leave for what.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from talktag.content import content_of
from talktag.errors import InvalidError, TalktagError, UntrustedError, UsageError
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import DONE, OFFER, written_by
from talktag.model.log.settling import is_own
from talktag.model.talk.open_questions import open_questions, promises_of
from talktag.ops.keys.new_keys import rotate
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.reply_out import ReplyRequest, reply
from talktag.ops.sharing.revoke import revoke
from talktag.ops.talk.permission.allow import PermissionRequest, allow, mute
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.send import send
from tests.conversations.agreed import Agreed, Parcel, read_parcel
from tests.conversations.people import OWNER, PARTIES, PRODUCTS, START, Person

SAID = ("message", "message", "question", "question", "promise", "offer", "service", "reading")


@dataclass
class Story:
    """Where a story stands. `fate` has for each bundle what became of it last where it went to."""

    people: dict[str, Person]
    chance: Random
    folder: Path
    now: datetime.datetime = START
    on_the_way: list[Parcel] = field(default_factory=list)
    ever_sent: dict[str, Parcel] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agreed = Agreed({slug: person.fingerprint for slug, person in self.people.items()})

    def run(self, steps: int) -> None:
        """So many things happen, one after the other; then all that was ever sent comes once more, and again."""
        deeds: list[tuple[int, Callable[[], None]]] = [
            (8, self._say),
            (3, self._answer),
            (2, self._export),
            (1, self._reply),
            (1, self._allow),
            (1, self._revoke),
            (2, self._send_again),
            (2, self._look_into_inbox),
            (11, self._deliver),
        ]
        weights, verbs = zip(*deeds, strict=True)
        changes_key_at = self.chance.randrange(steps)
        for step in range(steps):
            self.now += datetime.timedelta(minutes=self.chance.choice((1, 1, 7, 90, 2000)))
            for person in self.people.values():
                person.look_at_clock(self.now)
            if step == changes_key_at:
                self._change_key()
            (verb,) = self.chance.choices(verbs, weights)
            verb()
            self._collect()

    def deliver_all(self) -> None:
        """What was lost, late or held comes once more, in any order, to somebody who is there."""
        for person in self.people.values():
            person.do(send, None)
        self._collect()
        for _ in range(2):
            parcels = list(self.ever_sent.values())
            self.chance.shuffle(parcels)
            for each in parcels:
                self._hand_over(each, attended=True)
        self._collect()

    def _tell(self, what: str) -> None:
        self.told.append(f"{self.now:%m-%d %H:%M} {what}")

    def _pair(self) -> tuple[Person, Person]:
        """Who does something, and the other one: the owner half of the time."""
        party = self.people[self.chance.choice([*PARTIES])]
        owner = self.people[OWNER]
        return (owner, party) if self.chance.random() < 0.5 else (party, owner)

    def _place(self, who: Person, other: Person) -> str | None:
        """What is talked about: a product of the owner's, a table that was given; None for nothing."""
        if who.slug == OWNER:
            return self.chance.choice((*PRODUCTS, None))
        tables = sorted(path.stem for path in (who.bench.things / "tables").glob("*.toml"))
        return self.chance.choice([*tables, None])

    def _talk(self, who: Person, other: Person, ref: str | None, **more: object) -> None:
        number = len(self.told)
        crashes = self.chance.random() < 0.15
        request = TalkRequest(ref, f"Words {number} of {who.slug}", to=other.slug, **more)  # type: ignore[arg-type]
        try:
            outcome = who.do(partial(say), request, WayOut(), carries=not crashes)
        except (UsageError, InvalidError, UntrustedError) as error:
            self._tell(f"{who.slug} cannot say {more} about {ref}: {error.message}")
            return
        made = outcome.data.made  # type: ignore[union-attr]
        stopped = ", and is stopped" if crashes else ""
        self._tell(f"{who.slug} says to {other.slug} about {ref} {more}: {made.document.bundle}{stopped}")

    def _say(self) -> None:
        who, other = self._pair()
        kind = self.chance.choice(SAID)
        due = {"due": (who.bench.today + datetime.timedelta(days=9)).isoformat()} if kind == "promise" else {}
        files = {}
        ref = self._place(who, other)
        if ref is not None and self.chance.random() < 0.1:
            path = self.folder / f"file-{len(self.told)}.txt"
            path.write_text(f"the file {len(self.told)}\n")
            files = {"files": [path]}
        self._talk(who, other, ref, kind=kind, answers="none", **due, **files)

    def _answer(self) -> None:
        """Answer an open question of theirs, or say that something promised was done."""
        who, other = self._pair()
        found: list[tuple[str, Entry]] = []
        for folder, entries in who.logs():
            theirs = [each for each in entries if other.slug in (each.to, each.party)]
            found += [(folder, each) for each in open_questions(theirs) if not is_own(each)]
            found += [(folder, each.entry) for each in promises_of(theirs) if each.kept is None]
        if not found:
            return
        folder, entry = self.chance.choice(found)
        ref = None if folder.startswith("parties/") else folder.rpartition("/")[2]
        kind = DONE if entry.kind == "promise" else "message"
        self._talk(who, other, ref, kind=kind, answers=entry.id)

    def _export(self) -> None:
        """The owner gives a party the table of a thing, which opens a channel."""
        owner, party = self.people[OWNER], self.chance.choice([*PARTIES])
        request = ShareRequest(self.chance.choice(PRODUCTS), party, encrypt=self.chance.random() < 0.5)
        outcome = owner.do(export, request, None)
        assert outcome.output
        bundle = outcome.data.share.bundle  # type: ignore[union-attr]
        path = owner.post / party / f"{bundle}.zip"
        path.write_bytes(content_of(outcome.output.make()).whole())
        self._tell(f"{OWNER} gives {party} the table of {request.ref}: {bundle}")

    def _reply(self) -> None:
        """A party answers a table in the way of 0.1."""
        tables = [each for each in self.ever_sent.values() if each.kind == "table" and each.bundle in self.taken]
        if not tables:
            return
        table = self.chance.choice(tables)
        party = self.people[table.to]
        kinds = [kind for kind in written_by(PARTIES[table.to]) if kind in {"service", "message", "check"}]
        asked = ReplyRequest(table.path, {self.chance.choice(kinds): [f"Answer {len(self.told)}"]})
        try:
            outcome = party.do(reply, asked, None, lambda _: "")
        except TalktagError as error:
            raise AssertionError(self.told) from error
        assert outcome.output
        path = party.post / OWNER / f"reply-{len(self.told)}.zip"
        path.write_bytes(content_of(outcome.output.make()).whole())
        self._tell(f"{party.slug} answers {table.bundle}")

    def _allow(self) -> None:
        who, other = self._pair()
        kind = self.chance.choice((OFFER, OFFER, "message"))
        if self.chance.random() < 0.6:
            who.do(allow, other.slug, PermissionRequest([kind]))
            self.agreed.allow(who.slug, other.slug, kind)
            self._tell(f"{who.slug} allows {other.slug} {kind}")
        else:
            who.do(mute, other.slug, [kind])
            self.agreed.mute(who.slug, other.slug, kind)
            self._tell(f"{who.slug} mutes {kind} of {other.slug}")

    def _revoke(self) -> None:
        owner = self.people[OWNER]
        shares = sorted((owner.bench.things / "shares").glob("*.toml"))
        if not shares or self.chance.random() < 0.5:
            return
        bundle = self.chance.choice(shares).stem.rpartition("-")[2]
        owner.do(revoke, bundle, None, None)
        self.agreed.revoked.add(bundle)
        self._tell(f"{OWNER} takes back {bundle}")

    def _send_again(self) -> None:
        who, _ = self._pair()
        who.do(send, None)

    def _look_into_inbox(self) -> None:
        """Somebody takes in what waits, one after the other, as far as that may come in."""
        who, _ = self._pair()
        for path in sorted((who.bench.things / "inbox").glob("*.toml")):
            bundle = tomllib.loads(path.read_text())["bundle"]
            parcel = next(each for each in self.ever_sent.values() if each.bundle == bundle)
            self._hand_over(parcel, attended=True, waiting=path.stem)

    def _change_key(self) -> None:
        party = self.people[self.chance.choice([*PARTIES])]
        party.do(partial(rotate, encryption=False, signing=True))
        self._tell(f"{party.slug} has another key")

    def _collect(self) -> None:
        """Every file that was put into a folder for somebody, by the post."""
        for sender in self.people.values():
            for path in sorted(sender.post.glob("*/*")):
                known = self.ever_sent.get(path.name)
                parcel = known or read_parcel(path, sender, self.people[path.parent.name])
                if self.ever_sent.setdefault(parcel.path.name, parcel) is parcel:
                    self.on_the_way.append(parcel)

    def _deliver(self) -> None:
        """One file comes, or is lost, or comes and is still on its way; to somebody who is there, or to nobody."""
        if not self.on_the_way:
            return
        place = self.chance.randrange(len(self.on_the_way))
        what = self.chance.random()
        parcel = self.on_the_way[place] if what > 0.8 else self.on_the_way.pop(place)
        if what < 0.12:
            self._tell(f"lost: {parcel.bundle}")
            return
        self._hand_over(parcel, attended=self.chance.random() < 0.6)

    def _hand_over(self, parcel: Parcel, *, attended: bool, waiting: str | None = None) -> None:
        """Let a file come, and hold what became of it to what may become of it."""
        to, sender = self.people[parcel.to], self.people[parcel.sender]
        before = to.bench.files
        came = to.take(waiting or parcel.path, sender, attended=attended)
        after = to.bench.files
        changed = {name for name, data in after.items() if data != before.get(name) and not name.startswith("inbox/")}
        is_new = set() if isinstance(came, TalktagError) else changed
        what = came.message if isinstance(came, TalktagError) else f"exit {came.exit_code} {'; '.join(came.notices)}"
        who = "out of the inbox, somebody" if waiting else "somebody" if attended else "nobody"
        self._tell(f"{parcel.bundle} ({parcel.kind} {parcel.says}) comes to {to.slug}, {who} there: {what}")
        if isinstance(came, TalktagError):
            assert after == before, "what was refused changed something"
        may = self.agreed.may_come(parcel, self._new_key(parcel) if attended else None)
        if parcel.bundle in self.taken:
            assert not is_new, f"a second time it changed {is_new}"
        elif is_new:
            assert may, f"what may not come in came in: {is_new}"
            self.taken.add(parcel.bundle)
            self.agreed.accepted[to.slug, sender.slug] = parcel.key
        elif attended:
            assert not may, "what may come in did not"

    def _new_key(self, parcel: Parcel) -> str | None:
        """What the sender's key is now, where it shows by the channel who that would be."""
        given = {path.stem.rpartition("-")[2] for path in (self.people[OWNER].bench.things / "shares").glob("*.toml")}
        return self.people[parcel.sender].fingerprint if parcel.channel in given else None
