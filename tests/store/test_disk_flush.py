"""Flushing where the file system cannot: a folder that knows no flush is let be, a file that was not flushed never."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.flush import flush, flush_path
from tests.kit.stores import clean_environment

from .laboratory import ONE_SAVE, Laboratory

NO_SUCH_CALL = 0x7FFF  # for fcntl, which answers EINVAL as that of macOS does on a foreign file system


@pytest.fixture
def unflushable() -> Path:
    """A folder of a file system that answers fsync with EINVAL, as old SMB and some of FUSE do."""
    folder = Path("/proc/self")
    if not folder.exists():
        pytest.skip("needs the /proc of Linux")
    return folder


def test_a_folder_that_cannot_be_flushed_is_let_be(unflushable: Path) -> None:
    flush_path(unflushable)


def test_a_file_that_cannot_be_flushed_is_an_error(unflushable: Path) -> None:
    with pytest.raises(OSError, match="Invalid argument"):
        flush_path(unflushable / "status")


def test_where_the_stronger_flush_is_not_known_the_plain_one_is_made(tmp_path: Path, unflushable: Path) -> None:
    for path, flushed in ((tmp_path, True), (unflushable / "status", False)):
        handle = os.open(path, os.O_RDONLY)
        try:
            flush(handle, NO_SUCH_CALL)
            assert flushed
        except OSError:
            assert not flushed, "the plain one was made, and failed"
        finally:
            os.close(handle)


@pytest.mark.parametrize("error", ["EINVAL", "EOPNOTSUPP", "EIO"])
def test_a_save_on_a_file_system_that_flushes_no_folders_is_made_and_one_on_a_failing_disk_is_not(
    error: str, laboratory: Laboratory, program: Callable[[str], str], git: Callable[..., str]
) -> None:
    folder = laboratory.copy()
    folders = [str(path) for path in (folder, *folder.rglob("*")) if path.is_dir()]
    only = [word for path in folders for word in ("-P", path)]
    command = [program("strace"), "-q", "-o", str(folder.parent / "log"), *only, "-e", f"inject=fsync:error={error}"]
    done = subprocess.run(
        [*command, sys.executable, str(ONE_SAVE), str(folder), str(folder.parent / "cache"), "mixed"],
        env=clean_environment(folder.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "INJECTED" in (folder.parent / "log").read_text()
    assert done.returncode == (1 if error == "EIO" else 0), done.stdout + done.stderr
    assert git(folder, "status", "--porcelain") == ""
