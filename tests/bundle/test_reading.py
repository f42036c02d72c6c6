"""From received bytes to contents, in the only safe order, with real signatures of OpenSSH."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.bundle.reading import Contents, moment_made, open_archive
from talktag.errors import UntrustedError
from talktag.model.bundles.document import read_document
from tests.kit.archives import bag_files, pack, payload_manifest, whole
from tests.kit.archives import contents as contents_of

FINGERPRINT = "SHA256:" + "aB3" * 14 + "x"
NAMESPACE = "bundle@talktag"


def test_a_bundle_comes_out_as_it_went_in(bundle: Any) -> None:
    unverified = open_archive(bundle.archive)
    assert (unverified.root, unverified.signature) == (bundle.root, bundle.signature)
    assert unverified.identity == hashlib.sha256(bundle.manifest).hexdigest()
    contents = unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)
    payload = contents_of(bundle.payload)
    assert contents == Contents(read_document(bundle.document), payload, bundle.manifest, bundle.signature)
    assert contents.identity == unverified.identity
    assert set(contents.files) == {"files/photo-1.jpg", "files/manual-1.txt"}
    assert moment_made(contents.document).isoformat() == "2026-11-22T03:49:58+00:00"


def test_a_page_of_text_will_do_and_two_pages_will_not(bundle: Any) -> None:
    def checked(*pages: str) -> Contents:
        payload = {path: data for path, data in bundle.payload.items() if path != "index.html"}
        payload |= dict.fromkeys(pages, b"The record.\n")
        manifest = payload_manifest(payload)
        when = moment_made(read_document(bundle.document))
        files = bag_files(payload, manifest, bundle.signature, bundle=bundle.document["bundle"], created=when)
        return open_archive(pack(bundle.root, files, when)).check(namespace=NAMESPACE, fingerprint=FINGERPRINT)

    assert checked("summary.txt").payload["summary.txt"].whole() == b"The record.\n"
    assert checked().document.values() == bundle.document  # a bundle for programs alone
    with pytest.raises(UntrustedError, match=r'the bundle has two pages, "index\.html" and "summary\.txt"'):
        checked("index.html", "summary.txt")


Change = Callable[[dict[str, Any]], None]


def describe(**values: Any) -> Change:
    return lambda document: document["files"][0].update(values)


def of_kind(document: dict[str, Any]) -> None:
    document["kind"] = "reply"


def drop(document: dict[str, Any]) -> None:
    del document["files"][0]


def other_signer(document: dict[str, Any]) -> None:
    document["signer"]["fingerprint"] = "SHA256:" + "z" * 43


DOCUMENTS: dict[str, tuple[Change, str]] = {
    "reply as table": (of_kind, 'the bundle is a reply, and it is signed as "bundle@talktag"'),
    "other signer": (other_signer, f"SHA256:{'z' * 43}, and it is signed with {FINGERPRINT}"),
    "other hash": (describe(sha256="0" * 64), 'describes another file "files/photo-1.jpg" than there is'),
    "other size": (describe(size=1), "describes another file"),
    "file missing": (describe(path="files/photo-2.jpg"), 'lists the file "files/photo-2.jpg", which is not there'),
    "file not mentioned": (drop, 'does not mention the file "files/photo-1.jpg"'),
    "other media type": (describe(media="image/png"), '"files/photo-1.jpg" is not of the type it says'),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_that_says_other_than_the_rest_is_refused(case: str, make_bundle: Callable[..., Any]) -> None:
    change, words = DOCUMENTS[case]
    unverified = open_archive(make_bundle(change=change).archive)
    with pytest.raises(UntrustedError, match=re.escape(words)):
        unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)


def repacked(
    bundle: Any, payload: dict[str, bytes], root: str | None = None, identifier: str | None = None, day: int = 22
) -> bytes:
    manifest = payload_manifest(payload)
    identifier = identifier or bundle.document["bundle"]
    files = bag_files(
        payload,
        manifest,
        b"sig\n",
        bundle=identifier,
        created=moment_made(read_document(bundle.document)).replace(day=day),
    )
    return pack(root or bundle.root, files, moment_made(read_document(bundle.document)))


def test_a_file_of_another_kind_than_its_suffix_is_refused(bundle: Any) -> None:
    page = b"<html><script>alert(1)</script></html>"
    document = bundle.payload["table.json"].decode()
    for old, new in (
        (hashlib.sha256(bundle.payload["files/photo-1.jpg"]).hexdigest(), hashlib.sha256(page).hexdigest()),
        (f'"size": {len(bundle.payload["files/photo-1.jpg"])}', f'"size": {len(page)}'),
    ):
        assert old in document
        document = document.replace(old, new)
    payload = {**bundle.payload, "files/photo-1.jpg": page, "table.json": document.encode()}
    with pytest.raises(UntrustedError, match="is not of the type it says"):
        open_archive(repacked(bundle, payload)).check(namespace=NAMESPACE, fingerprint=FINGERPRINT)


def test_a_file_without_a_known_kind_of_its_own_may_hold_anything(make_bundle: Callable[..., Any], bundle: Any) -> None:
    firmware = b"text"
    listed = {
        "path": "files/file-1.bin",
        "kind": "file",
        "media": "application/zip",
        "sha256": hashlib.sha256(firmware).hexdigest(),
        "size": 4,
    }
    document = make_bundle(change=lambda document: document["files"].append(listed)).payload["table.json"]
    payload = {**bundle.payload, "files/file-1.bin": firmware, "table.json": document}
    contents = open_archive(repacked(bundle, payload)).check(namespace=NAMESPACE, fingerprint=FINGERPRINT)
    assert contents.files["files/file-1.bin"].whole() == firmware


def test_a_bundle_without_a_table_is_refused(bundle: Any) -> None:
    payload = {path: data for path, data in bundle.payload.items() if path != "table.json"}
    with pytest.raises(UntrustedError, match=r'has no "table\.json"'):
        open_archive(repacked(bundle, payload)).check(namespace=NAMESPACE, fingerprint=FINGERPRINT)


@pytest.mark.parametrize(
    "root", ["talktag-x-20261122-0000000000000", "talktag-x-20261123-7k3m9qxac04zt", "other-20261122-7k3m9qxac04zt"]
)
def test_a_folder_named_after_another_bundle_is_refused(root: str, bundle: Any) -> None:
    unverified = open_archive(repacked(bundle, bundle.payload, root))
    with pytest.raises(UntrustedError, match=f'folder "{root}" is named after another bundle'):
        unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)


@pytest.mark.parametrize("other", [{"identifier": "0000000000000"}, {"day": 23}])
def test_bag_info_that_speaks_of_another_bundle_or_day_is_refused(other: dict[str, Any], bundle: Any) -> None:
    unverified = open_archive(repacked(bundle, bundle.payload, **other))
    with pytest.raises(UntrustedError, match=r'"bag-info\.txt" speaks of another bundle'):
        unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)


def test_an_archive_without_a_signature_is_refused_before_anything_is_read(bundle: Any) -> None:
    files = {name: b"" for name in bundle.files if not name.endswith(".sig")}
    with pytest.raises(UntrustedError, match="not signed"):
        open_archive(pack(bundle.root, files, moment_made(read_document(bundle.document))))


class Verifier:
    """ssh-keygen as a receiver uses it: only the pinned key, only the right namespace."""

    def __init__(self, keygen: str, folder: Path, public_key: Path) -> None:
        self.keygen, self.folder = keygen, folder
        (folder / "signers").write_text(f"owner {public_key.read_text()}")

    def accepts(self, manifest: bytes, signature: bytes, namespace: str = NAMESPACE) -> bool:
        (self.folder / "sig").write_bytes(signature)
        command = [self.keygen, "-Y", "verify", "-f", "signers", "-I", "owner", "-n", namespace, "-s", "sig"]
        return (
            subprocess.run(command, cwd=self.folder, input=manifest, capture_output=True, check=False).returncode == 0
        )


@pytest.fixture
def verifier(signing: Any, tmp_path: Path, program: Callable[[str], str]) -> Verifier:
    return Verifier(program("ssh-keygen"), tmp_path, signing[0].with_suffix(".pub"))


def test_a_signature_holds_for_its_own_namespace_and_manifest_only(
    signing: Any, verifier: Verifier, make_bundle: Callable[..., Any]
) -> None:
    unverified = open_archive(make_bundle(signing[1]).archive)
    assert verifier.accepts(unverified.manifest, unverified.signature)
    assert not verifier.accepts(unverified.manifest, unverified.signature, "reply@talktag")
    assert not verifier.accepts(unverified.manifest + b"\n", unverified.signature)
    as_git = open_archive(make_bundle(lambda data: signing[1](data, "git")).archive)
    assert not verifier.accepts(as_git.manifest, as_git.signature)


def test_one_flipped_bit_at_every_byte_of_a_bundle_is_refused_or_changes_nothing(
    signing: Any, make_bundle: Callable[..., Any]
) -> None:
    """A deflate stream has several spellings of one text, so a flip there may leave every file what it was."""
    bundle = make_bundle(signing[1])
    unharmed = []
    for at in range(len(bundle.archive)):
        flipped = bytearray(bundle.archive)
        flipped[at] ^= 1 << at % 8
        try:
            found = open_archive(bytes(flipped))
            contents = found.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)
        except UntrustedError:
            continue
        assert (found.root, whole(contents.payload), contents.manifest) == (
            bundle.root,
            bundle.payload,
            bundle.manifest,
        )
        assert whole(found.files) == bundle.files
        unharmed.append(at)
    assert len(bundle.archive) > 5000
    assert set(unharmed) <= deflated(bundle.archive)
    assert len(unharmed) < len(bundle.archive) / 100


def deflated(archive: bytes) -> set[int]:
    """The places in the archive that hold deflate streams."""
    places: set[int] = set()
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for info in opened.infolist():
            if info.compress_type == zipfile.ZIP_DEFLATED:
                start = info.header_offset + 30 + len(info.filename)
                places.update(range(start, start + info.compress_size))
    return places


def test_one_flipped_bit_in_a_signature_is_refused_by_ssh_keygen(
    signing: Any, verifier: Verifier, make_bundle: Callable[..., Any]
) -> None:
    bundle = make_bundle(signing[1])
    for at in range(0, len(bundle.signature), 7):
        flipped = bytearray(bundle.signature)
        flipped[at] ^= 2
        unchanged = bytes(flipped).split() == bundle.signature.split()  # white space is all that may differ
        assert verifier.accepts(bundle.manifest, bytes(flipped)) == unchanged


@given(st.binary(max_size=300), st.sampled_from(["table.json", "index.html", "README.txt", "files/photo-1.jpg"]))
def test_whatever_stands_in_a_well_formed_archive_it_is_only_ever_refused(bundle: Any, data: bytes, path: str) -> None:
    unverified = open_archive(repacked(bundle, {**bundle.payload, path: data}))
    if path != "README.txt":
        with pytest.raises(UntrustedError):
            unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT)
        return
    with contextlib.suppress(UntrustedError):
        assert unverified.check(namespace=NAMESPACE, fingerprint=FINGERPRINT).uncompared == ("README.txt",)


def test_the_same_bundle_under_another_signature_is_known_again(bundle: Any) -> None:
    unverified = open_archive(bundle.archive)
    assert replace(unverified, signature=b"malleated").identity == unverified.identity
