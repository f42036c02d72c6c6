"""Pictures keep their pixels and lose everything they tell besides; Pillow and exiftool are the judges."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from talktag.errors import InvalidError
from talktag.media.picture import clean_picture

SECRET = b"canary-7f3a"
FORMATS = ["JPEG", "PNG", "WEBP"]
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>%s</x:xmpmeta>'


def scene(mode: str = "RGB") -> Image.Image:
    """Nothing in it is the same when mirrored or turned, so that a wrong orientation shows."""
    red = Image.linear_gradient("L").resize((64, 48))
    green = red.transpose(Image.Transpose.FLIP_LEFT_RIGHT).rotate(30)
    blue = Image.radial_gradient("L").resize((64, 48)).rotate(77)
    picture = Image.merge("RGB", (red, green, blue))
    if mode == "RGBA":
        picture.putalpha(green)
        return picture
    return picture.convert(mode)


def exif(orientation: int = 1) -> bytes:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = SECRET.decode() + " maker"
    told[0x8825] = {1: "N", 2: (52.0, 31.0, 1.0), 3: "E", 4: (13.0, 24.0, 1.0)}
    told[0x8769] = {0x9286: SECRET, 0x9003: "2026:11:20 10:00:00"}
    return told.tobytes()


def profile() -> bytes:
    """That of a display which says whose it is."""
    return with_tag(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"mmod", SECRET)


def with_tag(whole: bytes, name: bytes, body: bytes) -> bytes:
    """A profile with one more tag; the places of the others move by the size of its entry."""
    count = int.from_bytes(whole[128:132], "big")
    entries = [struct.unpack_from(">4sII", whole, 132 + 12 * number) for number in range(count)]
    rest = whole[132 + 12 * count :]
    table = b"".join(struct.pack(">4sII", each, at + 12, size) for each, at, size in entries)
    table += struct.pack(">4sII", name, 132 + 12 * (count + 1) + len(rest), len(body))
    made = whole[4:128] + struct.pack(">I", count + 1) + table + rest + body
    return struct.pack(">I", len(made) + 4) + made


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def shown_colours(picture: Image.Image) -> bytes:
    """The pixels as a viewer shows them, which heeds the profile."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
    lab = ImageCms.createProfile("LAB")
    return ImageCms.profileToProfile(picture.convert("RGB"), source, lab, outputMode="LAB").tobytes()


def telling_jpeg(mode: str = "RGB", orientation: int = 1, **options: Any) -> bytes:
    data = saved(
        scene(mode), "JPEG", exif=exif(orientation), icc_profile=profile(), comment=SECRET, dpi=(300, 300), **options
    )
    more = b"".join(
        b"\xff" + bytes((marker,)) + (len(body) + 2).to_bytes(2, "big") + body
        for marker, body in (
            (0xE0, b"JFXX\0\x10" + SECRET),
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP % SECRET),
            (0xE2, b"FPXR\0" + SECRET),
            (0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b" + SECRET + b"\0"),
            (0xEF, SECRET),
        )
    )
    at = 2 + 2 + int.from_bytes(data[4:6], "big")
    return data[:at] + more + data[at:] + b"\0" + SECRET + telling_trailer()


def telling_trailer() -> bytes:
    return saved(scene(), "JPEG")  # as a second picture behind the first, which phones do


def telling_png(mode: str = "RGB", orientation: int = 1) -> bytes:
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_text("Author", SECRET.decode(), zip=False)
    info.add_itxt("XML:com.adobe.xmp", (XMP % SECRET).decode())
    info.add(b"tIME", b"\x07\xea\x0b\x16\0\0\0")
    info.add(b"gAMA", struct.pack(">I", 45455))
    info.add(b"prVt", SECRET)
    picture = scene(mode)
    options: dict[str, Any] = {"transparency": 3} if mode == "P" else {}
    data = saved(picture, "PNG", pnginfo=info, exif=exif(orientation), icc_profile=profile(), dpi=(300, 300), **options)
    return data + SECRET


