"""Makes the conformance folder: bundles, answers and hand-overs, good and bad, with what is to become of each.

    python -m tests.conformance.make [FOLDER]

The same every time: keys, ids and dates are fixed. The keys are for tests only; anybody can sign with them.
The attacks are those of the tests under tests/bundle, tests/seal and tests/cli; here each becomes a whole file.
"""

from __future__ import annotations

import base64
import copy
import dataclasses
import hashlib
import json
import re
import shutil
import sys
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from talktag.bundle.bag import root_name
from talktag.bundle.document import parse
from talktag.model.bundles.document import read_document
from talktag.model.bundles.members import MANIFEST, PAGE, SIGNATURE, SUMMARY
from talktag.model.toml.write import new_text
from talktag.page.bundle_page import index_page, summary_text
from talktag.page.readme import readme
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import PublicKey, SigningKey
from talktag.seal.ssh.wire import pack
from tests.bundle import conftest as bundles
from tests.bundle import opened, test_bag, test_document
from tests.bundle import test_hostile_archives as forged
from tests.conformance import said
from tests.conformance.spoiled import FORGED, PLAIN, REFUSED
from tests.kit.archives import bag_files, for_people, payload_manifest
from tests.media import test_picture
from tests.seal.ssh import test_hardware_keys, test_sshsig

KEYS = {name: hashlib.sha256(f"talktag test key: {name}".encode()).digest() for name in ("owner", "shop", "stranger")}
OWNER, SHOP, STRANGER = (SigningKey.from_seed(seed) for seed in KEYS.values())
# In a real authenticator nobody would know the seed.
HARDWARE = SigningKey.from_seed(hashlib.sha256(b"talktag test key: hardware").digest())
HARDWARE_PUBLIC = PublicKey(pack(b"sk-ssh-ed25519@openssh.com", HARDWARE.public.raw, b"ssh:"))
BESIDE = {"hardware": HARDWARE_PUBLIC, "point": HARDWARE.public}
RECIPIENT = "age14lsq6ecs2ejlzjzeynkn4chhq5y2eppmrrcavu9a3d6mcdw99c6s37rd79"  # of nobody
CREATED = "2026-11-22T03:49:58Z"
PRODUCT, ASKED, ANSWER, HANDED = "3c4d5e6f7g8h9", "7k3m9qxac04zt", "1shpansw3r000", "2handed0ver00"
MESSAGE = "4message00000"
TOO_LARGE = {"archive too large"}  # 501 MB of nothing are not kept; tests/bundle has it
# A name that no archive can have beside a folder of that name; among the archives it is there.
NO_ARCHIVE = {"file named data"}
OTHER_WORDS = {"own signers": "has characters other than a-z, 0-9, dot and hyphen"}  # refused as an archive already
Change = Callable[[dict[str, Any]], object]


FORGE = bundles.Forge()
TABLE: dict[str, Any] = bundles.DOCUMENT
PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAA"
    "AAAAAAAAAAD/2gAIAQEAAD8AfwD/2Q=="
)
MANUAL = b"Hold it by the grip.\n" * 3


class Folder:
    """What is being written, and the list of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cases: list[dict[str, Any]] = []

    def add(
        self, name: str, data: bytes, attack: str, *, check: str = "verify", words: str | None = None, **more: Any
    ) -> None:
        """One case: refused with these words if there are any, else accepted."""
        group = "good" if words is None else "bad"
        slug = re.sub(r"[^a-z0-9]+", "-", f"{attack} {name}".lower()).strip("-")
        file = more.pop("file", f"{group}/{slug}{more.pop('suffix', '.zip')}")
        (self.path / file).parent.mkdir(exist_ok=True)
        (self.path / file).write_bytes(data)
        case = {"name": name, "file": file, "attack": attack, "check": check, **more}
        case |= {"outcome": "accept", "exit": 0} if words is None else {"outcome": "refuse", "exit": 10, "words": words}
        self.cases.append(case)


def described(document: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The document with its files as they are."""
    document["files"] = [
        {
            "path": path,
            "kind": path[6:].partition("-")[0],
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
        }
        for path, data in files.items()
    ]
    return document


