"""Which file is opened, where its copy lies, and which earlier copies go."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.errors import AmbiguousError, InvalidError, NotFoundError, UsageError
from talktag.model.effects.of_programs import OpenCopy
from talktag.ops.files.attach import attach
from talktag.ops.files.open import Desk, open_file

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PDF = b"%PDF-1.7\n%" + bytes(range(128, 160))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(("show-it",), tmp_path / "opened", tmp_path / "memory")


def keep(bench: Bench, name: str, data: bytes, kind: str | None = None) -> None:
    """Attach a file of that content to the bicycle."""
    path = bench.folder / name
    path.write_bytes(data)
    bench.do(attach, "bicycle", [path], kind)


def opened(bench: Bench, desk: Desk, *words: str) -> OpenCopy:
    """The one thing that happens."""
    outcome = bench.ask(open_file, "bicycle", " ".join(words) or None, desk)
    assert outcome.plan is None
    (effect,) = outcome.effects
    assert isinstance(effect, OpenCopy)
    return effect


def test_the_only_file_needs_no_name_and_its_copy_has_a_folder_of_its_own(bench: Bench, desk: Desk) -> None:
    keep(bench, "Recibo Nº 7.pdf", PDF)
    first, second = opened(bench, desk), opened(bench, desk)
    assert first.words == ("show-it",)
    assert Path(first.path).name == "recibo-no-7.pdf"
    assert Path(first.path).parents[1] == Path(second.path).parents[1] == desk.folder
    assert Path(first.path).parent != Path(second.path).parent
    assert not desk.folder.exists(), "nothing is written before it is carried out"


def test_of_several_none_is_taken_and_the_receipt_comes_first(bench: Bench, desk: Desk) -> None:
    keep(bench, "a.txt", b"a\n", "file")
    keep(bench, "manual.pdf", PDF + b"m", "manual")
    keep(bench, "bill.pdf", PDF, "receipt")
    with pytest.raises(AmbiguousError) as caught:
        opened(bench, desk)
    assert [each.value for each in caught.value.choices] == ["bill.pdf", "manual.pdf", "a.txt"]
    assert Path(opened(bench, desk, "man").path).name == "manual.pdf"
    assert Path(opened(bench, desk, "receipt").path).name == "bill.pdf", "a kind names what is of it"
    with pytest.raises(NotFoundError):
        opened(bench, desk, "umbrella")


def test_a_product_without_files_has_nothing_to_open(bench: Bench, desk: Desk) -> None:
    with pytest.raises(NotFoundError, match='"bicycle" has no files'):
        opened(bench, desk)


def test_what_may_be_a_program_is_not_opened_and_it_is_said_what_to_type(bench: Bench, desk: Desk) -> None:
    keep(bench, "photo.jpg", b"\x7fELF" + bytes(60))
    with pytest.raises(InvalidError) as caught:
        opened(bench, desk)
    assert any("talktag file bicycle photo.jpg -o photo.jpg" in hint for hint in caught.value.hints)


def test_a_page_is_shown_as_text_and_that_is_said(bench: Bench, desk: Desk) -> None:
    keep(bench, "manual.html", b"<script>alert(1)</script>\n")
    outcome = bench.ask(open_file, "bicycle", None, desk)
    assert Path(outcome.effects[0].path).name == "manual.txt"
    assert '"manual.html" is shown as text' in outcome.notices[0]


def test_a_sealed_file_is_not_opened_where_there_is_no_folder_in_memory(bench: Bench, desk: Desk) -> None:
    record = "products/b/bicycle.toml"
    files = f'files = [{{name = "will.txt.age", kind = "file", size = 3, sha256 = "{"0" * 64}", sealed = true}}]\n'
    bench.write(record, bench.text(record) + files)
    with pytest.raises(UsageError, match="no folder in memory"):
        opened(bench, desk._replace(memory=None))


def test_without_a_desktop_it_is_said_where_the_file_is(bench: Bench, desk: Desk) -> None:
    keep(bench, "bill.pdf", PDF)
    with pytest.raises(UsageError) as caught:
        opened(bench, desk._replace(words=None))
    assert caught.value.details == (str(bench.things / "products/b/bicycle/files/bill.pdf"),)
    assert "talktag file bicycle bill.pdf -o bill.pdf" in caught.value.hints[0]


def test_copies_of_more_than_a_day_go_and_of_what_was_sealed_of_more_than_an_hour(bench: Bench, desk: Desk) -> None:
    keep(bench, "bill.pdf", PDF)
    assert desk.memory
    ages = {"0000000000001": 2, "0000000000002": 23 * 60, "0000000000003": 25 * 60, "0000000000004": 61}
    for place in (desk.folder, desk.memory):
        for name, minutes in ages.items():
            (place / name).mkdir(parents=True)
            stamp = (bench.now - datetime.timedelta(minutes=minutes)).timestamp()
            os.utime(place / name, (stamp, stamp))
        (place / "of somebody else").mkdir()
        os.utime(place / "of somebody else", (0, 0))
    assert {*opened(bench, desk).stale} == {
        str(desk.folder / "0000000000003"),
        *(str(desk.memory / f"000000000000{number}") for number in (2, 3, 4)),
    }
