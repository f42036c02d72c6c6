"""A whole signed bundle to take apart, and a forge that writes zip archives no zip program would write."""

from __future__ import annotations

import copy
import hashlib
import io
import os
import struct
import subprocess
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.bag import root_name
from talktag.bundle.document import parse, values_to_bytes
from tests.kit.archives import bag_files, for_people, pack, payload_manifest

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.page.visitor import Visitor

AXE = "axe-core@4.14.1"
AXE_SHA256 = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
NU = "vnu-jar@23.4.11"
NU_SHA256 = "cbba595a86d680d48e9c5261a16d9ef409e5658ad8aa47081c593690a652cf0f"
BUNDLE = "7k3m9qxac04zt"
CREATED = datetime(2026, 11, 22, 3, 49, 58, tzinfo=UTC)
FINGERPRINT = "SHA256:" + "aB3" * 14 + "x"
DOCUMENT: dict[str, Any] = {
    "format": "talktag-bundle/1",
    "kind": "table",
    "bundle": BUNDLE,
    "sequence": 1,
    "created": "2026-11-22T03:49:58Z",
    "signer": {"name": "Doc", "contact": "doc@example.org", "fingerprint": FINGERPRINT},
    "audience": {"name": "Fix-It Cameras", "role": "repairer"},
    "purpose": "crack in the eyepiece",
    "until": "2027-01-01",
    "product": {
        "id": "0a1b2c3d4e5f6",
        "name": "FX-3 camera",
        "maker": "Sony",
        "model": "ILME-FX3",
        "serial": "S01-4482913-7",
        "gtin": "04548736133730",
        "tags": ["7K3M9QXAC"],
        "quantity": 2,
        "purchase": {"date": "2024-03-02", "from": "Foto Köch", "order": "A-77", "price": "4599.00 EUR"},
        "value": {"today": "3000.00 EUR"},
        "warranties": [
            {"kind": "extended", "term": "5 years", "until": "2029-03-02", "provider": "Foto Köch"},
            {"kind": "all", "term": "lifetime"},
        ],
        "place": "studio, shelf 2",
        "labels": ["studio", "insured"],
        "fields": {"firmware": "5.01", "shutter": 18342, "lenses": ["24-70", "50"]},
        "entries": [
            {
                "kind": "service",
                "date": "2025-02-11",
                "title": "Sensor cleaned",
                "text": "Two spots.\nNone left.",
                "party": "Fix-It Cameras",
                "cost": "89.00 EUR",
            }
        ],
    },
    "notes": [{"note": "n1", "created": "2026-11-20", "text": "the plate was not locked"}],
    "shared": ["identity", "serial", "files:photo"],
    "files": [],
}


@dataclass(frozen=True)
class Bundle:
    """One bundle at every stage, as the program makes it."""

    document: dict[str, Any]
    payload: dict[str, bytes]
    manifest: bytes
    signature: bytes
    files: dict[str, bytes]
    root: str
    archive: bytes


