"""A photo for paper: upright, in plain colours, with nothing beside its pixels."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps

from talktag.errors import InvalidError
from talktag.media.photo import LONGEST, set_photo, small_photo
from tests.media.material import TURNED

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)
Rgb = tuple[int, int, int]


def halves(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture that is red on its left and blue on its right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    sink = io.BytesIO()
    image.save(sink, form, **options)
    return sink.getvalue()


def opened(made: tuple[bytes, int, int]) -> Image.Image:
    image = Image.open(io.BytesIO(made[0]))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", made[1:])
    return image


def near(found: Any, wanted: Rgb, by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("way", range(1, 9))
def test_a_photo_is_set_the_right_way_up(way: int) -> None:
    upright = halves()
    turned = TURNED.get(way)
    exif = Image.Exif()
    exif[0x0112] = way
    data = saved(upright.transpose(turned) if turned is not None else upright, exif=exif, quality=95)
    image = opened(set_photo(data, "x.jpg"))
    assert image.size == (120, 80)
    assert near(image.getpixel((20, 40)), RED)
    assert near(image.getpixel((100, 40)), BLUE)
    assert ImageOps.exif_transpose(image).size == (120, 80)  # and nobody turns it once more


@pytest.mark.parametrize(
    ("mode", "form"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("L", "PNG"), ("RGB", "WEBP")]
)
def test_every_kind_of_picture_becomes_plain_colours(mode: str, form: str) -> None:
    image = opened(set_photo(saved(halves(mode), form), "x"))
    assert image.size == (120, 80)
    wanted = halves(mode).convert("RGB").getpixel((20, 40))
    assert isinstance(wanted, tuple)
    assert near(image.getpixel((20, 40)), wanted[:3], 30)


def test_what_is_clear_becomes_white_and_not_black() -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 30, 40))
    for form in ("PNG", "WEBP"):
        made = opened(set_photo(saved(image, form), "x"))
        assert near(made.getpixel((50, 20)), WHITE)
        assert near(made.getpixel((10, 20)), RED)
    palette = saved(image.convert("RGB").convert("P"), "PNG", transparency=0)
    assert opened(set_photo(palette, "x")).size == (60, 40)


def test_sixteen_bits_of_grey_are_not_all_white() -> None:
    image = Image.new("I;16", (60, 40), 128 * 256)
    assert near(opened(set_photo(saved(image, "PNG"), "x")).getpixel((30, 20)), (128, 128, 128))


def test_a_large_photo_is_made_smaller_and_a_small_one_is_left() -> None:
    assert set_photo(saved(halves(size=(5000, 2500))), "x")[1:] == (LONGEST, LONGEST // 2)
    assert set_photo(saved(halves(size=(40, 30))), "x")[1:] == (40, 30)


def test_nothing_but_pixels_comes_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARY"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(halves(), exif=exif, comment=b"CANARY", icc_profile=profile, xmp=b"<x>CANARY</x>") + b"CANARY"
    made = set_photo(data, "x.jpg")
    assert b"CANARY" not in made[0]
    assert opened(made).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert set_photo(data, "x.jpg") == made


def test_a_profile_that_makes_no_sense_does_not_stop_it() -> None:
    assert near(opened(set_photo(saved(halves(), icc_profile=b"nonsense"), "x")).getpixel((20, 40)), RED)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 no picture", saved(halves())[:300], b"\xff\x0a" + bytes(40)])
def test_what_cannot_be_decoded_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InvalidError, match=r'unreadable picture "camera\.jpg"'):
        set_photo(data, "camera.jpg")


def noise(size: tuple[int, int]) -> Image.Image:
    """A picture that no JPEG makes small."""
    return Image.effect_noise(size, 120).convert("RGB")


@pytest.mark.parametrize("size", [(24, 16), (480, 360), (900, 600), (600, 900), (20, 4000), (1, 1)])
@pytest.mark.parametrize("of", [halves, noise])
def test_a_small_photo_fits_whatever_it_shows(size: tuple[int, int], of: Any) -> None:
    made = small_photo(saved(of(size=size), "PNG"), "x", 12_268, 480)
    assert len(made) <= 12_268
    image = Image.open(io.BytesIO(made))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= 480
    assert (max(image.size) == 480) >= (of is halves and max(size) >= 480)


def test_a_small_photo_is_upright_and_tells_nothing_beside_its_pixels() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secretmaker"
    data = saved(halves(), exif=exif, comment=b"secret comment") + b"secret tail"
    made = small_photo(data, "x", 12_268, 480)
    image = Image.open(io.BytesIO(made))
    assert image.size == (80, 120)
    assert near(image.getpixel((40, 20)), RED)
    assert (dict(image.getexif()), set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == (
        {},
        set(),
    )
    assert b"ecret" not in made
    assert small_photo(data, "x", 12_268, 480) == made


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.4", saved(noise((64, 64)))[:400]])
def test_what_is_no_picture_makes_no_small_photo(data: bytes) -> None:
    with pytest.raises(InvalidError, match="unreadable picture"):
        small_photo(data, "x", 12_268, 480)
