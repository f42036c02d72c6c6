"""A damaged picture leaves as every viewer shows it, or it is refused; it never leaves with less than it shows."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from talktag.errors import InvalidError
from talktag.media.picture import clean_picture
from tests.media.material import saved, scene

PICTURES = {
    "JPEG": saved(scene(size=(96, 80)), "JPEG"),
    "JPEG with restarts": saved(scene(size=(96, 80)), "JPEG", restart_marker_blocks=2),
    "progressive JPEG": saved(scene(size=(96, 80)), "JPEG", progressive=True),
    "grey JPEG": saved(scene("L"), "JPEG"),
    "PNG": saved(scene(), "PNG"),
    "PNG with palette": saved(scene("P"), "PNG"),
    "WebP": saved(scene(), "WEBP"),
    "lossless WebP with alpha": saved(scene("RGBA"), "WEBP", lossless=True),
}


def shown(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGBA").tobytes()


def leaves_as_shown(data: bytes) -> bool:
    """Whether it leaves, then with the pixels it had."""
    try:
        clean = clean_picture(data)
    except InvalidError:
        return False
    if clean is None:
        return False
    assert shown(clean.data) == shown(data)
    return True


@pytest.mark.parametrize("code", [*range(0x02, 0xC0, 9), 0x9F, 0xBF])
@pytest.mark.parametrize("case", ["JPEG", "JPEG with restarts", "progressive JPEG"])
def test_a_stray_marker_in_a_scan_does_not_cut_the_picture(case: str, code: int) -> None:
    data = PICTURES[case]
    at = data.index(b"\xff\xda") + 14 + (len(data) - data.index(b"\xff\xda")) // 3
    for stray in (data[:at] + bytes((0xFF, code)) + data[at + 2 :], data[:at] + bytes((0xFF, code)) + data[at:]):
        leaves_as_shown(stray)
    if case == "JPEG with restarts":
        assert leaves_as_shown(stray)
        assert clean_picture(stray).data[-len(stray) // 2 :] == stray[-len(stray) // 2 :]  # type: ignore[union-attr]


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(sorted(PICTURES)),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(["put", "insert", "drop"]),
            st.binary(min_size=1, max_size=4) | st.tuples(st.just(0xFF), st.integers(0, 255)).map(bytes),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_whatever_happened_to_the_file_it_leaves_as_shown_or_not_at_all(
    case: str, damage: list[tuple[float, str, bytes]]
) -> None:
    data = PICTURES[case]
    for where, how, what in damage:
        at = 2 + int(where * (len(data) - 3))
        data = data[:at] + (b"" if how == "drop" else what) + data[at + (0 if how == "insert" else len(what)) :]
    leaves_as_shown(data)


@pytest.mark.parametrize("case", PICTURES)
def test_a_whole_one_leaves_as_shown(case: str) -> None:
    assert leaves_as_shown(PICTURES[case])


@pytest.mark.parametrize("case", PICTURES)
def test_one_that_was_cut_is_refused(case: str) -> None:
    data = PICTURES[case]
    for cut in (len(data) // 2, len(data) * 3 // 4, len(data) - 20):
        assert not leaves_as_shown(data[:cut])
