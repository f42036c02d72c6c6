"""The generated pages are what the generators make of the code as it is now."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import generate
import pytest


@pytest.mark.parametrize("page", [*generate.WHOLE, *generate.PARTS])
def test_a_generated_page_is_what_the_code_says_now(root: Path, page: str) -> None:
    there = (root / page).read_text(encoding="utf-8")
    assert generate.made()[page] == there, f"{page} is stale; run: python docs/generate.py"


def test_the_same_code_gives_the_same_pages() -> None:
    assert generate.made() == generate.made()


def test_a_page_that_lost_the_place_of_its_part_is_told() -> None:
    with pytest.raises(SystemExit, match="has no part roles"):
        generate.with_part("# A page\n", "roles", "| role |")


def test_groff_has_nothing_to_say_about_the_manual_page(root: Path, program: Callable[[str], str]) -> None:
    command = [program("groff"), "-man", "-ww", "-Tutf8", "-z", str(root / "docs/reference/talktag.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_the_manual_page_reads_as_text(root: Path, program: Callable[[str], str]) -> None:
    command = [program("groff"), "-man", "-Tascii", "-P-cbou", "-rLL=200n", str(root / "docs/reference/talktag.1")]
    text = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    for words in ("TALKTAG(1)", "talktag export [REF|QUERY]", "--passphrase-fd N", "EXIT STATUS"):
        assert words in text
