"""The archive that is written: always the same bytes, and read alike by software that is not ours."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.content import Content
from talktag.errors import InternalError, InvalidError
from tests.kit.archives import Zeros, pack, unpack

CREATED = datetime(2026, 11, 22, 3, 49, 59, tzinfo=UTC)
FILES = {"data/table.json": b'{"a": 1}\n' * 30, "bagit.txt": b"BagIt\n", "data/files/photo-1.jpg": b"\xff\xd8\xff" * 9}


def test_the_same_input_gives_the_same_bytes_whatever_the_order_of_the_files() -> None:
    backwards = dict(reversed(FILES.items()))
    assert pack("talktag-x", FILES, CREATED) == pack("talktag-x", backwards, CREATED)


def test_the_same_moment_in_another_zone_and_process_gives_the_same_bytes(tmp_path: Path) -> None:
    east = CREATED.astimezone(timezone(timedelta(hours=9)))
    code = (
        "import sys, datetime; from tests.kit.archives import pack;"
        f"sys.stdout.buffer.write(pack('talktag-x', {FILES!r}, {east!r}))"
    )
    env = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, cwd=tmp_path)
    assert other.stdout == pack("talktag-x", FILES, CREATED)


def test_nothing_but_names_bytes_and_the_moment_is_in_the_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(pack("talktag-x", FILES, CREATED))) as archive:
        assert archive.comment == b""
        for info in archive.infolist():
            assert info.date_time == (2026, 11, 22, 3, 49, 58)
            assert (info.external_attr, info.create_system, info.flag_bits) == (0o100644 << 16, 3, 0)
            assert (info.extra, info.comment, info.is_dir()) == (b"", b"", False)
        assert [info.filename for info in archive.infolist()] == sorted(f"talktag-x/{name}" for name in FILES)


def test_text_is_deflated_and_what_is_compressed_already_is_stored() -> None:
    noise = random.Random(1).randbytes(100_000)
    files = {
        **FILES,
        "a.heic": noise,
        "b.mp4": noise[:500],
        "c.txt": "".join(map(str, range(5000))).encode(),
        "d.tif": noise + bytes(60_000),
    }
    with zipfile.ZipFile(io.BytesIO(pack("talktag-x", files, CREATED))) as archive:
        packed = {each.filename.removeprefix("talktag-x/") for each in archive.infolist() if each.compress_type}
    assert packed == {"data/table.json", "data/files/photo-1.jpg", "c.txt"}


@given(
    st.dictionaries(st.from_regex(r"nn[a-z0-9]{0,8}", fullmatch=True), st.binary(max_size=3000), min_size=1),
    st.datetimes(datetime(1980, 1, 2), datetime(2107, 12, 30), timezones=st.just(UTC)),
)
def test_what_is_written_as_it_is_read_has_the_bytes_that_zipfile_writes(files: Any, created: datetime) -> None:
    ours = pack("root", files, created)
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        methods = {each.filename: each.compress_type for each in archive.infolist()}
    theirs = io.BytesIO()
    with zipfile.ZipFile(theirs, "w", allowZip64=False) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"root/{name}", created.timetuple()[:6])
            info.create_system, info.external_attr, info.compress_type = 3, 0o100644 << 16, methods[f"root/{name}"]
            archive.writestr(info, files[name], compresslevel=9)
    assert ours == theirs.getvalue()


def test_a_file_that_would_look_like_a_bomb_is_stored_so_that_it_can_be_read_back() -> None:
    files = {"data/files/file-1.bin": bytes(3_000_000)}
    assert unpack(pack("talktag-x", files, CREATED)) == ("talktag-x", files)


@pytest.mark.parametrize("year", [1979, 2108])
def test_a_year_that_zip_cannot_say_is_refused(year: int) -> None:
    with pytest.raises(InvalidError, match=f"dated {year}"):
        pack("talktag-x", FILES, datetime(year, 12, 31, tzinfo=UTC))


def test_what_no_reader_would_accept_is_not_written() -> None:
    with pytest.raises(InvalidError, match="501 files"):
        pack("r", {f"f{number}": b"" for number in range(501)}, CREATED)
    with pytest.raises(InvalidError, match="at most 250 MB"):
        pack("r", {"a": Content(Zeros(250_000_001))}, CREATED)
    with pytest.raises(InvalidError, match="together"):
        pack("r", {f"f{number}": Content(Zeros(250_000_000)) for number in range(3)}, CREATED)


@pytest.mark.parametrize("name", ["../x", "X", "a b", "con", ""])
def test_a_name_that_no_reader_would_accept_is_our_own_mistake(name: str) -> None:
    with pytest.raises(InternalError):
        pack("r", {name: b""}, CREATED)


def test_unzip_and_pythons_zipfile_and_our_reader_see_the_same_names_and_bytes(
    bundle: Any, tmp_path: Path, program: Callable[[str], str]
) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle.archive)
    unzip = program("unzip")
    subprocess.run([unzip, "-tq", str(path)], check=True, capture_output=True)
    subprocess.run([unzip, "-q", str(path), "-d", str(tmp_path / "out")], check=True)
    by_unzip = {
        str(each.relative_to(tmp_path / "out")): each.read_bytes()
        for each in (tmp_path / "out").rglob("*")
        if each.is_file()
    }
    with zipfile.ZipFile(path) as archive:
        by_python = {name: archive.read(name) for name in archive.namelist()}
    root, files = unpack(bundle.archive)
    assert by_unzip == by_python == {f"{root}/{name}": data for name, data in files.items()}
    assert files == bundle.files


_part = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?(\.[a-z]{1,4})?", fullmatch=True).map(lambda part: f"n{part}")


@given(
    st.dictionaries(
        st.lists(_part, min_size=1, max_size=3).map(tuple), st.binary(max_size=300), min_size=1, max_size=9
    ),
    st.datetimes(datetime(1980, 1, 2), datetime(2107, 12, 30), timezones=st.just(UTC)),
)
def test_whatever_is_packed_is_unpacked_again(tree: dict[tuple[str, ...], bytes], created: datetime) -> None:
    paths = {part for path in tree for part in (path[:length] for length in range(1, len(path)))}
    files = {"/".join(path): data for path, data in tree.items() if path not in paths}
    assert unpack(pack("root", files, created)) == ("root", files)
