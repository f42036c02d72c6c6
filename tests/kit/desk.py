"""A desk in a folder, its clock in hand, and customers who write to it. Judges nothing."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.desk.database.database_keeping import DatabaseKeeping
from talktag.desk.folders.folder_keeping import FolderKeeping
from talktag.model.desk.desk_channel import channel_id
from talktag.model.desk.desk_settings import DeskSettings, settings_bytes
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.desk.desk import OpenDesk, open_desk
from talktag.ops.desk.run import DeskClock, run_desk
from talktag.ops.desk.work import BATCH, DeskTurn, DeskVoice, take_turn
from talktag.seal import age
from talktag.seal.keys.key_files import FreshKeys
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import SigningKey
from tests.kit.bundles import message, signed, table
from tests.kit.keys import change_keys

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.model.desk.keeping import DeskKeeping, KeptChannel

MOMENT = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
MODEM = "m000000000001"
OUTAGES = "area,until,hours\nES-08-017,18:00,4\n"
OUTAGE = """\
format = 1
on = ["scan", "message"]
by = ["customer"]
match = ["data.area"]
auto = true
look = { table = "outages", key = "{data.area}" }
if = ["look"]

[[do]]
send = "them"
title = "Outage in {data.area}, fixed by {look.until}"
data = { hours = "{look.hours}" }

[[else]]
kind = "case"
title = "No outage in {data.area}: {entry.title}"
"""
_LOOKS = 30_000  # a hundredth of a second apart
_IDS = "0123456789abcdefghjkmnpqrstvwxyz"


def ident(number: int) -> str:
    """An id by its number."""
    letters = []
    for _ in range(13):
        number, letter = divmod(number, 32)
        letters.append(_IDS[letter])
    return "".join(reversed(letters))


@dataclass
class Customer:
    """Somebody with a key, a recipient and a modem; each message is their next one."""

    number: int = 1
    product: str = MODEM
    name: str = "Ana"
    language: str | None = None
    thread: str | None = None
    count: int = 0

    @cached_property
    def key(self) -> SigningKey:
        return SigningKey.from_seed(self.number.to_bytes(32))

    @cached_property
    def identity(self) -> str:
        return age.generate_identity()

    @property
    def channel(self) -> str:
        return channel_id(self.key.public.fingerprint, self.product)

    def message(self, *entries: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """The document of the next message about the modem."""
        self.count += 1
        bundle = more.pop("bundle", ident(self.number * 1_000_000 + self.count))
        self.thread = self.thread or bundle
        about = [{"id": self.product, "name": "Cable modem", "entries": list(entries)}] if self.product else []
        beside = () if self.product else entries
        said = {"sequence": self.count, "channel": self.thread, "audience": {"name": "NetCo"}} | more
        if said["channel"] == bundle:
            del said["channel"]
        said = {key: value for key, value in said.items() if value is not None}
        return message(*beside, products=about, bundle=bundle, signer=self._signer(), **said)

    def scan(self, area: str | None = "ES-08-017", **more: Any) -> dict[str, Any]:
        """The document of a message that brings a scan."""
        data = {"data": {"area": area}} if area else {}
        return self.message({"kind": "scan", "title": "Scanned", "auto": True, **data}, **more)

    def table(self, product: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """The document of the modem's table."""
        self.count += 1
        bundle = ident(self.number * 1_000_000 + self.count)
        about = {"id": self.product, "name": "Cable modem", "maker": "Arris", **(product or {})}
        return table(about, bundle=bundle, signer=self._signer(), audience={"name": "NetCo"}, **more)

    def _signer(self) -> dict[str, Any]:
        said = {"name": self.name, "contact": "ana@customer.example", "fingerprint": self.key.public.fingerprint}
        return {
            **said,
            "age": age.recipient_of(self.identity),
            **({"language": self.language} if self.language else {}),
        }