def telling_webp(mode: str = "RGB", orientation: int = 1, **options: Any) -> bytes:
    data = saved(scene(mode), "WEBP", exif=exif(orientation), xmp=XMP % SECRET, icc_profile=profile(), **options)
    body = data[8:] + b"prVt" + len(SECRET).to_bytes(4, "little") + SECRET + b"\0" * (len(SECRET) % 2)
    return b"RIFF" + len(body).to_bytes(4, "little") + body + SECRET


TELLING: dict[str, Callable[..., bytes]] = {
    "JPEG": telling_jpeg,
    "progressive JPEG": lambda orientation=1: telling_jpeg(orientation=orientation, progressive=True),
    "JPEG with restarts": lambda orientation=1: telling_jpeg(orientation=orientation, restart_marker_blocks=2),
    "grey JPEG": lambda orientation=1: telling_jpeg("L", orientation),
    "JPEG in RGB": lambda orientation=1: telling_jpeg(orientation=orientation, keep_rgb=True),
    "CMYK JPEG": lambda orientation=1: telling_jpeg("CMYK", orientation),
    "PNG": telling_png,
    "PNG with palette": lambda orientation=1: telling_png("P", orientation),
    "PNG with alpha": lambda orientation=1: telling_png("RGBA", orientation),
    "grey PNG": lambda orientation=1: telling_png("L", orientation),
    "WebP": telling_webp,
    "lossless WebP": lambda orientation=1: telling_webp(orientation=orientation, lossless=True),
    "WebP with alpha": lambda orientation=1: telling_webp("RGBA", orientation),
}


def cleaned(data: bytes, name: str = "x.jpg") -> bytes:
    clean = clean_picture(data, name)
    if clean is None:
        raise InvalidError("unreadable: nobody knows what it is")
    return clean.data


def opened(data: bytes) -> Any:
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    picture.load()
    return picture


@pytest.mark.parametrize("case", TELLING)
def test_the_pixels_profile_and_density_stay_and_all_else_goes(case: str) -> None:
    data = TELLING[case]()
    assert data.count(SECRET) > 2
    clean = cleaned(data)
    before, after = opened(data), opened(clean)
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert shown_colours(after) == shown_colours(before)
    for key in ("dpi", "gamma", "transparency", "jfif_density", "adobe", "adobe_transform"):
        assert after.info.get(key) == before.info.get(key)
    assert SECRET not in clean
    assert b"JFXX" not in clean
    assert b"EXIF" not in clean
    assert not after.getexif()
    assert not {"comment", "xmp", "exif", "photoshop", "mp", "Comment", "Author"} & set(after.info)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("case", TELLING)
def test_it_stays_the_same_way_up(case: str, orientation: int) -> None:
    data = TELLING[case](orientation=orientation)
    clean = cleaned(data)
    told = dict(opened(clean).getexif())
    assert told == ({0x0112: orientation} if orientation > 1 else {})
    before, after = ImageOps.exif_transpose(opened(data)), ImageOps.exif_transpose(opened(clean))
    assert (before.size, before.tobytes()) == (after.size, after.tobytes())
    if orientation > 1:
        assert ImageChops.difference(
            opened(data).convert("RGB").resize((9, 9)), after.convert("RGB").resize((9, 9))
        ).getbbox()


@pytest.mark.parametrize("case", TELLING)
@pytest.mark.parametrize("orientation", [1, 6])
def test_cleaning_a_clean_picture_changes_nothing(case: str, orientation: int) -> None:
    clean = cleaned(TELLING[case](orientation=orientation))
    assert cleaned(clean) == clean


