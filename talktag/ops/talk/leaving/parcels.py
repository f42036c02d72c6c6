"""A message of the outbox as a carrier takes it: its bytes as they leave, and the mail around them. Sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.carrier.parcel import Parcel
from talktag.content import Content
from talktag.errors import InvalidError
from talktag.model.talk.unsent import UnsentMessage, read_unsent
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store

_NOTE = ".toml"


class Unsent(NamedTuple):
    """A message of the outbox, and the bytes of its note as they stand there."""

    message: UnsentMessage
    note: bytes


def unsent_ids(store: Store) -> tuple[str, ...]:
    """The ids of the bundles that are still to be carried, in no order that means anything."""
    return tuple(name.removesuffix(_NOTE) for name in store.names(layout.OUTBOX) if name.endswith(_NOTE))


def find_unsent(store: Store, bundle: str) -> Unsent | None:
    """One message of the outbox; None where it was carried meanwhile. InvalidError where its note cannot be used."""
    path = layout.outgoing(bundle)
    if not store.has(path):
        return None
    note = store.read(path)
    reading = read_unsent(note, path)
    if reading.value is None:
        details = [str(problem) for problem in reading.problems]
        raise InvalidError(f'"{path}" cannot be used', details=details, hints=["mend it in an editor"])
    return Unsent(reading.value, note)


def content_of_unsent(store: Store, unsent: UnsentMessage) -> Content:
    """What leaves of it: the sealed file beside its note, else the bundle as it is kept; an answer is kept sealed."""
    if unsent.tag:
        return store.content(layout.sent_in(unsent.about, f"{unsent.bundle}.age"))
    sealed = layout.outgoing(unsent.bundle, ".zip.age")
    return store.content(sealed if unsent.sealed else layout.sent_in(unsent.about, f"{unsent.bundle}.zip"))


def parcel_of(store: Store, unsent: UnsentMessage) -> Parcel:
    """It as a carrier takes it; without a mail where no address of theirs is known."""
    content = content_of_unsent(store, unsent)
    if unsent.tag:
        from talktag.ops.talk.finders.mail_out import mail_to_finder

        mail = mail_to_finder(store, unsent, content.whole()) if unsent.address else None
        return Parcel(unsent.bundle, content, mail, ending="")
    from talktag.ops.talk.leaving.mail_out import mail_of

    mail = mail_of(store, unsent, content) if unsent.address else None
    return Parcel(unsent.bundle, content, mail)
