"""The conformance folder: every file in it meets the fate that its index says, within memory and time."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.keys.accepted_key import AcceptedKey
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import PublicKey
from tests.conformance.make import make
from tests.kit.archives import unpack
from tests.kit.keys import accept_keys

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

FOLDER = Path(__file__).resolve().parents[2] / "conformance"
INDEX: dict[str, Any] = json.loads((FOLDER / "index.json").read_text())
CASES: list[dict[str, Any]] = INDEX["cases"]
STORE = "5t0re00000000"
Case = dict[str, Any]


@pytest.fixture(scope="module")
def _store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the answers come back to, with a history."""
    home = tmp_path_factory.mktemp("conformance")
    shutil.copytree(FOLDER / "store", home / "things")
    git = ["git", "-C", str(home / "things"), "-c", "user.name=Doc", "-c", "user.email=doc@example.org"]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Start"], check=True)
    # The owner has looked at the shop's key once, on this computer.
    shop = PublicKey.from_line(INDEX["given"][0]["to"]["key"])
    accepted = {"fix-it-cameras": [AcceptedKey("fix-it-cameras", "seen", shop.fingerprint)]}
    accept_keys(KeyFolder(home / "config/keys"), STORE, accepted)
    return home


@pytest.fixture
def owner(_store: Path, new_computer: Computer) -> Computer:
    """The owner's computer."""
    shutil.copytree(_store, new_computer.folder, dirs_exist_ok=True)
    return replace(new_computer, quick=True)


@pytest.fixture
def untouched(_store: Path, new_computer: Computer) -> Computer:
    """The owner's computer where nothing will be written, which every test proves for the next."""
    return replace(new_computer, folder=_store, quick=True)


def take_before(owner: Computer, case: Case) -> None:
    """Take in what the index says comes before the case."""
    for file in case.get("after", ()):
        owner.ok("receive", str(FOLDER / file), "--yes")


def meet(owner: Computer, case: Case) -> Done:
    """Do with a file what the index says is to be done with it."""
    signer = ("--signer", str(FOLDER / f"keys/{case['signer']}.pub")) if "signer" in case else ()
    unsigned = ("--unsigned",) if case.get("unsigned") else ()
    return owner.run(case["check"], str(FOLDER / case["file"]), *signer, *unsigned, "--yes")


@pytest.mark.parametrize("case", [each for each in CASES if each["outcome"] == "refuse"], ids=lambda case: case["file"])
def test_what_is_to_be_refused_is_refused_by_its_own_words_and_leaves_nothing(
    case: Case, request: pytest.FixtureRequest
) -> None:
    owner: Computer = request.getfixturevalue("owner" if "after" in case else "untouched")
    take_before(owner, case)
    state = owner.state
    done = meet(owner, case)
    assert (done.code, done.out) == (case["exit"], ""), done.err
    assert case["words"] in done.err
    assert done.err.startswith("talktag: ")
    assert owner.state[:2] == state[:2]


@pytest.mark.parametrize("case", [each for each in CASES if each["outcome"] == "accept"], ids=lambda case: case["name"])
def test_what_is_to_be_accepted_is_accepted(case: Case, owner: Computer, unsafe: Callable[[str], list[str]]) -> None:
    take_before(owner, case)
    head = owner.git("rev-parse", "HEAD")
    done = meet(owner, case)
    assert done.code == case["exit"] == 0, done.err
    changes = case["check"] == "receive" and case.get("changes", True)
    assert (owner.git("rev-parse", "HEAD") != head) == changes
    assert case.get("shows", "") in done.out + done.err
    assert unsafe(done.out + done.err) == []
    assert not any(line.startswith(("talktag:", "saved as 0")) for line in done.out.splitlines())


@pytest.mark.parametrize("file", sorted({case["file"] for case in CASES if case["file"].startswith("good/")}))
def test_every_reader_finds_the_same_files_in_what_is_accepted(
    file: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    if file.endswith(".json"):
        assert json.loads((FOLDER / file).read_text())["kind"] == "reply"
        return
    root, ours = unpack((FOLDER / file).read_bytes())
    with zipfile.ZipFile(FOLDER / file) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{root}/{name}": ours[name] for name in ours
        }
    subprocess.run([program("unzip"), "-q", str(FOLDER / file), "-d", str(tmp_path)], check=True)
    found = {path.relative_to(tmp_path / root).as_posix(): path.read_bytes() for path in whole(tmp_path)}
    assert found == ours


