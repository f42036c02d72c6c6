"""`attach` of a folder, and `add` with photographs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from talktag.ops.files.attach import attach
from talktag.ops.products.add import AddRequest, add
from tests.kit.bench import Bench


def picture(colour: str) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(sink, "PNG")
    return sink.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "drill"
    (inside / "more").mkdir(parents=True)
    (inside / "front.png").write_bytes(picture("red"))
    (inside / "more/invoice.txt").write_text("one drill\n")
    (inside / ".DS_Store").write_bytes(b"\0")
    (inside / "Thumbs.db").write_bytes(b"\0")
    (inside / "secret").symlink_to("/etc/passwd")
    return inside


def test_all_files_of_a_folder_are_attached_at_once(bench: Bench, folder: Path) -> None:
    outcome = bench.do(attach, "drill", [folder], None)
    assert {each.name: each.kind for each in outcome.data.product.files} == {
        "front.png": "photo",
        "invoice.txt": "receipt",
    }
    assert bench.store.record("drill").product.files == outcome.data.product.files
    assert any("secret" in each for each in outcome.notices)
    assert sorted(path.name for path in folder.rglob("*")) == [
        *(".DS_Store", "Thumbs.db", "front.png", "invoice.txt", "more", "secret"),
    ]


def test_what_is_there_already_is_left_out(bench: Bench, folder: Path) -> None:
    bench.do(attach, "drill", [folder], None)
    (folder / "back.png").write_bytes(picture("blue"))
    outcome = bench.do(attach, "drill", [folder], None)
    assert [each.name for each in outcome.data.product.files] == ["front.png", "invoice.txt", "back.png"]
    again = bench.do(attach, "drill", [folder], None)
    assert again.plan is None


def test_a_folder_of_nothing_is_said(bench: Bench, tmp_path: Path, refused: Callable[..., str]) -> None:
    (tmp_path / "empty").mkdir()
    assert "there is no file in" in refused(bench, attach, "drill", [tmp_path / "empty"], None)


def test_many_files_are_counted_in_the_history(bench: Bench, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"page {number}\n")
    outcome = bench.do(attach, "drill", sorted(tmp_path.glob("*.txt")), None)
    assert outcome.plan
    assert outcome.plan.message.startswith("Attach 6 files to Drill\n")


def test_a_product_is_added_with_its_photographs(bench: Bench, folder: Path) -> None:
    (folder / "receipt.png").write_bytes(picture("green"))
    photos = [folder / "front.png", folder / "receipt.png"]
    outcome = bench.do(add, AddRequest("Saw", files=[folder / "receipt.png"], photos=photos))
    assert {each.name: each.kind for each in outcome.data.product.files} == {
        "front.png": "photo",
        "receipt.png": "photo",
    }


def test_a_photograph_must_be_a_picture(bench: Bench, folder: Path, refused: Callable[..., str]) -> None:
    said = refused(bench, add, AddRequest("Saw", photos=[folder / "more/invoice.txt"]))
    assert "is no picture" in said
