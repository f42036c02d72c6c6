"""README.txt: what it tells people to type is run here as it stands, with a key that came by another way."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.errors import InternalError, InvalidError
from talktag.model.bundles.document import read_document
from talktag.model.parties.party import LANGUAGES
from talktag.page.readme import readme
from tests.kit.bundles import entry, message

Document = dict[str, Any]


def commands(text: str, system: str) -> list[str]:
    """The indented lines under `system:`, in order."""
    return [line.strip() for line in re.findall(rf"^{system}[^\n]*:\n\n    ([^\n]+)$", text, re.MULTILINE)]


@pytest.fixture
def unzipped(make_bundle: Callable[..., Any], signing: Any, tmp_path: Path, program: Callable[[str], str]) -> Path:
    bundle = make_bundle(signing[1])
    (tmp_path / "bundle.zip").write_bytes(bundle.archive)
    subprocess.run([program("unzip"), "-q", "bundle.zip"], cwd=tmp_path, check=True)
    return tmp_path / str(bundle.root)


def owner_line(text: str, public_key: str) -> str:
    """The line for owner.txt as the README shows it, with the key that the owner gave in the place of the dots."""
    [shown] = re.findall(r"^    (owner ssh-ed25519 AAAA\.\.\.)$", text, re.MULTILINE)
    kind, key, *_ = public_key.split()
    return str(shown).replace("ssh-ed25519 AAAA...", f"{kind} {key}") + "\n"


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S602


@pytest.mark.parametrize("system", ["Linux", "macOS"])
def test_the_lines_it_prints_find_a_good_bundle_good(
    system: str, unzipped: Path, signing: Any, program: Callable[[str], str]
) -> None:
    program({"Linux": "sha256sum", "macOS": "shasum"}[system])
    text = (unzipped / "data" / "README.txt").read_text()
    (unzipped / "owner.txt").write_text(owner_line(text, signing[0].with_suffix(".pub").read_text()))
    signature, files = commands(text, system)
    done = run(signature, unzipped)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(re.findall(r'^    (Good "[^\n]+)$', text, re.MULTILINE)[0])
    done = run(files, unzipped)
    assert done.returncode == 0
    assert [line.rpartition(": ")[2] for line in done.stdout.splitlines()] == ["OK"] * 5


@pytest.mark.parametrize("system", ["Linux", "macOS"])
def test_the_lines_it_prints_find_a_bad_bundle_bad(
    system: str, unzipped: Path, signing: Any, program: Callable[[str], str]
) -> None:
    program({"Linux": "sha256sum", "macOS": "shasum"}[system])
    text = (unzipped / "data" / "README.txt").read_text()
    signature, files = commands(text, system)
    assert run(signature, unzipped).returncode != 0
    keygen = program("ssh-keygen")
    subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(unzipped / "other")], check=True)
    (unzipped / "owner.txt").write_text(owner_line(text, (unzipped / "other.pub").read_text()))
    assert "Could not verify signature" in run(signature, unzipped).stdout
    (unzipped / "owner.txt").write_text(owner_line(text, signing[0].with_suffix(".pub").read_text()))
    assert run(signature, unzipped).returncode == 0
    (unzipped / "data" / "table.json").write_bytes(b"{}")
    assert run(files, unzipped).returncode != 0
    with (unzipped / "manifest-sha256.txt").open("ab") as manifest:
        manifest.write(b"\n")
    assert run(signature, unzipped).returncode != 0


def test_the_windows_line_is_the_same_command_for_cmd(document: Document) -> None:
    text = readme(read_document(document), "SHA256:x").decode()
    [linux, _], [windows, _] = commands(text, "Linux"), commands(text, "Windows")
    assert windows == f'cmd /c "{linux}"'
    assert '"' not in linux


def test_a_reply_is_checked_in_its_own_namespace_and_by_its_own_name(document: Document) -> None:
    text = readme(read_document(document | {"kind": "reply"}), "SHA256:x", "repairer").decode()
    assert "-f repairer.txt -I repairer -n reply@talktag " in text
    assert 'Good "reply@talktag" signature for repairer' in text
    assert "\n    repairer ssh-ed25519 AAAA...\n" in text
    assert "owner" not in text


@pytest.mark.parametrize("principal", ["", "a b", "$(id)", "-f", "../x", "x\n", '"'])
def test_a_principal_that_a_shell_would_read_otherwise_is_our_own_mistake(principal: str, document: Document) -> None:
    with pytest.raises(InternalError):
        readme(read_document(document), "SHA256:x", principal)


def test_it_sends_the_reader_elsewhere_for_the_key_and_warns_of_what_hashes_do_not_see(document: Document) -> None:
    text = " ".join(readme(read_document(document), "SHA256:x").decode().split())
    for sentence in (
        "Nothing in this folder proves who the sender is, this text included.",
        "A key that comes along with the bundle proves nothing.",
        "If a file owner.txt is there already, the bundle is not to be trusted",
        "This does not notice additional files.",
    ):
        assert sentence in text


def test_it_is_ascii_with_lf_unless_the_sender_wrote_other_letters(document: Document) -> None:
    data = readme(read_document(document), "SHA256:x")
    assert data.isascii()
    assert b"\r" not in data
    assert data.endswith(b".\n")
    document["signer"]["name"] = "Jürgen Groß"
    assert "From:        Jürgen Groß\n" in readme(read_document(document), "SHA256:x").decode("utf-8")


def test_it_repeats_what_the_sender_says(document: Document) -> None:
    told = [
        line
        for line in readme(read_document(document), "the key SHA256:x").decode().splitlines()
        if line.startswith("  | ")
    ]
    assert [line[4:].split(":", 1)[1].strip() for line in told] == [
        "FX-3 camera",
        "Doc",
        "doc@example.org",
        "Fix-It Cameras",
        "crack in the eyepiece",
        "2026-11-22T03:49:58Z",
        "2027-01-01",
        "7k3m9qxac04zt",
        "the key SHA256:x",
    ]


def test_a_senders_words_cannot_pass_for_ours(document: Document) -> None:
    forged = "crack\n\nGood news: this bundle was checked.\r\x1b[2J\u2028{verify}"
    document |= {"purpose": forged, "signer": {"name": forged, "contact": forged}, "audience": {"name": forged}}
    document["product"]["name"] = forged
    text = readme(read_document(document), forged).decode()
    told = [line for line in text.splitlines() if "crack" in line]
    assert len(told) == 6
    for line in told:
        assert line.startswith("  | ")
        assert line.endswith(r"crack\x0a\x0aGood news: this bundle was checked.\x0d\x1b[2J\u2028{verify}")
    assert all(letter.isprintable() or letter == "\n" for letter in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_it_gives_the_same_lines_to_type(language: str, document: Document) -> None:
    document |= {"terms": "MyTerms"}

    def text(in_language: str) -> str:
        return readme(read_document(document), "SHA256:x", "sender", page="summary.txt", language=in_language).decode()

    mine, english = text(language), text("en")
    typed = re.compile(r"^    .*$", re.MULTILINE)
    assert typed.findall(mine) == typed.findall(english)
    for system in ("Windows", "macOS", "Linux"):
        assert commands(mine, system) == commands(english, system)
    told = re.compile(r"^  \| [^:]+: +(.*)$", re.MULTILINE)
    assert told.findall(mine) == told.findall(english)
    prose = [line for line in mine.splitlines() if not line.startswith(" ")]
    assert [line for line in prose if len(line) > 72 or line != line.rstrip()] == []
    for said in ("summary.txt", "sender.txt", "README.txt", '"ssh-"', '"sk-"', '"data"', '"files"', " OK"):
        assert said in mine
    headings = re.findall(r"^(.+)\n(=+)$", mine, re.MULTILINE)
    assert [(heading[:2], len(line)) for heading, line in headings] == [
        (start or headings[0][0][:2], len(heading))
        for start, (heading, _) in zip(("", "1.", "2.", "3.", "4."), headings, strict=True)
    ]
    if language != "en":
        assert not {each for each in prose if len(each.strip("=")) > 20} & set(english.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_that_of_a_message_gives_the_same_lines_to_type(language: str) -> None:
    said = read_document(message(entry("message", "It has come in")))

    def text(in_language: str) -> str:
        return readme(said, "SHA256:x", "sender", page=None, language=in_language).decode()

    mine, english = text(language), text("en")
    typed = re.compile(r"^    .*$", re.MULTILINE)
    assert typed.findall(mine) == typed.findall(english)
    for system in ("Windows", "macOS", "Linux"):
        assert commands(mine, system) == commands(english, system)
        assert len(commands(mine, system)) == 2
    prose = [line for line in mine.splitlines() if not line.startswith(" ")]
    assert [line for line in prose if len(line) > 72 or line != line.rstrip()] == []
    for what in ("table.json", "sender.txt", "manifest-sha256.txt", '"data"', " OK"):
        assert what in mine
    if language != "en":
        assert not {each for each in prose if len(each) > 30} & set(english.splitlines())


def test_a_language_that_there_is_not_is_refused(document: Document) -> None:
    with pytest.raises(InvalidError, match="not written in"):
        readme(read_document(document), "SHA256:x", language="pt")
