"""Everything stays readable without talktag: each test reads it with programs that are not talktag's."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import bagit
import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"


def sh(line: str, folder: Path, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What a person types at a shell prompt, in a folder; with `path` there are no programs but those in that."""
    environment = {"PATH": str(path)} if path else None
    command = ["/bin/sh", "-c", line, "sh", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def shops_programs(program: Program, tmp_path: Path) -> Path:
    """The programs of a computer that has OpenSSH and coreutils, as far as checking a bundle needs them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("ssh-keygen", "sha256sum"):
        (folder / name).symlink_to(program(name))
    for other in ("talktag", "python", "python3", "git", "age"):
        assert sh(f"command -v {other}", tmp_path, path=folder).returncode != 0
    return folder


@pytest.fixture
def unpacked(computer: Computer, program: Program) -> Path:
    """A bundle as the receiver has it: unzipped, in the folder that holds the manifest."""
    computer.ok("export", "canon", "--to", "fix-it", "--include", "files:receipt", "-o", "canon.zip", "--yes")
    subprocess.run([program("unzip"), "-q", "canon.zip", "-d", "shop"], cwd=computer.folder, check=True)
    (root,) = (computer.folder / "shop").iterdir()
    return root


def command_for_linux(text: str, beginning: str) -> str:
    """The line that the README in a bundle tells a person on Linux to enter."""
    found = re.search(rf"^Linux:\n\n    ({beginning}.*)$", text, re.MULTILINE)
    assert found, text
    return found[1]


def test_records_are_toml(computer: Computer) -> None:
    paths = sorted(computer.things.rglob("*.toml"))
    assert len(paths) >= 4
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
    camera = tables["canon-eos-5d-mark-iv"]
    assert (camera["name"], camera["purchase"]["price"]) == ("Canon EOS 5D Mark IV", "2499.00 EUR")
    assert camera["purchase"]["date"].isoformat() == "2024-03-02"
    assert all(table["format"] == 1 for table in tables.values())


def test_attachments_are_the_files_and_their_hashes_are_in_the_record(computer: Computer) -> None:
    folder = computer.things / "products/c"
    (listed,) = tomllib.loads((folder / "canon-eos-5d-mark-iv.toml").read_text())["files"]
    data = (folder / "canon-eos-5d-mark-iv/files" / listed["name"]).read_bytes()
    assert data == (computer.folder / "receipt.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == listed["sha256"]


def test_the_history_is_git_and_whole(computer: Computer) -> None:
    computer.ok("set", "trek", "place=cellar")
    computer.ok("undo")
    checked = subprocess.run(
        ["git", "fsck", "--strict", "--full"], cwd=computer.things, capture_output=True, check=True
    )
    assert checked.stdout.strip() == b""
    assert computer.git("status", "--porcelain") == b""
    subjects = computer.git("log", "--format=%s").decode().splitlines()
    assert subjects[:2] == ["Undo: Set place of Trek Domane AL 2", "Set place of Trek Domane AL 2"]
    assert subjects[-1] == "Start the store"


def test_a_clone_is_a_whole_store(computer: Computer) -> None:
    subprocess.run(["git", "clone", "--quiet", "things", "copy"], cwd=computer.folder, check=True)
    kept = [path for path in computer.things.rglob("*") if path.is_file() and ".git/" not in str(path)]
    for path in kept:
        assert (computer.folder / "copy" / path.relative_to(computer.things)).read_bytes() == path.read_bytes()
    assert computer.ok("list", "--store", "copy") == computer.ok("list")


def test_a_note_opens_with_age_and_the_own_key(computer: Computer, program: Program) -> None:
    (note,) = computer.things.rglob("*.age")
    done = sh('"$1" -d -i config/keys/identity.txt "$2"', computer.folder, program("age"), str(note))
    assert f"\n{NOTE}\n" in done.stdout, done


def test_a_note_opens_with_age_and_the_recovery_key_as_its_text_says(computer: Computer, program: Program) -> None:
    text = computer.ok("key", "backup", "-o", "-")
    (note,) = computer.things.rglob("*.age")
    (computer.folder / "NOTE.age").write_bytes(note.read_bytes())
    computer.write("recovery.txt", text)
    told = re.search(r"age -d -i recovery\.txt NOTE\.age", text)
    assert told, text
    assert program("age")
    assert NOTE in sh(told[0], computer.folder).stdout
    # It is a key of its own, not the one that is on the computer.
    recipient = sh('"$1" -y recovery.txt', computer.folder, program("age-keygen")).stdout.strip()
    assert recipient in (computer.things / "keys/recipients.txt").read_text()
    assert recipient != sh('"$1" -y config/keys/identity.txt', computer.folder, program("age-keygen")).stdout.strip()


def test_keys_under_a_passphrase_open_with_age(sealed_computer: Computer, program: Program) -> None:
    import pyrage

    assert program("age")
    sealed = (sealed_computer.folder / "config/keys/identity.age").read_bytes()
    sealed_computer.write("identity.txt", pyrage.passphrase.decrypt(sealed, "correct horse"))
    (note,) = sealed_computer.things.rglob("*.age")
    assert NOTE in sh('age -d -i identity.txt "$1"', sealed_computer.folder, str(note)).stdout
    key = sh("age -d -i identity.txt config/keys/signing_key.age > key && chmod 600 key", sealed_computer.folder)
    assert key.returncode == 0
    public = sh('"$1" -y -f key', sealed_computer.folder, program("ssh-keygen")).stdout.split()
    assert public[:2] == (sealed_computer.things / "keys/owner.pub").read_text().split()[:2]


def test_what_the_readme_of_a_bundle_tells_to_type_works_with_openssh_and_coreutils_alone(
    unpacked: Path, computer: Computer, shops_programs: Path
) -> None:
    text = (unpacked / "data/README.txt").read_text()
    verify, check = command_for_linux(text, "ssh-keygen"), command_for_linux(text, "sha256sum")
    key = " ".join((computer.things / "keys/owner.pub").read_text().split()[:2])
    (unpacked / "owner.txt").write_text(f"owner {key}\n")
    done = sh(verify, unpacked, path=shops_programs)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith('Good "bundle@talktag" signature for owner')
    done = sh(check, unpacked, path=shops_programs)
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.rsplit(": ", 1)[1] for line in done.stdout.splitlines()} == {"OK"}
    assert "data/index.html: OK" in done.stdout

    (unpacked / "data/index.html").write_text("forged")
    assert sh(check, unpacked, path=shops_programs).returncode != 0
    manifest = unpacked / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text().replace("a", "b", 1))
    assert sh(verify, unpacked, path=shops_programs).returncode != 0


def test_a_bundle_is_a_bag(unpacked: Path) -> None:
    assert bagit.Bag(str(unpacked)).validate()
    (unpacked / "data/table.json").write_text("{}")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(unpacked)).validate()


def test_the_table_in_a_bundle_is_json_and_a_page_that_loads_nothing(unpacked: Path) -> None:
    table = json.loads((unpacked / "data/table.json").read_text("utf-8"))
    assert table["product"]["name"] == "Canon EOS 5D Mark IV"
    page = (unpacked / "data/index.html").read_text("utf-8")
    assert "032021001234" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)


def test_unzip_and_python_agree_on_a_bundle(unpacked: Path, computer: Computer) -> None:
    with zipfile.ZipFile(computer.folder / "canon.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    on_disk = {f"{unpacked.name}/{path.relative_to(unpacked)}": path for path in unpacked.rglob("*") if path.is_file()}
    assert inside == {name: path.read_bytes() for name, path in on_disk.items()}