def table() -> dict[str, Any]:
    """The bundle of the owner to the shop."""
    document = copy.deepcopy(TABLE)
    document["signer"] |= {"fingerprint": OWNER.public.fingerprint, "age": RECIPIENT}
    document["product"]["id"] = PRODUCT
    return described(document, {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL})


def reply(asked: bytes) -> dict[str, Any]:
    """The shop's answer to it; `asked` is the manifest that is answered."""
    return {
        "format": "talktag-bundle/1",
        "kind": "reply",
        "bundle": ANSWER,
        "sequence": 1,
        "created": CREATED,
        "signer": {"name": "Fix-It Cameras", "fingerprint": SHOP.public.fingerprint},
        "audience": {"name": "Doc", "fingerprint": OWNER.public.fingerprint},
        "in_reply_to": {"bundle": ASKED, "sha256": hashlib.sha256(asked).hexdigest()},
        "product": {
            "id": PRODUCT,
            "name": "FX-3 camera",
            "entries": [{"kind": "service", "date": "2026-11-21", "title": "replaced eyepiece", "cost": "80.00 EUR"}],
        },
        "shared": ["entries:service"],
        "files": [],
    }


def message(asked: bytes) -> dict[str, Any]:
    """What the shop says on the channel that was opened when it was given that."""
    document = reply(asked) | {"kind": "message", "bundle": MESSAGE, "channel": ASKED, "sequence": 2}
    del document["product"], document["audience"]["fingerprint"]
    entries = [{"kind": "message", "title": "The eyepiece has come in", "time": "2026-11-22T03:48:00Z"}]
    return document | {
        "products": [{"id": PRODUCT, "name": "FX-3 camera", "entries": entries}],
        "shared": ["entries:message"],
    }


def transfer(original: bytes, product: str) -> dict[str, Any]:
    """The stranger hands a product over, with the shop's answer about it."""
    entries = [
        {"kind": "service", "date": "2026-11-21", "title": "replaced eyepiece", "cost": "80.00 EUR", "original": ANSWER}
    ]
    document = {
        "format": "talktag-bundle/1",
        "kind": "transfer",
        "bundle": HANDED,
        "sequence": 1,
        "created": CREATED,
        "signer": {"name": "Eve", "fingerprint": STRANGER.public.fingerprint},
        "audience": {"name": "Doc"},
        "product": {"id": product, "name": "Used camera", "gtin": "04548736133730", "entries": entries},
        "shared": ["identity", "entries:service"],
    }
    return described(document, {"files/original-1.bin": original})


def as_json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, indent=1).encode("ascii") + b"\n"


def pages(document: Mapping[str, Any], files: Mapping[str, bytes], *forms: str) -> dict[str, bytes]:
    """The whole payload of a bundle, with its page in HTML, or in these forms."""
    said = read_document(document)
    made = {"index.html": index_page(said, files).whole(), "summary.txt": summary_text(said, files)}
    names = forms or ("index.html",)
    return {
        "table.json": as_json(document),
        **{name: made[name] for name in names},
        "README.txt": readme(said, document["signer"]["fingerprint"], page=names[0]),
        **files,
    }


def bag(payload: Mapping[str, bytes], key: SigningKey, namespace: str, bundle: str = ASKED) -> dict[str, bytes]:
    """The files of a bag that is right, whatever its payload says."""
    manifest = payload_manifest(payload)
    when = datetime.fromisoformat(CREATED)
    return bag_files(payload, manifest, sshsig.sign(manifest, key, namespace), bundle=bundle, created=when)


def zipped(files: Mapping[str, bytes], bundle: str = ASKED) -> bytes:
    """An archive in the only form that is accepted, with names that need not be."""
    root = root_name("fx-3-camera", datetime(2026, 11, 22, tzinfo=UTC).date(), bundle)
    members = []
    for name in sorted(files):
        packed = len(zlib.compress(files[name], 9))
        method = 8 if packed < len(files[name]) < packed * 100 else 0
        members.append(FORGE.member(f"{root}/{name}".encode(), files[name], method=method))
    data: bytes = FORGE.zip(*members)
    return data


def bundle_of(document: Mapping[str, Any], key: SigningKey, namespace: str, files: Mapping[str, bytes]) -> bytes:
    """A bundle with nothing but the table and the files."""
    payload = {"table.json": as_json(document), **files}
    return zipped(bag(payload, key, namespace, document["bundle"]), document["bundle"])


