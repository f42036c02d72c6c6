"""What came to a desk, from its bytes to what somebody signed: opened, verified, held to what a desk takes.

It knows no channel yet, and changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from talktag.carrier.fetch import FILE_LIMIT
from talktag.content import Content, content_of
from talktag.errors import SealedError, TalktagError, UntrustedError
from talktag.interop.mail.find_bundles import bundles_in
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import KINDS, MESSAGE, TABLE
from talktag.model.bundles.told import ToldProduct
from talktag.model.desk.cases import OWN_KINDS
from talktag.model.desk.desk_channel import CUSTOMER, channel_id
from talktag.model.desk.keeping import Arrival, HeldPart
from talktag.model.log.kinds import KINDS as ENTRY_KINDS
from talktag.model.log.kinds import WITHDRAWN, written_by
from talktag.model.makers.claim import Claim, read_claim
from talktag.model.talk.message import Message, channel_of, read_message
from talktag.model.values.fold import fold
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.encrypt_bundle import is_encrypted
from talktag.seal import age

if TYPE_CHECKING:
    from talktag.ops.desk.desk import OpenDesk
    from talktag.seal.ssh.key import PublicKey

PARTS_MOST = 20  # bundles in one mail
_SMALL = 1_000_000  # bytes that are opened at once in memory
_THEIRS = frozenset({*written_by(CUSTOMER), WITHDRAWN})
_ZIP, _AGE = b"PK\3\4", b"age-encryption.org/"


class CameBundle(NamedTuple):
    """A signed bundle that holds up and is for this desk; `identity` is the hash of what was signed of it.

    `message` is what is said in it; None for a table.
    """

    arrival: Arrival
    document: Document
    key: PublicKey
    identity: str
    message: Message | None

    @property
    def product(self) -> ToldProduct | None:
        """The one thing that it is about, if any."""
        return self.document.products[0] if self.document.products else None

    @property
    def channel(self) -> str:
        """The channel that it is on: whose key, about what."""
        return channel_id(self.key.fingerprint, self.product.id if self.product else "")

    @property
    def claim(self) -> Claim | None:
        """The claim to a maker's tag that it brings, if any: the first of several."""
        said = (read_claim(each.data) for each in (self.message.entries if self.message else ()))
        return next(filter(None, said), None)

    @property
    def general(self) -> str:
        """The channel of the same key about no thing."""
        return channel_id(self.key.fingerprint, "")

    @property
    def thread(self) -> str:
        """The id of the first bundle of the conversation, which may be itself."""
        return self.document.bundle if self.document.kind == TABLE else channel_of(self.document)


class RefusedBundleError(UntrustedError):
    """A bundle that is not let in, and on which channel it would be: it is forgotten with that."""

    def __init__(self, message: str, channel: str) -> None:
        super().__init__(message)
        self.channel = channel


def read_arrival(desk: OpenDesk, arrival: Arrival) -> CameBundle | tuple[HeldPart, ...]:
    """The bundle in an arrival, or its parts where it holds several. UntrustedError with the reason to refuse it."""
    content = arrival.content
    if content.size > FILE_LIMIT:
        raise UntrustedError(f"it has more than {FILE_LIMIT // 1_000_000} MB")
    head = content.read(0, len(_AGE))
    if not head.startswith((_ZIP, _AGE)):
        parts = tuple(_parts_of(arrival))
        if len(parts) > 1:
            return parts
        content = content_of(parts[0].data)
    return _read_bundle(desk, arrival, content)


def _parts_of(arrival: Arrival) -> Iterator[HeldPart]:
    """What is attached to a mail, or pasted into a text."""
    found = list(islice(bundles_in(arrival.content, "mail"), PARTS_MOST + 1))
    whole = [each for each in found if not each.fault]
    if len(found) > PARTS_MOST:
        raise UntrustedError(f"it holds more than {PARTS_MOST} bundles")
    if not whole:
        raise UntrustedError(found[0].fault if found else "it holds nothing that was signed or encrypted")
    yield from (HeldPart(each.name, each.content.whole()) for each in whole)


def _read_bundle(desk: OpenDesk, arrival: Arrival, content: Content) -> CameBundle:
    contents, key = read_signed(_open_content(desk, content))
    document = contents.document
    product = document.products[0].id if document.products else ""
    try:
        message = _check_bundle(desk, document, key, arrival.recorded.date())
    except TalktagError as error:
        raise RefusedBundleError(error.message, channel_id(key.fingerprint, product)) from error
    return CameBundle(arrival, document, key, contents.identity, message)


def _check_bundle(desk: OpenDesk, document: Document, key: PublicKey, today: datetime.date) -> Message | None:
    """What is said in it; UntrustedError where a desk does not take it."""
    if key.fingerprint in desk.fingerprints:
        raise UntrustedError("it is signed with the key of this desk itself")
    if document.kind not in {MESSAGE, TABLE}:
        raise UntrustedError(f"it is {KINDS[document.kind].called}, and a desk takes messages and tables")
    audience = document.audience
    if audience and audience.fingerprint and audience.fingerprint not in desk.fingerprints:
        raise UntrustedError("it is addressed to somebody else's key")
    message = read_message(document, key.fingerprint) if document.kind == MESSAGE else None
    if len(document.products) > 1:
        raise UntrustedError("it is about several things, and a desk takes one at a time")
    for each in message.entries if message else ():
        _check_kind(each.kind)
    _check_days(document, today)
    return message


def _check_kind(kind: str) -> None:
    """UntrustedError for a kind that is not a customer's to write; words of their own, such as `scan`, are."""
    called = fold(kind).strip()  # what looks like one of the words is read as it by people and programs
    if called in OWN_KINDS:
        raise UntrustedError(f'it has an entry of the kind "{kind}", which only the desk itself writes')
    if called in ENTRY_KINDS and kind not in _THEIRS:
        raise UntrustedError(f'it has an entry of the kind "{kind}", which is not for a customer to write')


def _open_content(desk: OpenDesk, content: Content) -> Content:
    if not is_encrypted(content):
        return content
    try:
        if content.size > _SMALL:
            return age.open_content(content, desk.keys.identities)
        return content_of(age.decrypt(content.whole(), identities=desk.keys.identities))
    except age.DamagedError as error:
        raise UntrustedError(error.message) from error
    except SealedError:
        raise UntrustedError("it is not encrypted to a key of this desk") from None


def _check_days(document: Document, today: datetime.date) -> None:
    """UntrustedError for what was to be read until a day that is past, by the day in UTC."""
    if document.until and datetime.date.fromisoformat(document.until) < today:
        raise UntrustedError(f"it was to be read until {document.until} only")
