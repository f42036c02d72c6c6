"""Computers for the tests of the command line. Judges nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.kit.computer import Computer
from tests.kit.keys import change_keys


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a little of everything, made once and copied."""
    computer = Computer(tmp_path_factory.mktemp("model"))
    computer.write("receipt.txt", "one camera, 2499.00 EUR\n")
    computer.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana+tags@example.org", "--no-passphrase")
    computer.ok(
        *("add", "Canon EOS 5D Mark IV", "--maker", "Canon", "--model", "EOS 5D", "--serial", "032021001234"),
        *("--gtin", "4006381333931", "--place", "home/office", "--label", "camera", "--bought", "2024-03-02"),
        *("--from", "Foto Ruiz", "--price", "2499 EUR", "--order", "A-17", "--warranty", "24 months"),
        *("--file", "receipt.txt", "--field", "colour=black"),
    )
    computer.ok("add", "Trek Domane AL 2")
    computer.ok("note", "canon", "-", stdin=b"hot pixel at 1024,768\n")
    computer.ok("party", "add", "Fix-It Cameras", "--role", "repairer", "--contact", "bench@fixit.example")
    (computer.folder / "config/config.toml").unlink()  # it names this folder as the default store
    shutil.rmtree(computer.folder / "config/seen")  # and this what was seen of it
    return computer.folder


@pytest.fixture
def computer(_model: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Computer:
    """A computer with a store: a camera with a receipt and a note, a bare bicycle, a repair shop.

    For tests that are marked as quick its commands run within the tests' process, where they can be; for such as are
    marked as anew each starts as a person's does.
    """
    shutil.copytree(_model, tmp_path / "home", symlinks=True)
    return _computer_for(request, tmp_path)


def _computer_for(request: pytest.FixtureRequest, folder: Path) -> Computer:
    quick, anew = (request.node.get_closest_marker(name) is not None for name in ("quick", "anew"))
    return Computer(folder / "home", quick=quick, anew=anew)


@pytest.fixture
def new_computer(tmp_path: Path, request: pytest.FixtureRequest) -> Computer:
    """A computer with nothing on it, whose commands run as those of the other one do."""
    (tmp_path / "home").mkdir()
    return _computer_for(request, tmp_path)


@pytest.fixture
def sealed_computer(computer: Computer) -> Computer:
    """The same, its keys under the passphrase in the file `words`."""
    seal(computer)
    return computer


def seal(computer: Computer, passphrase: str | None = None) -> None:
    """Put the keys under the passphrase that the file `words` then holds, in a way that is quick to open."""
    from talktag.seal.keys.key_folder import KeyFolder

    folder = KeyFolder(computer.folder / "config/keys")
    change_keys(folder, folder.lock_change(folder.unlock(passphrase), "correct horse", work_factor=4))
    computer.write("words", "correct horse\n")


@pytest.fixture(scope="session")
def commands() -> Mapping[str, Any]:
    """Every command of the program by its whole name, as the parser knows it."""
    from talktag.cli.main import whole_command

    found: dict[str, Any] = {}

    def walk(group: Any, before: str) -> None:
        for name in group.list_commands(None):
            command = group.get_command(None, name)
            if hasattr(command, "list_commands"):
                walk(command, f"{before}{name} ")
            else:
                found[f"{before}{name}"] = command

    walk(whole_command(), "")
    return found


@pytest.fixture(scope="session")
def unsafe() -> Callable[[str], list[str]]:
    """The characters of a text that a terminal may obey, or that hide or turn text around; LF and TAB are none."""
    import itertools
    import unicodedata

    def is_mark(letter: str) -> bool:
        return unicodedata.category(letter) in {"Mn", "Me"}

    def find(text: str) -> list[str]:
        kinds = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        letters = {letter for letter in text if unicodedata.category(letter) in kinds} - {"\n", "\t"}
        piles = [len(list(run)) for marks, run in itertools.groupby(text, is_mark) if marks]
        return sorted(f"U+{ord(letter):04X}" for letter in letters) + [f"{pile} marks" for pile in piles if pile > 4]

    return find
