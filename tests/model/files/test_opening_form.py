"""What a file is opened as: by its bytes, and never as something that a desktop would run."""

from __future__ import annotations

import io
import zipfile

import pytest

from talktag.model.files.file_name import EVERY_ENDING
from talktag.model.files.opening_form import OpeningForm, opening_form

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
JPEG = b"\xff\xd8\xff\xe0" + bytes(30)
PDF = b"%PDF-1.7\n%" + bytes(range(128, 160))
# What some desktop or other starts, or runs what is in it.
_RUN = """
exe com bat cmd ps1 vbs js jse wsf hta scr lnk url msi jar py pl rb sh run desktop appimage deb rpm app command workflow
scpt html htm svg xhtml xml chm swf docm xlsm pptm zip iso dmg pkg apk
"""


def archive(*names: str) -> bytes:
    """A zip archive with files of those names."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("receipt.pdf", PDF, OpeningForm("pdf", is_other_text=False)),
        ("photo.JPG", JPEG, OpeningForm("jpg", is_other_text=False)),
        ("a program.exe", PNG, OpeningForm("png", is_other_text=False)),
        ("letter.txt", b"Dear Ana,\n", OpeningForm("txt", is_other_text=False)),
        ("README", b"Dear Ana,\n", OpeningForm("txt", is_other_text=False)),
        ("manual.html", b"<html><script>alert(1)</script></html>\n", OpeningForm("txt", is_other_text=True)),
        ("drawing.svg", b"<svg onload='alert(1)'/>\n", OpeningForm("txt", is_other_text=True)),
        ("setup.sh", b"#!/bin/sh\nrm -rf ~\n", OpeningForm("txt", is_other_text=True)),
        ("receipt.pdf", b"#!/bin/sh\nrm -rf ~\n", OpeningForm("txt", is_other_text=True)),
        ("receipt.desktop", b"[Desktop Entry]\nExec=rm -rf ~\n", OpeningForm("txt", is_other_text=True)),
        ("table.xlsx", archive("xl/workbook.xml"), OpeningForm("xlsx", is_other_text=False)),
        ("table.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), None),
        ("photo.jpg", b"\x7fELF" + bytes(60), None),
        ("photo.jpg", b"MZ" + bytes(60), None),
        ("manual.zip", archive("manual.pdf"), None),
        ("nothing.txt", b"", None),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_bytes_decide_and_not_the_name(name: str, data: bytes, form: OpeningForm | None) -> None:
    assert opening_form(name, data) == form


def test_no_ending_that_a_copy_can_have_is_one_that_runs() -> None:
    assert not {*_RUN.split()} & {*EVERY_ENDING}
