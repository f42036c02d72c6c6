"""What talktag could give away besides texts: to other programs, in a crash, in its own words, by what it counts.

`test_secrets` looks for secrets in everything that is left behind; here is who else could see them while it runs, and
what in the files made for others would tell of the computer they were made on.
"""

from __future__ import annotations

import base64
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .test_secrets import EXPORT, found, opened

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Program = Callable[[str], str]
# In git's place: notes what can be seen of whoever started it, and how large a core dump may get.
SPY = """#!/bin/sh
tr '\\0' '\\n' </proc/$PPID/cmdline >>"$HOME/../seen"
tr '\\0' '\\n' </proc/$PPID/environ >>"$HOME/../seen"
cat /proc/$PPID/comm >>"$HOME/../seen"
ulimit -Hc >>"$HOME/../core"
exec {git} "$@"
"""
BREAK = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import {module}
def boom(*secrets, **more):
    local = repr((secrets, more))
    raise {error}(local)
{module}.{name} = boom
from talktag.cli.main import main
main()
"""
BUGS = {
    "sealing": ("talktag.seal.note", "seal_note", ("note", "canon", "-")),
    "writing": ("talktag.store.git.commit", "_store", ("note", "canon", "-")),
    "opening": ("talktag.seal.note", "open_note", ("notes", "canon", "--passphrase-file", "words")),
    "unlocking": ("talktag.seal.age", "decrypt", ("notes", "canon", "--passphrase-file", "words")),
    "showing": ("talktag.cli.input.terminal", "visible", ("notes", "canon", "--passphrase-file", "words")),
}


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(12)}"


@pytest.fixture
def spied(sealed_computer: Computer, program: Program) -> Computer:
    """A computer whose git looks at the program that starts it, as a person starts it."""
    spy = sealed_computer.write("../bin/git", SPY.format(git=program("git")))
    spy.chmod(0o755)
    path = f"{spy.parent}:{sealed_computer.environment['PATH']}"
    return type(sealed_computer)(sealed_computer.folder, {"PATH": path}, anew=True)


def test_nobody_sees_a_secret_in_the_list_of_processes(canary: str, spied: Computer) -> None:
    spied.write("words", "correct horse\n")
    spied.write("new", f"{canary}\n")
    spied.ok("note", "canon", "-", stdin=canary.encode())
    spied.ok("key", "passphrase", "--passphrase-file", "words", "--new-passphrase-file", "new")
    spied.ok(*EXPORT, "-o", "canon.zip", "--passphrase-file", "new")
    spied.ok("key", "rotate", "--yes", "--passphrase-file", "new")
    seen = (spied.folder.parent / "seen").read_text()
    assert "talktag\nkey\nrotate" in seen
    assert "TALKTAG_STORE=" in seen
    assert canary not in seen
    assert "correct horse" not in seen
    spied.ok("note", "canon", canary)  # an argument shows, so the others would have
    assert canary in (spied.folder.parent / "seen").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of that kind")
def test_a_crash_while_secrets_are_held_writes_no_memory_to_the_disk(spied: Computer) -> None:
    by = ("sh", "-c", 'ulimit -Hc unlimited 2>/dev/null; ulimit -Sc $(ulimit -Hc); exec "$@"', "sh")
    core = spied.folder.parent / "core"
    assert spied.run("set", "canon", "place=attic", by=by).code == 0
    if set(core.read_text().split()) == {"0"}:
        pytest.skip("no program may write a core dump here")
    for words in (("note", "canon", "-"), (*EXPORT, "-o", "a.zip", "--passphrase-file", "words")):
        core.unlink()
        done = spied.run(*words, stdin=b"text", by=by)
        assert done.code == 0, done.err
        assert set(core.read_text().split()) == {"0"}, words


def test_no_dump_is_possible_before_any_key_is_read(spied: Computer, program: Program) -> None:
    log = spied.folder.parent / "calls"
    by = (program("strace"), "-f", "-o", str(log), "-e", "trace=openat,read,prlimit64")
    assert spied.run("notes", "canon", "--passphrase-file", "words", by=by).code == 0
    calls = log.read_text("utf-8", "replace")
    limit = calls.index("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}")
    assert limit < calls.index("identity.age")
    assert limit < calls.index('"words"') if '"words"' in calls else limit < calls.index("/words")
    assert spied.run("list", by=by).code == 0
    assert "RLIMIT_CORE" not in log.read_text("utf-8", "replace"), "a command without secrets pays for it"


@pytest.mark.parametrize(
    ("bug", "error"),
    [
        *zip(BUGS, ("KeyError", "UnicodeError", "RecursionError", "MemoryError", "AssertionError"), strict=True),
        ("opening", "KeyError"),
    ],
)
def test_a_bug_with_a_secret_in_hand_does_not_tell_it(
    bug: str, error: str, canary: str, sealed_computer: Computer
) -> None:
    computer = sealed_computer
    module, name, words = BUGS[bug]
    computer.ok("note", "canon", "-", stdin=canary.encode())
    code = BREAK.format(module=module, name=name, error=error)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(computer.folder), *words],
        cwd=computer.folder,
        env=computer.environment,
        input=canary.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert b"a bug in talktag" in said, said
    assert b"Traceback" not in said
    for secret in (canary, "correct horse", "AGE-SECRET-KEY", "hot pixel"):
        assert secret.encode() not in said, secret
    assert found(canary, computer) == set()


def test_what_a_shell_offers_holds_no_secret(canary: str, computer: Computer) -> None:
    computer.ok("note", "canon", "-", stdin=canary.encode())
    for line in ("notes,", "show,can", "note,canon,--edit,", f"find,{canary[:8]}"):
        done = computer.run(*line.split(","), env={"_TALKTAG_COMPLETE": "zsh"})
        assert canary.encode() not in done.stdout + done.stderr
    assert found(canary, computer) == set()


def test_a_private_file_and_a_note_that_leaves_are_nowhere_else_in_the_clear(canary: str, computer: Computer) -> None:
    computer.write("../secret.txt", f"{canary}\n")
    computer.ok("attach", "canon", "../secret.txt", "--private")
    computer.ok("file", "canon", "secret.txt", "-o", "../out.txt")
    assert canary in (computer.folder.parent / "out.txt").read_text()
    note = computer.ok("note", "canon", "-", stdin=canary.encode()).split()[-1]
    declined = computer.terminal(*EXPORT[:-1], "--note", note, "-o", "no.zip").until("[y/N]").type("n\n").end()
    assert declined.code == 3
    computer.ok(*EXPORT, "--note", note, "-o", "../canon.zip")
    for words in (("find", "canary"), ("list",), ("show", "canon"), ("stats",), ("doctor",), ("undo",), ("undo",)):
        assert canary not in computer.ok(*words)
    assert found(canary, computer) == set()


def test_ids_are_random_and_tell_nothing_of_each_other(computer: Computer) -> None:
    ids = [computer.json("add", f"Thing {number}")["data"]["id"] for number in range(30)]
    ids += [
        computer.json("export", "canon", "--to", "fix-it", "-o", f"{n}.zip", "--yes")["data"]["bundle"] for n in "ab"
    ]
    numbers = [int.from_bytes(base64.b16encode(each.encode()), "big") for each in ids]
    assert len(set(ids)) == len(ids)
    assert numbers != sorted(numbers)
    assert all(re.fullmatch("[0-9a-z]{13}", each) for each in ids)  # 13 letters of 5 bits
    # Thirty alike in one letter would be less likely than one in 10^40; a counter or a clock makes many.
    assert all(len({each[place] for each in ids}) > 4 for place in range(13))


def test_a_bundle_counts_its_own_product_alone(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    for number in range(3):
        computer.ok("export", "canon", "--to", "fix-it", "-o", f"{number}.zip", "--yes")
    computer.ok("export", "kettle", "--to", "fix-it", "-o", "kettle.zip", "--yes")
    shares = {each["slug"]: each["sequence"] for each in computer.json("shares")["data"]["shares"]}
    assert shares == {"canon-eos-5d-mark-iv": 3, "kettle": 1}


def made_for_others(computer: Computer) -> Iterator[Path]:
    """Every kind of file that is made to be given away, each by its command."""
    computer.ok("export", "canon", "--to", "fix-it", "-o", "out/canon.zip", "--yes", "--include", "place")
    computer.ok("sheet", "--all", "--stock", "avery-l7120", "-o", "out/sheet.pdf")
    computer.ok("sheet", "--blank", "4", "--stock", "avery-l7120", "-o", "out/blank.pdf")
    computer.ok("tag", "canon", "--nfc", "-o", "out/tag.ndef")
    computer.ok("key", "backup", "-o", "out/paper.pdf")
    for kind in ("csv", "json", "jsonld", "homebox"):
        done = computer.run("export", "--as", kind, "-o", f"out/all.{kind}", "--yes")
        assert done.code in {0, 2}, done.err
    yield from (computer.folder / "out").iterdir()


def test_no_file_made_for_others_tells_of_the_computer_or_its_user(
    computer: Computer, program: Program, tmp_path: Path
) -> None:
    user, host = "canaryuser", "canaryhost"
    (tmp_path / "home").rename(tmp_path / user)
    (tmp_path / user / "out").mkdir()
    named = {"USER": user, "LOGNAME": user, "HOSTNAME": host, "HOME": str(tmp_path / user)}
    theirs = type(computer)(tmp_path / user, named)
    by = (program("unshare"), "--uts", "sh", "-c", f'hostname {host}; exec "$@"', "sh")
    may_name = subprocess.run([*by, "true"], capture_output=True, check=False).returncode == 0
    if may_name:
        assert theirs.run("export", "canon", "--to", "fix-it", "-o", "out/host.zip", "--yes", by=by).code == 0
    files = list(made_for_others(theirs))
    assert len(files) >= 8
    for path in files:
        data = b"\n".join(opened(path.read_bytes()))
        for told in (user, host, str(tmp_path), str(Path.cwd()), sys.prefix):
            assert told.encode() not in data, f"{path.name} tells {told}"
            assert told.encode("utf-16-be") not in data, f"{path.name} tells {told}"
