"""Replies and hand-overs as others write them, honest or not, in memory. Judges nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from talktag.bundle.bag import root_name
from talktag.bundle.document import values_to_bytes
from talktag.model.bundles.kinds import NAMESPACES
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from tests.kit.archives import bag_files, pack, payload_manifest
from tests.kit.bench import SHOP

CREATED = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ASKED, REPLY, HANDED, TABLE = "7k3m9qxac04zt", "1shpansw3r000", "2handed0ver00", "3tab1eg1ven00"
SAID = "4message00000"
GIVEN = hashlib.sha256(b"what was given away").hexdigest()
CAMERA = "c000000000001"


def ledger_line(**more: str) -> str:
    """The share that a reply answers: the camera, given to the repair shop."""
    said = {"bundle": ASKED, "product": CAMERA, "party": "fix-it", "signed": GIVEN} | more
    return "format = 1\ndate = 2026-02-01\n" + "".join(f'{key} = "{value}"\n' for key, value in said.items())


def entry(kind: str = "service", title: str = "replaced eyepiece", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "date": "2026-02-28", "title": title, **more}


def reply(
    *entries: dict[str, Any], key: SigningKey | None = SHOP, files: Mapping[str, bytes] | None = None, **more: Any
) -> dict[str, Any]:
    """The document of a reply to that share; by nobody where there is no key."""
    signer = {"name": "Fix-It Cameras", **({"fingerprint": key.public.fingerprint} if key else {})}
    return {
        "format": "talktag-bundle/1",
        "kind": "reply",
        "bundle": REPLY,
        "sequence": 1,
        "created": CREATED.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "signer": signer,
        "audience": {"name": "Ana"},
        "in_reply_to": {"bundle": ASKED, "sha256": GIVEN},
        "product": {"id": CAMERA, "name": "Canon EOS 5D", **({"entries": list(entries)} if entries else {})},
        "shared": [],
        "files": listed(files or {}),
        **more,
    }


def transfer(*entries: dict[str, Any], key: SigningKey = SHOP, files: Mapping[str, bytes] | None = None,
             product: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    """The document of a product that is handed over by somebody called Fix-It Cameras."""
    document = reply(key=key, files=files)
    del document["in_reply_to"]
    said = {"id": "k000000000009", "name": "Kettle", "maker": "Ibili", **(product or {})}
    said |= {"entries": list(entries)} if entries else {}
    return {**document, "kind": "transfer", "bundle": HANDED, "product": said, **more}


def message(
    *entries: dict[str, Any], key: SigningKey = SHOP, products: Iterable[Mapping[str, Any]] = (), **more: Any
) -> dict[str, Any]:
    """The document of a message that opens a channel; `entries` are those about none of its products."""
    document = reply(key=key)
    del document["in_reply_to"], document["product"]
    said = {"entries": list(entries)} if entries else {}
    return {**document, "kind": "message", "bundle": SAID, "products": list(products), **said, **more}


def listed(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Files as a document lists them, by their paths in a bundle."""
    return [
        {
            "path": path,
            "kind": path.removeprefix("files/").partition("-")[0],
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
        }
        for path, data in files.items()
    ]


def signed(document: Mapping[str, Any], key: SigningKey = SHOP, files: Mapping[str, bytes] | None = None) -> bytes:
    """The whole bundle of a document, signed with that key for what its kind is."""
    payload = {**(files or {}), "table.json": values_to_bytes(document)}
    manifest = payload_manifest(payload)
    signature = sshsig.sign(manifest, key, NAMESPACES[document["kind"]])
    when = datetime.fromisoformat(document["created"])
    made = bag_files(payload, manifest, signature, bundle=document["bundle"], created=when)
    return pack(root_name("canon", when.date(), document["bundle"]), made, when)


def many(kinds: Iterable[str]) -> list[dict[str, Any]]:
    """An entry of each kind."""
    return [entry(kind, "https://example.org" if kind == "link" else f"a {kind}") for kind in kinds]


def table(product: Mapping[str, Any] | None = None, key: SigningKey = SHOP, name: str = "Ana Lund",
          files: Mapping[str, bytes] | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    """The document of a table that somebody called Ana Lund gives of a boat."""
    signer = {"name": name, "contact": "ana@customer.example", "fingerprint": key.public.fingerprint}
    return {
        "format": "talktag-bundle/1",
        "kind": "table",
        "bundle": TABLE,
        "sequence": 1,
        "created": CREATED.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "signer": signer,
        "audience": {"name": "Fix-It Cameras", "role": "repairer"},
        "product": {"id": "p000000000007", "name": "Boat", "maker": "Albin", **(product or {})},
        "shared": ["identity"],
        "files": listed(files or {}),
        **more,
    }
