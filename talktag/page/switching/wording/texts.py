"""Every text of a packet about a party, as one language fills it in. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class PacketTexts(NamedTuple):
    """The headings, labels and sentences. What stands in braces is put in, and must stay.

    `why` tells how a party has to do with a thing, `statuses` how terms stand, `read_by` which programs read a file.
    """

    title: str
    who: str
    things: str
    days: str
    readings: str
    said: str
    wishes: str
    offers: str
    terms: str
    given: str
    files: str
    lost: str
    staying: str
    name: str
    role: str
    contact: str
    mail: str
    phone: str
    address: str
    web: str
    costs: str
    every: str
    since: str
    number: str
    notice: str
    goes_on: str
    ends: str
    serial: str
    bought: str
    warranty: str
    until: str
    purpose: str
    taken_back: str
    most: str
    nameless: str
    by_owner: str
    by_party: str
    signed: str
    no_price: str
    prices: str
    notes: str
    sealed: str
    kept: str
    receipt: str
    terms_text: str
    why: Mapping[str, str]
    statuses: Mapping[str, str]
    read_by: Mapping[str, str]
