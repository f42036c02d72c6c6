"""Private text and passphrases are found nowhere but where they belong: canaries are sought in every form.

The search is itself tested: what is given away on purpose, it must find.
"""

from __future__ import annotations

import base64
import re
import secrets
import stat
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

Program = Callable[[str], str]
EXPORT = ("export", "canon", "--to", "fix-it", "--include", "place", "--yes")


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(12)}"


def forms(canary: str) -> Iterator[bytes]:
    """The canary as it would look in text, in base64 at each of three alignments, in UTF-16, in hex, backwards."""
    plain = canary.encode()
    yield plain
    yield plain.upper()
    yield plain[::-1]
    yield plain.hex().encode()
    yield canary.encode("utf-16-le")
    yield canary.encode("utf-16-be")
    for before in range(3):
        # Only the letters that hold nothing but bits of the canary: six bits a letter.
        whole = base64.b64encode(b"." * before + plain)
        yield whole[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]


def opened(data: bytes) -> Iterator[bytes]:
    """Some bytes, and what is packed in them: members of a zip, deflated streams of a PDF."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive.comment
            for name in archive.namelist():
                yield from opened(archive.read(name))
    for stream in re.finditer(rb"stream\r?\n", data):
        for packed in (data[stream.end() :], _from_ascii85(data[stream.end() :])):
            try:
                yield zlib.decompressobj().decompress(packed)
            except zlib.error:
                continue


def _from_ascii85(data: bytes) -> bytes:
    try:
        return base64.a85decode(data[: data.index(b"~>")])
    except ValueError:
        return b""


def places(computer: Computer) -> Iterator[tuple[str, bytes]]:
    """Every byte that a command may have left: files below the home with their names, objects of the history."""
    for path in sorted(computer.folder.rglob("*")):
        name = str(path.relative_to(computer.folder))
        yield f"the name of {name}", name.encode()
        if path.is_file():
            yield from ((name, data) for data in opened(path.read_bytes()))
    objects = computer.git("cat-file", "--batch-all-objects", "--batch")
    yield "an object of the history", objects
    yield "an unpacked object of the history", b"".join(opened(objects))


def found(canary: str, computer: Computer, *done: Done) -> set[str]:
    """Where a canary is, in whatever form."""
    sought = list(forms(canary))
    streams = [(name, data) for each in done for name, data in (("stdout", each.stdout), ("stderr", each.stderr))]
    return {name for name, data in (*places(computer), *streams) if any(form in data for form in sought)}


def test_the_search_knows_every_form(canary: str, computer: Computer) -> None:
    text = canary.encode()
    pdf = b"%PDF-\nstream\n" + zlib.compress(b"[(" + text + b")]")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", b"x" * 200 + text)
    forms = [
        text,
        b"1" + base64.b64encode(b"a" + text),
        base64.b64encode(b"ab" + text + b"cde"),
        canary.encode("utf-16"),
    ]
    for number, data in enumerate([*forms, base64.b64encode(text), pdf, archive.getvalue()]):
        computer.write(f"hidden/{number}", b"before" + data + b"after" if data[:2] != b"PK" else data)
    assert found(canary, computer) == {f"hidden/{number}" for number in range(7)}
    (computer.things / "staged.txt").write_text(canary)
    computer.git("add", "staged.txt")
    (computer.things / "staged.txt").unlink()
    assert "an object of the history" in found(canary, computer)


def test_a_note_is_nowhere_in_the_clear(canary: str, computer: Computer) -> None:
    done = [
        computer.run("note", "canon", "-", stdin=f"{canary}\n".encode()),
        computer.run("note", "canon", "-", "--json", stdin=f"{canary}\n".encode()),
        computer.run("note", "canon", "-", "-n", stdin=f"{canary}\n".encode()),
        computer.run("list", canary),
        computer.run("show", "canon", "--json"),
        computer.run("find", "canary"),
        computer.run("log"),
        computer.run("set", "canon", "place=office"),
        computer.run(*EXPORT, "-o", "canon.zip"),
        computer.run("sheet", "--all", "--stock", "avery-l7120", "-o", "sheet.pdf"),
        computer.run("doctor"),
        computer.run("undo"),
    ]
    assert {each.code for each in done} == {0}
    assert found(canary, computer, *done[:3], *done[4:]) == set()
    assert canary in computer.ok("notes", "canon")
    assert found(canary, computer) == set()


def test_a_note_given_away_on_purpose_is_found(canary: str, computer: Computer) -> None:
    note = computer.ok("note", "canon", "-", stdin=canary.encode()).split()[-1]
    computer.ok(*EXPORT, "--note", note, "-o", "canon.zip")
    assert found(canary, computer) == {"canon.zip"}


def test_a_note_that_could_not_be_saved_leaves_no_trace(canary: str, computer: Computer, program: Program) -> None:
    before = computer.state
    git = program("git")
    for failing in ("cat-file", "hash-object", "commit-tree", "update-ref"):
        script = f'#!/bin/sh\nfor word; do [ "$word" = {failing} ] && exit 1; done\nexec {git} "$@"\n'
        fake = computer.write("bin/git", script)
        fake.chmod(0o755)
        done = computer.run("note", "canon", "-", stdin=canary.encode(), env={"PATH": str(fake.parent)})
        fake.unlink()
        fake.parent.rmdir()
        assert done.code == 11, (failing, done.err)
        assert found(canary, computer, done) == set(), failing
        assert computer.run("list").code == 0
        assert computer.state == before, failing
    done = computer.run("note", "canon", "-", stdin=canary.encode(), env={"PATH": "/nowhere"})
    assert done.code == 11
    assert found(canary, computer, done) == set()


def test_a_note_is_nowhere_after_a_kill_in_the_middle_of_saving(
    canary: str, computer: Computer, program: Program
) -> None:
    for call in ("write", "fsync", "rename,renameat,renameat2"):
        for when in (1, 3, 6):
            inject = f"inject={call}:signal=KILL:when={when}"
            strace = (program("strace"), "-f", "-o", "/dev/null", "-e", inject, "-e", f"trace={call}")
            done = computer.run("note", "canon", "-", stdin=canary.encode(), by=strace)
            assert found(canary, computer, done) == set(), (call, when)
    assert computer.run("list").code == 0
    assert found(canary, computer) == set()


def test_a_passphrase_is_nowhere(canary: str, new_computer: Computer) -> None:
    new_computer.write("../words", canary)
    words = ("--passphrase-file", "../words")
    done = [
        new_computer.run("init", "things", "--owner", "Ana", "--contact", "ana@example.org", *words),
        new_computer.run("add", "Camera"),
        new_computer.run("note", "camera", "-", stdin=b"hot pixel"),
        new_computer.run("notes", "camera", *words),
        new_computer.run("party", "add", "Shop"),
        new_computer.run("export", "camera", "--to", "shop", "-o", "camera.zip", "--yes", "--json", *words),
        new_computer.run("doctor"),
    ]
    assert [each.code for each in done] == [0] * len(done), [each.err for each in done]
    assert found(canary, new_computer, *done) == set()


def test_a_passphrase_typed_at_a_terminal_is_nowhere(canary: str, new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things", "--owner", "Ana", "--contact", "ana@example.org")
    screen.until("New passphrase").type(f"{canary}\n").until("once more").type(f"{canary}\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert found(canary, new_computer, done) == set()


def test_a_passphrase_that_is_changed_or_opens_another_key_is_nowhere(
    canary: str, sealed_computer: Computer, program: Program
) -> None:
    computer = sealed_computer
    computer.write("../words", canary)
    key = computer.folder.parent / "id_ed25519"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", canary, "-f", key], check=True)
    words = ("--passphrase-file", "../words")
    done = [
        computer.run("key", "passphrase", "--passphrase-file", "words", "--new-passphrase-file", "../words"),
        computer.run("key", "rotate", "--yes", "--json", *words),
        computer.run("key", "reseal", "--yes", *words),
        computer.run("key", "use", str(key), "--yes", *words),
        computer.run("notes", "canon", *words),
        computer.run("key", "show"),
        computer.run("doctor"),
    ]
    assert [each.code for each in done] == [0] * len(done), [each.err for each in done]
    assert found(canary, computer, *done) == set()


def test_a_recovery_key_is_only_where_it_was_sent(computer: Computer) -> None:
    from talktag.seal.keys.recovery_text import recovery_in

    text = computer.ok("key", "backup", "-o", "-")
    secret = recovery_in(text)
    computer.ok("key", "backup", "-o", "paper.txt")
    assert found(secret, computer) == {"paper.txt"}
    (computer.folder / "paper.txt").unlink()
    computer.ok("key", "backup", "-o", "paper.pdf")
    (computer.folder / "paper.pdf").unlink()
    (computer.folder / "config/keys").rename(computer.folder.parent / "aside")
    done = [
        computer.run("key", "restore", "-n", "--no-passphrase", stdin=text.encode()),
        computer.run("key", "restore", "--yes", "--json", "--no-passphrase", stdin=text.encode()),
        computer.run("key", "restore", "--yes", "--no-passphrase", stdin=text.encode()),
        computer.run("note", "canon", "-", stdin=b"x"),
        computer.run("key", "rotate", "--yes"),
        computer.run("undo"),
    ]
    assert [each.code for each in done] == [0, 0, 6, 0, 0, 0], [each.err for each in done]
    assert found(secret, computer, *done) == set()
    # Only part of it, as somebody who looks over a shoulder would have it.
    assert found(secret[20:50], computer, *done) == set()


def traced(computer: Computer, strace: str, *words: str, stdin: bytes = b"") -> str:
    """Every program that a command starts, with all its arguments and its whole environment."""
    log = computer.folder.parent / "execve.log"
    by = (strace, "-f", "-v", "-s", "100000", "-e", "trace=execve", "-o", str(log))
    done = computer.run(*words, stdin=stdin, by=by)
    assert done.code == 0, done.err
    return log.read_text("utf-8", "replace")


def test_no_program_is_handed_a_secret_by_argument_or_environment(
    canary: str, sealed_computer: Computer, program: Program
) -> None:
    strace = program("strace")
    sealed_computer.write("words", "correct horse\n")
    log = traced(sealed_computer, strace, "note", "canon", "-", stdin=canary.encode())
    assert "commit-tree" in log
    log += traced(sealed_computer, strace, "notes", "canon", "--passphrase-file", "words")
    log += traced(sealed_computer, strace, *EXPORT, "-o", "canon.zip", "--passphrase-file", "words")
    secret = sealed_computer.ok("key", "backup", "--passphrase-file", "words")
    sealed_computer.write("new", "better horse\n")
    changed = ("--passphrase-file", "words", "--new-passphrase-file", "new")
    log += traced(sealed_computer, strace, "key", "backup", "-o", "paper.pdf", "--passphrase-file", "words")
    log += traced(sealed_computer, strace, "key", "passphrase", *changed)
    log += traced(sealed_computer, strace, "key", "rotate", "--yes", "--passphrase-file", "new")
    (sealed_computer.folder / "config/keys").rename(sealed_computer.folder.parent / "aside")
    secret = secret.splitlines()[-1]
    sealed_computer.git("reset", "--quiet", "--hard", "HEAD~1")  # what the paper of before opens
    sealed_computer.ok("save", "--rewound", "--yes")
    restoring = ("key", "restore", "--yes", "--passphrase-file", "new")
    log += traced(sealed_computer, strace, *restoring, stdin=secret.encode())
    assert secret[20:50] not in log
    assert "better horse" not in log
    assert canary not in log
    assert "correct horse" not in log
    # An argument shows, which is why the help warns of it, and proves that the trace would show the others.
    assert canary in traced(sealed_computer, strace, "note", "canon", canary)


def test_nothing_is_left_in_the_folders_for_temporary_files(
    canary: str, sealed_computer: Computer, program: Program
) -> None:
    log = sealed_computer.folder.parent / "files.log"
    calls = "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
    by = (program("strace"), "-f", "-s", "4096", "-e", calls, "-o", str(log))
    text = ""
    for words in (("note", "canon", "-"), ("key", "backup", "-o", "paper.pdf"), ("key", "rotate", "--yes")):
        given = () if words[0] == "note" else ("--passphrase-file", "words")
        done = sealed_computer.run(*words, *given, stdin=canary.encode(), by=by)
        assert done.code == 0, done.err
        text += log.read_text()
    written = re.findall(r'"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)', text)
    outside = [path for path in written if path.startswith("/") and not path.startswith(str(sealed_computer.folder))]
    assert [path for path in written if path.startswith(str(sealed_computer.things))]
    assert {path for path in outside if not re.match(r"/dev/|.*__pycache__", path)} == set()


def test_the_files_of_the_keys_are_for_nobody_else(computer: Computer) -> None:
    computer.ok("key", "backup", "-o", "recovery.txt")
    keys = computer.folder / "config/keys"
    for path in (keys, *keys.iterdir(), computer.folder / "recovery.txt"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_bug_shows_no_secret(canary: str, computer: Computer) -> None:
    """An exception in the middle of sealing tells its kind and place, never a value."""
    breaking = computer.write("broken_seal.py", f"import builtins\ndef boom(*_): raise KeyError({canary!r})\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import broken_seal, talktag.seal.note as note; "
        "note.seal_note = broken_seal.boom; from talktag.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(breaking.parent), "note", "canon", "-"],
        cwd=computer.folder,
        env=computer.environment,
        input=canary.encode(),
        capture_output=True,
        check=False,
    )
    breaking.unlink()
    assert done.returncode == 1
    assert b"bug in talktag: KeyError" in done.stderr
    assert canary.encode() not in done.stdout + done.stderr


def test_a_bundle_does_not_name_the_computer_it_was_made_on(computer: Computer) -> None:
    import getpass
    import platform

    computer.ok(*EXPORT, "-o", "canon.zip")
    data = b"\n".join(opened((computer.folder / "canon.zip").read_bytes()))
    host = platform.node() if len(platform.node()) > 5 else ""  # shorter ones are in every archive by chance
    for told in filter(None, (str(computer.folder), str(Path.cwd()), host, f"/{getpass.getuser()}/", "trek")):
        assert told.encode() not in data, told
