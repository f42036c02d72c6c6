"""What is read and written in parts is what it was in memory: the same bytes, the same verdict, the same words."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag import content as contents_module
from talktag.bundle import archive
from talktag.content import Content, Joined, Made, content_of
from talktag.disk.in_parts import file_content
from talktag.errors import SealedError, StaleError, UntrustedError
from talktag.seal import age
from tests.kit import whole_archive
from tests.kit.archives import Zeros, pack, whole

CREATED = datetime(2026, 11, 22, 3, 49, 58, tzinfo=UTC)
SECRET = age.generate_identity()
RECIPIENT = age.recipient_of(SECRET)
_names = st.from_regex(r"nn[a-z0-9]{0,5}(/nn[a-z0-9]{1,3})?(\.[a-z]{1,4})?", fullmatch=True)
_texts = st.binary(max_size=40).flatmap(lambda data: st.integers(1, 60).map(lambda times: data * times))
_files = st.dictionaries(_names, _texts | st.binary(max_size=600), min_size=1, max_size=6).filter(
    lambda files: not any(f"{name}/" in other for name in files for other in files)
)
_small_parts = st.sampled_from([1, 3, 7, 64, 1000])


class Hidden(NamedTuple):
    """Bytes that come from elsewhere."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, at: int, length: int) -> bytes:
        return self.data[at : at + length]


def outcome(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except UntrustedError as error:
        return error.message


def in_parts(content: Content) -> Any:
    root, files = archive.unpack(content)
    assert all(each.sha256 == hashlib.sha256(each.whole()).hexdigest() for each in files.values())
    return root, whole(files)


def spoil(data: st.DataObject, archive_bytes: bytes) -> bytes:
    """Bytes changed, put in, taken away, or the end of it."""
    spoiled = bytearray(archive_bytes)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(spoiled)))
        match data.draw(st.sampled_from(["flip", "insert", "delete", "cut", "copy"])):
            case "flip" if at < len(spoiled):
                spoiled[at] ^= 1 << data.draw(st.integers(0, 7))
            case "insert":
                spoiled[at:at] = data.draw(st.binary(min_size=1, max_size=30))
            case "delete":
                del spoiled[at : at + data.draw(st.integers(1, 30))]
            case "cut":
                del spoiled[at:]
            case "copy":
                spoiled[at:at] = spoiled[: data.draw(st.integers(1, 200))]
    return bytes(spoiled)


