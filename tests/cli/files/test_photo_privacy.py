"""A photo leaves without what the camera wrote into it, and with every pixel as it was."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

if TYPE_CHECKING:
    from tests.kit.computer import Computer

CANARIES = ("CANARY-MAKER", "CANARY-XMP", "CANARY-COMMENT", "CANARY-TRAILER", "CANARY-OWNER")
GPS, LATITUDE, LONGITUDE = 0x8825, 2, 4


def photo() -> bytes:
    """A photo as a telling camera would write it: place, owner, comment, XMP, and bytes after the end."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-MAKER"
    exif[0x9C9D] = "CANARY-OWNER".encode("utf-16-le")
    place = exif.get_ifd(GPS)
    place[1], place[LATITUDE] = "N", (IFDRational(40), IFDRational(25), IFDRational(1))
    place[3], place[LONGITUDE] = "W", (IFDRational(3), IFDRational(42), IFDRational(2))
    exif[GPS] = place
    made = BytesIO()
    picture = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    picture.save(made, "JPEG", exif=exif, comment=b"CANARY-COMMENT", xmp=b"<x:xmpmeta>CANARY-XMP</x:xmpmeta>")
    return made.getvalue() + b"CANARY-TRAILER"


def exported(computer: Computer) -> bytes:
    """The photo as it lies in the bundle, and nothing else of that bundle holds a canary either."""
    computer.write("IMG_2024_Lisbon.jpg", photo())
    computer.ok("attach", "canon", "IMG_2024_Lisbon.jpg")
    computer.ok("export", "canon", "--to", "fix-it", "--include", "files:photo", "-o", "canon.zip", "--yes")
    with zipfile.ZipFile(computer.folder / "canon.zip") as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".jpg")]
        for each in archive.namelist():
            data = archive.read(each)
            assert not any(canary.encode() in data or canary.encode("utf-16-le") in data for canary in CANARIES), each
            assert b"lisbon" not in data.lower() + each.lower().encode()
        return archive.read(name)


def test_the_photo_of_this_test_tells_a_lot(computer: Computer, program: Callable[[str], str]) -> None:
    path = computer.write("photo.jpg", photo())
    told = subprocess.run([program("exiftool"), "-j", "-ee", str(path)], capture_output=True, check=True).stdout
    assert all(canary.encode() in told for canary in ("CANARY-MAKER", "CANARY-COMMENT", "CANARY-OWNER"))
    assert json.loads(told)[0]["GPSLatitude"].startswith("40 deg 25'")
    assert b"CANARY-TRAILER" in photo()


def test_a_photo_leaves_without_its_place_and_owner(computer: Computer) -> None:
    clean = exported(computer)
    with Image.open(BytesIO(clean)) as picture:
        assert dict(picture.getexif()) == {}
        assert {"exif", "comment", "xmp"} & picture.info.keys() == set()
        pixels = picture.tobytes()
    with Image.open(BytesIO(photo())) as picture:
        assert pixels == picture.tobytes()


def test_exiftool_finds_nothing_in_it_but_its_size(computer: Computer, program: Callable[[str], str]) -> None:
    path = computer.write("clean.jpg", exported(computer))
    told = subprocess.run([program("exiftool"), "-j", "-G1", "-ee", str(path)], capture_output=True, check=True).stdout
    groups = {key.split(":")[0] for key in json.loads(told)[0] if ":" in key}
    assert groups <= {"ExifTool", "System", "File", "JFIF", "Composite"}


def test_the_store_keeps_the_photo_as_it_was(computer: Computer) -> None:
    exported(computer)
    kept = computer.things / "products/c/canon-eos-5d-mark-iv/files/img-2024-lisbon.jpg"
    assert kept.read_bytes() == photo()
