"""The bag: valid to BagIt's own tool and to sha256sum, and the least change in it is refused by its own words."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import bagit
import pytest

from talktag.bundle.bag import identity, root_name, signed_part
from talktag.errors import InternalError, UntrustedError
from tests.kit.archives import bag_files, contents, payload_manifest, read_bag, unpack, whole

MANIFEST, SIGNATURE, TAG_MANIFEST = "manifest-sha256.txt", "manifest-sha256.txt.sig", "tagmanifest-sha256.txt"
Files = dict[str, bytes]


@pytest.fixture
def unzipped(bundle: Any, tmp_path: Path, program: Callable[[str], str]) -> Path:
    (tmp_path / "bundle.zip").write_bytes(bundle.archive)
    subprocess.run([program("unzip"), "-q", "bundle.zip"], cwd=tmp_path, check=True)
    return tmp_path / str(bundle.root)


def test_the_bagit_tool_says_valid(unzipped: Path) -> None:
    bag = bagit.Bag(str(unzipped))
    assert bag.validate()
    assert bag.info == {
        "Bagging-Date": "2026-11-22",
        "External-Identifier": "7k3m9qxac04zt",
        "Payload-Oxum": bag.info["Payload-Oxum"],
    }


def test_the_bagit_tool_finds_a_changed_file(unzipped: Path) -> None:
    path = unzipped / "data" / "table.json"
    path.write_bytes(path.read_bytes().replace(b"crack", b"track"))
    with pytest.raises(bagit.BagValidationError, match=r"data/table\.json sha256 validation failed"):
        bagit.Bag(str(unzipped)).validate()


@pytest.mark.parametrize("listing", [MANIFEST, TAG_MANIFEST])
def test_sha256sum_checks_every_file(listing: str, unzipped: Path, program: Callable[[str], str]) -> None:
    command = [program("sha256sum"), "-c", "--strict", listing]
    done = subprocess.run(command, cwd=unzipped, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == {MANIFEST: 5, TAG_MANIFEST: 4}[listing]
    assert all(line.endswith(": OK") for line in done.stdout.splitlines())
    (unzipped / "data" / "index.html").write_bytes(b"")
    (unzipped / "bagit.txt").write_bytes(b"")
    assert subprocess.run(command, cwd=unzipped, capture_output=True, check=False).returncode == 1


def test_the_manifest_is_sorted_ascii_lines_of_hex_two_spaces_and_path() -> None:
    payload = {"table.json": b"a", "files/photo-1.jpg": b"b", "README.txt": b"c", "index.html": b"d"}
    manifest = payload_manifest(payload)
    assert manifest == b"".join(
        hashlib.sha256(data).hexdigest().encode() + b"  data/" + name + b"\n"
        for name, data in (
            (b"README.txt", b"c"),
            (b"files/photo-1.jpg", b"b"),
            (b"index.html", b"d"),
            (b"table.json", b"a"),
        )
    )
    assert manifest == payload_manifest(dict(reversed(payload.items())))


@pytest.mark.parametrize(
    "path", ["../x", "photo.jpg", "files/x.exe", "files/a/b.txt", "files/My photo.jpg", "data/table.json"]
)
def test_a_payload_file_of_any_other_name_is_our_own_mistake(path: str) -> None:
    with pytest.raises(InternalError):
        payload_manifest({path: b""})


def test_a_bag_is_not_made_with_the_manifest_of_another_payload(bundle: Any) -> None:
    with pytest.raises(InternalError):
        bag_files({"table.json": b""}, bundle.manifest, b"", bundle="7k3m9qxac04zt", created=datetime.now(UTC))


def test_the_bagging_date_is_the_day_in_utc(bundle: Any) -> None:
    late = datetime(2026, 11, 22, 23, 0, tzinfo=timezone(timedelta(hours=-5)))
    files = bag_files(bundle.payload, bundle.manifest, b"", bundle="7k3m9qxac04zt", created=late)
    assert b"Bagging-Date: 2026-11-23\n" in files["bag-info.txt"]


@pytest.mark.parametrize(
    ("slug", "root"),
    [
        ("fx-3-camera", "talktag-fx-3-camera-20261122-7k3m9qxac04zt"),
        ("a" * 48, f"talktag-{'a' * 32}-20261122-7k3m9qxac04zt"),
        ("a" * 31 + "-bcd", f"talktag-{'a' * 31}-20261122-7k3m9qxac04zt"),
        ("../Über uns", "talktag-ber-uns-20261122-7k3m9qxac04zt"),
        ("", "talktag-item-20261122-7k3m9qxac04zt"),
    ],
)
def test_the_root_is_named_after_item_day_and_bundle(slug: str, root: str) -> None:
    assert root_name(slug, date(2026, 11, 22), "7k3m9qxac04zt") == root


def test_what_was_bagged_is_read_back(bundle: Any) -> None:
    root, files = unpack(bundle.archive)
    assert root == bundle.root
    assert signed_part(contents(files)) == (bundle.manifest, bundle.signature)
    bag = read_bag(files)
    assert (whole(bag.payload), bag.manifest, bag.signature) == (bundle.payload, bundle.manifest, bundle.signature)
    assert (bag.identifier, bag.date) == ("7k3m9qxac04zt", "2026-11-22")


def test_identity_is_the_hash_of_what_is_signed_and_not_of_the_signature(bundle: Any) -> None:
    files = {**bundle.files, SIGNATURE: b"another valid one"}
    assert identity(signed_part(contents(files))[0]) == identity(bundle.manifest)
    assert identity(bundle.manifest) == hashlib.sha256(bundle.manifest).hexdigest()


def without(name: str) -> Callable[[Files], None]:
    return lambda files: files.__delitem__(name)


def put(name: str, data: bytes) -> Callable[[Files], None]:
    return lambda files: files.__setitem__(name, data)


def edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Files], None]:
    return lambda files: files.__setitem__(name, change(files[name]))


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Files], None]:
    return edit(MANIFEST, lambda data: b"".join(change(data.splitlines(keepends=True))))


def listed(line: bytes) -> Callable[[Files], None]:
    return lines(lambda old: [line.replace(b"HEX", old[0][:64]), *old[1:]])


CHANGES: dict[str, tuple[Callable[[Files], None], str]] = {
    "no manifest": (without(MANIFEST), 'has no list of its files: "manifest-sha256.txt" is missing'),
    "no signature": (without(SIGNATURE), 'not signed: "manifest-sha256.txt.sig" is missing'),
    "no bagit.txt": (without("bagit.txt"), 'has no "bagit.txt"'),
    "no bag-info.txt": (without("bag-info.txt"), 'has no "bag-info.txt"'),
    "no tag manifest": (without(TAG_MANIFEST), 'has no "tagmanifest-sha256.txt"'),
    "own key": (put("owner.txt", b"owner ssh-ed25519 AAAA"), '"owner.txt", a file that does not belong in it'),
    "own signers": (put("allowed_signers", b"x"), '"allowed_signers", a file that does not belong in it'),
    "another manifest": (put("manifest-md5.txt", b""), '"manifest-md5.txt", a file that does not belong'),
    "fetch.txt": (put("fetch.txt", b"http://x 1 data/y\n"), '"fetch.txt", a file that does not belong'),
    "file named data": (put("data", b""), '"data", a file that does not belong'),
    "huge manifest": (put(MANIFEST, b"a" * 100_001), "has more than 100000 bytes"),
    "huge signature": (put(SIGNATURE, b"a" * 10_001), "has more than 10000 bytes"),
    "empty manifest": (put(MANIFEST, b""), "does not end with a line end"),
    "re-sorted": (lines(lambda old: old[::-1]), "is not in order"),
    "CR-LF": (edit(MANIFEST, lambda data: data.replace(b"\n", b"\r\n")), "line ends of another system"),
    "byte order mark": (edit(MANIFEST, lambda data: b"\xef\xbb\xbf" + data), "starts with a byte order mark"),
    "UTF-16": (edit(MANIFEST, lambda data: data.decode().encode("utf-16")), "is not plain ASCII"),
    "missing final LF": (edit(MANIFEST, lambda data: data[:-1]), "does not end with a line end"),
    "blank line": (edit(MANIFEST, lambda data: data + b"\n"), "line 6 of"),
    "listed twice": (lines(lambda old: [*old, old[0]]), 'lists "data/README.txt" twice'),
    "listed twice, other hash": (lines(lambda old: [old[0], b"0" * 64 + old[0][64:], *old[1:]]), "twice"),
    "upper-case hex": (lines(lambda old: [old[0][:64].upper() + old[0][64:], *old[1:]]), "hash in capital letters"),
    "one space": (listed(b"HEX data/README.txt\n"), "line 1 of"),
    "binary mark": (listed(b"HEX *data/README.txt\n"), "is not a hash, two spaces and a path"),
    "dot slash": (listed(b"HEX  ./data/README.txt\n"), "is not a hash, two spaces and a path"),
    "outside data": (listed(b"HEX  bagit.txt\n"), "is not a hash, two spaces and a path"),
    "sibling folder": (listed(b"HEX  data/../../bag-evil/s.txt\n"), "which no bundle may hold"),
    "percent signs": (listed(b"HEX  data/%2e%2e/x\n"), "which no bundle may hold"),
    "short hash": (listed(b"abc  data/README.txt\n"), "is not a hash"),
    "escape in path": (listed(b"HEX  data/\x1b]0;x\n"), r'lists "\x1b]0;x"'),
    "not listed": (put("data/files/extra-1.txt", b"x"), '"data/files/extra-1.txt" is not listed'),
    "not listed, program": (put("data/run.exe", b"MZ"), '"data/run.exe" is not listed'),
    "line left out": (lines(lambda old: old[1:]), '"data/README.txt" is not listed in the manifest'),
    "listed and missing": (without("data/files/photo-1.jpg"), '"data/files/photo-1.jpg" is listed and is missing'),
    "other hash": (lines(lambda old: [b"0" * 64 + old[0][64:], *old[1:]]), '"data/README.txt" is not the one that'),
    "other version": (edit("bagit.txt", lambda data: data.replace(b"1.0", b"0.97")), "does not declare BagIt 1.0"),
    "other oxum": (edit("bag-info.txt", lambda data: data.replace(b".5\n", b".6\n")), "another size or number"),
    "more info": (edit("bag-info.txt", lambda data: data + b"Contact-Name: x\n"), "not in the form of a bundle"),
    "tag manifest": (edit(TAG_MANIFEST, lambda data: data.replace(b"  bag", b" *bag")), "does not agree"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_bag_is_refused_by_its_own_words(case: str, bundle: Any) -> None:
    change, words = CHANGES[case]
    files = dict(bundle.files)
    change(files)
    with pytest.raises(UntrustedError, match=re.escape(words)) as caught:
        read_bag(files)
    assert caught.value.message.isprintable()


SAYS = {
    "bagit.txt": '"bagit.txt" does not declare',
    "bag-info.txt": ".txt",
    "tagmanifest-sha256.txt": '"tagmanifest-sha256.txt" does not agree',
    "manifest-sha256.txt": "",  # many words, each tried above
    "manifest-sha256.txt.sig": '"tagmanifest-sha256.txt" does not agree',
}


def test_one_flipped_bit_at_any_place_of_any_file_is_refused(bundle: Any) -> None:
    files = dict(bundle.files)
    tried = 0
    for name, data in bundle.files.items():
        words = SAYS.get(name, f'the file "{name}" is not the one that was signed')
        for at in range(0, len(data), 1 if len(data) < 1000 else 97):
            files[name] = data[:at] + bytes((data[at] ^ 1 << at % 8,)) + data[at + 1 :]
            with pytest.raises(UntrustedError) as caught:
                read_bag(files)
            assert words in caught.value.message
            tried += 1
        files[name] = data
    assert tried > 1500
    assert read_bag(files)