# --- what is in the folder --------------------------------------------------------------------------------------------


def archives(folder: Folder) -> None:
    for name, (make, words) in forged.CASES.items():
        if name not in TOO_LARGE:
            attack = {
                **dict.fromkeys(forged.NAMES, "names"),
                **dict.fromkeys(forged.MODES, "links and devices"),
            }
            kind = attack.get(name) or ("bombs" if name in forged.BOMBS else "form of the archive")
            folder.add(name, make(FORGE), kind, words=words)


def bags(folder: Folder, good: Mapping[str, bytes]) -> None:
    """Lists that do not fit the files, each signed anew by the right key."""
    for name, (change, words) in test_bag.CHANGES.items():
        if name in NO_ARCHIVE:
            continue
        files = dict(good)
        change(files)
        if files.get(MANIFEST, good[MANIFEST]) != good[MANIFEST] and SIGNATURE in files:
            files[SIGNATURE] = sshsig.sign(files[MANIFEST], OWNER, "bundle@talktag")
        attack = "own key" if name in {"own key", "own signers"} else "list of files"
        folder.add(name, zipped(files), attack, words=OTHER_WORDS.get(name, words), signer="owner")
    for path in sorted(each for each in good if each.startswith("data/")):
        changed = bytes([good[path][0] ^ 1]) + good[path][1:]
        words = f'the file "{path}" is not the one that was signed'
        folder.add(f"one bit of {path}", zipped({**good, path: changed}), "list of files", words=words, signer="owner")


def signatures(folder: Folder, good: Mapping[str, bytes]) -> None:
    """Signatures over the right list that are forged in one place."""
    digest = hashlib.sha512(good[MANIFEST]).digest()
    own = {"key": OWNER.public.blob, "signer": OWNER, "digest": digest}
    sha1 = hashlib.sha1(good[MANIFEST], usedforsecurity=False).digest()
    parts = test_sshsig.Parts
    git = {"namespace": b"git", "signed_namespace": b"git"}
    trust = {"namespace": b"trust@talktag", "signed_namespace": b"trust@talktag"}
    cases: dict[str, tuple[str, bytes, str]] = {
        "key swapped in": ("own key", parts(**own | {"signer": STRANGER}).file(), "does not fit"),
        "for git": ("purpose", parts(**own | git).file(), 'the signature is for "git"'),
        "for a trust list": ("purpose", parts(**own | trust).file(), 'the signature is for "trust@talktag"'),
        "git relabelled": ("purpose", parts(**own | {"signed_namespace": b"git"}).file(), "does not fit"),
        "no purpose": (
            "purpose",
            parts(**own | {"namespace": b"", "signed_namespace": b""}).file(),
            "names no purpose",
        ),
        "SHA-1": ("downgrade", parts(**own | {"hash_name": b"sha1", "digest": sha1}).file(), 'the hash "sha1"'),
        "version 0": ("downgrade", parts(**own | {"version": 0}).file(), "version 0, not 1"),
        "version 2": ("downgrade", parts(**own | {"version": 2}).file(), "version 2, not 1"),
        "RSA key": ("downgrade", parts(**own | {"key": test_sshsig.RSA_KEY}).file(), 'type "ssh-rsa"'),
        "S plus the group order": ("malleated", parts(**own | {"add_order": True}).file(), "does not fit"),
        "trailing bytes": ("malleated", parts(**own | {"tail": b"\0"}).file(), "bytes left over"),
        "CR-LF": ("malleated", parts(**own).file().replace(b"\n", b"\r\n"), "line ends of the signature"),
        "text after it": ("malleated", parts(**own).file() + b"more\n", "something follows the last line"),
        "empty": ("downgrade", b"", "does not start with the line"),
    }
    for name, (attack, signature, words) in cases.items():
        folder.add(name, resigned(good, signature), attack, words=words, signer="owner")
    sha256 = {"hash_name": b"sha256", "digest": hashlib.sha256(good[MANIFEST]).digest()}
    folder.add("signed over SHA-256", resigned(good, parts(**own | sha256).file()), "malleated", signer="owner")
    words = "was not signed with the key in"
    document = table() | {"signer": {"name": "Doc", "fingerprint": STRANGER.public.fingerprint}}
    forged = bundle_of(document, STRANGER, "bundle@talktag", {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL})
    folder.add("same name, other key", forged, "own key", words=words, signer="owner")
    folder.add("nobody knows the key", forged, "own key", words="its signer is unknown")


