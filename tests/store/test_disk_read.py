"""Reading a file takes room for what is in it, not for what could be; one that grows meanwhile is read whole."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag import disk
from talktag.errors import InvalidError

LIMIT = 512 * 1024 * 1024  # bytes


def test_a_small_file_takes_little_room_whatever_the_limit(tmp_path: Path) -> None:
    (tmp_path / "small").write_bytes(b"x" * 1000)
    tracemalloc.start()
    try:
        assert disk.read(tmp_path / "small", LIMIT) == b"x" * 1000
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_file_that_holds_more_than_it_says_is_read_whole_up_to_the_limit() -> None:
    """As one that grows while it is read; the kernel's own files say that they hold nothing."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("needs the /proc of Linux")
    assert disk.read(status, LIMIT).startswith(b"Name:")
    with pytest.raises(InvalidError, match="larger than 10 bytes"):
        disk.read(status, 10)


@pytest.mark.parametrize(("size", "fits"), [(0, True), (9, True), (10, True), (11, False)])
def test_the_limit_is_exact(size: int, fits: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * size)
    if fits:
        assert len(disk.read(tmp_path / "file", 10)) == size
    else:
        with pytest.raises(InvalidError):
            disk.read(tmp_path / "file", 10)


def by_pathlib(folder: Path, relative: str) -> Path:
    """What `inside` did before it went by texts."""
    path = folder / relative
    for parent in path.parents:
        if parent == folder:
            return path
        if parent.is_symlink():
            raise InvalidError(f'"{parent}" is a symbolic link, which talktag does not follow')
    raise InvalidError(f'"{relative}" is not a path in "{folder}"')


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    parts=st.lists(st.sampled_from(["a", "b", "link", "file", "none", ".", ""]), max_size=4),
    name=st.sampled_from(["a", "link", "file", "none"]),
)
def test_a_way_by_texts_is_the_one_by_paths(tmp_path: Path, parts: list[str], name: str) -> None:
    if not (tmp_path / "a").exists():
        (tmp_path / "a/b").mkdir(parents=True)
        (tmp_path / "a/file").touch()
        for place in (tmp_path, tmp_path / "a", tmp_path / "a/b"):
            (place / "link").symlink_to(tmp_path / "a")
    relative = "/".join((*parts, name))

    def outcome(find: Callable[[Path, str], Path]) -> object:
        try:
            return find(tmp_path, relative)
        except InvalidError as error:
            return re.sub("/+", "/", error.message).replace("/.", "")

    assert outcome(disk.inside) == outcome(by_pathlib)