@pytest.mark.parametrize("case", TELLING)
@pytest.mark.parametrize("orientation", [1, 6])
def test_exiftool_finds_nothing_that_it_wrote(
    case: str, orientation: int, tmp_path: Path, program: Callable[[str], str]
) -> None:
    exiftool = program("exiftool")
    path = tmp_path / "picture"
    path.write_bytes(TELLING[case](orientation=orientation))
    tags = ["-GPSLatitude=52.5", "-GPSLongitude=13.4", "-Artist=canary-7f3a", "-XMP:Creator=canary-7f3a"]
    tags += ["-IPTC:By-line=canary-7f3a", "-Comment=canary-7f3a", "-SerialNumber=canary-7f3a"]
    (tmp_path / "thumb.jpg").write_bytes(saved(scene().resize((16, 12)), "JPEG"))
    tags += [f"-ThumbnailImage<={tmp_path / 'thumb.jpg'}"]
    subprocess.run([exiftool, "-m", "-q", "-overwrite_original", *tags, str(path)], check=False, capture_output=True)
    assert any("canary" in str(value) for value in told(exiftool, path).values())
    path.write_bytes(cleaned(path.read_bytes()))
    after = told(exiftool, path)
    technical = {"SourceFile", "ExifTool", "System", "File", "JFIF", "PNG", "PNG-pHYs", "RIFF", "Adobe", "Composite"}
    left = {name for name in after if name.partition(":")[0] not in technical and not name.startswith("ICC")}
    # In WebP and PNG exiftool calls the block itself a tag; its content is the orientation.
    assert left <= {"IFD0:Orientation", "File:ExifByteOrder"}
    assert (after.get("IFD0:Orientation") == "Rotate 90 CW") == (orientation == 6)
    assert not [name for name in after if name.startswith(("PNG:", "File:")) and "omment" in name]
    assert "canary" not in json.dumps(after)
    assert "Warning" not in json.dumps(after)


def told(exiftool: str, path: Path) -> dict[str, Any]:
    """Every tag that exiftool finds, known or not, repeated or not, by its group and name."""
    command = [exiftool, "-json", "-G1", "-a", "-u", "-U", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout)[0])


def test_exif_stands_after_jfif_and_first_where_there_is_none() -> None:
    data = telling_jpeg(orientation=6)
    clean = cleaned(data)
    assert (clean[2:4], clean[20:24]) == (b"\xff\xe0", b"\xff\xe1\0\x22")
    without = cleaned(data[:2] + data[20:])
    assert without == clean[:2] + clean[20:]
    assert opened(without).getexif() == {0x0112: 6}


@pytest.mark.parametrize("case", ["progressive JPEG", "CMYK JPEG", "PNG with palette", "WebP with alpha"])
def test_a_picture_cut_anywhere_is_refused(case: str) -> None:
    data = cleaned(TELLING[case](orientation=6))
    for end in [*range(600), *range(600, len(data), 11), len(data) - 1]:
        with pytest.raises(InvalidError, match="unreadable"):
            cleaned(data[:end])


def test_a_simple_webp_stays_as_it_is() -> None:
    data = saved(scene(), "WEBP")
    assert data[12:16] == b"VP8 "
    assert cleaned(data) == data


def test_the_thumbnail_inside_jfif_goes() -> None:
    data = saved(scene(), "JPEG")
    assert data[4:11] == b"\x00\x10JFIF\x00"
    with_thumbnail = data[:4] + (16 + 27).to_bytes(2, "big") + data[6:18] + b"\3\3" + SECRET + bytes(16) + data[20:]
    assert opened(with_thumbnail).tobytes() == opened(data).tobytes()
    assert cleaned(with_thumbnail) == cleaned(data)


def test_the_second_picture_of_a_phones_double_picture_goes() -> None:
    second = scene().rotate(90)
    data = saved(scene(), "MPO", save_all=True, append_images=[second])
    assert opened(data).n_frames == 2
    clean = cleaned(data)
    assert (opened(clean).format, opened(clean).tobytes()) == ("JPEG", opened(data).tobytes())
    assert len(clean) < len(data) * 2 / 3