def resigned(good: Mapping[str, bytes], signature: bytes) -> bytes:
    """The bag under another signature, with the hash of it in the tag manifest."""
    old, new = (hashlib.sha256(each).hexdigest().encode() for each in (good[SIGNATURE], signature))
    tags = good["tagmanifest-sha256.txt"].replace(old, new)
    return zipped({**good, SIGNATURE: signature, "tagmanifest-sha256.txt": tags})


def hardware(folder: Folder) -> None:
    """Signatures by a hardware key, whose public half is the same point as that of a plain key beside it."""
    document = table()
    document["signer"]["fingerprint"] = HARDWARE_PUBLIC.fingerprint
    attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
    files = bag({"table.json": as_json(document), **attached}, OWNER, "bundle@talktag")
    own = {"message": files[MANIFEST], "secret": HARDWARE}
    good = resigned(files, test_hardware_keys.Parts(**own).file())
    folder.add("signed by a hardware key", good, "hardware keys", signer="hardware")
    told = "was not signed with the key in"
    folder.add("the plain key of the same point", good, "hardware keys", words=told, signer="point")
    for name, (parts, words) in test_hardware_keys.REFUSED.items():
        if parts.kind != test_hardware_keys.ECDSA:  # whose signatures are new each time
            forged = resigned(files, dataclasses.replace(parts, **own).file())
            folder.add(name, forged, "hardware keys", words=words, signer="hardware")


def documents(folder: Folder) -> None:
    """Tables that are no tables, each in a bundle that is otherwise right."""
    attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
    for name, (data, words) in test_document.TEXTS.items():
        if len(data) < 60_000 or name in {"too large", "deep lists"}:
            files = bag({"table.json": data, **attached}, OWNER, "bundle@talktag")
            folder.add(name, zipped(files), "numbers and nesting", words=words, signer="owner")
    for name, (change, words) in test_document.SHAPES.items():
        document = copy.deepcopy(TABLE)
        document["signer"]["fingerprint"] = OWNER.public.fingerprint
        change(document)
        files = bag({"table.json": as_json(document), **attached}, OWNER, "bundle@talktag")
        folder.add(name, zipped(files), "shape of the table", words=words, signer="owner")
    for name, (path, data, words) in {
        "a program": ("files/x-1.jpg", b"MZ\x90\0", "is not of the type it says"),
        "PostScript": ("files/x-1.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", "is not of the type it says"),
        "a page": ("files/x-1.pdf", b"<script>alert(1)</script>", "is not of the type it says"),
        "an archive": ("files/x-1.txt", b"PK\3\4" + bytes(30), "is not of the type it says"),
    }.items():
        document = described(table(), {path: data})
        folder.add(
            f"{name} as {path[-3:]}", bundle_of(document, OWNER, "bundle@talktag", {path: data}), "files", words=words,
            signer="owner",
        )  # fmt: skip
    as_reply = table() | {"kind": "reply"}
    made = bundle_of(as_reply, OWNER, "bundle@talktag", attached)
    folder.add(
        "reply signed as table", made, "purpose", words="the bundle is a reply, and it is signed as", signer="owner"
    )
    made = bundle_of(table(), OWNER, "reply@talktag", attached)
    folder.add(
        "table signed as reply", made, "purpose", words="the bundle is a table, and it is signed as", signer="owner"
    )


def hostile_text(folder: Folder) -> None:
    """Words that would be obeyed if they were not only shown; whoever shows them has to keep them text."""
    markup = '"></style><script>document.title="owned"</script><img src=x onerror=alert(1)><meta http-equiv=refresh>'
    turned = "safe\u202egpj.exe\u2066 \u200b\U000e0041" + "Z" + "\u0301" * 200 + "\nsaved as 0000000000\ntalktag: ok"
    for name, text in {"markup in every field": markup, "text that turns around": turned}.items():
        document = table()
        document["product"] |= dict.fromkeys(("name", "maker", "model", "serial", "place"), text)
        document["purpose"] = document["signer"]["name"] = text
        document["product"]["entries"][0] |= dict.fromkeys(("kind", "title", "text", "party"), text)
        attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
        made = zipped(bag(pages(document, attached), OWNER, "bundle@talktag"))
        folder.add(name, made, "hostile text", signer="owner")
        if text == turned:
            made = zipped(bag(pages(document, attached, "summary.txt"), OWNER, "bundle@talktag"))
            folder.add(f"{name}, as text", made, "hostile text", signer="owner")
    document = table() | {"audience": {"name": "Somebody Else", "role": "insurer"}}
    made = zipped(bag(pages(document, attached), OWNER, "bundle@talktag"))
    folder.add("addressed to another", made, "audience", signer="owner", shows="Somebody Else")


