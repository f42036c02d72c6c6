"""Attachments: each content once, sealed ones never in the clear, and nothing that another product needs goes away."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from talktag.model.toml.write import new_text

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

AT = "products/c/canon-eos-5d-mark-iv/files/receipt.txt"
SECRET = b"CANARY-OF-THE-WILL " * 9


def files(computer: Computer, ref: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = computer.json("show", ref)["data"]["files"]
    return found


def test_a_receipt_for_two_things_is_stored_once(computer: Computer) -> None:
    computer.ok("attach", "trek", "receipt.txt")
    assert files(computer, "trek")[0]["at"] == AT
    assert not (computer.things / "products/t/trek-domane-al-2/files").exists()
    assert computer.run("doctor").code == 0


def test_undo_does_not_take_away_what_another_product_needs(computer: Computer) -> None:
    computer.write("manual.txt", "press the button")
    computer.ok("attach", "canon", "manual.txt")
    commit = computer.git("rev-parse", "HEAD").decode().strip()
    computer.ok("attach", "trek", "manual.txt")
    done = computer.run("undo", commit)
    assert done.code == 6
    assert "trek-domane-al-2" in done.err
    computer.ok("undo")
    assert computer.run("undo").code == 0
    assert computer.run("doctor").code == 0


def test_one_command_for_two_products_is_undone_as_one(computer: Computer) -> None:
    before = computer.git("rev-parse", "HEAD^{tree}")
    computer.write("manual.txt", "press the button")
    computer.ok("attach", "canon", "manual.txt", "--also", "trek", "--also", "canon")
    assert [each["name"] for each in files(computer, "trek")] == ["manual.txt"]
    computer.ok("undo")
    assert computer.git("rev-parse", "HEAD^{tree}") == before


def test_a_damaged_copy_is_not_referred_to(computer: Computer) -> None:
    (computer.things / AT).write_text("something else")
    computer.ok("attach", "trek", "receipt.txt")
    assert "at" not in files(computer, "trek")[0]
    kept = computer.things / "products/t/trek-domane-al-2/files/receipt.txt"
    assert kept.read_bytes() == (computer.folder / "receipt.txt").read_bytes()


def test_doctor_finds_a_file_that_two_products_miss(computer: Computer) -> None:
    computer.ok("attach", "trek", "receipt.txt")
    (computer.things / AT).unlink()
    found = computer.run("doctor")
    assert found.code == 12
    assert found.out.count("missing-file") == 2


def test_a_file_that_only_another_record_lists_is_no_stray(computer: Computer) -> None:
    computer.ok("attach", "trek", "receipt.txt")
    path = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    path.write_bytes(new_text({key: value for key, value in table.items() if key != "files"}))
    computer.ok("save", "--yes")
    assert files(computer, "canon") == []
    assert "unlisted-file" not in computer.run("doctor").out


@pytest.mark.parametrize(
    "at", ["products/c/canon-eos-5d-mark-iv.toml", "keys/owner.pub", "../../etc/passwd", "/etc/passwd"]
)
def test_a_record_that_points_elsewhere_is_not_followed(at: str, computer: Computer) -> None:
    computer.write(
        "things/products/e/evil.toml",
        f'format = 1\nid = "0000000000000"\nname = "Evil"\n'
        f'[[files]]\nname = "x.txt"\nsha256 = "{"0" * 64}"\nat = "{at}"\n',
    )
    assert computer.run("file", "evil", "x.txt", "-o", "out").code == 4
    assert not (computer.folder / "out").exists()
    assert "not where a product keeps its files" in computer.run("show", "evil").err


def test_an_export_takes_the_shared_file_along(computer: Computer) -> None:
    computer.ok("attach", "trek", "receipt.txt")
    computer.ok("export", "trek", "--to", "fix-it", "--include", "files:receipt", "-o", "trek.zip", "--yes")
    assert b"receipt" in (computer.folder / "trek.zip").read_bytes()


def test_a_private_file_is_nowhere_in_the_clear_and_age_opens_it(
    computer: Computer, program: Callable[[str], str]
) -> None:
    computer.write("will.pdf", SECRET)
    said = computer.run("attach", "trek", "will.pdf", "--private")
    assert said.code == 0
    (file,) = files(computer, "trek")
    assert (file["name"], file["kind"], file["sealed"]) == ("will.pdf.age", "file", True)
    assert "media" not in file
    for path in (computer.things, computer.folder / "config"):
        for each in path.rglob("*"):
            assert not each.is_file() or SECRET not in each.read_bytes(), each
    objects = computer.git("cat-file", "--batch-all-objects", "--batch")
    assert SECRET not in objects
    assert b"will" not in computer.git("log", "--format=%B")
    assert computer.run("file", "trek", "will", "-o", "-").stdout == SECRET
    sealed = computer.things / "products/t/trek-domane-al-2/files/will.pdf.age"
    identity = computer.folder / "config/keys/identity.txt"
    opened = subprocess.run([program("age"), "-d", "-i", str(identity), str(sealed)], capture_output=True, check=True)
    assert opened.stdout == SECRET


def test_a_sealed_file_that_was_changed_does_not_open(computer: Computer) -> None:
    computer.write("will.pdf", SECRET)
    computer.ok("attach", "trek", "will.pdf", "--private")
    path = computer.things / "products/t/trek-domane-al-2/files/will.pdf.age"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert computer.run("file", "trek", "will", "-o", "-").code == 6
    assert "changed-file" in computer.run("doctor").out


def test_the_passphrase_is_asked_for_only_to_open(sealed_computer: Computer) -> None:
    sealed_computer.write("will.pdf", SECRET)
    sealed_computer.ok("attach", "trek", "will.pdf", "--private")
    assert sealed_computer.run("file", "trek").code == 0
    assert sealed_computer.run("file", "trek", "will", "-o", "-").code == 9
    opened = sealed_computer.run("file", "trek", "will", "-o", "out.pdf", "--passphrase-file", "words")
    assert opened.code == 0
    assert (sealed_computer.folder / "out.pdf").read_bytes() == SECRET
    assert (sealed_computer.folder / "out.pdf").stat().st_mode & 0o077 == 0


def test_saving_without_a_file_that_records_refer_to_says_which_ones(computer: Computer) -> None:
    computer.write("both.pdf", b"%PDF-1.4 both")
    computer.ok("attach", "canon", "both.pdf", "--also", "trek")
    (kept,) = computer.things.glob("products/*/*/files/both.pdf")
    kept.unlink()
    said = computer.run("save", "--dry-run").err
    for slug in ("canon-eos-5d-mark-iv", "trek-domane-al-2"):
        assert f'"{slug}" has it as "both.pdf"' in said
    kept.write_bytes(b"%PDF-1.4 both")
    assert "has it as" not in computer.run("save", "--dry-run").err


def photo(model: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", model
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (40.75, 25.25, 1.0)
    exif[0x8825] = place
    beside = exif.get_ifd(0x8769)
    beside[0xA431], beside[0x9003] = "777001; rm -rf", "2024:05:01 10:00:00"
    exif[0x8769] = beside
    made = BytesIO()
    Image.new("RGB", (16, 16)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_photo_offers_its_facts_as_lines_to_type_and_never_its_place(computer: Computer) -> None:
    computer.write("photo.jpg", photo("Canon EOS R5"))
    said = computer.run("attach", "trek", "photo.jpg").err
    assert "talktag set trek-domane-al-2 serial='777001; rm -rf'" in said
    assert "talktag set trek-domane-al-2 field.photographed:date=2024-05-01" in said
    assert not any(word in said for word in ("40.", "25.", "GPS", "north"))
    computer.ok("set", "trek-domane-al-2", "field.photographed:date=2024-05-01", "serial=777001; rm -rf")
    computer.write("second.jpg", photo("Canon EOS R6"))
    assert "talktag set" not in computer.run("attach", "trek", "second.jpg").err


def test_a_photo_of_a_thing_with_another_name_offers_no_serial_number(computer: Computer) -> None:
    computer.ok("set", "trek", "maker=Trek")
    computer.write("photo.jpg", photo("Canon EOS R5"))
    assert "serial" not in computer.run("attach", "trek", "photo.jpg").err


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Kassenbon-2024.pdf", b"%PDF-1.7", "receipt"),
        ("ticket.png", b"\x89PNG\r\n\x1a\n", "receipt"),
        ("Bedienungsanleitung.pdf", b"%PDF-1.7", "manual"),
        ("Garantie.pdf", b"%PDF-1.7", "certificate"),
        ("IMG_1.heic", b"\0\0\0\x18ftypheic", "photo"),
        ("IMG_1.jpg", b"\xff\xd8\xff", "photo"),
        ("scan.pdf", b"%PDF-1.7", "file"),
        ("photo-of-nothing.txt", b"hello", "file"),
    ],
)
def test_what_a_file_is_shows_in_its_name_or_its_first_bytes(
    name: str, content: bytes, kind: str, computer: Computer
) -> None:
    computer.write(name, content)
    computer.ok("attach", "trek", name)
    assert files(computer, "trek")[0]["kind"] == kind


@pytest.mark.parametrize("kind", ["photo", "receipt", "file"])
def test_a_picture_that_cannot_be_cleaned_does_not_leave_whatever_it_is_called(kind: str, computer: Computer) -> None:
    computer.write("IMG_1.heic", b"\0\0\0\x18ftypheic" + b"GPS: home")
    computer.ok("attach", "trek", "IMG_1.heic", "--kind", kind)
    done = computer.run("export", "trek", "--to", "fix-it", "--include", f"files:{kind}", "-o", "x.zip", "--yes")
    assert done.code == 6
    assert not (computer.folder / "x.zip").exists()
