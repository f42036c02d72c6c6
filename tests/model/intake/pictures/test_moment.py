"""When a picture was taken: by EXIF as cameras write it, by names as phones and messengers give them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.intake.pictures.moment import Moment, exif_moment, name_moment

WALL = datetime.datetime(2024, 5, 1, 10, 11, 12)
HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        (("2024:05:01 10:11:12", None, None), Moment(WALL)),
        (("2024:05:01 10:11:12", "7", "+02:00"), Moment(WALL.replace(microsecond=700_000), 2 * HOUR)),
        (("2024:05:01 10:11:12", "045", "-09:30"), Moment(WALL.replace(microsecond=45_000), -9.5 * HOUR)),
        (("2024:05:01 10:11:12", "   ", "   :  "), Moment(WALL)),
        (("2024:05:01 10:11:12", "x", "+99:00"), Moment(WALL)),
        (("0000:00:00 00:00:00", None, None), None),
        (("    :  :     :  :  ", None, None), None),
        (("2024:05:01", None, None), None),
        ((None, "1", "+01:00"), None),
    ],
)
def test_exif_tells_the_moment_or_nothing(told: tuple[str | None, ...], moment: Moment | None) -> None:
    assert exif_moment(*told) == moment


@pytest.mark.parametrize(
    "name",
    [
        *("IMG_20240501_101112.jpg", "IMG20240501101112.jpg", "20240501_101112.heic", "VID-20240501-101112.mp4"),
        *("2024-05-01 10.11.12.jpg", "2024-05-01T10:11:12.png", "Screenshot_2024-05-01-10-11-12.png"),
        *("WhatsApp Image 2024-05-01 at 10.11.12.jpeg", "Scan 2024-05-01 10.11.12.pdf", "signal-2024-05-01-101112.jpg"),
    ],
)
def test_names_of_phones_and_messengers_tell_it(name: str) -> None:
    assert name_moment(name) == Moment(WALL, None, "name")


def test_thousandths_in_a_name_count() -> None:
    assert name_moment("PXL_20240501_101112345.jpg") == Moment(WALL.replace(microsecond=345_000), None, "name")


@pytest.mark.parametrize(
    "name", ["IMG_0012.JPG", "DSC00012.jpg", "invoice-20240501.pdf", "20241301_101112.jpg", "", "1" * 300]
)
def test_other_names_tell_nothing(name: str) -> None:
    assert name_moment(name) is None


@given(st.text(), st.text(), st.text())
def test_whatever_a_file_says_is_a_moment_or_none(taken: str, parts: str, offset: str) -> None:
    for found in (
        exif_moment(taken, parts, offset),
        name_moment(taken),
        exif_moment("2024:05:01 10:11:12", parts, offset),
    ):
        assert found is None or isinstance(found.wall, datetime.datetime)


def test_the_distance_from_utc_is_taken_off() -> None:
    moment = exif_moment("2024:05:01 10:11:12", None, "+02:00")
    assert moment
    assert moment.utc == WALL - 2 * HOUR
    assert Moment(datetime.datetime.min, HOUR).utc is None
