"""What is overdue in the ledger: what should be gone by now, and was not asked back."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from talktag.model.sharing.share import Share, check_terms, in_order, read_share, share_table
from talktag.model.toml.write import new_text

DAY = datetime.date(2026, 11, 22)
LATER, EARLIER = DAY + datetime.timedelta(1), DAY - datetime.timedelta(1)


def share(until: datetime.date | None, revoked: datetime.date | None = None) -> Share:
    return Share("7k3m9qxac04zt", "0a1b2c3d4e5f6", "fix-it", EARLIER, (), "0" * 64, until=until, revoked=revoked)


@pytest.mark.parametrize(
    ("until", "revoked", "overdue"),
    [
        (None, None, False),
        (DAY, None, False),  # until means: to the end of that day
        (LATER, None, False),
        (EARLIER, None, True),
        (EARLIER, DAY, False),
    ],
)
def test_what_is_past_its_day_and_was_not_asked_back_is_overdue(
    until: datetime.date | None, revoked: datetime.date | None, *, overdue: bool
) -> None:
    assert share(until, revoked).overdue(DAY) is overdue


def test_the_day_it_was_revoked_is_written_and_read() -> None:
    written = share(EARLIER, DAY)
    assert read_share(new_text(share_table(written)), "shares/x.toml").value == written


def test_terms_are_written_and_read_and_are_one_line_of_reference() -> None:
    written = replace(share(LATER), terms="https://agreements.example/service-only")
    assert read_share(new_text(share_table(written)), "shares/x.toml").value == written
    assert check_terms(" MyTerms SD-BASE ") == "MyTerms SD-BASE"
    for text in ("", " ", "two\nlines", "x" * 501, "right\u202eleft", "\x1b[2J"):
        with pytest.raises(ValueError, match="one line of at most 500 characters"):
            check_terms(text)


def test_shares_are_in_order_by_number_whatever_the_ids_and_the_clock_say() -> None:
    first = replace(share(None), bundle="zz", date=DAY)
    second = replace(first, bundle="yy", sequence=2)
    third = replace(first, bundle="xx", sequence=3, date=datetime.date(1970, 1, 1))
    fourth = replace(first, bundle="ww", sequence=4, date=LATER)
    before = replace(first, product="other", bundle="vv", date=EARLIER)
    after = replace(before, bundle="uu", sequence=2, date=LATER + datetime.timedelta(1))
    for given in ((fourth, third, second, first, after, before), (before, after, third, first, fourth, second)):
        assert in_order(given) == (before, first, second, third, fourth, after)
    assert in_order(()) == ()
