"""Any file handed over is read as what its maker signed or refused by our own words, however it was spoiled.

A fuzz that stops at the first check proves little, so each test also counts how many different refusals it met.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from types import ModuleType
from typing import Any

import pytest

from talktag.bundle.document import parse
from talktag.errors import UntrustedError
from talktag.model.bundles.kinds import NAMESPACES
from talktag.model.bundles.members import MANIFEST, SIGNATURE
from talktag.ops.bundles.check_signed import read_signed
from talktag.seal.ssh import sshsig
from tests.kit.archives import unpack

from .mutations import TEXT, how_many, records, spoiled, spoiled_archive, spoiled_value, stored

Files = dict[str, bytes]
OUTSIDE = 5  # how many of what was accepted other programs are asked about; each takes a process


def reason(error: UntrustedError) -> str:
    """A refusal, which can be shown as it is, without what it says of this one file."""
    assert error.message.isprintable()
    return re.sub(r'"[^"]*"|\d+', "_", error.message)


def met(cases: Iterator[bytes], read: Callable[[bytes], object]) -> tuple[list[bytes], Counter[str]]:
    """What was accepted, and how often each refusal came; any other error ends the test."""
    accepted, refused = [], Counter[str]()
    for data in cases:
        try:
            read(data)
        except UntrustedError as error:
            refused[reason(error)] += 1
        else:
            accepted.append(data)
    return accepted, refused


def check_same_files(archive: bytes) -> None:
    """Python's own reader finds what ours found, and that there is no room for anything else."""
    root, ours = unpack(archive)
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {
            f"{root}/{name}": ours[name] for name in ours
        }
        assert len(opened.namelist()) == len(ours)
        members = opened.infolist()
    assert sum(30 + 46 + 2 * len(each.filename) + each.compress_size for each in members) + 22 == len(archive)


def test_any_spoiled_bytes_are_the_same_to_every_reader_or_refused(
    chance: random.Random, good_bundles: list[bytes], unzipped: Callable[[bytes], Files]
) -> None:
    cases = (spoiled(chance, chance.choice(good_bundles)) for _ in range(how_many(6000)))
    accepted, refused = met(cases, unpack)
    assert len(refused) > 20
    check_outside(accepted, unzipped)


def test_any_spoiled_record_of_an_archive_is_the_same_to_every_reader_or_refused(
    chance: random.Random, good_bundles: list[bytes], making: ModuleType, unzipped: Callable[[bytes], Files]
) -> None:
    members = [records(each, making.FORGE.member) for each in good_bundles]
    cases = (spoiled_archive(chance, chance.choice(members), making.FORGE) for _ in range(how_many(6000)))
    accepted, refused = met(cases, unpack)
    assert len(refused) > 30
    assert len(accepted) > 100
    check_outside(accepted, unzipped)


def check_outside(accepted: list[bytes], unzipped: Callable[[bytes], Files]) -> None:
    for archive in accepted:
        check_same_files(archive)
    for archive in accepted[:OUTSIDE]:
        root, ours = unpack(archive)
        assert unzipped(archive) == {f"{root}/{name}": data for name, data in ours.items()}


@pytest.fixture
def good_files(good_bundles: list[bytes]) -> list[tuple[str, Files]]:
    return [unpack(each) for each in good_bundles]


def test_any_spoiled_file_of_a_bag_is_refused_though_the_archive_is_right(
    chance: random.Random, good_files: list[tuple[str, Files]], making: ModuleType
) -> None:
    """Half of the lists that were spoiled are signed anew, so that what they list is looked at."""

    def cases() -> Iterator[bytes]:
        for _ in range(how_many(4000)):
            root, good = chance.choice(good_files)
            files = dict(good)
            name = chance.choice([*files, MANIFEST, SIGNATURE, "bag-info.txt", "tagmanifest-sha256.txt"])
            if chance.random() < 0.2:
                rearrange(chance, files)
            files[name] = spoiled(chance, good[name], TEXT) if chance.random() < 0.8 else good[name]
            if name == MANIFEST and chance.random() < 0.8:
                files[SIGNATURE] = sshsig.sign(files[MANIFEST], making.OWNER, "bundle@talktag")
            if name != "tagmanifest-sha256.txt" and "bag-info.txt" in files:
                files["tagmanifest-sha256.txt"] = tags_of(files)
            if files != good:
                yield stored(root, files, making.FORGE)

    accepted, refused = met(cases(), read_signed)
    assert len(refused) > 25
    identities = {hashlib.sha256(files[MANIFEST]).hexdigest() for _, files in good_files}
    assert {read_signed(each)[0].identity for each in accepted} <= identities
    for archive in accepted:
        files = unpack(archive)[1]
        listed = dict(reversed(line.split("  ")) for line in files[MANIFEST].decode().splitlines())
        there = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name.startswith("data/")}
        assert listed == there


