"""Keys in the script of the checker page, run by node: files of keys as the program reads them, and no weak point."""

from __future__ import annotations

import base64
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, UntrustedError
from talktag.page.checker import SCRIPTS, script
from talktag.seal.ssh import wire
from talktag.seal.ssh.allowed_signers import read_signers
from talktag.seal.ssh.dates import instant_of
from talktag.seal.ssh.key import PublicKey
from tests.seal.key_lines import KEY, LINES, SAME, STRICTER, WEAK

Program = Callable[[str], str]
_UP_TO_SIGNATURE = SCRIPTS[: SCRIPTS.index("signature") + 1]
BLOB = base64.b64encode(KEY.public.blob).decode()
_MAIN = """
const [moment, values] = JSON.parse(require("fs").readFileSync(0, "utf8"));
Date.now = () => moment * 1000;
console.log(JSON.stringify(values.map((each) => %s)));
"""
NOON = 1_800_000_000


class Run(Protocol):
    """Evaluates an expression of the page's script."""

    def __call__(self, expression: str, values: Sequence[Any], zone: str = "UTC") -> list[Any]: ...


@pytest.fixture(scope="session")
def run(program: Program) -> Run:
    """What an expression of the page's script gives for `each` of some values, at noon."""
    folder = resources.files("talktag").joinpath("data", "checker")
    sources = [folder.joinpath(f"{name}.js").read_text("utf-8") for name in _UP_TO_SIGNATURE]

    def ask(expression: str, values: Sequence[Any], zone: str = "UTC") -> list[Any]:
        code = "\n".join(sources) + _MAIN % expression
        command = [program("node"), "-e", code]
        said = json.dumps([NOON, list(values)]).encode()
        done = subprocess.run(command, input=said, capture_output=True, check=True, env={"TZ": zone})
        found: list[Any] = json.loads(done.stdout)
        return found

    return ask


def vouched(text: str) -> bool:
    """Whether the program takes a file of keys for one that vouches for KEY at noon."""
    try:
        return read_signers(text).line_of(KEY.public, "reply@talktag", NOON) is not None
    except UntrustedError:
        return False


VOUCHES = f'vouchesFor(readSigners(each), "{BLOB}", "reply@talktag")'


def test_the_page_takes_the_lines_that_the_program_takes(run: Run) -> None:
    texts = [text for text, _ in SAME.values()] + list(STRICTER.values()) + ["\ufeff" + KEY.public.line()]
    assert run(VOUCHES, texts) == [expected for _, expected in SAME.values()] + [False] * len(STRICTER) + [True]


@settings(max_examples=20)
@given(st.lists(st.lists(LINES, min_size=1, max_size=3).map("\n".join), min_size=40, max_size=60))
def test_the_page_and_the_program_agree_on_any_lines(run: Run, texts: list[str]) -> None:
    assert run(VOUCHES, texts) == [vouched(text) for text in texts]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"])
def test_the_page_takes_dates_for_the_second_that_the_program_does(
    run: Run, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "20270115",
        "202707011200",
        "20270701120000",
        "20270328023000",
        "20270230Z",
        "20270115utc",
        "1",
        "20271301",
    ]
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        expected = []
        for text in texts:
            try:
                expected.append(instant_of(text))
            except InvalidError:
                expected.append(None)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert run("instantOf(each)", texts, zone) == expected


def test_the_page_takes_no_key_that_is_a_point_of_small_order(run: Run) -> None:
    hardware = [wire.pack(b"sk-ssh-ed25519@openssh.com", point, b"ssh:") for point in WEAK]
    blobs = [*(wire.pack(b"ssh-ed25519", point) for point in WEAK), *hardware]
    read = "readKey(fromBase64(each)) === null"
    assert run(read, [base64.b64encode(blob).decode() for blob in blobs]) == [True] * len(blobs)
    assert run(read, [BLOB]) == [False]
    for blob in blobs:
        with pytest.raises(InvalidError, match=r"small order|malformed"):
            PublicKey(blob)


def test_the_page_itself_refuses_a_signature_that_the_order_of_the_group_was_added_to(program: Program) -> None:
    """Some browsers leave that out; here one that takes every signature stands in their place."""
    folder = resources.files("talktag").joinpath("data", "checker")
    sources = "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in _UP_TO_SIGNATURE)
    code = (
        sources
        + """
crypto.subtle.importKey = async () => null;
crypto.subtle.verify = async () => true;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
function signature(number) {
  const bytes = new Uint8Array(64);
  for (let place = 32; place < 64; place++, number >>= 8n) bytes[place] = Number(number & 255n);
  return bytes;
}
Promise.all([0n, order - 1n, order, order + 1n, 2n ** 256n - 1n].map(
  (number) => holdsEd25519(new Uint8Array(32), signature(number), new Uint8Array(0)),
)).then((found) => console.log(JSON.stringify(found)));
"""
    )
    done = subprocess.run([program("node"), "-e", code], capture_output=True, check=True)
    assert json.loads(done.stdout) == [True, True, False, False, False]


def test_the_files_of_the_script_make_one_program_together(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "page.js"
    path.write_text(script(), encoding="utf-8")
    done = subprocess.run([program("node"), "--check", path], capture_output=True, text=True, check=False)
    assert done.stderr == ""