@contextlib.contextmanager
def parts_of(length: int) -> Iterator[None]:
    """Archives read so many bytes at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents_module, "PART", length)
        patch.setattr(archive, "PART", length)
        yield


def check_alike(made: bytes, length: int) -> None:
    with parts_of(length):
        found = outcome(lambda: in_parts(Content(Hidden(made))))
    assert found == outcome(lambda: whole_archive.unpack(made))


@given(_files, _small_parts, st.data())
def test_an_archive_is_judged_alike_in_parts_and_in_memory(
    files: dict[str, bytes], length: int, data: st.DataObject
) -> None:
    check_alike(spoil(data, pack("root", files, CREATED)), length)


@given(st.binary(max_size=2000), st.integers(0, 2500), st.integers(-3, 3), st.binary(max_size=20), _small_parts)
def test_a_deflated_stream_is_judged_alike_whatever_it_claims(
    forge: Any, content: bytes, cut: int, more: int, behind: bytes, length: int
) -> None:
    packed = zlib.compress(content, wbits=-15)
    made = forge.zip(
        forge.member(b"r/a", content, method=8, packed=packed[: max(0, len(packed) - cut)] + behind),
        forge.member(b"r/b", content, method=8, size=max(0, len(content) + more)),
    )
    check_alike(made, length)


@pytest.mark.parametrize("length", [7, 1000])
def test_every_archive_kept_for_readers_is_judged_alike(length: int) -> None:
    folder = Path(__file__).parents[1] / "conformance"
    found = sorted(path for path in folder.rglob("*.zip") if path.stat().st_size < 20_000)
    assert len(found) > 300
    for path in found:
        check_alike(path.read_bytes(), length)


@given(st.lists(st.binary(max_size=200_000), max_size=4), st.data())
def test_what_is_sealed_in_parts_is_opened_from_any_place(pieces: list[bytes], data: st.DataObject) -> None:
    content = b"".join(pieces)
    sealed = age.seal_content(Joined([content_of(piece) for piece in pieces]), [RECIPIENT])
    assert sealed.whole() == sealed.whole()
    assert sealed.size == len(sealed.whole())
    assert age.decrypt(sealed.whole(), identities=[SECRET]) == content
    opened = age.open_content(sealed, [SECRET])
    at, length = data.draw(st.integers(0, len(content) + 5)), data.draw(st.integers(0, 150_000))
    assert (opened.size, opened.read(at, length)) == (len(content), content[at : at + length])


@given(st.binary(max_size=300_000), st.data())
def test_a_spoiled_age_file_is_refused_in_parts_as_in_memory(content: bytes, data: st.DataObject) -> None:
    made = age.encrypt(content, recipients=[RECIPIENT])
    spoiled = spoil(data, made)

    def read(opened: Callable[[], bytes]) -> bytes | str:
        try:
            return opened()
        except SealedError as error:
            return error.message

    at_once = read(lambda: age.decrypt(spoiled, identities=[SECRET]))
    assert read(lambda: age.open_content(content_of(spoiled), [SECRET]).whole()) == at_once
    assert at_once == content or spoiled != made


@given(st.lists(st.binary(max_size=30), max_size=6), st.integers(0, 200), st.integers(0, 200))
def test_contents_one_after_the_other_are_read_as_one(pieces: list[bytes], at: int, length: int) -> None:
    joined = Joined([content_of(piece) for piece in pieces])
    expected = b"".join(pieces)
    assert (joined.size, joined.read(at, length), joined.whole()) == (
        len(expected),
        expected[at : at + length],
        expected,
    )
    made = Made(lambda: iter(pieces))
    assert (made.size, made.read(at, length), made.whole()) == (len(expected), expected[at : at + length], expected)


def test_a_file_that_is_changed_while_it_is_read_is_no_longer_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"a" * 3_000_000)
    content = file_content(path, 10_000_000)
    parts = content.parts()
    next(parts)
    other = tmp_path / "other"
    other.write_bytes(b"b" * 3_000_000)
    other.rename(path)
    with pytest.raises(StaleError, match="changed while it was read"):
        next(parts)


def test_a_content_that_is_another_than_the_one_that_was_summed_is_found_out() -> None:
    source = [b"one"]
    content = Made(lambda: iter(source))
    assert content.sha256 == hashlib.sha256(b"one").hexdigest()
    source[0] = b"two"
    with pytest.raises(StaleError):
        content.whole()


def test_a_member_as_large_as_may_be_is_stored_and_read_in_parts() -> None:
    from talktag.bundle.archive_out import pack as pack_in_parts

    packed = pack_in_parts("root", {"a.mp4": Content(Zeros(250_000_000))}, CREATED)
    root, files = archive.unpack(packed)
    assert (root, files["a.mp4"].size) == ("root", 250_000_000)
    assert packed.size == 250_000_000 + 30 + 46 + 22 + 2 * len("root/a.mp4")


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from talktag import disk
from talktag.bundle import archive, archive_out
from talktag.content import Content
from talktag.disk.in_parts import file_content
from talktag.seal import age
from tests.kit.archives import Zeros

secret = age.generate_identity()
age.decrypt(age.encrypt(b"", recipients=[age.recipient_of(secret)]), identities=[secret])  # what is loaded late
limit = int(sys.argv[2]) << 20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
files = {name: Content(Zeros(250_000_000)) for name in ("a.mp4", "b.mp4")}
packed = archive_out.pack("root", files, datetime(2026, 3, 1, tzinfo=UTC))
path = disk.stage(Path(sys.argv[1]), age.seal_content(packed, [age.recipient_of(secret)]).parts())
opened = age.open_content(file_content(path, 600_000_000), [secret])
print(sum(content.size for content in archive.unpack(opened)[1].values()))
path.unlink()
print(len(bytes(100 << 20)))
"""


def test_500_mb_are_packed_sealed_opened_and_read_within_the_memory_of_100(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(tmp_path), "120"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "500000000\n"
    assert "MemoryError" in done.stderr  # of the last line, which shows that the limit does limit
