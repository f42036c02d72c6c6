"""What is overdue in the ledger: what should be gone by now, and was not asked back."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.share import Share, read_share, share_table
from talktag.model.toml_write import new_text

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