@dataclass(frozen=True)
class Member:
    """One file of a forged archive; what is None is as an honest writer would have it."""

    name: bytes
    data: bytes = b""
    method: int = 0
    version: int = 20
    made_by: int = 0x0314
    flags: int = 0
    external: int = 0o100644 << 16
    internal: int = 0
    disk: int = 0
    extra: bytes = b""
    local_extra: bytes | None = None
    comment: bytes = b""
    packed: bytes | None = None
    packed_size: int | None = None
    size: int | None = None
    crc: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    descriptor: bytes = b""
    gap: bytes = b""
    no_local: bool = False
    central: dict[str, int] = field(default_factory=dict)

    def body(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.data
        press = zlib.compressobj(9, zlib.DEFLATED, -15)
        return press.compress(self.data) + press.flush()

    def shared(self, name: bytes, extra: bytes) -> bytes:
        body = self.body()
        packed_size = len(body) if self.packed_size is None else self.packed_size
        size = len(self.data) if self.size is None else self.size
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        stamp = (0x1E3D, 0x5D76)
        return struct.pack(
            "<5H3L2H", self.version, self.flags, self.method, *stamp, crc, packed_size, size, len(name), len(extra)
        )


class Forge:
    """Writes archives by hand, right or wrong in any single place."""

    member = staticmethod(Member)

    def zip(self, *members: Member, prefix: bytes = b"", suffix: bytes = b"", **end: Any) -> bytes:
        out = bytearray(prefix)
        directory = bytearray()
        for each in members:
            local_extra = each.extra if each.local_extra is None else each.local_extra
            name = each.name if each.local_name is None else each.local_name
            offset = len(out) - len(prefix) if each.offset is None else each.offset
            if not each.no_local:
                out += b"PK\3\4" + each.shared(name, local_extra) + name + local_extra
                out += each.body() + each.descriptor + each.gap
            directory += b"PK\1\2" + struct.pack("<H", each.made_by) + each.shared(each.name, each.extra)
            directory += struct.pack("<3H2L", len(each.comment), each.disk, each.internal, each.external, offset)
            directory += each.name + each.extra + each.comment
        directory += end.get("stray", b"")
        start = len(out) - len(prefix)
        count = end.get("count", len(members))
        comment = end.get("comment", b"")
        out += directory + end.get("before_end", b"")
        out += b"PK\5\6" + struct.pack(
            "<4H2LH",
            end.get("disk", 0),
            0,
            end.get("here", count),
            count,
            end.get("size", len(directory)),
            end.get("start", start),
            end.get("comment_size", len(comment)),
        )
        return bytes(out + comment + suffix)


@pytest.fixture(scope="session")
def forge() -> Forge:
    return Forge()


@pytest.fixture(scope="session")
def photo() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


@pytest.fixture
def document() -> dict[str, Any]:
    """A table document that says everything it can say, to be changed at will."""
    return copy.deepcopy(DOCUMENT)


@pytest.fixture(scope="session")
def make_bundle(photo: bytes) -> Callable[..., Bundle]:
    """Makes a whole bundle; `sign` gives the signature over the manifest, `change` alters the document first."""

    def make(
        sign: Callable[[bytes], bytes] = lambda _: b"not a signature\n",
        change: Callable[[dict[str, Any]], None] = lambda _: None,
        created: datetime = CREATED,
    ) -> Bundle:
        document = copy.deepcopy(DOCUMENT)
        attached = {"files/photo-1.jpg": photo, "files/manual-1.txt": b"Hold it by the grip.\n" * 40}
        media = {"jpg": "image/jpeg", "txt": "text/plain"}
        document["files"] = [
            {
                "path": path,
                "kind": path[6:].partition("-")[0],
                "media": media[path.rpartition(".")[2]],
                "sha256": hashlib.sha256(data).hexdigest(),
                "size": len(data),
            }
            for path, data in attached.items()
        ]
        change(document)
        payload = {
            "table.json": values_to_bytes(document),
            **for_people(parse(values_to_bytes(document)), attached),
            **attached,
        }
        manifest = payload_manifest(payload)
        signature = sign(manifest)
        files = bag_files(payload, manifest, signature, bundle=document["bundle"], created=created)
        root = root_name("fx-3-camera", created.date(), document["bundle"])
        return Bundle(document, payload, manifest, signature, files, root, pack(root, files, created))

    return make


@pytest.fixture(scope="session")
def bundle(make_bundle: Callable[..., Bundle]) -> Bundle:
    return make_bundle()


@pytest.fixture(scope="session")
def signing(
    tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]
) -> tuple[Path, Callable[..., bytes]]:
    """A fresh Ed25519 key of OpenSSH (the path; `.pub` beside it), and what signs bytes with it."""
    folder = tmp_path_factory.mktemp("key")
    keygen = program("ssh-keygen")
    key = folder / "id"
    subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(key)], check=True)

    def sign(data: bytes, namespace: str = "bundle@talktag") -> bytes:
        command = [keygen, "-Y", "sign", "-f", str(key), "-n", namespace]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    return key, sign


def fetched(program: Callable[[str], str], folder: Path, package: str, sha256: str) -> Path:
    """A package of npm, unpacked; skips where it cannot be fetched, an error where CI is set."""
    command = [program("npm"), "pack", "--silent", "--prefer-offline", package]
    got = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if got.returncode:
        reason = f"npm could not fetch {package}: {got.stderr.strip()[-200:]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    archive = folder / got.stdout.split()[-1]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        pytest.fail(f"{package} is not the package this test was written for")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


@pytest.fixture(scope="session")
def axe(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, the checker of accessibility, from the npm package that its authors publish."""
    folder = fetched(program, tmp_path_factory.mktemp("axe"), AXE, AXE_SHA256)
    return (folder / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def checker(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the Nu HTML checker, the one behind validator.w3.org, from the npm package of its authors."""
    folder = fetched(program, tmp_path_factory.mktemp("nu"), NU, NU_SHA256)
    # Its pages are few: what Java would make faster by compiling twice costs more than it saves.
    return [program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(folder / "build/dist/vnu.jar")]


@pytest.fixture(scope="session")
def checker_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that checks bundles, in English, as a file."""
    from talktag.page.checker import checker_page

    path = tmp_path_factory.mktemp("checker") / "check.html"
    path.write_bytes(checker_page())
    return path


@pytest.fixture(scope="module")
def visitor(browser: Browser, checker_file: Path) -> Visitor:
    """One open checker page for all files of a module: what an earlier one left on it would be noticed."""
    from tests.page.visitor import Visitor

    return Visitor(browser.open(checker_file))
