"""Archives made to do harm: each is refused with its own words, nothing is written, and little memory is used."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import UntrustedError
from tests.kit.archives import unpack

Make = Callable[[Any], Any]
NOISE = hashlib.shake_256(b"noise").digest(
    20_000
)  # repeated within the window of deflate it shrinks a hundredfold, which is still accepted


def named(*names: str | bytes, **changes: Any) -> Make:
    raw = [name if isinstance(name, bytes) else name.encode() for name in names]
    return lambda forge: forge.zip(*(forge.member(name, b"x", **changes) for name in raw))


def one(**changes: Any) -> Make:
    return lambda forge: forge.zip(forge.member(b"r/a", b"content", **changes), forge.member(b"r/b", b"more"))


def whole(**changes: Any) -> Make:
    return lambda forge: forge.zip(forge.member(b"r/a", b"content"), forge.member(b"r/b", b"more"), **changes)


def bomb(size: int) -> Make:
    return lambda forge: forge.zip(forge.member(b"r/a", bytes(size), method=8))


def quoted_overlap(forge: Any) -> Any:
    """Two entries whose data are the same bytes of the file."""
    member = forge.member(b"r/a", b"content")
    return forge.zip(member, forge.member(b"r/a", b"content", offset=0, no_local=True))


def overlap_other_name(forge: Any) -> Any:
    return forge.zip(forge.member(b"r/a", b"content"), forge.member(b"r/b", b"content", offset=0, no_local=True))


def joined(forge: Any) -> Any:
    return named("r/a")(forge) + named("r/b")(forge)


def changed(old: bytes, new: bytes, make: Make) -> Make:
    """The archive with the first `old` in it changed: a local header, as those stand before the directory."""
    return lambda forge: make(forge).replace(old, new, 1)


NAMES = {
    "zip slip": (named("../x"), '"../x" steps out of its folder'),
    "zip slip inside": (named("a/../../x"), "steps out of its folder"),
    "single dot": (named("r/./x"), "steps out of its folder"),
    "top of the disk": (named("/x"), "starts at the top of the disk"),
    "network share": (named("//host/x"), "starts at the top of the disk"),
    "backslash": (named("\\x"), "holds a backslash"),
    "backslash inside": (named("r/..\\x"), "holds a backslash"),
    "long path form": (named("\\\\?\\C:\\x"), "holds a backslash"),
    "drive": (named("C:x"), "holds a colon"),
    "alternate stream": (named("r/x:ads"), "holds a colon"),
    "NUL": (named("r/a.txt\0.exe"), "holds a NUL"),
    "empty": (named(""), 'the name "" is empty'),
    "empty part": (named("r//x"), "has an empty part"),
    "folder entry": (named("r/x/"), "is a folder entry"),
    "no folder": (named("x"), "is not inside a folder"),
    "two folders": (named("r/x", "s/x"), "not all in one folder"),
    "too long": (named("r/" + "a" * 99), "longer than 100 bytes"),
    "cut in the message": (named("r/" + "a" * 99), f'the name "r/{"a" * 58}…" is'),
    "too deep": (named("r/a/b/c/d"), "more than 4 levels deep"),
    "hidden": (named("r/.bashrc"), "is hidden"),
    "trailing dot": (named("r/x."), "ends in a dot or a space"),
    "trailing space": (named("r/x "), "ends in a dot or a space"),
    "CON": (named("r/con"), "is a device on Windows"),
    "aux.txt": (named("r/aux.txt"), "is a device on Windows"),
    "COM¹": (named("r/com¹"), "is a device on Windows"),
    "CONIN$": (named("r/conin$"), "is a device on Windows"),
    "device as root": (named("nul/x"), "is a device on Windows"),
    "Latin-1": (named(b"r/\xe9"), "is not plain ASCII"),
    "accent": (named("r/é"), "is not plain ASCII"),
    "capital": (named("r/X"), "characters other than"),
    "control": (named("r/x\x1b[2J"), r'"r/x\x1b[2J" has characters other than'),
    "readme elsewhere": (named("r/README.txt"), "characters other than"),
    "option": (named("r/-rf"), "characters other than"),
    "same name twice": (named("r/x", "r/x"), '"r/x" is there twice'),
    "case twins": (named("r/x", "r/X"), '"r/x" and "r/X" are the same to some systems'),
    "readme twins": (named("r/data/README.txt", "r/data/readme.txt"), "are the same to some systems"),
    "accent twins": (named("r/é", "r/e\u0301"), "are the same to some systems"),
    "file and folder": (named("r/x", "r/x/y"), '"r/x" is both a file and a folder'),
    "folder and file, other case": (named("r/x/y", "r/X"), "is both a file and a folder"),
    "root is a file": (named("r", "r/x"), '"r" is both a file and a folder'),
}
MODES = {
    "symbolic link": (one(external=0o120777 << 16), "is a symbolic link"),
    "folder mode": (one(external=0o040755 << 16), "is a folder entry"),
    "character device": (one(external=0o020666 << 16), "is a device or another special file"),
    "block device": (one(external=0o060666 << 16), "is a device or another special file"),
    "named pipe": (one(external=0o010644 << 16), "is a device or another special file"),
    "socket": (one(external=0o140644 << 16), "is a device or another special file"),
    "set user id": (one(external=0o104755 << 16), "has an unusual mode"),
    "executable": (one(external=0o100755 << 16), "has an unusual mode"),
    "DOS folder": (one(external=0o100644 << 16 | 0x10), "has an unusual mode"),
    "no mode": (one(external=0), "has no mode of a regular file"),
    "internal attributes": (one(internal=1), "has an unusual mode"),
}
BOMBS = {
    "high ratio": (bomb(4_000_000), "packed more than 200 to 1"),
    "251 MB of zeros": (one(size=251_000_000), "has more than 250 MB"),
    "claims 4 GiB": (one(size=0xFFFFFFFE, packed_size=0xFFFFFFFE), "has more than 250 MB"),
    "claims packed 4 GiB": (one(method=8, packed_size=0xFFFFFFFE), "does not start where the file before it ends"),
    "claims less than it is": (one(method=8, size=3), "does not unpack to the size it says"),
    "claims more than it is": (one(method=8, size=8), "does not unpack to the size it says"),
    "claims nothing": (
        lambda forge: forge.zip(forge.member(b"r/a", bytes(2_000_000), method=8, size=0)),
        "does not unpack to the size it says",
    ),
    "stored, two sizes": (one(size=8), "is stored, and its two sizes differ"),
    "many files": (named(*(f"r/{number}" for number in range(501))), "has 501 files"),
    "total": (
        lambda forge: forge.zip(
            *(forge.member(b"r/%d" % n, b"", method=8, packed=bytes(840_000), size=168_000_000) for n in range(3))
        ),
        "have more than 500 MB together",
    ),
    "65 536 files": (whole(count=0xFFFF), "is in zip64 form"),
    "same bytes twice": (quoted_overlap, "is there twice"),
    "overlap": (overlap_other_name, '"r/b" does not start where the file before it ends'),
    "archive too large": (lambda _: bytes(501_000_001), "the archive has more than 501 MB"),
}
FORMS = {
    "empty": (lambda _: b"", "does not start as a zip does"),
    "no zip": (lambda _: b"%PDF-1.7 and so on", "does not start as a zip does"),
    "empty zip": (lambda forge: forge.zip(), "does not start as a zip does"),
    "cut short": (lambda forge: one()(forge)[:-30], "is cut short"),
    "only a start": (lambda _: b"PK\3\4", "is cut short"),
    "two archives joined": (joined, "two archives joined"),
    "prefix": (whole(prefix=b"MZ"), "does not start as a zip does"),
    "prefix that looks like zip": (whole(prefix=b"PK\3\4"), "a prefix, or two archives joined"),
    "suffix": (whole(suffix=b"more"), "has bytes after its end"),
    "archive comment": (whole(comment=b"hello"), "the archive has a comment"),
    "comment that is not there": (whole(comment_size=5), "says it has a comment, and there is none"),
    "end record in the comment": (lambda forge: whole(comment=whole()(forge)[-22:])(forge), "two archives joined"),
    "directory beyond the end": (whole(start=1000), "the end record of the archive points"),
    "gap between files": (one(gap=b"hidden"), '"r/b" does not start where the file before it ends'),
    "gap after the last file": (
        lambda forge: forge.zip(forge.member(b"r/a", b"x", gap=b"hidden")),
        "bytes that belong to no file",
    ),
    "stray bytes in the directory": (whole(stray=b"hidden"), "bytes that list no file"),
    "directory lists fewer": (whole(count=3), "lists fewer files than it says"),
    "directory lists more": (whole(count=1), "bytes that list no file"),
    "counts differ": (whole(here=1), "one part of several"),
    "second disk": (whole(disk=1), "one part of several"),
    "member on another disk": (one(disk=1), "is on another disk"),
    "name differs": (one(local_name=b"r/z"), "has two headers that differ"),
    "name length differs": (one(local_name=b"r/zz"), "has two headers that differ"),
    "local extra field only": (one(local_extra=b"\x99\x99\0\0"), "has two headers that differ"),
    "local encrypted flag only": (changed(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1", one()), "has two headers that differ"),
    "no local header": (changed(b"PK\3\4\x14", b"PK\3\5\x14", named("r/a")), "does not start as a zip does"),
    "second without header": (lambda forge: one()(forge)[::-1].replace(b"\4\3KP", b"\5\3KP", 1)[::-1], "has no header"),
    "data descriptor": (one(flags=8, descriptor=b"PK\7\x08" + bytes(12)), "has a data descriptor"),
    "encrypted": (one(flags=1), "is encrypted"),
    "strong encryption": (one(flags=0x40), "flags that are not known"),
    "zip64 version": (one(version=45), "is in zip64 form"),
    "zip64 offset": (one(offset=0xFFFFFFFF), "is in zip64 form"),
    "zip64 locator": (whole(before_end=b"PK\6\7" + bytes(16)), "the archive is in zip64 form"),
    "other version": (one(version=63), "of a zip version that is not known"),
    "made by Windows": (one(made_by=0x0014), "of a zip version that is not known"),
    "bzip2": (one(method=12), "compressed by a method that is not known"),
    "extra field": (one(extra=b"\x99\x99\0\0"), "has an extra field"),
    "Unicode path field": (one(extra=b"up\x05\0\x01\0\0\0\0"), "has an extra field"),
    "member comment": (one(comment=b"hello"), 'in the archive "r/a" has a comment'),
    "check sum": (one(crc=7), "its check sum differs"),
    "no deflate stream": (one(method=8, packed=b"\xff\xff\xff"), "does not unpack"),
    "deflate stream cut": (one(method=8, packed=zlib.compress(b"content", wbits=-15)[:-2]), "does not unpack to"),
    "after the deflate stream": (
        one(method=8, packed=zlib.compress(b"content", wbits=-15) + b"hidden"),
        "has bytes after its packed data",
    ),
}  # fmt: skip
CASES = NAMES | MODES | BOMBS | FORMS


def tree(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_archive_is_refused_by_its_own_words(
    case: str, forge: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, words = CASES[case]
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    archive = make(forge)
    with pytest.raises(UntrustedError, match=re.escape(words)) as caught:
        unpack(archive)
    assert tree(tmp_path) == [tmp_path / "in"]
    assert "\n" not in caught.value.message
    assert caught.value.message.isprintable()


def test_the_forge_makes_archives_that_are_accepted_when_nothing_is_forged(forge: Any) -> None:
    for method in (0, 8):
        archive = one(method=method)(forge)
        assert unpack(archive) == ("r", {"a": b"content", "b": b"more"})
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            assert opened.testzip() is None


LIMITED = """
import resource, sys
from talktag.bundle.archive import unpack
from talktag.errors import UntrustedError
data = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
try:
    unpack(data)
