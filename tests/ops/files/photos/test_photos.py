"""Which things made which pictures: exiftool writes and reads the serial numbers; the rest is told and passed over."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from talktag.errors import InvalidError
from talktag.media.camera.made_with import read_made_with
from talktag.ops.files.photos.look import look_at_photos
from talktag.ops.files.photos.owned import plain_serial
from tests.kit.bench import Bench

PICTURE = Image.new("RGB", (64, 48), (90, 120, 150))
FORMS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF"}
RECORD = "products/c/camera.toml"
LENS = 'serial = "LX-7700"\nmaker = "Canon"\n'


def save(path: Path) -> Path:
    """A picture of the kind that the name says."""
    if path.suffix == ".heic":
        pillow_heif.from_pillow(PICTURE).save(path, quality=50)
    else:
        PICTURE.save(path, FORMS[path.suffix[1:]])
    return path


def tag(program: Callable[[str], str], path: Path, *tags: str) -> Path:
    """Write tags into a picture with exiftool."""
    command = [program("exiftool"), "-q", "-overwrite_original", *tags, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def made(bench: Bench, *paths: Path, **options: Any) -> dict[str, list[str]]:
    """The names of the pictures that each thing made."""
    values = bench.ask(look_at_photos, paths, **options).data.values()
    return {each["slug"]: [Path(photo["path"]).name for photo in each["photos"]] for each in values["made"]}


@pytest.mark.parametrize("suffix", [*FORMS, "heic"])
def test_what_exiftool_writes_is_found_in_every_kind_of_picture(
    bench: Bench, tmp_path: Path, program: Callable[[str], str], suffix: str
) -> None:
    bench.write("products/l/lens.toml", bench.text("products/l/lens.toml") + LENS)
    path = tag(
        program,
        save(tmp_path / f"a.{suffix}"),
        *("-Make=Canon", "-Model=Canon EOS 5D", "-ExifIFD:SerialNumber=0320", "-ExifIFD:LensSerialNumber=LX7700"),
        "-ExifIFD:DateTimeOriginal=2024:05:01 10:00:00",
    )
    asked = ["-s3", "-ExifIFD:SerialNumber", "-ExifIFD:LensSerialNumber"]
    read = subprocess.run([program("exiftool"), *asked, str(path)], check=True, capture_output=True, text=True)
    assert read.stdout.split() == ["0320", "LX7700"]
    values = bench.ask(look_at_photos, [path]).data.values()
    assert {each["slug"]: each["photos"][0]["as"] for each in values["made"]} == {"camera": "camera", "lens": "lens"}
    assert values["made"][0]["photos"][0]["taken"] == "2024-05-01"


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_a_serial_number_in_xmp_is_found(
    bench: Bench, tmp_path: Path, program: Callable[[str], str], suffix: str
) -> None:
    path = tag(program, save(tmp_path / f"x.{suffix}"), "-XMP-aux:SerialNumber=0320", "-XMP-tiff:Make=Canon")
    assert made(bench, path) == {"camera": [path.name]}


def test_a_serial_number_is_the_same_however_it_is_spelled_and_another_is_not() -> None:
    assert plain_serial("LX-77 00") == plain_serial("lx7700")
    assert plain_serial("0032021") == plain_serial("32021")
    assert plain_serial("000") == "000"
    assert plain_serial("A01") != plain_serial("A1")


def test_a_short_number_of_another_maker_is_not_ones_own(
    bench: Bench, tmp_path: Path, program: Callable[[str], str]
) -> None:
    path = tag(program, save(tmp_path / "n.jpg"), "-Make=NIKON", "-Model=D850", "-ExifIFD:SerialNumber=0320")
    outcome = bench.ask(look_at_photos, [path])
    assert outcome.data.values()["made"] == []
    assert outcome.data.values()["others"] == [{"what": "NIKON D850 (0320)", "count": 1}]
    assert any("1 picture of other cameras" in each for each in outcome.notices)


def test_what_is_damaged_is_told_and_passed_over_and_what_is_no_picture_left_alone(
    bench: Bench, tmp_path: Path, program: Callable[[str], str]
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    tag(program, save(folder / "good.jpg"), "-Make=Canon", "-ExifIFD:SerialNumber=0320")
    (folder / "cut.heic").write_bytes(save(tmp_path / "h.heic").read_bytes()[:300])
    (folder / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe1\xff\xff" + b"x" * 100)
    (folder / "words.txt").write_text("no picture")
    (folder / "link.jpg").symlink_to(folder / "good.jpg")
    outcome = bench.ask(look_at_photos, [folder])
    assert [Path(each["path"]).name for each in outcome.data.values()["unread"]] == ["cut.heic", "cut.jpg"]
    assert outcome.data.values()["made"][0]["count"] == 1
    assert any("2 files passed over" in each for each in outcome.notices)


def test_the_list_is_kept_with_the_thing_and_grows_and_holds_no_picture(
    bench: Bench, tmp_path: Path, program: Callable[[str], str]
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    tag(program, save(folder / "a.jpg"), "-Make=Canon", "-ExifIFD:SerialNumber=0320", "-Comment=a")
    bench.do(look_at_photos, [folder], keep=True)
    (line,) = bench.text("products/c/camera/files/photos-made.csv").splitlines()[1:]
    assert line.endswith(f",camera,{folder}/a.jpg")
    before = bench.files
    assert "there is nothing new to keep" in bench.do(look_at_photos, [folder], keep=True).notices
    assert bench.files == before
    (folder / "a.jpg").rename(folder / "moved.jpg")
    tag(program, save(folder / "b.jpg"), "-Make=Canon", "-ExifIFD:SerialNumber=0320", "-Comment=b")
    bench.do(look_at_photos, [folder], keep=True)
    kept = bench.text("products/c/camera/files/photos-made.csv")
    assert kept.count("\n") == 3
    assert "moved.jpg" in kept
    assert bench.text(RECORD).count("photos-made.csv") == 1
    assert not [name for name in bench.files if name.endswith(".jpg")]


def save_taken(path: Path, taken: str) -> Path:
    """A picture by the camera of the bench, whose clock said that."""
    exif = Image.Exif()
    exif[0x010F] = "Canon"
    exif.get_ifd(0x8769).update({0x9003: taken, 0xA431: "0320"})
    PICTURE.save(path, "JPEG", exif=exif)
    return path


@pytest.mark.parametrize("taken", ["9999:99:99 10:00:00", "2024=1+1+1", "2024:02:30 10:00:00", "2024:1:01x"])
def test_a_day_that_never_was_is_none(bench: Bench, tmp_path: Path, taken: str) -> None:
    values = bench.ask(look_at_photos, [save_taken(tmp_path / "a.jpg", taken)]).data.values()
    assert "taken" not in values["made"][0]["photos"][0]


def test_no_spreadsheet_runs_the_name_of_a_picture_in_the_kept_list(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = Path("=cmd|' -C calc'!A0.jpg")
    save_taken(name, "2024:05:01 10:00:00")
    bench.do(look_at_photos, [name], keep=True)
    path = "products/c/camera/files/photos-made.csv"
    (row,) = list(csv.reader(io.StringIO(bench.text(path))))[1:]
    assert row[3] == f"'{name}"
    save_taken(Path("b.jpg"), "2024:05:02 10:00:00")
    bench.do(look_at_photos, [Path("b.jpg")], keep=True)
    assert list(csv.reader(io.StringIO(bench.text(path))))[1] == row


def test_pictures_in_the_store_itself_are_not_looked_at(bench: Bench) -> None:
    PICTURE.save(bench.things / "p.jpg")
    assert bench.ask(look_at_photos, [bench.things]).data.values()["pictures"] == 0


sink = io.BytesIO()
PICTURE.save(sink, "JPEG")
SOUND = sink.getvalue()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 600), st.booleans())
def test_hostile_bytes_say_nothing_or_are_refused(data: bytes, at: int, is_whole: bool) -> None:
    for each in (data, SOUND[:at] + data, SOUND[:at] + data + SOUND[at:]):
        try:
            told = read_made_with(each, "x", is_whole=is_whole)
        except InvalidError:
            continue
        assert all(text is None or text.isprintable() for text in told)
