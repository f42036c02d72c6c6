"""What browsers and zip programs make of a bundle: folders are read whole, archives of other forms told apart."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.bundle.unpacked import packed_folder
from talktag.content import content_of
from talktag.errors import InvalidError, UntrustedError
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.open_foreign import signed_in

GOOD = Path(__file__).resolve().parents[1] / "conformance/good"
TABLE = GOOD / "table.zip"
Spoil = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a good bundle, as a browser leaves it in a folder of downloads."""
    with zipfile.ZipFile(TABLE) as archive:
        archive.extractall(tmp_path / "downloads")
    (folder,) = (tmp_path / "downloads").iterdir()
    return folder


def identity(data: bytes) -> str:
    return read_signed(data)[0].identity


@pytest.mark.parametrize("where", [".", "..", "data"], ids=["the bundle", "the folder around it", "data"])
def test_an_unpacked_bundle_is_the_bundle_from_every_folder_of_it(where: str, root: Path) -> None:
    assert identity(packed_folder((root / where).resolve())) == identity(TABLE.read_bytes())


@pytest.mark.parametrize("file", sorted(path.name for path in GOOD.glob("*.zip")))
def test_every_good_bundle_is_good_when_it_was_unpacked(file: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(GOOD / file) as archive:
        archive.extractall(tmp_path)
    contents, key = read_signed(packed_folder(tmp_path))
    assert (contents, key) == read_signed((GOOD / file).read_bytes())


def test_what_systems_leave_in_folders_and_another_name_of_the_folder_change_nothing(root: Path) -> None:
    for name in (".DS_Store", "data/.DS_Store", "data/files/Thumbs.db", "data/desktop.ini", "data/._index.html"):
        (root / name).write_bytes(b"x")
    (root / "__MACOSX").mkdir()
    (root / "__MACOSX/._data").write_bytes(b"x")
    folder = root.rename(root.with_name("canon (2)"))
    assert identity(packed_folder(folder)) == identity(TABLE.read_bytes())


def rewrite(path: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda root: (root / path).write_bytes(change((root / path).read_bytes()))


def link(root: Path) -> None:
    (root / "data/table.json").rename(root.parent / "elsewhere.json")
    (root / "data/table.json").symlink_to(root.parent / "elsewhere.json")


def link_a_folder(root: Path) -> None:
    (root / "data").rename(root.parent / "elsewhere")
    (root / "data").symlink_to(root.parent / "elsewhere")


def pipe(root: Path) -> None:
    os.mkfifo(root / "data/files/pipe.txt")


def deep(root: Path) -> None:
    (root / "data/files/a/b/c").mkdir(parents=True)
    (root / "data/files/a/b/c/d.txt").write_bytes(b"x")


def large(root: Path) -> None:
    with (root / "data/files/file-9.bin").open("wb") as file:
        file.truncate(250_000_001)


def many(root: Path) -> None:
    for number in range(501):
        (root / f"data/files/file-{number}.bin").write_bytes(b"x")


SPOILED: dict[str, tuple[Spoil, str]] = {
    "a changed page": (rewrite("data/index.html", lambda data: data + b" "), 'file "data/index.html" is not the one'),
    "a changed list": (rewrite("manifest-sha256.txt", lambda data: data[1:]), "does not fit"),
    "a file more": (lambda root: (root / "data/files/b.txt").write_bytes(b"x"), "is not listed in the manifest"),
    "a file beside": (lambda root: (root / "owner.txt").write_bytes(b"x"), '"owner.txt", a file that does not belong'),
    "a file with capitals": (lambda root: (root / "data/Open.html").write_bytes(b"x"), "has characters other than"),
    "a hidden file": (lambda root: (root / "data/.open.html").write_bytes(b"x"), "is hidden"),
    "a file less": (lambda root: (root / "data/files/photo-1.jpg").unlink(), "is listed and is missing"),
    "no signature": (lambda root: (root / "manifest-sha256.txt.sig").unlink(), "the bundle is not signed"),
    "no label": (lambda root: (root / "bag-info.txt").unlink(), '"bag-info.txt" is not there'),
    "another label": (rewrite("bag-info.txt", lambda data: data.replace(b"7k3m", b"8k3m")), "tagmanifest"),
    "a label of no day": (rewrite("bag-info.txt", lambda data: data.replace(b"-11-", b"-31-")), "gives no day"),
    "a link": (link, '"data/table.json" is a link or a special file'),
    "a link to a folder": (link_a_folder, '"data" is a link or a special file'),
    "a pipe": (pipe, '"data/files/pipe.txt" is a link or a special file'),
    "too deep": (deep, "is too deep for a bundle"),
    "too large": (large, "holds more than a bundle may hold"),
    "too many": (many, "holds more than a bundle may hold"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_folder_is_refused_by_its_own_words(name: str, root: Path) -> None:
    spoil, words = SPOILED[name]
    spoil(root)
    with pytest.raises(UntrustedError) as caught:
        read_signed(packed_folder(root))
    assert words in caught.value.message


def test_of_several_bundles_in_a_folder_none_is_taken_for_the_one(root: Path) -> None:
    shutil.copytree(root, root.with_name("another"))
    with pytest.raises(InvalidError, match='"downloads" holds several bundles'):
        packed_folder(root.parent)


def test_a_folder_without_the_list_of_files_is_no_bundle(root: Path) -> None:
    (root / "manifest-sha256.txt").unlink()
    with pytest.raises(InvalidError, match='"downloads" is a folder and no bundle'):
        packed_folder(root.parent)


def packed(folder: Path, method: int = zipfile.ZIP_DEFLATED, *, inside: bool = False, **more: bytes) -> bytes:
    """The folder as Python's own zipfile packs it, which is not the form of a bundle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder if inside else folder.parent))
        for name, data in more.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def told(data: bytes) -> str:
    with pytest.raises(UntrustedError) as caught:
        signed_in(Path("again.zip"), content_of(data))
    return caught.value.message


AGAIN = '"again.zip" was packed again by another program; the files in it are those that were signed'


@pytest.mark.parametrize("flags", [["-q"], ["-q0"], ["-q9X"], ["-qD"]], ids=" ".join)
@pytest.mark.parametrize("inside", [False, True])
def test_what_a_zip_program_packed_again_is_told_apart(
    flags: list[str], inside: bool, root: Path, program: Callable[[str], str], tmp_path: Path
) -> None:
    command = [program("zip"), *flags, "-r", str(tmp_path / "again.zip"), "." if inside else root.name]
    subprocess.run(command, cwd=root if inside else root.parent, check=True)
    assert told((tmp_path / "again.zip").read_bytes()) == AGAIN


def test_a_stream_that_was_packed_again_is_told_apart(root: Path, program: Callable[[str], str]) -> None:
    command = [program("zip"), "-qr", "-", root.name]  # to a pipe: sizes stand behind the data
    done = subprocess.run(command, cwd=root.parent, capture_output=True, check=True)
    assert told(done.stdout) == AGAIN
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        assert any(each.flag_bits & 8 for each in archive.infolist())


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_python_packed_again_is_told_apart_with_what_a_mac_adds(method: int, root: Path) -> None:
    assert told(packed(root, method)) == AGAIN
    assert told(packed(root, method, inside=True)) == AGAIN
    assert told(packed(root, method, **{"__MACOSX/._data": b"x", f"{root.name}/.DS_Store": b"x"})) == AGAIN


def test_what_was_packed_again_and_forged_is_not_told_to_hold(root: Path) -> None:
    forged = (
        packed(root, **{f"{root.name}/data/files/more.txt": b"x"}),
        packed(root, **{"beside.txt": b"x"}),
        packed(root, zipfile.ZIP_BZIP2),
        packed(root) + b"x",
        TABLE.read_bytes() + packed(root)[:50],
    )
    for data in forged:
        assert "packed again" not in told(data)
    (root / "data/README.txt").write_bytes(b"Trust it.\n")
    assert "packed again" not in told(packed(root))


@pytest.mark.parametrize("path", sorted((GOOD.parent / "bad").glob("*.zip")), ids=lambda path: path.stem)
def test_nothing_bad_is_told_to_hold(path: Path) -> None:
    try:
        signed_in(path, content_of(path.read_bytes()))
    except UntrustedError as error:  # not of those that only another key or the store makes bad
        assert "packed again" not in error.message  # noqa: PT017
