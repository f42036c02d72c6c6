"""How the script of a shell is put in place: where, said, once, and never for a shell that was not tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.completion.shells import SCRIPTS, SHELLS, shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kit.computer import Computer

PLACES = {
    "bash": (".bash_completions/talktag.sh", ".bashrc"),
    "zsh": (".zfunc/_talktag", ".zshrc"),
    "fish": (".config/fish/completions/talktag.fish", None),
}


@pytest.mark.parametrize("name", SHELLS)
def test_it_is_said_what_is_written_where_and_how_to_undo_it(name: str, computer: Computer) -> None:
    script, loader = PLACES[name]
    done = computer.run("--install-completion", name)
    assert done.code == 0, done.err
    assert (computer.folder / script).read_bytes() == (SCRIPTS / f"talktag.{name}").read_bytes()
    for path in filter(None, (script, loader)):
        assert str(computer.folder / path) in done.out
        assert f'"{computer.folder / path}"' in done.err.partition("to undo it")[2]


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_file_of_the_persons_is_only_added_to_and_only_once(name: str, computer: Computer) -> None:
    dotfile, loader = computer.folder / "dotfile", computer.folder / str(PLACES[name][1])
    dotfile.write_bytes(b"alias x='y'\xff")
    loader.symlink_to(dotfile)
    computer.ok("--install-completion", name)
    added = dotfile.read_bytes().removeprefix(b"alias x='y'\xff")
    assert added.startswith(b"\n")
    assert added.count(b"\n") == 2
    computer.ok("--install-completion", name)
    assert dotfile.read_bytes() == b"alias x='y'\xff" + added
    assert loader.is_symlink()


def test_a_dry_run_of_it_writes_nothing(computer: Computer) -> None:
    before = sorted(computer.folder.rglob("*"))
    done = computer.run("--install-completion", "bash", "--dry-run")
    assert str(computer.folder / ".bash_completions/talktag.sh") in done.out
    assert sorted(computer.folder.rglob("*")) == before


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_of_the_shell_that_is_named_is_shown(name: str, computer: Computer) -> None:
    for words in (["--show-completion", name], [f"--show-completion={name}"]):
        assert computer.ok(*words) == (SCRIPTS / f"talktag.{name}").read_text()


@pytest.mark.parametrize("flag", ["--install-completion", "--show-completion"])
def test_powershell_is_refused_in_words(flag: str, computer: Computer) -> None:
    for name in ("powershell", "pwsh"):
        done = computer.run(flag, name)
        assert done.code == 2
        assert "PowerShell" in done.err
        assert "bash, zsh, fish" in done.err


def test_an_unknown_shell_is_refused_with_those_that_are_known(computer: Computer) -> None:
    done = computer.run("--install-completion", "tcsh")
    assert (done.code, done.out) == (2, "")
    assert '"tcsh"' in done.err
    assert "bash, zsh, fish" in done.err


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_that_reads_its_own_files_completes_after_installing(
    name: str, computer: Computer, program: Callable[[str], str], tmp_path: Path
) -> None:
    computer.ok("--install-completion", name)
    script, loader = PLACES[name]
    load = f"source {computer.folder / (loader or script)}"
    with shell(name, program(name), tmp_path, computer.environment, load) as running:
        assert running.run("talktag show ca\t") == ["show", "canon-eos-5d-mark-iv"]
