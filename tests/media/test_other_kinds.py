"""Pictures of kinds that are not copied: drawn anew where they can be decoded, and never let through as they are."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from talktag.errors import InvalidError
from talktag.media.exif import PhotoFacts, read_exif
from talktag.media.photo import set_photo
from talktag.media.picture import clean_picture
from talktag.paper.codes.symbol import make_symbol
from tests.media.material import read_texts, saved, scene, telling

BRANDS = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"MiHE", b"MiHB"]
SIZE = (64, 48)


def heic(picture: Image.Image, exif: Image.Exif | None = None, brand: bytes = b"heic", **options: Any) -> bytes:
    import pillow_heif

    sink = io.BytesIO()
    made = pillow_heif.from_pillow(picture)
    made.save(sink, format="HEIF", quality=95, **({"exif": exif.tobytes()} if exif else {}), **options)
    data = sink.getvalue()
    return data[:8] + brand + data[12:]


def halves() -> Image.Image:
    image = Image.new("RGB", SIZE, (200, 30, 30))
    image.paste((30, 30, 200), (32, 0, 64, 48))
    return image


MAKE: dict[str, Callable[[Image.Image], bytes]] = {
    **{brand.decode(): lambda image, brand=brand: heic(image, telling(), brand) for brand in BRANDS},
    "AVIF": lambda image: saved(image, "AVIF", exif=telling(), quality=95),
    "TIFF": lambda image: saved(image, "TIFF", exif=telling()),
    "packed TIFF": lambda image: saved(image, "TIFF", compression="tiff_lzw"),
    "JPEG 2000": lambda image: saved(image, "JPEG2000", comment=b"CANARY"),
    "GIF": lambda image: saved(image, "GIF", comment=b"CANARY"),
    "BMP": lambda image: saved(image, "BMP") + b"CANARY",
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(found: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) <= 16 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("case", MAKE)
def test_it_leaves_as_a_clean_jpeg_that_looks_the_same(case: str) -> None:
    clean = clean_picture(MAKE[case](halves()))
    assert clean is not None
    assert (clean.media, clean.had_more) == ("image/jpeg", False)
    image = opened(clean.data)
    assert (image.format, image.size) == ("JPEG", SIZE)
    assert near(image.getpixel((10, 20)), (200, 30, 30))
    assert near(image.getpixel((54, 20)), (30, 30, 200))
    assert not image.getexif()
    assert b"CANARY" not in clean.data


def test_exiftool_finds_nothing_in_any(tmp_path: Path, program: Callable[[str], str]) -> None:
    exiftool = program("exiftool")
    for form, ending in (("before", ""), ("after", "")):
        (tmp_path / form).mkdir()
        for case, make in MAKE.items():
            data = make(scene())
            clean = clean_picture(data)
            assert clean is not None
            (tmp_path / form / f"{case.replace(' ', '')}{ending}").write_bytes(clean.data if form == "after" else data)
    looked = [
        subprocess.run(
            [exiftool, "-json", "-G1", "-a", "-u", "-U", *map(str, (tmp_path / form).iterdir())],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for form in ("before", "after")
    ]
    assert [len(json.loads(each)) for each in looked] == [len(MAKE)] * 2
    assert looked[0].count("GPSLatitude") > 5
    assert "CANARY" in looked[0]
    left = {
        key
        for each in json.loads(looked[1])
        for key in each
        if not key.startswith(("System", "File", "JFIF", "Composite"))
    }
    assert left <= {"SourceFile", "ExifTool:ExifToolVersion"}


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("form", ["TIFF", "AVIF", "heic"])
def test_it_leaves_the_way_up_that_viewers_show(form: str, way: int) -> None:
    exif = telling(way=way)
    data = heic(halves(), exif) if form == "heic" else saved(halves(), form, exif=exif)
    clean = clean_picture(data)
    assert clean is not None
    image = opened(clean.data)
    assert image.size == (SIZE if way < 5 else SIZE[::-1])
    first = image.getpixel((4, 4))
    assert near(first, (200, 30, 30) if (way in {1, 4, 5, 8} and way != 8) or way == 6 else (30, 30, 200))


def test_what_is_clear_becomes_white() -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    for data in (saved(image, "TIFF"), saved(image, "AVIF"), heic(image), saved(Image.new("LA", SIZE, (0, 0)), "TIFF")):
        clean = clean_picture(data)
        assert clean is not None
        assert near(opened(clean.data).getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "TIFF", "AVIF"])
def test_of_several_pictures_the_first_leaves_and_that_is_known(form: str) -> None:
    data = saved(halves(), form, save_all=True, append_images=[scene(), scene().rotate(90)])
    clean = clean_picture(data)
    assert clean is not None
    assert (clean.media, clean.had_more) == ("image/jpeg", True)
    assert near(opened(clean.data).getpixel((10, 20)), (200, 30, 30))


def test_colours_of_another_space_are_shown_as_they_are_meant() -> None:
    wide = ImageCms.ImageCmsProfile(io.BytesIO(wide_profile()))
    want = ImageCms.profileToProfile(halves(), wide, ImageCms.createProfile("sRGB"))
    data = saved(halves(), "TIFF", icc_profile=wide.tobytes())
    clean = clean_picture(data)
    assert clean is not None
    assert near(opened(clean.data).getpixel((10, 20)), want.getpixel((10, 20)))
    assert opened(clean.data).info.get("icc_profile") is None


def wide_profile() -> bytes:
    from tests.media.test_colour_profile import SCREEN, gamma, profile

    return profile(SCREEN | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma(1.4)))


def test_a_profile_that_cannot_be_cut_is_counted_into_the_pixels() -> None:
    from tests.media.test_colour_profile import SCREEN, gamma, profile

    strange = profile(SCREEN | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma(1.4)) | {b"A2B0": b"what" + bytes(40)})
    for form in ("JPEG", "PNG", "WEBP"):
        clean = clean_picture(saved(halves(), form, icc_profile=strange))
        assert clean is not None
        assert clean.media == "image/jpeg"
        assert opened(clean.data).info.get("icc_profile") is None


UNKNOWN = {
    "JPEG XL": b"\xff\x0a" + bytes(40),
    "a film": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(40),
    "camera raw": b"II*\0\x10\0\0\0CR\2\0" + bytes(40),
    "a raw picture with a thumbnail in front": saved(scene(), "TIFF", tiffinfo={254: 1, 271: "Canon"}),
    "Photoshop": b"8BPS\0\1" + bytes(40),
    "a damaged HEIC": heic(scene())[:-200],
    "a HEIC without a picture": b"\0\0\0\x18ftypheic" + b"GPS: home",
    "nothing": b"",
    "text": b"hello",
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0",
    "PDF": b"%PDF-1.7",
    "SVG": b"<svg onload=alert(1)>",
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_cannot_be_decoded_is_known_as_that(case: str) -> None:
    assert clean_picture(UNKNOWN[case]) is None


@pytest.mark.parametrize("case", [*MAKE, "moving GIF"])
def test_a_code_in_it_is_read_and_it_goes_on_paper(case: str) -> None:
    symbol = make_symbol("TEST CODE")
    side = symbol.size + 2 * symbol.quiet
    code = Image.new("L", (side, side), 255)
    for y, row in enumerate(symbol.modules):
        for x, module in enumerate(row):
            code.putpixel((x + symbol.quiet, y + symbol.quiet), 0 if module else 255)
    large = code.resize((side * 6, side * 6), Image.Resampling.NEAREST).convert("RGB")
    data = saved(large, "GIF", save_all=True, append_images=[halves()]) if case == "moving GIF" else MAKE[case](large)
    assert read_texts(data) == ("TEST CODE",)
    assert set_photo(data, "x")[1:] == large.size


@pytest.mark.parametrize("case", [*(brand.decode() for brand in BRANDS), "AVIF", "TIFF"])
def test_it_tells_its_day_and_its_camera(case: str) -> None:
    assert read_exif(MAKE[case](scene())) == PhotoFacts(
        datetime.date(2024, 5, 1), "CANARY maker", "Phone 3", "CANARY1234"
    )


def test_a_raw_picture_tells_them_too() -> None:
    exif = telling()
    exif[50706] = b"\1\4\0\0"  # the version of a DNG
    data = saved(scene(), "TIFF", exif=exif)
    assert clean_picture(data) is None
    assert read_exif(data) == PhotoFacts(datetime.date(2024, 5, 1), "CANARY maker", "Phone 3", "CANARY1234")


def test_a_decoder_says_nothing_to_the_terminal_by_itself(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(saved(scene("1", (640, 480)), "TIFF", compression="group4"))
    data[200:260] = bytes(range(60))
    for look in (clean_picture, read_texts, read_exif):
        with contextlib.suppress(InvalidError):
            look(bytes(data))
    assert capfd.readouterr() == ("", "")
