"""The folder that is published: no private value is in it, and it is the old page or the new one, always whole."""

from __future__ import annotations

import base64
import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.model.finder.page_owner import owner_text
from talktag.model.finder.sticker_code import code_bytes, sticker_code
from talktag.page.finder.read_page import read_finder_page
from talktag.seal.finder.rows import SealedRows, open_sticker
from tests.cli.canaries import SLUG, Canaries, Searched, owned
from tests.kit.killing import RENAMES, killed_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


def everything_in(folder: Path) -> bytes:
    """Every file of a folder, with its name."""
    files = [each for each in sorted(folder.rglob("*")) if each.is_file()]
    return b"\n".join(each.relative_to(folder).as_posix().encode() + b"\n" + each.read_bytes() for each in files)


def seed_of(computer: Computer) -> bytes:
    (line,) = (each for each in (computer.things / "keys/finder.toml").read_text().split("\n") if "seed" in each)
    return bytes.fromhex(line.split('"')[1])


def secrets_of(computer: Computer) -> Iterator[str]:
    """What would lead from the folder to a sticker, a product or a key: seed, tags and codes, names, paths, commits."""
    seed = seed_of(computer)
    yield from (seed.hex(), base64.b64encode(seed).decode())
    for product in computer.json("list")["data"]["products"]:
        yield from (product["id"], product["name"])
        for tag in product["tags"]:
            code = sticker_code(seed, tag["id"])
            yield from (tag["id"], code, base64.b64encode(code_bytes(code) or b"").decode())
    yield from (str(computer.things), computer.git("rev-parse", "HEAD").decode().strip())
    for path in computer.things.glob("products/*/*/files/*"):
        yield path.name
    identity = (computer.folder / "config/keys/identity.txt").read_text("utf-8").split()
    (secret,) = (each for each in identity if each.startswith("AGE-SECRET-KEY-"))
    yield secret


def opened_rows(computer: Computer, page: Path) -> Iterator[bytes]:
    """All that the stickers of the store open on the page: what whoever holds all of them can read."""
    made, seed = read_finder_page(page.read_bytes()), seed_of(computer)
    rows, owner = SealedRows(made.tickets, made.messages, made.photos), owner_text(made.owner).encode()
    for product in computer.json("list")["data"]["products"]:
        for tag in product["tags"]:
            found = open_sticker(rows, tag["id"], sticker_code(seed, tag["id"]), salt=made.salt, owner=owner)
            assert found
            yield from (found.message, found.photo)


@pytest.mark.parametrize("number", range(3))
def test_no_private_value_is_in_the_folder_nor_behind_a_sticker(number: int, computer: Computer) -> None:
    canaries = Canaries(random.Random(number))
    owned(computer, canaries)
    party, private = canaries.word(None), canaries.word(None)
    computer.ok("party", "add", party, "--role", "seller", "--mail", f"{canaries.word(None)}@example.org")
    computer.ok("note", SLUG, private)
    names = [each.name for each in (computer.things / "products/c/clock/files").iterdir()]
    photo = next(each for each in names if each.endswith(".jpg"))
    public = {key: f"Qpublic{key} ñ 📷" for key in ("name", "words", "reward", "urgent", "hand_in")}
    computer.ok("set", SLUG, f"finder.photo={photo}", *(f"finder.{key}={text}" for key, text in public.items()))
    computer.ok("config", "finder.words=Qpublicblock", "owner.phone=+34600111222")
    computer.ok("finder", "build", "site", "--yes")
    page = computer.folder / "site/index.html"
    folder, behind = Searched(everything_in(page.parent)), list(opened_rows(computer, page))
    stickers = Searched(b"\n".join(behind))
    for canary in canaries.sections:
        assert not folder.holds(canary), canary
        assert not stickers.holds(canary), canary
    for secret in secrets_of(computer):
        assert not folder.holds(secret), secret
    assert b"Exif" not in b"".join(behind)
    assert [each.name for each in page.parent.iterdir()] == [page.name]
    assert not folder.holds("+34600111222")
    assert not folder.holds("Ana Pérez")
    assert folder.holds("Qpublicblock")
    assert folder.holds("ana+tags@example.org")
    assert not any(folder.holds(text) for text in public.values())  # sealed, for whoever holds the sticker
    assert public in [json.loads(each) for each in behind if each.startswith(b"{")]
    assert any(each.startswith(b"\xff\xd8") for each in behind)


def test_the_search_would_find_one(computer: Computer) -> None:
    computer.ok("set", "canon", "finder.words=Qprivate")
    computer.ok("finder", "build", "site", "--yes")
    page = computer.folder / "site/index.html"
    assert Searched(b"\n".join(opened_rows(computer, page))).holds("Qprivate")
    page.write_bytes(page.read_bytes() + b"UXByaXZhdGU=")
    assert Searched(everything_in(page.parent)).holds("Qprivate")


def staged(computer: Computer) -> list[Path]:
    """Files that wait for their names, and notes of them, outside of the repository."""
    found = [*computer.folder.rglob(".talktag-*"), *(computer.folder / "config/pending").glob("*.json")]
    return [path for path in found if not {".git", "seen"} & set(path.parts)]


def test_killed_at_any_step_a_build_leaves_the_old_page_or_the_new_one_whole(computer: Computer) -> None:
    computer.ok("finder", "build", "site", "--yes")
    page = computer.folder / "site/index.html"
    old = page.read_bytes()
    computer.ok("set", "canon", "finder.words=Please call")
    seen = set()
    for _ in killed_steps(computer, ("finder", "build", "--yes"), RENAMES):
        assert read_finder_page(page.read_bytes())
        code = computer.run("finder", "check").code  # which ends what was left unfinished first, as every command does
        assert code == (12 if page.read_bytes() == old else 0)
        seen.add(page.read_bytes() != old)
        assert staged(computer) == []
        computer.ok("finder", "build", "--yes")
        assert "nothing changed" in computer.run("finder", "build").err
    assert seen == {True, False}


def test_killed_at_any_step_a_first_build_leaves_a_page_if_and_only_if_the_seed_is_kept(computer: Computer) -> None:
    found = set()
    for _ in killed_steps(computer, ("finder", "build", "site", "--yes"), RENAMES):
        done = computer.run("doctor")
        assert done.code == 0, done.out
        is_there = (computer.folder / "site").exists()
        found.add(is_there)
        assert (computer.things / "keys/finder.toml").exists() == is_there, done.err
        assert staged(computer) == []
    assert found == {True, False}


def test_a_page_is_for_all_to_read_and_its_key_is_signed_with_a_passphrase_once(sealed_computer: Computer) -> None:
    computer = sealed_computer
    refused = computer.run("finder", "build", "site", "--yes")
    assert refused.code == 9
    assert not (computer.folder / "site").exists()
    computer.ok("finder", "build", "site", "--yes", "--passphrase-file", "words")
    page = computer.folder / "site/index.html"
    assert page.stat().st_mode & 0o044 == 0o044
    assert page.parent.stat().st_mode & 0o055 == 0o055
    computer.ok("set", "canon", "finder.words=Please call")
    computer.ok("finder", "build", "--yes")


def test_a_page_that_is_copied_elsewhere_is_the_same(computer: Computer) -> None:
    computer.ok("finder", "build", "site", "--yes")
    shutil.copytree(computer.folder / "site", computer.folder / "stick")
    assert "to the byte" in computer.ok("finder", "check", "stick")
    assert computer.json("finder", "check", "stick/index.html")["data"]["as_built"] is True
