"""The maker's code that is meant: in a text, in a photo, or that of a thing which was claimed. It opens no address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import AmbiguousError, InvalidError, NotFoundError
from talktag.model.makers.maker_code import MakerCode, read_maker_code
from talktag.model.values.ident import printed_tag
from talktag.ops.finding.find_product import find_product
from talktag.ops.labels.read_codes import codes_in
from talktag.store.collections import CLAIMED_TAGS

if TYPE_CHECKING:
    from talktag.model.makers.claimed_tag import ClaimedTag
    from talktag.ops.session import Session
    from talktag.store.collection import Stored
    from talktag.store.store import Record, Store


def find_code(session: Session, given: str | Path) -> MakerCode:
    """The one maker's code in what was given, or that of the claimed thing that it names.

    NotFoundError where there is none, AmbiguousError for several in one photo.
    """
    texts = [each.text for each in codes_in([given])]
    found = {code.tag: code for text in texts if (code := read_maker_code(text))}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        printed = [printed_tag(tag) for tag in found]
        raise AmbiguousError("there are several makers' codes", details=printed, hints=["photograph one alone"])
    if isinstance(given, str) and (stored := _claimed_by_name(session.store, given)):
        return stored.code
    raise InvalidError(
        f'"{texts[0][:60] if texts else given}" is no maker\'s code',
        hints=["scan the code beside the serial number, and hand over all of its text, or the photo"],
    )


def _claimed_by_name(store: Store, ref: str) -> ClaimedTag | None:
    try:
        record = find_product(store, ref)
    except NotFoundError:
        return None
    found = claimed_on(store, record)
    return found[-1].value if found else None


def claimed_on(store: Store, record: Record) -> list[Stored[ClaimedTag]]:
    """The claimed tags of a product that were not handed on, the newest last."""
    found = [(each.value, each) for each in store.where(CLAIMED_TAGS, product=record.product.id) if each.value]
    places = {each.id: place for place, each in enumerate(record.product.tags)}
    found.sort(key=lambda each: (each[0].claimed, places.get(each[0].tag, -1)))
    return [stored for claimed, stored in found if claimed.passed is None]


def claimed_tag(store: Store, tag: str) -> Stored[ClaimedTag] | None:
    """What is kept of a tag; None where it was never claimed here."""
    return next((each for each in store.where(CLAIMED_TAGS, tag=tag) if each.value), None)
