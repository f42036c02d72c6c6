"""What a customer lets a desk send them on a channel, by what they said there and about no thing. Judges no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.desk.desk_channel import CUSTOMER
from talktag.model.log.entry import in_order
from talktag.model.log.kinds import PERMISSION, WITHDRAWN
from talktag.model.talk.permission import permissions_from, read_permission

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.permission import SaidPermission


def consent_on(product: str, log: Iterable[Entry], general: Iterable[Entry]) -> Mapping[str, SaidPermission]:
    """What the customer said last of each kind, for a thing: in its own log, and in that about no thing.

    What names other things is about those alone.
    """
    said = (each for each in (*log, *general) if each.kind in {PERMISSION, WITHDRAWN} and _is_about(each, product))
    return permissions_from(in_order(said), CUSTOMER)


def _is_about(entry: Entry, product: str) -> bool:
    said = read_permission(entry)
    return said is None or not said.products or product in said.products