@pytest.mark.parametrize("file", sorted({case["file"] for case in CASES if case["attack"] == "messages"}))
def test_stock_programs_check_each_message_that_is_signed(
    file: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    for each in ("unzip", "ssh-keygen", "sha256sum"):
        program(each)
    subprocess.run(["unzip", "-q", str(FOLDER / file), "-d", str(tmp_path)], check=True)
    [bag] = tmp_path.iterdir()
    key = PublicKey.from_line((FOLDER / "keys/shop.pub").read_text())
    (tmp_path / "signers").write_text(f"shop {key.line()}\n")
    manifest = bag / "manifest-sha256.txt"
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "shop", "-n", "message@talktag"]
    with manifest.open("rb") as listed:
        done = subprocess.run([*verify, "-s", f"{manifest}.sig"], stdin=listed, capture_output=True, check=True)
    assert done.stdout.startswith(b'Good "message@talktag" signature for shop')
    done = subprocess.run(["sha256sum", "--strict", "-c", manifest.name], cwd=bag, capture_output=True, check=True)
    assert done.stdout.count(b": OK\n") == len(manifest.read_bytes().splitlines())


def test_every_file_is_in_the_index_and_every_name_is_one_file() -> None:
    files = {path.relative_to(FOLDER).as_posix() for part in ("good", "bad") for path in (FOLDER / part).iterdir()}
    assert files == {case["file"] for case in CASES}
    twice = {file for file, count in Counter(case["file"] for case in CASES).items() if count > 1}
    assert twice == {"good/message.zip", "good/reply.zip"}
    assert len(CASES) > 300


def test_the_folder_is_what_the_script_makes(tmp_path: Path) -> None:
    if INDEX["zlib"] != zlib.ZLIB_RUNTIME_VERSION:
        pytest.skip(f"the folder was made with zlib {INDEX['zlib']}, which packs in bytes of its own")
    make(tmp_path)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in whole(tmp_path)}
    kept = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in whole(FOLDER)}
    assert sorted(made) == sorted(set(kept) - {"make.py", "said.py", "spoiled.py", "README.md"})
    assert [name for name in made if made[name] != kept[name]] == []


def whole(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


MEASURED = """
import io, json, os, sys, time
from pathlib import Path
from talktag.cli.main import run
from talktag.cli.input.terminal import Terminal

folder, seconds = Path(sys.argv[1]), {"accept": [], "refuse": []}
for case in json.loads((folder / "index.json").read_text())["cases"]:
    wanted, check = case["outcome"], case["check"]
    if wanted not in seconds or "after" in case or (wanted, check) == ("accept", "receive"):
        continue
    words = [check, str(folder / case["file"]), "--yes"]
    words += ["--signer", str(folder / f"keys/{case['signer']}.pub")] if "signer" in case else []
    stream = lambda: io.TextIOWrapper(io.BytesIO(), "utf-8")
    before = time.process_time()
    code = run(words, Terminal(stream(), stream(), stream(), dict(os.environ)))
    seconds[wanted].append(time.process_time() - before)
    assert (code == 10) == (wanted == "refuse"), case
# Not getrusage, whose peak is at least that of the process this one was started by.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([int(peak.split()[1]) * 1024, seconds]))
"""
_TIMES = 40


def test_refusing_takes_less_than_256_mib_and_40_times_the_work_of_accepting_one(owner: Computer) -> None:
    command = [sys.executable, "-c", MEASURED, str(FOLDER)]
    done = subprocess.run(command, env=owner.environment, cwd=owner.folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    memory, seconds = json.loads(done.stdout)
    assert 20 << 20 < memory < 256 << 20
    assert 0 < max(seconds["refuse"]) < _TIMES * statistics.median(seconds["accept"])
