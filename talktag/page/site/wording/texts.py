"""What a site says in one language, besides what every page says. It has no defaults: nothing can be overlooked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SiteTexts(NamedTuple):
    """Every text of a site; what stands in braces is put in, and must stay.

    `service` heads what a service costs and when it goes on. `states` are what the states of a record are called but
    for `owned`, of which nothing is said.
    """

    title: str
    title_shown: str
    seen_by: str
    menu: str
    all: str
    places: str
    labels: str
    makers: str
    due: str
    none: str
    nothing: str
    nothing_due: str
    search: str
    search_how: str
    found: str
    found_more: str
    not_searched: str
    no_script: str
    groups: str
    earlier: str
    later: str
    pages: str
    part_of: str
    parts: str
    service: str
    fee: str
    fee_every: str
    renews: str
    term: str
    notice_time: str
    ends: str
    needs: str
    needed_by: str
    state: str
    states: Mapping[str, str]
    data: str
    feed: str
    calendar: str
    card: str
    made_from: str
    no_notes: str
    files_here: str
    files_stay: str
    warranty_ends: str
    cover_ends: str
    return_ends: str
    back_from: str
    to_delete: str
    to_forget: str
    goes_on: str
    notice: str
    is_over: str
    offers_end: str
    recall: str
    asks: str
    at_meter: str
    by_meter: str
    comes_back: str