def test_the_animation_of_a_png_goes_and_its_picture_stays() -> None:
    data = saved(scene(), "PNG", save_all=True, append_images=[scene().rotate(90)])
    assert opened(data).is_animated
    clean = cleaned(data)
    assert not getattr(opened(clean), "is_animated", False)
    assert opened(clean).tobytes() == opened(data).tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png_head(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg_head(width: int, height: int) -> bytes:
    data = saved(scene(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">2H", height, width) + data[at + 4 :]


def webp_head(width: int, height: int) -> bytes:
    data = saved(scene(), "WEBP", lossless=True)
    bits = width - 1 | height - 1 << 14
    return data[:21] + bits.to_bytes(4, "little") + data[25:]


def canvas(width: int, height: int) -> bytes:
    data = telling_webp()
    return data[:24] + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + data[30:]


@pytest.mark.parametrize("make", [png_head, webp_head, canvas])
def test_a_header_that_claims_more_than_was_drawn_is_refused(make: Callable[[int, int], bytes]) -> None:
    with pytest.raises(InvalidError):
        clean_picture(make(10_000, 5000), "x.jpg")


def test_a_header_that_claims_more_than_a_phone_takes_is_refused_before_anything_is_decoded() -> None:
    with pytest.raises(
        InvalidError, match=r'the picture "x\.jpg" has 16000 by 15000 pixels, and at most 220 megapixels'
    ):
        clean_picture(jpeg_head(16_000, 15_000), "x.jpg")


def moving_webp() -> bytes:
    return saved(scene(), "WEBP", save_all=True, append_images=[scene().rotate(90)])


def doubled_webp() -> bytes:
    body = saved(scene(), "WEBP")[12:]
    return b"RIFF" + (4 + 2 * len(body)).to_bytes(4, "little") + b"WEBP" + body + body


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "JPEG start only": (lambda: b"\xff\xd8\xff", "it ends early"),
    "JPEG cut": (lambda: saved(scene(), "JPEG")[:-40], "it ends early"),
    "JPEG without end": (lambda: saved(scene(), "JPEG")[:-2], "it ends early"),
    "JPEG twice started": (lambda: b"\xff\xd8\xff\xd8" + bytes(40), "it holds no picture"),
    "JPEG of nothing": (lambda: b"\xff\xd8\xff\xd9", "it holds no picture"),
    "JPEG segment too short": (lambda: b"\xff\xd8\xff\xe1\0\1" + bytes(40), "it ends early"),
    "JPEG without size": (lambda: jpeg_head(0, 5), "it is damaged"),
    "PNG start only": (lambda: b"\x89PNG\r\n\x1a\n", "it ends early"),
    "PNG cut": (lambda: telling_png()[:400], "it ends early"),
    "PNG damaged": (lambda: telling_png().replace(b"IDAT", b"IDAU", 1), "it is damaged"),
    "PNG without header": (lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "its first part is not its header"),
    "PNG with two headers": (lambda: png_head(1, 1)[:33] + png_head(1, 1)[8:], "its first part is not its header"),
    "PNG without picture": (lambda: png_head(1, 1)[:33] + chunk(b"IEND", b""), "it holds no picture"),
    "PNG without size": (lambda: png_head(0, 1), "it does not say its size"),
    "WebP start only": (lambda: b"RIFF\4\0\0\0WEBP", "it holds no picture"),
    "WebP cut": (lambda: telling_webp()[:500], "it ends early"),
    "WebP with two pictures": (doubled_webp, "it holds no picture"),
    "WebP chunk too long": (lambda: b"RIFF\x0c\0\0\0WEBPVP8 \xff\0\0\0", "it ends early"),
    "WebP chunk too short": (lambda: b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0", "it is damaged"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_sound_still_picture_is_refused_by_its_own_words(case: str) -> None:
    make, words = BAD[case]
    with pytest.raises(InvalidError) as caught:
        cleaned(make(), "holiday.jpg")
    assert caught.value.message == f'unreadable picture "holiday.jpg": {words}'


@given(st.data())
def test_a_mutated_picture_is_refused_or_cleaned_of_what_it_told(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(sorted(TELLING)))
    picture = bytearray(TELLING[case](orientation=data.draw(st.sampled_from([1, 6]))))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, min(len(picture) - 1, 1500)))
        picture[at] = data.draw(st.sampled_from([0, 1, 0xD8, 0xD9, 0xDA, 0xE1, 0xFF]) | st.integers(0, 255))
    try:
        clean = cleaned(bytes(picture))
    except InvalidError:
        return
    assert cleaned(clean) == clean


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\0\0\0WEBP", b""]), st.binary(max_size=80))
def test_arbitrary_bytes_are_only_ever_refused(start: bytes, rest: bytes) -> None:
    try:
        cleaned(start + rest)
    except InvalidError:
        return
    assert start.startswith(b"RIFF")
