"""No private note, key, sealed file or word of a camera is in a site, in any spelling; a party's has its own alone.

Every value of a product has a canary, which is sought in the name and in every byte of every file of the folder.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.model.parties.roles import ROLES
from tests.cli.canaries import ALWAYS, SLUG, Canaries, Searched, owned

if TYPE_CHECKING:
    from tests.kit.computer import Computer

SHOWN = ("identity", "serial", "warranty", "entries:service", "files:photo", "files:receipt")


def held_by(folder: Path, canaries: list[str]) -> set[str]:
    """Those of the canaries that are anywhere in a folder."""
    found: set[str] = set()
    for path in (each for each in folder.rglob("*") if each.is_file()):
        searched = Searched(str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes())
        found |= {each for each in canaries if searched.holds(each)}
    return found


@pytest.fixture
def kept(computer: Computer) -> tuple[Computer, Canaries, list[str]]:
    """A computer full of canaries, and those of them that are in notes, in a sealed file or in what a camera wrote."""
    here, canaries = replace(computer, quick=True), Canaries(random.Random(7))
    owned(here, canaries)
    files = (here.things / "products/c/clock/files").iterdir()
    pictures = [each.read_bytes() for each in files if each.suffix in {".jpg", ".png", ".webp"}]
    told = [each for data in pictures for each in canaries.sections if Searched(data).holds(each)]
    assert told
    secret = [canaries.word(None) for _ in range(3)]
    here.ok("note", SLUG, "-", stdin=secret[0].encode())
    here.ok("attach", SLUG, here.write(f"{secret[1]}.txt", secret[2]).name, "--private")
    return here, canaries, [*told, *secret]


@pytest.mark.parametrize("flags", [(), ("--with-files",), ("--language", "de")])
def test_the_owners_site_holds_no_secret(flags: tuple[str, ...], kept: tuple[Computer, Canaries, list[str]]) -> None:
    here, canaries, secrets = kept
    here.ok("site", "pages", *flags)
    pages = here.folder / "pages"
    assert held_by(pages, secrets) == set()
    keys = [each.read_bytes() for each in (here.folder / "keys").rglob("*") if each.is_file()] if not flags else []
    whole = b"\n".join(each.read_bytes() for each in pages.rglob("*") if each.is_file())
    assert not [each for each in keys if each and each in whole]
    assert held_by(pages, [each for each, section in canaries.sections.items() if section == ALWAYS])  # it would find
    assert str(here.folder).encode() not in whole


def test_the_site_of_a_party_holds_what_was_given_and_nothing_else(
    kept: tuple[Computer, Canaries, list[str]],
) -> None:
    here, canaries, secrets = kept
    here.ok("party", "add", "Receiver", "--role", "other")
    canaries.moved("tags", "identity")
    there = {section for section in canaries.sections.values() if section}
    shown = [each for each in SHOWN if each in there or each == "files:photo"]
    here.ok(
        "export",
        SLUG,
        "--to",
        "receiver",
        *(word for each in shown for word in ("--include", each)),
        "-o",
        "out.zip",
        "--yes",
    )
    here.ok("site", "pages", "--as", "receiver", "--yes")
    chosen = {*shown, *ROLES["other"].given, ALWAYS}
    allowed = {each for each, section in canaries.sections.items() if section in chosen} - set(secrets)
    found = held_by(here.folder / "pages", list(canaries.sections))
    assert found - allowed == set()
    in_files = {each for each, section in canaries.sections.items() if (section or "").startswith("files:")}
    assert allowed - in_files - found == set()
