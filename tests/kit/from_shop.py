"""Messages as others write them, honest or not, and a bench whose owner gave the shop something. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talktag.ops.keys.accepted_keys import accepting_named, keys_named
from talktag.seal.ssh.key import SigningKey
from talktag.store import layout
from tests.kit.bench import SHOP
from tests.kit.bundles import ASKED, CAMERA, CREATED, ledger_line, listed

if TYPE_CHECKING:
    from tests.kit.bench import Bench

SAID = "1message00000"
LOG = "products/c/camera/entries.toml"
SHARE = f"shares/2026-02-01-camera-{ASKED}.toml"
FIX_IT = "parties/fix-it.toml"


def said(kind: str = "message", title: str = "It has come in", **more: Any) -> dict[str, Any]:
    """An entry of a message."""
    return {"kind": kind, "title": title, **more}


def message(
    *entries: Mapping[str, Any],
    beside: tuple[Mapping[str, Any], ...] = (),
    product: str | None = CAMERA,
    key: SigningKey = SHOP,
    files: Mapping[str, bytes] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The document of a message of the shop on the channel that the ledger tells of; what is None is left out."""
    about = [{"id": product, "name": "Canon EOS 5D", "entries": list(entries)}] if product else []
    document = {
        "format": "talktag-bundle/1",
        "kind": "message",
        "bundle": SAID,
        "sequence": 1,
        "created": CREATED.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "signer": {"name": "Fix-It Cameras", "fingerprint": key.public.fingerprint},
        "audience": {"name": "Ana"},
        "channel": ASKED,
        "products": about,
        "entries": [*(() if product else entries), *beside] or None,
        "shared": [],
        "files": listed(files or {}),
        **more,
    }
    return {name: value for name, value in document.items() if value is not None}


def give_camera(bench: Bench, more: str = "", **share: str) -> None:
    """Let the ledger say that the shop was given the camera, and keep and accept the key of the shop.

    `more` is what the record of the shop says besides.
    """
    bench.write(SHARE, ledger_line(**share))
    know_shop(bench, more)


def know_shop(bench: Bench, more: str = "", key: SigningKey = SHOP) -> None:
    """Keep and accept that key of the shop."""
    line = key.public.line("fix-it")
    bench.write(FIX_IT, f'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\nkey = "{line}"\n{more}')
    accept(bench, "fix-it")


def accept(bench: Bench, *names: str) -> None:
    """Accept the keys that the store names for these."""
    session = bench.session()
    bench.change_keys(accepting_named(session, [each for each in keys_named(session) if each.name in names]))


def entries_in(bench: Bench, about: str = "products/c/camera") -> list[dict[str, Any]]:
    """What a log says, as it stands there."""
    import tomllib

    return list(tomllib.loads(bench.text(layout.entries_in(about))).get("entry", []))
