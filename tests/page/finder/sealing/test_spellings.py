"""Bytes as the finder's page spells them: as the program does, and no other spelling of the same taken."""

from __future__ import annotations

import base64
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.finder.sticker_code import code_bytes, sticker_code
from talktag.seal import base64_strict
from tests.page.finder.sealing.conftest import Ask

LETTERS = st.text("ABCabc019+/=-_ \n\u00e9", max_size=12)


def strict(text: str) -> str | None:
    """The same text where it is base64 in its one spelling."""
    try:
        return base64_strict.encode(base64_strict.decode(text.encode()))
    except ValueError:
        return None


@settings(max_examples=5)
@given(st.lists(LETTERS, min_size=100, max_size=150), st.lists(st.binary(max_size=40), min_size=30, max_size=50))
def test_base64_is_taken_in_its_one_spelling(ask: Ask, texts: list[str], files: list[bytes]) -> None:
    spelt = [base64.b64encode(file).decode() for file in files]
    read = "((found) => found && toBase64(found))(fromBase64(each))"
    assert ask(read, texts + spelt) == [strict(text) for text in texts] + spelt
    links = [base64.urlsafe_b64encode(file).decode().rstrip("=") for file in files]
    assert ask("toBase64Url(fromBase64(each))", spelt) == links
    assert ask("((found) => found && toBase64Url(found))(fromBase64Url(each))", links) == links
    loose = (
        [link + "=" for link in links] + [f"{link[:1]}+{link[2:]}" for link in links if len(link) > 2] + ["A", "AB C"]
    )
    assert ask("fromBase64Url(each)", loose) == [None] * len(loose)


def test_codes_are_read_as_the_program_reads_them(ask: Ask) -> None:
    code = sticker_code(bytes(32), "7K3M9QXAC")
    texts = [
        code,
        code.lower(),
        f" {code[:8]}-{code[8:]} ",
        "O" * 16,
        "iI" * 8,
        "l" * 16,
        "U" * 16,
        code[1:],
        "",
        "é" * 16,
    ]
    expected = [found and base64.b64encode(found).decode() for found in map(code_bytes, texts)]
    assert ask("((found) => found && toBase64(found))(fromCrockford(each, 10))", texts) == expected
    spelt = [text.upper() for text in texts[:2]]
    assert ask("toCrockford(fromCrockford(each, 10))", texts[:2]) == spelt
    assert ask("fromCrockford(each, 16)", ["8" + "0" * 25]) == [None]  # 130 bits do not fit


def test_an_id_is_128_bits_by_chance(ask: Ask) -> None:
    ids = ask("newId()", [0] * 200)
    assert len(set(ids)) == 200
    assert all(re.fullmatch("[0-7][0-9a-hjkmnp-tv-z]{25}", each) for each in ids)


def test_text_is_utf_8_and_nothing_near_it(ask: Ask) -> None:
    files = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", "\ufeffé🙂".encode(), b""]
    read = "textOf(fromBase64(each))"
    assert ask(read, [base64.b64encode(file).decode() for file in files]) == [None] * 4 + ["\ufeffé🙂", ""]


def test_bytes_are_the_same_only_where_all_are(ask: Ask) -> None:
    pairs = [([], []), ([1, 2], [1, 2]), ([1, 2], [1, 3]), ([1, 2], [1]), ([1], [1, 0]), ([0], []), ([], [0])]
    said = ask("sameBytes(Uint8Array.from(each[0]), Uint8Array.from(each[1]))", pairs)
    assert said == [True, True, False, False, False, False, False]


def test_the_files_of_the_script_share_no_name_and_send_nothing(program: Callable[[str], str], tmp_path: Path) -> None:
    """They are one program in the page: a second function of a name would silently stand in for the first."""
    folder = resources.files("talktag").joinpath("data", "finder")
    texts = [each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".js")]
    whole = "\n".join(sorted(texts))
    names = Counter(re.findall(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", whole, re.MULTILINE))
    assert [name for name, count in names.items() if count > 1] == []
    assert not re.search(r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|eval|importScripts|Function)\b\s*\(", whole)
    path = tmp_path / "page.js"
    path.write_text(f'"use strict";\n{whole}', encoding="utf-8")
    done = subprocess.run([program("node"), "--check", path], capture_output=True, text=True, check=False)
    assert done.stderr == ""