def rearrange(chance: random.Random, files: Files) -> None:
    """A file of the payload goes, comes, or changes places with another."""
    payload = [name for name in files if name.startswith("data/")]
    one, other = chance.choice(payload), chance.choice(payload)
    match chance.randrange(3):
        case 0:
            del files[one]
            files["bag-info.txt"] = resized(files)
        case 1:
            files["data/files/extra-1.txt"] = b"x"
            files["bag-info.txt"] = resized(files)
        case _:
            files[one], files[other] = files[other], files[one]


def resized(files: Files) -> bytes:
    """The bag's own description with the size of what is now in it."""
    payload = [data for name, data in files.items() if name.startswith("data/")]
    return re.sub(rb"\d+\.\d+\n$", f"{sum(map(len, payload))}.{len(payload)}\n".encode(), files["bag-info.txt"])


def tags_of(files: Files) -> bytes:
    names = ("bag-info.txt", "bagit.txt", MANIFEST, SIGNATURE)
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names).encode()


def test_any_spoiled_table_is_read_as_it_stands_or_refused_though_it_is_signed(
    chance: random.Random, making: ModuleType
) -> None:
    signed = [*documents(making)]

    def cases() -> Iterator[bytes]:
        for _ in range(how_many(3000)):
            document, key, files = chance.choice(signed)
            yield packed(making, as_text(chance, spoiled_value(chance, document)), key, document, files)

    accepted, refused = met(cases(), read_signed)
    assert len(refused) > 30
    assert len(accepted) > 200
    for archive in accepted:
        text = unpack(archive)[1]["data/table.json"]
        assert read_signed(archive)[0].document.values() == json.loads(text)


def documents(making: ModuleType) -> Iterator[tuple[dict[str, Any], Any, Files]]:
    """A table, an answer and a hand-over, each with who signs it and the files that go along."""
    attached = {"files/photo-1.jpg": making.PHOTO, "files/manual-1.txt": making.MANUAL}
    good = making.bag(making.pages(making.table(), attached), making.OWNER, "bundle@talktag")
    answer = making.reply(good[MANIFEST])
    original = making.bundle_of(answer, making.SHOP, "reply@talktag", {})
    yield making.table(), making.OWNER, attached
    yield answer, making.SHOP, {}
    yield making.transfer(original, making.PRODUCT), making.STRANGER, {"files/original-1.bin": original}


def as_text(chance: random.Random, document: Any) -> bytes:
    """The table as JSON in one of the ways it may be spelled; now and then spoiled as text, too."""
    text = json.dumps(document, indent=chance.choice((None, 1)), sort_keys=chance.random() < 0.5).encode()
    return spoiled(chance, text, TEXT) if chance.random() < 0.2 else text


def packed(making: ModuleType, text: bytes, key: Any, good: dict[str, Any], files: Files) -> bytes:
    """A bundle that is right in everything but the text of its table."""
    space = NAMESPACES[good["kind"]]
    root = f"talktag-x-{good['created'][:10].replace('-', '')}-{good['bundle']}"
    return stored(root, making.bag({"table.json": text, **files}, key, space, good["bundle"]), making.FORGE)


def test_any_text_of_a_table_is_read_as_python_reads_it_or_refused(chance: random.Random, making: ModuleType) -> None:
    texts = [making.as_json(document) for document, _, _ in documents(making)]
    plain = json.loads(texts[1])
    del plain["signer"]["fingerprint"], plain["in_reply_to"]["sha256"]
    for signed, sources in ((True, texts), (False, [making.as_json(plain)])):
        cases = (spoiled(chance, chance.choice(sources), TEXT) for _ in range(how_many(3000)))
        accepted, refused = met(cases, lambda text, signed=signed: parse(text, signed=signed))
        assert len(refused) > 15
        assert accepted
        assert all(parse(text, signed=signed).values() == json.loads(text) for text in accepted)


def test_a_reader_with_a_hole_is_found_out(
    chance: random.Random, good_bundles: list[bytes], making: ModuleType
) -> None:
    """The fuzz itself is tried: against a reader that forgets one check it must fail."""
    members = [records(each, making.FORGE.member) for each in good_bundles]

    def careless(data: bytes) -> object:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            return [opened.read(name) for name in opened.namelist()]

    cases = (spoiled_archive(chance, chance.choice(members), making.FORGE) for _ in range(500))
    with pytest.raises((zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError)):
        met(cases, careless)
