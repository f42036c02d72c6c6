"""Single files are chosen and left out by name, and what cannot be cleaned leaves only where somebody named it."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.sharing.test_transfer import other
from tests.media.material import saved, scene, telling
from tests.media.test_other_kinds import heic

if TYPE_CHECKING:
    from tests.kit.computer import Computer

FILM = b"\0\0\0\x18ftypqt  \0\0\0\0qt  mp42" + b"GPS: home" + bytes(200)
DAMAGED = saved(scene(), "JPEG")[:-300]
PHOTOS = ("export", "trek", "--to", "fix-it", "--include", "files:photo", "-o", "out.zip")


@pytest.fixture
def computer(computer: Computer) -> Computer:
    computer = replace(computer, quick=True)
    for name, data in (("front.jpg", saved(scene(), "JPEG", exif=telling())), ("IMG 1.HEIC", heic(scene(), telling()))):
        computer.write(name, data)
        computer.ok("attach", "trek", name, "--kind", "photo")
    return computer


def attach(computer: Computer, name: str, data: bytes, kind: str = "photo") -> None:
    computer.write(name, data)
    computer.ok("attach", "trek", name, "--kind", kind)


def left(computer: Computer, name: str = "out.zip") -> dict[str, bytes]:
    """The files in the bundle, by their names in it."""
    with zipfile.ZipFile(io.BytesIO((computer.folder / name).read_bytes())) as archive:
        return {Path(each).name: archive.read(each) for each in archive.namelist() if "/data/files/" in each}


def share(computer: Computer) -> dict[str, object]:
    (path,) = computer.things.glob("shares/*trek*")
    return tomllib.loads(path.read_text("utf-8"))


def test_a_photo_of_a_phone_leaves_as_a_clean_jpeg_and_that_is_said(computer: Computer) -> None:
    done = computer.run(*PHOTOS, "--yes")
    assert done.code == 0
    assert 'notice: "img-1.heic" leaves as a clean JPEG of image/heic' in done.err
    assert "img-1.heic: as a clean JPEG" in done.out
    files = left(computer)
    assert sorted(files) == ["photo-1.jpg", "photo-2.jpg"]
    assert all(data.startswith(b"\xff\xd8\xff") and b"CANARY" not in data for data in files.values())
    assert computer.run("verify", "out.zip").code == 0


def test_a_photo_of_a_phone_tells_its_facts_and_is_scanned_and_printed(computer: Computer) -> None:
    assert '"IMG 1.HEIC" was taken on 2024-05-01' in computer.run("attach", "canon", "IMG 1.HEIC").err
    assert "no code can be read" in computer.run("scan", "IMG 1.HEIC").err
    computer.ok("export", "trek", "--to", "fix-it", "--fields", "name,photo", "-o", "out.pdf", "--yes")
    assert b"CANARY" not in (computer.folder / "out.pdf").read_bytes()


def test_one_file_is_chosen_by_name_and_the_name_does_not_leave(computer: Computer) -> None:
    found = json.loads(computer.ok(*PHOTOS[:5], "file:img 1.heic", "-o", "out.zip", "--yes", "--json"))["data"]
    assert [each["value"] for each in found["leaves"] if each["field"] == "file"] == ["img-1.heic: as a clean JPEG"]
    assert [each["reason"] for each in found["stays"] if each["field"] == "file"] == ["not given to a repairer"]
    assert list(left(computer)) == ["photo-1.jpg"]
    with zipfile.ZipFile(computer.folder / "out.zip") as archive:
        assert not any(b"img-1" in archive.read(name) for name in archive.namelist())
    assert [each for each in share(computer)["sections"] if "file" in each] == ["files:photo"]  # type: ignore[attr-defined]


def test_one_file_is_left_out_by_name(computer: Computer) -> None:
    done = computer.run(*PHOTOS, "--without", "front.jpg", "--yes")
    assert done.code == 0
    assert "files:photo\tfile\tfront.jpg\t--without" in done.out.replace("stays\t", "")
    (only,) = share(computer)["files"]  # type: ignore[misc]
    assert only["name"] == "img-1.heic"
    computer.ok(
        "export", "trek", "--to", "fix-it", "--fields", "name,photo", "--without", "front.jpg", "-o", "x.txt", "--yes"
    )
    assert "photo-1" in (computer.folder / "x.txt").read_text()
    assert "photo-2" not in (computer.folder / "x.txt").read_text()


@pytest.mark.parametrize("flags", [("--include", "file:frnt.jpg"), ("--without", "frnt.jpg")])
def test_a_mistyped_name_is_refused_with_near_ones(flags: tuple[str, str], computer: Computer) -> None:
    done = computer.run(*PHOTOS, *flags, "--yes")
    assert done.code == 6
    assert 'there is no file "frnt.jpg"' in done.err
    before = "file:" if flags[0] == "--include" else "--without "
    assert f"did you mean {before}front.jpg?" in done.err
    assert (
        computer.run("export", "trek", "--to", "fix-it", "--fields", "photo", *flags, "-o", "x.txt", "--yes").code != 0
    )


def test_a_sealed_file_cannot_be_chosen(computer: Computer) -> None:
    computer.write("will.txt", "secret")
    computer.ok("attach", "trek", "will.txt", "--private")
    done = computer.run(*PHOTOS, "--include", "file:will.txt.age", "--yes")
    assert (done.code, "never leaves" in done.err) == (6, True)


def test_damaged_pictures_are_named_with_what_leaves_them_out(computer: Computer) -> None:
    attach(computer, "my cat.jpg", DAMAGED)
    attach(computer, "dog.jpg", DAMAGED + b"x")
    for words in (PHOTOS, ("export", "trek", "--to", "fix-it", "--fields", "photo", "-o", "out.pdf")):
        done = computer.run(*words, "--yes")
        assert done.code == 6
        assert "2 pictures cannot be handed out" in done.err
        assert "--without my-cat.jpg --without dog.jpg" in done.err
        computer.ok(*words, "--without", "my cat.jpg", "--without", "dog.jpg", "--yes")


@pytest.mark.parametrize("kind", ["photo", "file", "receipt"])
def test_what_cannot_be_cleaned_does_not_leave_unread(kind: str, computer: Computer) -> None:
    attach(computer, "clip.mov", FILM, kind)
    words = ("export", "trek", "--to", "fix-it", "--include", f"files:{kind}", "-o", "out.zip")
    done = computer.run(*words, "--yes")
    assert done.code == 6
    assert '"clip.mov"' in done.err
    assert "--without clip.mov" in done.err
    assert "--include file:clip.mov" in done.err
    assert not (computer.folder / "out.zip").exists()
    assert "clip.mov: uncleaned" in computer.ok(*words, "--dry-run")
    computer.ok(*words, "--yes", "--without", "clip.mov")


def test_what_cannot_be_cleaned_leaves_where_it_was_named(computer: Computer) -> None:
    attach(computer, "clip.mov", FILM)
    found = json.loads(computer.ok(*PHOTOS, "--include", "file:clip.mov", "--yes", "--json"))["data"]
    assert found["uncleaned"] == ["clip.mov"]
    assert left(computer)["photo-3.mov"] == FILM
    assert [each.get("uncleaned", False) for each in share(computer)["files"]] == [False, False, True]  # type: ignore[attr-defined]
    assert computer.run("verify", "out.zip").code == 0
    assert computer.run("doctor").code == 0


def test_the_question_names_what_leaves_uncleaned(computer: Computer) -> None:
    attach(computer, "clip.mov", FILM)
    screen = computer.terminal(*PHOTOS)
    screen.until('with "clip.mov" uncleaned? [y/N]').type("y\r")
    assert screen.end().code == 0
    assert left(computer)["photo-3.mov"] == FILM


def test_a_hand_over_asks_for_the_same(computer: Computer) -> None:
    attach(computer, "clip.mov", FILM, "report")
    words = ("transfer", "trek", "--to", "fix-it", "-o", "out.zip", "--yes")
    assert computer.run(*words).code == 6
    computer.ok(*words, "--without", "clip.mov")
    assert list(left(computer)) == []


def test_on_paper_a_film_is_only_listed(computer: Computer) -> None:
    attach(computer, "clip.mov", FILM)
    for ending in ("pdf", "html", "txt"):
        computer.ok("export", "trek", "--to", "fix-it", "--fields", "photo", "-o", f"out.{ending}", "--yes")
        assert b"GPS" not in (computer.folder / f"out.{ending}").read_bytes()


def test_an_answer_that_holds_what_was_left_out_stays_as_well(computer: Computer) -> None:
    shop = other(computer, "shop")
    shop.ok("key", "new", "Fix-It Cameras", "--no-passphrase")
    computer.ok("export", "trek", "--to", "fix-it", "-o", "asked.zip", "--yes")
    computer.write("report.txt", "the frame is bent, and the owner was rude")
    shop.ok("reply", "asked.zip", "--service", "looked at it", "--file", "report.txt", "-o", "reply.zip")
    computer.ok("receive", "reply.zip", "--signer", "shop/keys/signing_key.pub", "--yes")
    (name,) = [each["name"] for each in computer.json("show", "trek")["data"]["files"] if each["kind"] == "report"]
    words = ("transfer", "trek", "--to", "fix-it", "--dry-run", "--json")
    whole = json.loads(computer.ok(*words, "-o", "out.zip"))["data"]
    assert len(whole["originals"]) == 1
    less = json.loads(computer.ok(*words, "-o", "out.zip", "--without", name))["data"]
    assert less["originals"] == []
    assert less["originals_staying"][0]["reason"] == "it also holds a file that was left out"


def test_a_document_keeps_an_ending_that_opens_it(computer: Computer) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<document/>")
    attach(computer, "offer.docx", sink.getvalue(), "file")
    attach(computer, "mail.eml", b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nhello\n", "file")
    attach(computer, "run.exe", b"MZ\x90\0\3\0", "file")
    words = ("export", "trek", "--to", "fix-it", "--include", "files:file", "-o", "out.zip", "--yes")
    done = computer.run(*words)
    assert done.code == 0
    assert sorted(left(computer)) == ["file-1.docx", "file-2.eml", "file-3.bin"]
    assert '"offer.docx" leaves as it is' in done.err
    assert computer.run("verify", "out.zip").code == 0


@pytest.mark.parametrize(
    "make", [lambda: saved(scene(), "GIF"), lambda: saved(scene(), "BMP"), lambda: saved(scene(), "TIFF")]
)
def test_other_pictures_leave_as_clean_jpegs_whatever_they_are_called(
    make: Callable[[], bytes], computer: Computer
) -> None:
    attach(computer, "thing.bin", make(), "file")
    computer.ok("export", "trek", "--to", "fix-it", "--include", "files:file", "-o", "out.zip", "--yes")
    assert list(left(computer)) == ["file-1.jpg"]