def forms_of_page(folder: Folder) -> None:
    """What a person opens: in HTML or as text, and never two that could say different things."""
    attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
    document = table() | {"terms": "https://agreements.example/service-only"}
    made = zipped(bag(pages(document, attached, "summary.txt"), OWNER, "bundle@talktag"))
    folder.add("a page of text", made, "none", signer="owner", shows="https://agreements.example/service-only")
    made = zipped(bag(pages(document, attached, "index.html", "summary.txt"), OWNER, "bundle@talktag"))
    folder.add("two pages", made, "list of files", words="the bundle has two pages", signer="owner")


def what_people_open(folder: Folder) -> None:
    """A page that says what the table says, one that need not, and those that could do more than be read."""
    attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
    document = parse(as_json(table()))

    def made(page: str, name: str, change: Callable[[bytes], bytes]) -> bytes:
        people = for_people(document, attached, page)
        payload = {"table.json": as_json(document.values()), **people, name: change(people[name]), **attached}
        return zipped(bag(payload, OWNER, "bundle@talktag"))

    for page in (PAGE, SUMMARY):
        same = made(page, page, lambda data: data)
        folder.add(f"{page} made of the table", same, "page", signer="owner", compared=True)
    for name, (file, change) in opened.OTHER.items():
        data = made(file if file == SUMMARY else PAGE, file, change)
        folder.add(name, data, "page", signer="owner", shows="were not compared with the record", compared=False)
    for name, (file, change, words) in opened.HOSTILE.items():
        data = made(file if file == SUMMARY else PAGE, file, change)
        folder.add(name, data, "page", words=words, signer="owner")


def answers(folder: Folder, asked: bytes) -> None:
    """Answers to the bundle that the context of the index says was given to the shop."""
    good = bundle_of(reply(asked), SHOP, "reply@talktag", {})
    folder.add("an answer", good, "replay", check="receive", file="good/reply.zip")
    folder.add(
        "the same once more",
        good,
        "replay",
        check="receive",
        file="good/reply.zip",
        after=["good/reply.zip"],
        changes=False,
    )
    older = reply(asked) | {"bundle": "1shpansw3r001", "created": "2026-11-22T00:00:00Z"}
    folder.add(
        "an older one after it", bundle_of(older, SHOP, "reply@talktag", {}), "replay", check="receive",
        after=["good/reply.zip"], shows="this is older than the answer",
    )  # fmt: skip
    other = reply(asked)
    other["product"]["entries"][0]["title"] = "did nothing"
    words = "another answer of the same id was taken in before"
    made = bundle_of(other, SHOP, "reply@talktag", {})
    folder.add("another one of its id", made, "replay", check="receive", words=words, after=["good/reply.zip"])
    hostile = reply(asked) | {"bundle": "1shpansw3r020"}
    title = {
        "title": "[red]ok[/red] safe\u202egpj.exe\u200b",
        "text": "done\nsaved as 0000000000\ntalktag: ok\n" + "Z" + "\u0301" * 200,
    }
    hostile["product"]["entries"][0] |= title
    hostile["signer"]["name"] = hostile["audience"]["name"] = title["title"]
    folder.add("an answer of tricks", bundle_of(hostile, SHOP, "reply@talktag", {}), "hostile text", check="receive")
    huge, program = test_picture.png_head(100_000, 100_000), b"MZ\x90\0" + bytes(60)
    for number, (name, path, data) in enumerate(
        (
            ("a picture that claims to be huge", "files/photo-1.png", huge),
            ("a program that is only kept", "files/file-1.bin", program),
        )
    ):
        document = described(reply(asked) | {"bundle": f"1shpansw3r01{number}"}, {path: data})
        made = bundle_of(document, SHOP, "reply@talktag", {path: data})
        folder.add(name, made, "files", check="receive")
    for name, (change, words) in REFUSED.items():
        document = reply(asked)
        change(document)
        attack = "replay" if name.startswith(("to ", "about ")) else "rights and limits of answers"
        folder.add(name, bundle_of(document, SHOP, "reply@talktag", {}), attack, check="receive", words=words)
    forged = reply(asked)
    forged["signer"]["fingerprint"] = STRANGER.public.fingerprint
    words = "signed with another key than the one kept"
    made = bundle_of(forged, STRANGER, "reply@talktag", {})
    folder.add("an answer by another key", made, "own key", check="receive", words=words)
    plain = reply(asked)
    del plain["signer"]["fingerprint"]
    folder.add("an unsigned answer", as_json(plain), "unsigned", check="receive", suffix=".json", unsigned=True)
    words = "is not signed, so anybody could have written it"
    folder.add("not asked for", as_json(plain), "unsigned", check="receive", suffix=".json", words=words)
    for name, (change, words) in PLAIN.items():
        document = copy.deepcopy(plain)
        change(document)
        folder.add(
            name, as_json(document), "unsigned", check="receive", suffix=".json", words=words, unsigned=True
        )  # fmt: skip


