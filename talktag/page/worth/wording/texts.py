"""Every text of the page of worth, as one language fills it in. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class WorthTexts(NamedTuple):
    """The headings, labels and sentences. What stands in braces is put in, and must stay.

    `sorts` are the kinds of money that are no kind of entry.
    """

    kicker: str
    several: str
    as_of: str
    sums: str
    since: str
    until: str
    years: str
    paid: str
    got: str
    net: str
    per_year: str
    per_use: str
    over: str
    by_year: str
    by_what: str
    by_product: str
    by_party: str
    nobody: str
    times: str
    last: str
    kept: str
    median: str
    answered: str
    unanswered: str
    promised: str
    in_time: str
    late: str
    done: str
    undone: str
    services: str
    fee: str
    goes_on: str
    notice: str
    ends: str
    stops: str
    money: str
    portion: str
    counted: str
    never_added: str
    sorts: Mapping[str, str]
