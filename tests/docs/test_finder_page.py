"""The page about the format of the finder's page: its reader reads what we write, and its numbers are those of ours."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from talktag.model.finder.page_owner import PageOwner, owner_text
from talktag.model.finder.sticker_code import code_bytes, hkdf, sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.page.finder import FinderPage, finder_page
from talktag.seal.finder.rows import FinderProduct, Sticker, seal_rows

SEED, SALT, TAG, ID = bytes(range(32)), bytes(range(16)), "R709WNXNW", "75tv1j49zd074"


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs/reference/finder-page.md").read_text(encoding="utf-8")


def test_the_numbers_on_the_page_are_ours(text: str) -> None:
    owner = b'{"format":"talktag-finder/1"}'
    code = sticker_code(SEED, TAG)
    bare = code_bytes(code) or b""
    told = FinderProduct(ID, b'{"reward":"50 EUR"}')
    rows = seal_rows(SEED, SALT, owner, [Sticker(TAG, StickerState.LOST, 0)], [told])
    numbers = [
        code,
        hashlib.sha256(owner).hexdigest(),
        hkdf(bare, SALT, f"place {TAG}", 16).hex(),
        hkdf(bare, SALT, f"ticket {TAG}", 32).hex(),
        hkdf(SEED, SALT, f"row {ID}", 16).hex(),
        hashlib.sha256(rows.tickets).hexdigest(),
        hashlib.sha256(rows.messages).hexdigest(),
    ]
    table = text.partition("### Numbers to hold yours against")[2].partition("###")[0]
    assert re.findall(r"\| `(\w+)` \|$", table, flags=re.MULTILINE) == numbers


def test_the_reader_on_the_page_reads_our_page_with_nothing_of_ours(text: str, tmp_path: Path) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert "talktag" not in re.findall(r"^(?:import|from) .*$", script, flags=re.MULTILINE)
    (tmp_path / "reader.py").write_text(script, encoding="utf-8")
    owner = PageOwner(("age1abc",), "ssh-ed25519 AAAA", "U1NI", "ana@example.org", "es", name="<Ana> & Peña")
    bound = owner_text(owner).encode("ascii")
    things = [FinderProduct("0a1b2c3d4e5f6", b'{"words":"Gracias \xc2\xa1hola!"}', b"\xff\xd8\xff"), FinderProduct(ID)]
    stickers = [Sticker(TAG, StickerState.LOST, 0), Sticker("8K3M9QXAD", StickerState.RETIRED, 1)]
    page = finder_page(FinderPage(owner, SALT, *seal_rows(SEED, SALT, bound, stickers, things)))
    (tmp_path / "index.html").write_bytes(page)

    def read(*words: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-I", "-X", "utf8", "reader.py", "index.html", *words]
        return subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    assert read(TAG, sticker_code(SEED, TAG)).stdout.splitlines() == [
        "lost",
        "{'words': 'Gracias ¡hola!'}",
        "a photo of 3 bytes",
    ]
    assert read("8K3M9QXAD", sticker_code(SEED, "8K3M9QXAD")).stdout.splitlines() == [
        "retired",
        "nothing of its own",
        "no photo",
    ]
    assert "cannot prove" in read(TAG, sticker_code(SEED, "8K3M9QXAD")).stderr