def messages(folder: Folder, asked: bytes) -> None:
    """What the shop says besides; in a bundle of its document alone, but for those with something for people."""
    signed = "message@talktag"

    def made(change: Change, number: int, files: Mapping[str, bytes] | None = None) -> bytes:
        document = message(asked) | {"bundle": f"4message{number:05}"}
        change(document)
        return bundle_of(described(document, files or {}), SHOP, signed, files or {})

    for number, (name, change) in enumerate(said.HOLDS.items()):
        file = {"file": "good/message.zip"} if not number else {}
        folder.add(name, made(change, number), "messages", check="receive", **file)
    folder.add("the same message once more", made(lambda _: None, 0), "messages", check="receive",
               file="good/message.zip", after=["good/message.zip"], changes=False)  # fmt: skip
    later = made(lambda document: document.update(sequence=9), 0)
    words = "another message of the same id was taken in before"
    folder.add("another message of its id", later, "messages", check="receive", words=words, after=["good/message.zip"])
    report = {"files/report-1.txt": b"All is well.\n"}
    folder.add("a message with a file", made(lambda _: None, 20, report), "messages", check="receive")
    words = "is not about the one product that they would be of"
    alone = made(said.about_none, 21, report)
    folder.add("a file of nothing", alone, "messages", check="receive", words=words)
    for name, (change, words) in said.REFUSED.items():
        folder.add(name, made(change, 22), "messages", check="receive", words=words)
    for name, (change, words) in said.SHAPES.items():
        folder.add(name, made(change, 23), "shape of a message", words=words, signer="shop")
    for namespace in ("bundle@talktag", "reply@talktag", "transfer@talktag"):
        words = "the bundle is a message, and it is signed as"
        forged = bundle_of(message(asked), SHOP, namespace, {})
        folder.add(f"message signed as {namespace[:-8]}", forged, "purpose", words=words, signer="shop")
    words = "the bundle is a reply, and it is signed as"
    folder.add("reply signed as message", bundle_of(reply(asked), SHOP, signed, {}), "purpose", words=words,
               signer="shop")  # fmt: skip
    for page in (None, PAGE, SUMMARY):
        document = message(asked)
        said.about_three(document)
        people = for_people(read_document(document), {}, page)
        payload = {"table.json": as_json(document), **people}
        with_page = zipped(bag(payload, SHOP, signed, MESSAGE), MESSAGE)
        name = f"a message with {page or 'README.txt'}"
        folder.add(name, with_page, "messages", signer="shop", compared=True)


