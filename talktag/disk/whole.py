"""Whole files or nothing: durable writes. Nothing is left under a file's own name that is not all of it.

The order is: exclusive temporary file, all bytes, fsync, read back and compare, rename, fsync of the folder.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from talktag.disk.folders import NOFOLLOW, failing_as
from talktag.disk.guarded import BINARY
from talktag.flush import flush, flush_below, flush_disk, flush_disk_of, flush_path, open_disk

PRIVATE, PUBLIC, PRIVATE_FOLDER = 0o600, 0o644, 0o700
_CHUNK = 1024 * 1024  # bytes compared at a time
MANY = 32  # files from which on flushing the disk once takes less time than flushing each


def put(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Make `path` hold exactly `data`, durably; on any failure the old file stays as it was."""
    staged = stage(path.parent, data, mode)
    try:
        publish(staged, path)
    except BaseException:
        discard(staged)
        raise


def put_unflushed(path: Path, data: bytes) -> None:
    """As `put`, of what a power cut may take. A staged file that a crash left is written anew, as it has one name."""
    staged = path.with_name(f".talktag-{path.name}.tmp")
    with failing_as(f'could not write "{path}"'):
        discard(staged)
        with os.fdopen(
            os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | BINARY, PRIVATE), "wb"
        ) as file:
            file.write(data)
        staged.replace(path)


def stage(folder: Path, data: bytes | Iterable[bytes], mode: int = PRIVATE, name: str = "") -> Path:
    """Write `data` to a new temporary file in `folder`, flushed to the disk and read back; the path of it.

    Its `name` is one that nobody has, where it must be known before. Parts are written as they come; an error that
    comes of one leaves no file.
    """
    path = folder / (name or f".talktag-{os.urandom(8).hex()}.tmp")
    with failing_as(f'could not write in "{folder}"'):
        try:
            _read_back(path, data, _write_new(path, data, mode))
        except BaseException:
            discard(path)
            raise
    return path


def stage_unflushed(path: Path, data: bytes) -> None:
    """Write a new file and read it back; whoever calls flushes it, with others. What has its name is taken away."""
    with failing_as(f'could not write in "{path.parent}"'):
        path.unlink(missing_ok=True)
        try:
            _read_back(path, data, _write_new(path, data, PRIVATE, is_flushed=False))
        except BaseException:
            discard(path)
            raise


def stage_all(folder: Path, contents: Mapping[str, bytes | Iterable[bytes]], mode: int = PRIVATE) -> None:
    """Write each of `contents` to a new file of that name in `folder`, all of them flushed and read back.

    Many are flushed together, by one call for the whole disk. Whatever fails, the caller takes away what is there.
    """
    with failing_as(f'could not write in "{folder}"'):
        disk = open_disk(folder) if len(contents) >= MANY else None
        try:
            written = {
                name: _write_new(folder / name, data, mode, is_flushed=disk is None) for name, data in contents.items()
            }
            if disk is not None:
                flush_disk(disk)
        finally:
            if disk is not None:
                os.close(disk)
        for name, data in contents.items():
            _read_back(folder / name, data, written[name])


def publish(staged: Path, target: Path) -> None:
    """Give a staged file its name, replacing what is there, and flush the folder."""
    with failing_as(f'could not write "{target}"'):
        os.replace(staged, target)
        flush_path(target.parent)


def discard(staged: Path) -> None:
    """Take a staged file away; it is no error if it is gone or stays."""
    with contextlib.suppress(OSError):
        staged.unlink()


def flush_tree(folder: Path) -> None:
    """Flush every file and folder below `folder`, and itself, that another program made without flushing."""
    with failing_as(f'could not write in "{folder}"'):
        flush_below(folder)


def flush_all(folder: Path) -> None:
    """Flush all that is below `folder`, whoever wrote it: in one call with the rest of its disk where there is one."""
    with failing_as(f'could not flush "{folder}"'):
        if not flush_disk_of(folder):
            flush_below(folder)


class _Written(NamedTuple):
    """What tells a stream from one that a fault made of it."""

    crc: int = 0
    size: int = 0

    def and_then(self, part: bytes) -> _Written:
        return _Written(zlib.crc32(part, self.crc), self.size + len(part))


def _write_new(path: Path, data: bytes | Iterable[bytes], mode: int, *, is_flushed: bool = True) -> _Written:
    written = _Written()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | BINARY, mode)
    try:
        for part in [data] if isinstance(data, bytes) else data:
            written = written.and_then(part)
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(handle, rest) :]
        if is_flushed:
            flush(handle)
    finally:
        os.close(handle)
    return written


def _read_back(path: Path, data: bytes | Iterable[bytes], written: _Written) -> None:
    """A write that reports success and stores less was seen with real faults; only reading back tells."""
    found = _Written()
    with path.open("rb") as file:
        if isinstance(data, bytes):
            is_same = all(
                file.read(_CHUNK) == data[start : start + _CHUNK] for start in range(0, len(data) + 1, _CHUNK)
            )
        else:
            while part := file.read(_CHUNK):
                found = found.and_then(part)
            is_same = found == written
    if not is_same:
        raise OSError(5, "what was written does not read back the same")
