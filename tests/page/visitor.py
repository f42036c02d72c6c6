"""Somebody with the checker page open in a real browser, who gives it files and keys and reads what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.bundle.bag import root_name
from talktag.errors import UntrustedError
from talktag.ops.bundles.check_signed import read_signed
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from tests.kit.archives import bag_files, pack, payload_manifest
from tests.kit.open_page import wait_until

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey
    from tests.kit.browser import Page

CREATED = datetime(2026, 11, 22, 3, 49, 58, tzinfo=UTC)
BUNDLE = "7k3m9qxac04zt"
SIGNER = SigningKey.from_seed(bytes(32))


class Verdict(NamedTuple):
    """What the page says of a file: `state` is how it looks, `detail` the reason in the words of `verify`."""

    state: str
    heading: str
    detail: str
    hashes: Mapping[str, str]


class Visitor:
    """Somebody with the page open, who gives it keys and files."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.until("document.getElementById('unable').hidden")

    def until(self, condition: str) -> None:
        self.page.value(wait_until(condition))

    def text(self, selector: str) -> str:
        """What is seen of an element; nothing where it is not there or hidden."""
        seen = "(each) => (each && each.checkVisibility() ? each.innerText : '')"
        return str(self.page.value(f"({seen})(document.querySelector({json.dumps(selector)}))"))

    def give(self, text: str) -> None:
        each = "document.getElementById('given')"
        self.page.value(f"{each}.value = {json.dumps(text)}; {each}.dispatchEvent(new Event('input')); 0")

    def choose(self, *paths: Path) -> None:
        found = self.page.ask("Runtime.evaluate", {"expression": "document.getElementById('file')"})
        values = {"objectId": found["result"]["objectId"], "files": [str(path) for path in paths]}
        self.page.ask("DOM.setFileInputFiles", values)

    def check(self, path: Path) -> Verdict:
        self.page.value("document.getElementById('verdict').className = 'none'")
        self.choose(path)
        self.until("!['none', 'verdict busy'].includes(document.getElementById('verdict').className)")
        return self.verdict()

    def verdict(self) -> Verdict:
        state = str(self.page.value("document.getElementById('verdict').className")).removeprefix("verdict ")
        lines = str(self.page.value("document.getElementById('hashes').textContent")).splitlines()
        hashes = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        is_shown = not self.page.value("document.getElementById('said').hidden")
        return Verdict(state, self.text("#verdict h2"), self.text("#verdict q"), hashes if is_shown else {})


def by_python(data: bytes) -> str | None:
    """Why talktag refuses it; None where it is intact."""
    try:
        read_signed(data)
    except UntrustedError as error:
        return error.message
    return None


def check_alike(visitor: Visitor, path: Path, words: str | None = None) -> None:
    """Both readers take a file, or both refuse it: in the same words, or the page in those that are given."""
    reason = by_python(path.read_bytes())
    verdict = visitor.check(path)
    if reason is None:
        assert verdict.state in {"known", "unknown"}, verdict
        return
    assert verdict.state == "refused", reason
    assert verdict.hashes == {}
    reason = "the table is not JSON" if reason.startswith("the table is not JSON:") else reason
    assert words in verdict.detail if words else verdict.detail == reason


def bundled(table: bytes, signer: Any = SIGNER, namespace: str = "bundle@talktag", **more: bytes) -> bytes:
    """A bundle whose table is exactly these bytes, right in all else."""
    payload = {"table.json": table, **more}
    manifest = payload_manifest(payload)
    signature = sshsig.sign(manifest, signer, namespace)
    files = bag_files(payload, manifest, signature, bundle=BUNDLE, created=CREATED)
    return pack(root_name("fx-3-camera", CREATED.date(), BUNDLE), files, CREATED)


def document_of(document: dict[str, Any], key: PublicKey = SIGNER.public) -> dict[str, Any]:
    """The document as signed with this key."""
    document["signer"]["fingerprint"] = key.fingerprint
    return document
