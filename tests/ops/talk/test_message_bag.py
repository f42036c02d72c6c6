"""A message is complete with its document, small enough for a code, and opened by other programs in its own words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.bundle.document import parse, values_to_bytes
from talktag.content import content_of
from talktag.model.log.entry import TITLE_LIMIT
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.make_bundle import BARE, HTML, TEXT, bag_of
from talktag.paper.codes.symbol import MOST_BYTES
from talktag.seal import age
from talktag.seal.ssh.key import SigningKey
from tests.kit.bench import SHOP
from tests.kit.bundles import SAID, entry, message

OTHER = SigningKey.from_seed(b"o" * 32)
TITLE = (
    "The eyepiece for your Canon AE-1 came from Osaka this morning; we can fit it on Thursday between ten and twelve, "
    "and it is ready the same evening. Please bring the lens along, and its strap with it."
)
RECIPIENT = "age14lsq6ecs2ejlzjzeynkn4chhq5y2eppmrrcavu9a3d6mcdw99c6s37rd79"  # of nobody


def full_message(name: str = "Canon AE-1") -> bytes:
    """A message with every member that one on its way has, about one product, with a title as long as they may be."""
    signer = {"name": "Fix-It Cameras", "contact": "desk@fixit.example", "fingerprint": SHOP.public.fingerprint}
    document = message(
        products=[{"id": "0a1b2c3d4e5f6", "name": name, "entries": [entry("message", TITLE)]}],
        signer={**signer, "age": RECIPIENT},
        audience={"name": "Doc Searls", "fingerprint": OTHER.public.fingerprint},
        channel="7k3m9qxac04zt",
        previous=SHOP.public.raw.hex(),
        in_reply_to={"bundle": "7k3m9qxac04zt", "sha256": OTHER.public.raw.hex()},
        shared=["entries:message"],
    )
    return values_to_bytes(document)


def archive(page: str | None, data: bytes | None = None) -> bytes:
    return bag_of(parse(data or full_message()), (), page=page).sign(lambda: SHOP)().whole()


@pytest.mark.parametrize(
    ("page", "beside"),
    [
        (None, ["README.txt"]),
        (BARE, []),
        (HTML, ["README.txt", "index.html"]),
        (TEXT, ["README.txt", "summary.txt"]),
    ],
)
def test_it_holds_a_page_only_where_one_is_asked_for(page: str | None, beside: list[str]) -> None:
    contents, key = read_signed(archive(page))
    assert sorted(contents.payload) == [*beside, "table.json"]
    assert (contents.uncompared, key.fingerprint) == ((), SHOP.public.fingerprint)


def test_a_bare_one_with_the_longest_title_fits_a_code_sealed() -> None:
    assert 195 < len(TITLE) <= TITLE_LIMIT
    bare = archive(BARE)
    assert len(bare) < 2600
    assert len(age.seal_content(content_of(bare), (RECIPIENT,)).whole()) <= MOST_BYTES["L"]
    assert len(archive(None)) < 3600


def test_it_is_named_a_message_whatever_it_is_about() -> None:
    for data in (full_message("Canon AE-1 " * 15), values_to_bytes(message(entry("message", "hello")))):
        name = archive(None, data)[30:].partition(b"/")[0].decode()
        assert name == f"talktag-message-20260301-{SAID}"


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S602


def test_by_its_readme_it_is_opened_and_checked_with_age_unzip_and_ssh_keygen(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    for each in ("age", "age-keygen", "unzip", "ssh-keygen", "sha256sum"):
        program(each)
    made = run("age-keygen -o KEYFILE", tmp_path)
    (tmp_path / "FILE").write_bytes(age.seal_content(content_of(archive(None)), (made.stderr.split()[-1],)).whole())
    text = read_signed(archive(None))[0].payload["README.txt"].whole().decode()
    opening = re.findall(r"^    ((?:age|unzip|cd) .*)$", text, re.MULTILINE)
    folder = Path(run(f"{' && '.join(opening)} && pwd", tmp_path).stdout.splitlines()[-1])
    assert (folder / "data" / "README.txt").read_text() == text
    [line] = re.findall(r"^    (sender ssh-ed25519) AAAA\.\.\.$", text, re.MULTILINE)
    [signature, files] = re.findall(r"^Linux:\n\n    (.*)$", text, re.MULTILINE)
    [good] = re.findall(r'^    (Good ".*)$', text, re.MULTILINE)

    (folder / "sender.txt").write_text(f"{line} {OTHER.public.line().split()[1]}\n")
    assert run(signature, folder).returncode != 0
    (folder / "sender.txt").write_text(f"{line} {SHOP.public.line().split()[1]}\n")
    assert run(signature, folder).stdout.startswith(good)
    done = run(files, folder)
    assert (done.returncode, done.stdout.count(": OK\n")) == (0, 2)
    table = folder / "data" / "table.json"
    table.write_bytes(table.read_bytes().replace(b"Osaka", b"Tokyo"))
    assert run(files, folder).returncode != 0
