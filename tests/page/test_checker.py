"""The page that checks bundles, in a real browser: it accepts, refuses and says what `talktag verify` does.

What it is held against is Python's reader, `zipfile` and `unzip`; it is driven as a person does, by choosing files.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from talktag.bundle.document import values_to_bytes
from talktag.model.bundles import schema
from talktag.model.bundles.kinds import NAMESPACES
from talktag.seal.ssh.key import PublicKey
from tests.kit.authenticator import Authenticator, number, string
from tests.page.visitor import BUNDLE, Visitor, bundled, by_python, check_alike, document_of

FOLDER = Path(__file__).resolve().parents[1] / "conformance"
CASES: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text())["cases"]
FILES = sorted({case["file"] for case in CASES})
VERIFIED = [case for case in CASES if case["check"] == "verify"]
TABLE = FOLDER / "good/table.zip"
# FIPS 180-4, and nothing.
STANDARD = {
    "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": (
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
}
# Refused by both, in other words: a browser says no more of a damaged stream than that it is damaged.
OTHER_WORDS = {
    "bad/form-of-the-archive-deflate-stream-cut.zip": "is damaged: it does not unpack",
    "bad/names-latin-1.zip": "is not plain ASCII",  # and of a name that is no text only that it is none
}


@pytest.mark.parametrize("file", [each for each in FILES if each.endswith(".zip")])
def test_every_file_of_the_conformance_folder_is_refused_in_the_words_of_verify_or_intact(
    file: str, visitor: Visitor
) -> None:
    check_alike(visitor, FOLDER / file, OTHER_WORDS.get(file))


def test_with_the_key_that_the_index_names_the_page_accepts_exactly_what_the_index_does(visitor: Visitor) -> None:
    told = []
    for case in VERIFIED:
        visitor.give((FOLDER / f"keys/{case['signer']}.pub").read_text() if "signer" in case else "")
        accepted = visitor.check(FOLDER / case["file"]).state == "known"
        if accepted != (case["outcome"] == "accept"):
            told.append(case["file"])
    visitor.give("")
    assert told == []
    assert len(VERIFIED) > 200


def test_what_is_accepted_python_unzip_and_the_browser_read_as_the_same_files(
    visitor: Visitor, program: Callable[[str], str], tmp_path: Path
) -> None:
    accepted = [file for file in FILES if file.endswith(".zip") and by_python((FOLDER / file).read_bytes()) is None]
    assert len(accepted) > 10
    for number_, file in enumerate(accepted):
        with zipfile.ZipFile(FOLDER / file) as archive:
            by_zipfile = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        folder = tmp_path / str(number_)
        subprocess.run([program("unzip"), "-q", str(FOLDER / file), "-d", str(folder)], check=True)
        (root,) = folder.iterdir()
        by_unzip = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        hashed = {name: hashlib.sha256(data).hexdigest() for name, data in by_zipfile.items()}
        assert by_unzip == by_zipfile
        assert visitor.check(FOLDER / file).hashes == hashed, file


def test_one_flipped_bit_anywhere_is_refused_or_taken_as_python_does(visitor: Visitor, tmp_path: Path) -> None:
    whole = TABLE.read_bytes()
    path = tmp_path / "flipped.zip"
    for at in range(0, len(whole), len(whole) // 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        damaged = "unpack" in (by_python(path.read_bytes()) or "")  # of which a browser says less
        check_alike(visitor, path, "in the archive" if damaged else None)


ODD_TABLES = {
    "a fraction for a count": ('"sequence": 1', '"sequence": 1.0'),
    "an exponent for a count": ('"sequence": 1', '"sequence": 1e0'),
    "a negative nothing": ('"quantity": 2', '"quantity": -0'),
    "a huge count": ('"quantity": 2', '"quantity": 99999999999999999999'),
    "a longer one": ('"quantity": 2', '"quantity": 999999999999999999999'),
    "zeros before a number": ('"quantity": 2', '"quantity": 02'),
    "a plus": ('"quantity": 2', '"quantity": +2'),
    "a hexadecimal number": ('"quantity": 2', '"quantity": 0x2'),
    "a fraction cut short": ('"quantity": 2', '"later": 2.'),
    "a small fraction": ('"quantity": 2', '"later": 2e-999'),
    "a long fraction": ('"quantity": 2', '"later": 0.1234567890123456789'),
    "the name of every object": ('"quantity": 2', '"__proto__": {"quantity": 2}, "constructor": [], "toString": 1'),
    "twice by an escape": ('"quantity": 2', '"quantity": 2, "quantit\\u0079": 2'),
    "twice in a later member": ('"quantity": 2', '"later": [{"a": 1, "a": 1}]'),
    "another blank": ('"quantity": 2', '"quantity":\\u000b2'),
    "a form feed": ('"quantity": 2', '"quantity":\f2'),
    "a comma too many": ('"quantity": 2', '"quantity": 2,, "later": 1'),
    "a comma at the end": ('["studio", "insured"]', '["studio", "insured",]'),
    "single quotes": ('"quantity": 2', "\"later\": 'x'"),
    "an escape that is none": ('"quantity": 2', '"later": "\\x41"'),
    "an escape cut short": ('"quantity": 2', '"later": "\\u00"'),
    "a line end in a text": ('"quantity": 2', '"later": "a\nb"'),
    "a carriage return by escape": ('"quantity": 2', '"later": "a\\rb"'),
    "DEL": ('"quantity": 2', '"later": "a\\u007fb"'),
    "a pair of surrogates": ('"quantity": 2', '"later": "\\ud83d\\ude00"'),
    "surrogates the wrong way round": ('"quantity": 2', '"later": "\\ude00\\ud83d"'),
    "nothing but a byte order mark": ('"name": "FX-3 camera"', '"name": "\\ufeff"'),
    "nothing but blanks": ('"name": "FX-3 camera"', '"name": "\\u2003\\u00a0\\u3000"'),
    "words of another kind": ('"quantity": 2', '"later": True'),
    "a word without end": ('"quantity": 2', '"later": nul'),
    "29 February": ('"until": "2027-01-01"', '"until": "2028-02-29"'),
    "29 February of a common year": ('"until": "2027-01-01"', '"until": "2027-02-29"'),
    "29 February 1900": ('"until": "2027-01-01"', '"until": "1900-02-29"'),
    "29 February 2000": ('"until": "2027-01-01"', '"until": "2000-02-29"'),
    "the year 0": ('"until": "2027-01-01"', '"until": "0000-01-01"'),
    "the year 1": ('"until": "2027-01-01"', '"until": "0001-01-01"'),
    "the 31st of April": ('"until": "2027-01-01"', '"until": "2027-04-31"'),
    "a date with a line end": ('"until": "2027-01-01"', '"until": "2027-01-01\\n"'),
    "a role that is a number": ('"role": "repairer"', '"role": 7'),
    "an audience without a name": ('"name": "Fix-It Cameras", "role"', '"role"'),
    "nested as deep as may be": ('"quantity": 2', f'"later": {"[" * 14}{"]" * 14}'),
    "nested once more": ('"quantity": 2', f'"later": {"[" * 15}{"]" * 15}'),
    "brackets in a text": ('"quantity": 2', f'"later": "{"[{" * 40}"'),
    "a text that does not end": ('"quantity": 2', '"later": "'),
    "another moment": ("03:49:58Z", "24:00:00Z"),
    "a leap second": ("03:49:58Z", "23:59:60Z"),
    "another day than the bag": ("2026-11-22T", "2026-11-23T"),
    "another bundle than the bag": ("7k3m9qxac04zt", "7k3m9qxac04zv"),
}


@pytest.mark.parametrize("name", ODD_TABLES)
def test_an_odd_table_is_read_as_python_reads_it(
    name: str, document: dict[str, Any], visitor: Visitor, tmp_path: Path
) -> None:
    text = json.dumps(document_of(document))
    before, after = ODD_TABLES[name]
    assert text.count(before) == 1
    path = tmp_path / "odd.zip"
    path.write_bytes(bundled(text.replace(before, after).encode()))
    check_alike(visitor, path)


class Wrapped:
    """A hardware key in software as a signer; `change` alters what it signs with."""

    def __init__(self, kind: str, flags: int, change: Callable[[bytes], bytes] = lambda blob: blob) -> None:
        self._key, self._change = Authenticator(kind, flags, b"ssh:"), change

    @property
    def public(self) -> PublicKey:
        return PublicKey(self._key.blob)

    def ssh_signature(self, message: bytes) -> bytes:
        return self._change(self._key.sign(message))


def padded(blob: bytes) -> bytes:
    """The same ECDSA signature with a zero before its first number."""
    kind, inner, trailer = blob[:38], blob[42:-5], blob[-5:]
    size = int.from_bytes(inner[:4], "big")
    first, second = inner[4 : 4 + size], inner[4 + size :]
    return kind + string(string(b"\0" + first) + second) + trailer


HARDWARE = {
    "Ed25519": (Wrapped("ed25519", 1), True),
    "ECDSA": (Wrapped("ecdsa", 5), True),
    "Ed25519 without a touch": (Wrapped("ed25519", 4), False),
    "ECDSA without a touch": (Wrapped("ecdsa", 0), False),
    "another counter": (Wrapped("ed25519", 1, lambda blob: blob[:-1] + b"\xff"), False),
    "a byte more": (Wrapped("ecdsa", 1, lambda blob: blob + b"\0"), False),
    "a number with zeros": (Wrapped("ecdsa", 1, padded), False),
    "numbers of nothing": (Wrapped("ecdsa", 1, lambda b: b[:38] + string(number(0) + number(0)) + b[-5:]), False),
}


@pytest.mark.parametrize("name", HARDWARE)
def test_a_hardware_key_is_checked_as_python_checks_it(
    name: str, document: dict[str, Any], visitor: Visitor, tmp_path: Path
) -> None:
    signer, holds = HARDWARE[name]
    path = tmp_path / "hardware.zip"
    path.write_bytes(bundled(json.dumps(document_of(document, signer.public)).encode(), signer))
    assert (by_python(path.read_bytes()) is None) == holds
    check_alike(visitor, path)
    visitor.give(signer.public.line("somebody"))
    assert visitor.verdict().state == ("known" if holds else "refused")
    visitor.give("")


def members(rule: schema.Schema, *place: str | int) -> Iterator[tuple[str | int, ...]]:
    """Where a schema looks."""
    rule = schema.DEFINITIONS[rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule
    yield place
    if "items" in rule:
        yield from members(rule["items"], *place, 0)
    for key, inner in rule.get("properties", {}).items():
        yield from members(inner, *place, key)


@pytest.mark.parametrize(
    ("kind", "inmost"),
    [
        ("table", ("product", "warranties", 0, "term")),
        ("message", ("products", 0, "entries", 0, "data")),
        ("message", ("entries", 0, "auto")),
    ],
)
def test_a_fault_in_any_member_that_the_schema_knows_is_said_by_the_page_as_by_python(
    kind: str, inmost: tuple[str | int, ...], document: dict[str, Any], visitor: Visitor, tmp_path: Path
) -> None:
    places = [place for place in members(schema.SIGNED[kind]) if place]
    assert inmost in places
    path = tmp_path / "wrong.zip"
    document |= {"in_reply_to": {"bundle": "7k3m9qxac04zt", "sha256": "0" * 64}, "kind": kind}
    document["files"] = [{"path": "files/a.bin", "kind": "x", "sha256": "0" * 64, "size": 1}]
    if kind == "message":
        document |= {"products": [document.pop("product")], "entries": [{"kind": "message"}], "channel": BUNDLE}
    text = json.dumps(document_of(document))
    for place in places:
        changed = json.loads(text)
        put(changed, place, -7)
        path.write_bytes(bundled(json.dumps(changed).encode(), namespace=NAMESPACES[kind]))
        assert by_python(path.read_bytes()), place
        check_alike(visitor, path)


def put(value: Any, place: tuple[str | int, ...], wrong: int) -> None:
    """Put what is wrong at its place, and make what is on the way there."""
    *way, last = place
    for step in way:
        if isinstance(value, dict) and step not in value:
            value[step] = {}
        value = value[step]
    if isinstance(value, dict) or last in range(len(value)):
        value[last] = wrong
    else:
        value.append(wrong)


def test_a_lying_stream_is_not_unpacked_much_further_than_it_says(visitor: Visitor, forge: Any, tmp_path: Path) -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = press.compress(bytes(200_000_000)) + press.flush()
    visitor.page.value(
        "(() => { const prototype = ReadableStreamDefaultController.prototype; const own = prototype.enqueue;"
        "window.fed = 0; prototype.enqueue = function (part) { window.fed += part.length; own.call(this, part); };"
        "return 0; })()"
    )
    path = tmp_path / "lying.zip"
    path.write_bytes(forge.zip(forge.member(b"r/a", b"", method=8, packed=zeros, size=1_000_000)))
    check_alike(visitor, path)
    assert len(zeros) > 150_000
    assert 0 < visitor.page.value("window.fed") < 70_000


def test_an_archive_that_is_too_large_is_refused(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    for size in (501_000_001, 2_000_000_000):
        with path.open("wb") as file:
            file.truncate(size)
        assert visitor.check(path).detail == "the archive has more than 501 MB"


def test_the_pages_own_sum_of_parts_is_that_of_the_browser_and_of_the_standard(visitor: Visitor) -> None:
    source = resources.files("talktag").joinpath("data", "checker", "sha256.js").read_text(encoding="utf-8")
    random = """
      const [own, theirs] = [[], []];
      for (let size = 0; size < 300; size++) {
        const data = crypto.getRandomValues(new Uint8Array(size * (size % 7 ? 1 : 97)));
        const hash = new Sha256();
        for (let at = 0; at < data.length; at += 1 + (size % 90)) hash.update(data.subarray(at, at + 1 + (size % 90)));
        own.push(hash.finish());
        const whole = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
        theirs.push(Array.from(whole, (byte) => byte.toString(16).padStart(2, "0")).join(""));
      }
      return JSON.stringify([own, theirs]);"""
    own, theirs = json.loads(str(visitor.page.value(f"(async () => {{ {source} {random} }})()")))
    assert own == theirs
    for text, digest in STANDARD.items():
        said = f"const hash = new Sha256(); hash.update(new TextEncoder().encode({json.dumps(text)}));"
        assert visitor.page.value(f"(() => {{ {source} {said} return hash.finish(); }})()") == digest


def test_a_file_that_is_too_large_to_hold_is_checked_in_parts(
    visitor: Visitor, tmp_path: Path, document: dict[str, Any]
) -> None:
    film = b"\0\0\0\x18ftypmp42" + random.Random(5).randbytes(26_000_000)
    path, listed = tmp_path / "film.zip", {"path": "files/file-1.mp4", "kind": "file", "media": "video/mp4"}
    listed |= {"sha256": hashlib.sha256(film).hexdigest(), "size": len(film)}  # type: ignore[dict-item]
    table = values_to_bytes(document_of({**document, "files": [listed]}))
    good = bundled(table, **{"files/file-1.mp4": film})
    path.write_bytes(good)
    check_alike(visitor, path)
    assert visitor.check(path).hashes["data/files/file-1.mp4"] == hashlib.sha256(film).hexdigest()
    spoiled = bytearray(good)
    spoiled[len(good) // 2] ^= 1
    path.write_bytes(spoiled)
    check_alike(visitor, path)