except UntrustedError as error:
    sys.exit(f"refused: {error.message}")
"""


@pytest.mark.parametrize("case", sorted(BOMBS))
def test_a_bomb_is_refused_within_256_mib_of_address_space(case: str, forge: Any) -> None:
    make, words = BOMBS[case]
    done = subprocess.run([sys.executable, "-c", LIMITED], input=make(forge), capture_output=True, check=False)
    assert words in done.stderr.decode()
    assert done.stderr.startswith(b"refused: ")


def test_the_limit_of_that_test_does_limit() -> None:
    code = LIMITED.replace("unpack(data)", "bytes(300 << 20)")
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_the_largest_archive_that_is_accepted_fits_in_256_mib(forge: Any) -> None:
    press, crc = zlib.compressobj(9, zlib.DEFLATED, -15), 0
    packed = b""
    for _ in range(10):
        packed += press.compress(NOISE * 1250)
        crc = zlib.crc32(NOISE * 1250, crc)
    packed += press.flush()
    like = {"method": 8, "packed": packed, "size": 250_000_000, "crc": crc}
    archive = forge.zip(*(forge.member(b"r/%d" % n, b"", **like) for n in range(2)))
    done = subprocess.run([sys.executable, "-c", LIMITED], input=archive, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_only_ever_refused(data: bytes) -> None:
    with pytest.raises(UntrustedError):
        unpack(data)


@given(st.data())
def test_a_mutated_archive_is_refused_or_holds_the_very_same_files(bundle: Any, data: st.DataObject) -> None:
    archive = bytearray(bundle.archive)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(archive) - 1))
        action = data.draw(st.sampled_from(["set", "insert", "delete", "copy"]))
        if action == "set":
            archive[at] = data.draw(st.integers(0, 255))
        elif action == "insert":
            archive[at:at] = data.draw(st.binary(min_size=1, max_size=40))
        elif action == "delete":
            del archive[at : at + data.draw(st.integers(1, 40))]
        else:
            archive[at:at] = archive[: data.draw(st.integers(1, 200))]
    try:
        root, files = unpack(bytes(archive))
    except UntrustedError:
        return
    assert (root, files) == (bundle.root, bundle.files)