@dataclass
class DeskBench:
    """A desk in `folder`; what it says for programs and for people is kept here."""

    folder: Path
    now: datetime.datetime = MOMENT
    settings: DeskSettings = field(default_factory=lambda: DeskSettings(name="NetCo", contact="care@netco.example"))
    said: list[bytes] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    count: int = 0
    address: str | None = None  # of the database, where one keeps it
    keepings: list[DeskKeeping] = field(default_factory=list)

    def make(self) -> DeskBench:
        self.folder.mkdir(parents=True, exist_ok=True)
        change_keys(self.key_folder, self.key_folder.new_keys(FreshKeys.generate(), "NetCo", None))
        (self.folder / "desk.toml").write_bytes(settings_bytes(self.settings))
        for name in ("rules", "lookups"):
            (self.folder / name).mkdir()
        self.keeping().close()
        return self

    @property
    def key_folder(self) -> KeyFolder:
        return KeyFolder(self.folder / "keys")

    def keeping(self) -> DeskKeeping:
        made = DatabaseKeeping(self.folder, self.address) if self.address else FolderKeeping(self.folder)
        self.keepings.append(made)
        return made

    @cached_property
    def desk(self) -> OpenDesk:
        return self.worker()

    def worker(self) -> OpenDesk:
        """One more worker of the desk."""
        return open_desk(self.folder, self.key_folder, self.keeping())

    def close(self) -> None:
        """Let go what its workers hold."""
        for each in self.keepings:
            each.close()

    @property
    def voice(self) -> DeskVoice:
        return DeskVoice(self.said.append, self.told.append)

    def rule(self, text: str = OUTAGE, name: str = "outage") -> None:
        (self.folder / "rules" / f"{name}.toml").write_text(text)

    def lookup(self, text: str = OUTAGES, name: str = "outages") -> None:
        staged = self.folder / "lookups" / f"{name}.part"
        staged.write_text(text)
        staged.replace(staged.with_suffix(".csv"))

    def sealed(self, document: Mapping[str, Any], who: Customer, files: Mapping[str, bytes] | None = None) -> bytes:
        """A document signed by its customer, and sealed to the desk."""
        return age.encrypt(signed(document, who.key, files), recipients=[self.key_folder.public().owner_recipient])

    def put(self, data: bytes, name: str | None = None, box: str = "in") -> str:
        """Put a file into a box, as a carrier does; what it is called."""
        self.count += 1
        name = name or f"{self.count:06}"
        part = self.folder / box / "tmp" / name
        part.write_bytes(data)
        part.replace(self.folder / box / "new" / name)
        return name

    def send(self, document: Mapping[str, Any], who: Customer, files: Mapping[str, bytes] | None = None) -> bytes:
        """Let a document of a customer arrive; the sealed bytes of it."""
        data = self.sealed(document, who, files)
        self.put(data)
        return data

    def turn(self, most: int = BATCH) -> DeskTurn:
        return take_turn(self.desk, self.now, self.voice, most)

    def run(self, worker: OpenDesk | None = None) -> int:
        """Work off all there is."""
        return run_desk(worker or self.desk, DeskClock(lambda: self.now, lambda _: False), self.voice, once=True)

    def settle(self) -> None:
        """Wait until the server knows of each worker with claims that it is gone: it learns so after the worker is."""
        import psycopg

        tables = "select to_regclass('talktag_desk.arrival')"
        claims = "select 1 from talktag_desk.arrival where worker in (select worker from talktag_desk.living)"
        with psycopg.connect(self.address or "", autocommit=True) as connection:
            for _ in range(_LOOKS):
                if connection.execute(tables).fetchone() == (None,) or not connection.execute(claims).fetchall():
                    return
                time.sleep(0.01)
        raise AssertionError("the server takes a worker that is gone for a living one")

    def kept(self, channel: str) -> KeptChannel | None:
        with closing(self.keeping()) as keeping, keeping.holding([channel]) as held:
            return held.read(channel)

    def answers(self, *customers: Customer) -> list[Document]:
        """What went out, as the customers read it, by when it was made and its id."""
        found = []
        for path in sorted((self.folder / "out").glob("*/*")):
            opened = age.decrypt(path.read_bytes(), identities=[each.identity for each in customers])
            found.append(read_signed(opened)[0].document)
        return sorted(found, key=lambda each: (each.created, each.sequence))

    def titles(self, who: Customer) -> list[tuple[str, str]]:
        """Kind and title of each entry in the log of a customer's channel."""
        kept = self.kept(who.channel)
        return [(each.kind, each.title) for each in kept.log] if kept else []

    def refusals(self) -> list[str]:
        with closing(self.keeping()) as keeping:
            return [each.reason for each in keeping.refusals()]

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in b"".join(self.said).splitlines()]
