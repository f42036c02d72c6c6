"""What a photo tells: read as Pillow reads it, never the place, and never more than bounded by the bytes."""

from __future__ import annotations

import datetime
import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from talktag.media.exif import PhotoFacts, read_exif
from talktag.media.orientation import EXIF_HEADER

EXIF, MAKE, MODEL, TAKEN, SERIAL = 0x8769, 0x010F, 0x0110, 0x9003, 0xA431


def photo(form: str = "JPEG", **said: Any) -> bytes:
    exif = Image.Exif()
    for tag, key in ((MAKE, "maker"), (MODEL, "model")):
        if key in said:
            exif[tag] = said[key]
    beside = exif.get_ifd(EXIF)
    for tag, key in ((TAKEN, "taken"), (SERIAL, "serial")):
        if key in said:
            beside[tag] = said[key]
    exif[EXIF] = beside
    made = BytesIO()
    Image.new("RGB", (16, 16)).save(made, form, exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_tells_its_day_and_its_camera(form: str) -> None:
    data = photo(form, maker="Canon", model="Canon EOS 5D", taken="2024:05:01 10:11:12", serial="032021001234")
    assert read_exif(data) == PhotoFacts(datetime.date(2024, 5, 1), "Canon", "Canon EOS 5D", "032021001234")


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order: str) -> None:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    text = b"Nikon\0"
    block = head + struct.pack(f"{order}HHHII", 1, MAKE, 2, len(text), 26) + bytes(4) + text
    data = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 8) + EXIF_HEADER + block
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "JPEG")
    assert read_exif(data + picture.getvalue()[2:]) == PhotoFacts(None, "Nikon", None, None)


@pytest.mark.parametrize(
    "said",
    [
        {"taken": "0000:00:00 00:00:00"},
        {"taken": "someday"},
        {"serial": "\x1b[2J"},
        {"serial": "  "},
        {"serial": "9" * 100},
        {"maker": "a\tb"},
    ],
    ids=str,
)
def test_what_is_no_sound_value_is_left_out(said: dict[str, str]) -> None:
    assert read_exif(photo(**said)) is None


def test_what_is_no_picture_tells_nothing() -> None:
    whole = photo(serial="1234")
    for data in (b"", b"hello", b"%PDF-1.7", whole[:20], whole[:60]):
        assert read_exif(data) is None


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"II*\0", b"MM\0*"]))
def test_hostile_exif_costs_nothing_and_breaks_nothing(noise: bytes, start: bytes) -> None:
    block = start + noise
    plain = BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "JPEG")
    data = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 8) + EXIF_HEADER + block + plain.getvalue()[2:]
    found = read_exif(data)
    if found:
        assert all(each is None or len(str(each)) <= 64 for each in found)
        assert all(each.isprintable() for each in found[1:] if each)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_any_changed_byte_is_survived(place: int, value: int) -> None:
    data = bytearray(photo(maker="Canon", model="EOS", taken="2024:05:01 10:11:12", serial="1234"))
    data[place % len(data)] = value
    found = read_exif(bytes(data))
    assert found is None or len(found.serial or "") <= 64


def test_a_directory_that_leads_to_itself_ends() -> None:
    block = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHII", 1, EXIF, 4, 1, 8) + bytes(4)
    data = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 8) + EXIF_HEADER + block
    assert read_exif(data + photo()[2:]) is None
