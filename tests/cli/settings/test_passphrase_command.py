"""The passphrase out of a program of the person's choice: asked once a run, shown nowhere, and a flag wins over it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_secrets import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kit.computer import Computer


def set_command(computer: Computer, script: str) -> None:
    program = computer.write("bin/ask", f'#!/bin/sh\necho "asked" >> "$HOME/asked"\n{script}\n')
    program.chmod(0o755)
    computer.ok("config", f"passphrase_command={program}")


def times_asked(computer: Computer) -> int:
    file = computer.folder / "asked"
    return len(file.read_text("utf-8").splitlines()) if file.exists() else 0


def test_many_notes_are_opened_by_asking_once(sealed_computer: Computer) -> None:
    for number in range(5):
        sealed_computer.ok("note", "canon", "-", stdin=f"note {number}".encode())
    set_command(sealed_computer, "echo 'correct horse'; echo more")
    shown = sealed_computer.ok("notes", "canon")
    assert all(f"note {number}" in shown for number in range(5))
    assert times_asked(sealed_computer) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("export", "trek", "--to", "fix-it", "-o", "trek.zip", "--yes"),
        ("key", "backup", "-o", "recovery.pdf"),
        ("note", "canon", "--edit", "{note}"),
        ("transfer", "trek", "--to", "fix-it", "-o", "gone.zip", "--yes"),
    ],
)
def test_it_serves_wherever_keys_are_opened_and_once_a_run(words: tuple[str, ...], sealed_computer: Computer) -> None:
    set_command(sealed_computer, "echo 'correct horse'")
    (note,) = (path.stem for path in sealed_computer.things.glob("products/c/*/notes/*.age"))
    editor = sealed_computer.write("editor", '#!/bin/sh\necho more >> "$1"\n')
    editor.chmod(0o755)
    named = [word.format(note=note) for word in words]
    done = sealed_computer.terminal(*named, env={"EDITOR": str(editor)}).end()
    assert done.code == 0, done.out
    assert "assphrase" not in done.out
    assert times_asked(sealed_computer) == 1


def test_a_passphrase_that_is_handed_over_wins(sealed_computer: Computer) -> None:
    set_command(sealed_computer, "echo wrong")
    assert "hot pixel" in sealed_computer.ok("notes", "canon", "--passphrase-file", "words")
    assert times_asked(sealed_computer) == 0


def test_keys_without_a_passphrase_ask_nothing(computer: Computer) -> None:
    set_command(computer, "echo wrong")
    assert "hot pixel" in computer.ok("notes", "canon")
    assert times_asked(computer) == 0


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'correct horse'; exit 3", "it ended with 3"),
        ("exit 0", "printed no line of text"),
        ("echo; echo 'correct horse'", "printed no line of text"),
        ("printf '\\377\\376\\n'", "printed no line of text"),
        ("echo 'wrong horse'", "gave it, as passphrase_command says"),
        ("kill -9 $$", "it ended with -9"),
    ],
)
def test_one_that_does_not_serve_is_told_with_what_to_do(script: str, said: str, sealed_computer: Computer) -> None:
    set_command(sealed_computer, script)
    done = sealed_computer.run("notes", "canon")
    assert done.code == 9
    assert said in done.err
    assert "hint: " in done.err
    assert "horse" not in done.err


def test_one_that_is_not_there_or_in_the_store_is_not_run(sealed_computer: Computer) -> None:
    program = sealed_computer.write("things/ask", f"#!/bin/sh\ntouch {sealed_computer.folder}/ran\n")
    program.chmod(0o755)
    for name in (str(program), "no-such-program"):
        sealed_computer.ok("config", f"passphrase_command={name}")
        done = sealed_computer.run("notes", "canon")
        assert (done.code, "there is no such program" in done.err) == (9, True)
    assert not (sealed_computer.folder / "ran").exists()


def test_a_new_passphrase_is_never_asked_of_it(sealed_computer: Computer) -> None:
    set_command(sealed_computer, "echo 'correct horse'")
    sealed_computer.write("new", "battery staple\n")
    done = sealed_computer.run("key", "passphrase", "--new-passphrase-file", "new")
    assert (done.code, times_asked(sealed_computer)) == (0, 1), done.err
    assert "has to print the new one" in done.err
    assert sealed_computer.run("notes", "canon").code == 9
    assert sealed_computer.run("notes", "canon", "--passphrase-file", "new").code == 0


def test_it_does_not_read_what_is_piped_into_talktag(sealed_computer: Computer) -> None:
    set_command(sealed_computer, "cat > /dev/null; echo 'correct horse'")
    (note,) = (path.stem for path in sealed_computer.things.glob("products/c/*/notes/*.age"))
    sealed_computer.ok("note", "canon", "-", stdin=b"from the pipe")
    assert "from the pipe" in sealed_computer.ok("notes", "canon")
    assert note


@pytest.mark.anew
def test_what_it_prints_is_nowhere_afterwards(computer: Computer) -> None:
    canary = f"canary{secrets.token_hex(12)}"
    computer.write("words", f"{canary}\n")
    computer.ok("key", "passphrase", "--new-passphrase-file", "words")
    (computer.folder / "words").unlink()
    set_command(computer, f'echo "{canary[:9]}""{canary[9:]}"')
    hook = computer.write("bin/hook", '#!/bin/sh\n{ cat; env; tr "\\0" " " < /proc/$PPID/cmdline; } > "$HOME/told"\n')
    hook.chmod(0o755)
    computer.ok("config", f"hook={hook}")
    done = computer.run("export", "trek", "--to", "fix-it", "-o", "trek.zip", "--yes")
    assert done.code == 0, done.err
    assert (computer.folder / "told").exists()
    assert found(canary, computer, done) == set()


def test_pass_itself_serves(sealed_computer: Computer, program: Callable[[str], str], tmp_path: Path) -> None:
    for name in ("pass", "gpg"):
        program(name)
    home = Path("/tmp") / f"talktag-gpg-{secrets.token_hex(4)}"  # a socket's path has to be short
    home.mkdir(0o700)
    env = {**sealed_computer.environment, "GNUPGHOME": str(home), "PASSWORD_STORE_DIR": str(tmp_path / "passwords")}
    try:
        make = ["gpg", "--batch", "--passphrase", "", "--quick-generate-key", "ana@example.org", "default", "default"]
        subprocess.run(make, env=env, check=True, capture_output=True)
        subprocess.run(["pass", "init", "ana@example.org"], env=env, check=True, capture_output=True)
        insert = ["pass", "insert", "--multiline", "talktag"]
        subprocess.run(insert, env=env, check=True, capture_output=True, input=b"correct horse\n")
        sealed_computer.ok("config", "passphrase_command=pass show talktag")
        done = sealed_computer.run("notes", "canon", env={key: env[key] for key in ("GNUPGHOME", "PASSWORD_STORE_DIR")})
        assert (done.code, "hot pixel" in done.out) == (0, True), done.err
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=env, check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
    assert os.environ.get("GNUPGHOME") != str(home)
