"""What `finder` and the verbs beside it say to somebody who uses them for the first time."""

from __future__ import annotations

import json
import os
import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


def test_a_page_is_not_called_altered_where_all_its_things_were_removed(computer: Computer) -> None:
    computer.ok("finder", "build", "site", "--yes")
    computer.ok("remove", "canon", "--yes")
    computer.ok("remove", "trek", "--yes")
    for _ in range(2):
        checked = json.loads(computer.run("finder", "check", "--json").out)["data"]
        assert checked["findings"] == []
        assert {each["key"] for each in checked["differences"]} == {"sticker"}
        computer.ok("add", "Pan")  # whose tag is newer than the page
    assert len(checked["differences"]) == 3


def test_what_was_removed_is_named_as_no_more_on_the_page(computer: Computer) -> None:
    (tag,) = (each["id"] for each in computer.json("show", "canon")["data"]["tags"])
    computer.ok("set", "canon", "finder.words=Please write")
    computer.ok("finder", "build", "site", "--yes")
    computer.ok("remove", "canon", "--yes")
    slug = "canon-eos-5d-mark-iv"
    sticker, words = (
        {"about": slug, "key": "sticker", "page": tag},
        {"about": slug, "key": "words", "page": "Please write"},
    )
    checked = computer.run("finder", "check", "--json")
    assert checked.code == 12
    done = computer.json("finder", "build", "--yes")
    assert done["data"]["changes"] == [sticker, words]
    assert done["data"]["new"] == []
    assert computer.json("finder", "check")["data"]["as_built"] is True
    computer.ok("undo", "--yes")


@pytest.mark.parametrize("typed", ["", "-"])
def test_a_page_is_built_into_nothing_that_is_no_folder(typed: str, computer: Computer) -> None:
    before = sorted(computer.folder.iterdir())
    done = computer.run("finder", "build", typed, "--yes")
    assert (done.code, "name a folder: talktag finder build DIR" in done.err) == (2, True)
    assert sorted(computer.folder.iterdir()) == before


def test_a_page_is_compared_as_it_is_piped_in(computer: Computer) -> None:
    computer.ok("finder", "build", "site", "--yes")
    page = (computer.folder / "site/index.html").read_bytes()
    assert "is, to the byte, what the store says" in computer.ok("finder", "check", "-", stdin=page)
    altered = computer.run("finder", "check", "-", stdin=page.replace(b"<head>", b"<head> "))
    assert (altered.code, "other words" in altered.err) == (12, False)
    for data in (b"", b"hello"):
        done = computer.run("finder", "check", "-", stdin=data)
        assert (done.code, "standard input is no page for finders" in done.err) == (6, True), done.err


def test_a_folder_that_may_not_be_written_to_is_told_before_the_question(
    computer: Computer, program: Callable[[str], str]
) -> None:
    drop = [program("setpriv"), "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    closed = computer.folder / "closed"
    closed.mkdir(mode=0o555)
    for folder in (closed, closed / "site"):
        done = computer.run("finder", "build", str(folder), "--yes", by=drop)
        assert (done.code, f'nothing can be written into "{closed}"' in done.err) == (2, True), done.err
        assert "hint: name one that you may write to: talktag finder build DIR" in done.err
        assert "Anybody who opens it" not in done.out


@pytest.mark.parametrize(
    ("typed", "said", "line"),
    [
        (("--text", "in Ghent"), "--text is", "--message TEXT"),
        (("--date", "2026-02-27"), "--date is", "--message TEXT --date 2026-02-27"),
        (("--text", "in Ghent", "--date", "1 week ago"), "--text and --date are", "--message TEXT --date '1 week ago'"),
    ],
)
def test_what_is_not_written_of_a_thing_that_is_lost_already_is_told(
    typed: tuple[str, ...], said: str, line: str, computer: Computer
) -> None:
    computer.ok("lost", "trek")
    slug = "trek-domane-al-2"
    done = computer.run("lost", "trek", *typed, "--reward", "5 EUR")
    assert f"{said} not written; add it with: talktag entry {slug} {line}" in done.err
    words = shlex.split(line)
    if "ago" not in line:
        computer.ok("entry", slug, *("in Ghent" if each == "TEXT" else each for each in words))
        assert "in Ghent" in computer.ok("entry", slug)
    assert "not written" not in computer.run("lost", "trek", "--reward", "6 EUR").err