def handovers(folder: Folder, asked: bytes) -> None:
    """Hand-overs by the stranger, whose key the next owner was given."""
    product = "9z9z9z9z9z9z9"
    about = reply(asked)
    about["product"]["id"] = product
    original = bundle_of(about, SHOP, "reply@talktag", {})

    def made(change: Change = lambda _: None, files: Callable[[dict[str, bytes]], object] = lambda _: None) -> bytes:
        payload = {"files/original-1.bin": original}
        files(payload)
        document = described(transfer(original, product), payload)
        change(document)
        return bundle_of(document, STRANGER, "transfer@talktag", payload)

    tricks = "[red]ok[/red] safe\u202egpj.exe\u200b"
    told = made(
        lambda document: document["product"].update(dict.fromkeys(("name", "maker", "model", "serial"), tricks))
    )
    folder.add("a product of tricks", told, "hostile text", check="receive", signer="stranger")
    folder.add("a hand-over", made(), "hand-over", check="receive", signer="stranger")
    for name, (change, files, words) in FORGED.items():
        folder.add(name, made(change, files), "hand-over", check="receive", words=words, signer="stranger")


def context(folder: Folder, asked: bytes) -> None:
    """The store that the answers come back to, as files, and the same facts in the index."""
    share = {
        "format": 1,
        "bundle": ASKED,
        "product": PRODUCT,
        "party": "fix-it-cameras",
        "date": datetime(2026, 11, 22, tzinfo=UTC).date(),
        "sequence": 1,
        "signed": hashlib.sha256(asked).hexdigest(),
        "sections": ["identity"],
    }
    party = {"format": 1, "name": "Fix-It Cameras", "role": "repairer", "key": SHOP.public.line("shop")}
    owner = {"name": "Doc", "contact": "doc@example.org"}
    files = {
        "talktag.toml": new_text({"format": 1, "id": "5t0re00000000", "owner": owner}),
        ".gitattributes": b"* -text\nproducts/*/*/entries.toml merge=union\n",
        "keys/owner.pub": f"{OWNER.public.line('owner')}\n".encode(),
        "products/f/fx-3-camera.toml": new_text({"format": 1, "id": PRODUCT, "name": "FX-3 camera"}),
        "parties/fix-it-cameras.toml": new_text(party),
        f"shares/2026-11-22-fx-3-camera-{ASKED}.toml": new_text(share),
    }
    for name, data in files.items():
        path = folder.path / "store" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def index(folder: Folder, asked: bytes) -> dict[str, Any]:
    given = {"bundle": ASKED, "sha256": hashlib.sha256(asked).hexdigest(), "product": PRODUCT}
    to = {"name": "Fix-It Cameras", "role": "repairer", "key": SHOP.public.line("shop")}
    keys = {
        name: {"seed": seed.hex(), "public": SigningKey.from_seed(seed).public.line(name)}
        for name, seed in KEYS.items()
    }
    seed = HARDWARE.seed.hex()
    keys |= {name: {"seed": seed, "public": key.line(name)} for name, key in BESIDE.items()}
    return {
        "format": "talktag-conformance/1",
        "warning": "The keys are for tests only: their secret halves are in this file.",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "keys": keys,
        "given": [{**given, "to": to}],
        "cases": folder.cases,
    }


def make(path: Path) -> None:
    """Fill the folder; what an earlier run left in it goes first."""
    for old in ("good", "bad", "store", "keys"):
        shutil.rmtree(path / old, ignore_errors=True)
    folder = Folder(path)
    attached = {"files/photo-1.jpg": PHOTO, "files/manual-1.txt": MANUAL}
    good = bag(pages(table(), attached), OWNER, "bundle@talktag")
    asked = good[MANIFEST]
    folder.add("a bundle", zipped(good), "none", signer="owner", file="good/table.zip")
    small = bundle_of(described(table(), {}), OWNER, "bundle@talktag", {})
    folder.add("the smallest bundle", small, "none", signer="owner")
    archives(folder)
    bags(folder, good)
    signatures(folder, good)
    hardware(folder)
    documents(folder)
    hostile_text(folder)
    forms_of_page(folder)
    what_people_open(folder)
    answers(folder, asked)
    messages(folder, asked)
    handovers(folder, asked)
    context(folder, asked)
    (path / "keys").mkdir()
    for name, seed in KEYS.items():
        (path / "keys" / f"{name}.pub").write_text(f"{SigningKey.from_seed(seed).public.line(name)}\n")
    for name, key in BESIDE.items():
        (path / "keys" / f"{name}.pub").write_text(f"{key.line(name)}\n")
    (path / "index.json").write_text(json.dumps(index(folder, asked), indent=1) + "\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
