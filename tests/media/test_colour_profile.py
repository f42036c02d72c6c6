"""A colour profile keeps its colours and loses whose it was; LittleCMS computes the colours."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from talktag.media.colour_profile import cut_profile
from talktag.media.colour_tables import ProfileError

SECRET = b"canary-7f3a"
FOLDER = Path("/usr/share/color/icc/ghostscript")
D50 = (0.9642, 1.0, 0.8249)


def fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def gamma(*values: float, kind: int = 0, tail: bytes = b"") -> bytes:
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + fixed(*values) + tail


def points(*values: int, tail: bytes = b"") -> bytes:
    return b"curv" + bytes(4) + struct.pack(f">I{len(values)}H", len(values), *values) + tail


def xyz(*values: float, tail: bytes = b"") -> bytes:
    return b"XYZ " + bytes(4) + fixed(*values) + tail


def profile(tags: dict[bytes, bytes], space: bytes = b"RGB ", pcs: bytes = b"XYZ ", kind: bytes = b"mntr") -> bytes:
    """A profile that says all it can of itself, with these tags and others that make no colour."""
    tags = tags | {
        b"mmod": SECRET,
        b"desc": b"text\0\0\0\0" + SECRET,
        b"vcgt": SECRET,
        b"cprt": b"text\0\0\0\0" + SECRET,
    }
    table, rest = b"", b""
    for name, body in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(rest), len(body))
        rest += body + bytes(-len(body) % 4)
    head = SECRET[:4] + b"\4\x30\0\0" + kind + space + pcs + struct.pack(">6H", 2026, 11, 20, 10, 0, 7) + b"acsp"
    head += b"APPL" + bytes(4) + SECRET[:8] + bytes(8) + bytes(4) + fixed(*D50) + SECRET[:4] + SECRET[:11] * 4
    body = head[:124].ljust(124, b"\0") + struct.pack(">I", len(tags)) + table + rest
    return struct.pack(">I", len(body) + 4) + body


SCREEN = {
    b"wtpt": xyz(*D50, tail=SECRET),
    b"rXYZ": xyz(0.515, 0.241, -0.001, tail=SECRET),
    b"gXYZ": xyz(0.292, 0.692, 0.042),
    b"bXYZ": xyz(0.157, 0.066, 0.784),
}


def stages(grid: bool = True) -> bytes:
    """Curves, matrix, curves, a grid of two points a side, curves (lutAToBType), with something between the parts."""
    curves = [gamma(1.8), points(0, 20000, 65535), gamma(2.2)]
    straight = b"".join(gamma(1.0).ljust(16, b"\0") for _ in range(3))
    bent = b"".join(each.ljust(-(-len(each) // 4) * 4, b"\0") for each in curves)
    matrix = fixed(0.9, 0.05, 0, 0, 0.95, 0.02, 0.01, 0, 0.8, 0.01, 0, 0)
    corners = [
        value
        for corner in range(8)
        for value in ((corner >> 2) * 60000, (corner >> 1 & 1) * 65535, (corner & 1) * 50000)
    ]
    cube = bytes([2, 2, 2]).ljust(16, b"\0") + b"\2\0\0\0" + struct.pack(">24H", *corners)
    places, rest = [], b""
    for part in (straight, matrix, straight, cube if grid else b"", bent if grid else b""):
        places.append(32 + len(rest) if part else 0)
        rest += part + (SECRET + b"\0" if part else b"")
    return b"mAB \0\0\0\0\3\3\0\0" + struct.pack(">5I", *places) + rest


def tables(kind: bytes) -> bytes:
    """A grid of two points a side with a table before and behind it, as older profiles of printers have."""
    wide = kind == b"mft2"
    head = kind + SECRET[:4] + b"\3\3\2\0" + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    corners = [value for corner in range(8) for value in ((corner >> 2) * 200, (corner >> 1 & 1) * 255, 128)]
    if wide:
        ramp = [0, 30000, 65535] * 3
        body = struct.pack(">HH", 3, 3) + struct.pack(
            f">{len(ramp) * 2 + 24}H", *ramp, *(257 * each for each in corners), *ramp
        )
    else:
        ramp = [*range(256)] * 3
        body = bytes([*ramp, *corners, *reversed(ramp)])
    return head + body + SECRET


PROFILES: dict[str, bytes] = {
    "a display": profile(
        SCREEN | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma(2.4, 0.948, 0.052, 0.077, 0.04, kind=3, tail=SECRET))
    ),
    "a display with points": profile(
        SCREEN | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), points(*range(0, 65536, 4369), tail=SECRET))
    ),
    "grey": profile({b"wtpt": xyz(*D50), b"kTRC": gamma(1.7, tail=SECRET)}, b"GRAY"),
    "stages": profile({b"wtpt": xyz(*D50), b"A2B0": stages()}),
    "stages without a grid": profile({b"wtpt": xyz(*D50), b"A2B0": stages(grid=False)}),
    "tables of bytes": profile({b"wtpt": xyz(*D50), b"A2B0": tables(b"mft1")}, pcs=b"Lab ", kind=b"scnr"),
    "tables of words": profile({b"wtpt": xyz(*D50), b"A2B0": tables(b"mft2")}, pcs=b"Lab ", kind=b"scnr"),
    **{path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.icc")) if path.stem != "lab"},
}
MODES = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}


def colours(whole: bytes) -> bytes:
    """Two thousand colours as the profile has them, in Lab."""
    mode = MODES[whole[16:20]]
    size = len(mode) * 2000 if mode != "L" else 2000
    values = bytes(number * 89 % 256 for number in range(size))
    picture = Image.frombytes(mode, (50, 40), values)
    source = ImageCms.ImageCmsProfile(io.BytesIO(whole))
    lab = ImageCms.createProfile("LAB")
    return ImageCms.profileToProfile(picture, source, lab, outputMode="LAB").tobytes()


@pytest.mark.parametrize("case", PROFILES)
def test_the_colours_stay_and_whose_it_was_goes(case: str) -> None:
    whole = PROFILES[case]
    cut = cut_profile(whole)
    assert len(set(colours(whole))) > 20
    assert colours(cut) == colours(whole)
    assert SECRET[:4] not in cut
    assert b"Artifex" not in cut
    assert cut_profile(cut) == cut


def test_two_displays_of_one_make_become_the_same_profile() -> None:
    one = PROFILES["a display"]
    other = one.replace(SECRET, b"another-dis").replace(
        struct.pack(">6H", 2026, 11, 20, 10, 0, 7), struct.pack(">6H", 1999, 1, 2, 3, 4, 5)
    )
    assert one != other
    assert cut_profile(one)[80:] == cut_profile(other)[80:]


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", bytes(4000), PROFILES["a display"][:100]], ids=["", "text", "zeros", "cut"]
)
def test_what_no_reader_takes_for_a_profile_goes_whole(data: bytes) -> None:
    assert cut_profile(data) == b""


@pytest.mark.parametrize(
    "tags",
    [
        {b"rTRC": b"chrm" + bytes(60)},
        {b"A2B0": b"mpet" + bytes(60)},
        {b"D2B0": b"mpet" + bytes(60)},
        {b"rTRC": b"curv\0\0\0\0\0\xff\xff\xff\0"},
        {b"A2B0": b"mft1\0\0\0\0\xff\xff\xff\0" + bytes(400)},
        {b"A2B0": b"mAB \0\0\0\0\3\3\0\0" + b"\xff" * 20},
    ],
    ids=str,
)
def test_colours_that_are_made_in_an_unknown_way_are_not_guessed(tags: dict[bytes, bytes]) -> None:
    with pytest.raises(ProfileError):
        cut_profile(profile(tags))


@given(
    st.sampled_from(sorted(PROFILES)[:7]), st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 255)), max_size=6)
)
def test_a_damaged_profile_is_cut_or_refused(case: str, changes: list[tuple[int, int]]) -> None:
    whole = bytearray(PROFILES[case])
    for at, value in changes:
        whole[at % len(whole)] = value
    try:
        cut = cut_profile(bytes(whole))
    except ProfileError:
        return
    assert not cut or cut_profile(cut) == cut
