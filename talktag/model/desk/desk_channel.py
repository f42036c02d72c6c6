"""A channel as a desk keeps it: whose key it is, about which thing, until when. Judges nothing, holds no entries."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from talktag.model.parties.party import LANGUAGES, Party
from talktag.model.products.product import Product
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.toml.write import new_text
from talktag.model.values.ident import make_slug

CUSTOMER = "customer"  # the slug and the role of whoever is at the other end of any channel
RECORD_MOST = 4 * 1024 * 1024  # bytes of the record of a channel
_NAMESPACE = "talktag-channel-1"


class DeskThread(NamedTuple):
    """One conversation on a channel: how many bundles the desk sent in it, and the identity of the last one."""

    sent: int = 0
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChannel:
    """What is known of a customer and one thing of theirs, by what their key signed; `product` is empty for no thing.

    `key` is the OpenSSH line that the channel belongs to. `until` is the last day that the customer gave for what is
    kept, `closed` the day on which they took it back. `tag` is the maker's tag that they claimed, `passed` the day on
    which another key claimed it by their hand-over. `threads` are by the id of the first bundle, `bundles` are the
    identities of all that came, by their ids. `facts` and `fields` are what a table gave for rules to look at; `table`
    is the number of the newest one, 0 before the first.
    """

    id: str
    key: str
    product: str
    thing: str
    customer: str
    opened: datetime.date
    contact: str | None = None
    age: str | None = None
    language: str | None = None
    until: datetime.date | None = None
    closed: datetime.date | None = None
    passed: datetime.date | None = None
    tag: str | None = None
    table: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    threads: Mapping[str, DeskThread] = field(default_factory=dict)
    bundles: Mapping[str, str] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """The thing, in words for people."""
        return self.thing if self.product else "no thing"

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which anything of it may be kept; None where the customer set none."""
        return min(filter(None, (self.until, self.closed, self.passed)), default=None)

    def is_over(self, today: datetime.date) -> bool:
        """Whether that day is past."""
        return self.last_day is not None and self.last_day < today

    @property
    def general(self) -> str:
        """The id of the channel of the same key about no thing, where permission is given and withdrawn."""
        from talktag.model.rules.making.waker import fingerprint_of

        return channel_id(fingerprint_of(self.party()) or "", "")

    def party(self) -> Party:
        """The customer as rules see them."""
        return Party(
            CUSTOMER,
            self.customer,
            CUSTOMER,
            contact=self.contact,
            key=self.key,
            age=self.age,
            language=self.language,
        )

    def product_seen(self) -> Product | None:
        """The thing as rules see it: what a table said, and nothing that it did not."""
        if not self.product:
            return None
        facts: dict[str, Any] = {"state": "owned", **self.facts}
        return Product(self.product, make_slug(self.thing, "thing"), self.thing, **facts, fields=self.fields)

    def with_bundle(self, bundle: str, identity: str) -> DeskChannel:
        """The same once that bundle came."""
        return replace(self, bundles={**self.bundles, bundle: identity})

    def with_sent(self, thread: str, identity: str) -> DeskChannel:
        """The same once the desk sent that bundle in a thread."""
        sent = self.threads.get(thread, DeskThread()).sent + 1
        return replace(self, threads={**self.threads, thread: DeskThread(sent, identity)})


def channel_id(fingerprint: str, product: str) -> str:
    """The channel of a key and a thing, by its id, empty for no thing: 32 hexadecimal digits."""
    text = f"{_NAMESPACE}\0{fingerprint}\0{product}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_channel_id(text: str) -> bool:
    """Whether a text has the form of one; what has not is never looked for."""
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)


def channel_bytes(channel: DeskChannel) -> bytes:
    """The record of a channel as TOML."""
    texts = ("id", "customer", "thing", "product", "key", "contact", "age", "language")
    threads = {name: without_absent(each._asdict()) for name, each in channel.threads.items()}
    table = {
        "format": FORMAT,
        **{key: getattr(channel, key) for key in (*texts, "opened", "until", "closed", "passed", "tag")},
        "table": channel.table or None,
        "facts": dict(channel.facts),
        "fields": dict(channel.fields),
        "threads": threads,
        "bundles": dict(channel.bundles),
    }
    return new_text(without_absent(table))


def read_channel(data: bytes, path: str) -> Reading[DeskChannel]:
    """Read the record of a channel, which grows with what comes; every problem is reported."""
    return read_record(data, path, _channel, RECORD_MOST)


def _channel(fields: Fields) -> DeskChannel | None:
    needed = {key: fields.must_have(key) for key in ("id", "key", "thing", "customer")}
    opened = fields.date("opened")
    if opened is None:
        fields.problem("opened", "is missing", "missing")
    more: dict[str, Any] = {key: fields.text(key) for key in ("contact", "age", "language", "tag")}
    if more["language"] not in {None, *LANGUAGES}:
        more["language"] = None
    more |= {"product": fields.text("product") or ""}
    more |= {key: fields.date(key) for key in ("until", "closed", "passed")}
    more |= {"table": fields.whole("table", 0), "bundles": _texts(fields.table("bundles"))}
    more |= {"facts": _texts(fields.table("facts")), "fields": _texts(fields.table("fields"))}
    more["threads"] = _threads(fields.table("threads"))
    given: dict[str, Any] = {key: value for key, value in needed.items() if value}
    if opened is None or given.keys() != needed.keys():
        return None
    return DeskChannel(opened=opened, **given, **more)


def _texts(fields: Fields) -> Mapping[str, str]:
    return {name: value for name in fields.key_names() if (value := fields.text(name)) is not None}


def _threads(fields: Fields) -> Mapping[str, DeskThread]:
    found = {}
    for name in fields.key_names():
        of_one = fields.table(name)
        found[name] = DeskThread(of_one.whole("sent", 0), of_one.text("last"))
    return found
