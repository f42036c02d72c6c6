"""The script of the page behind the sticker: files of data/finder one after the other, as they are.

How signatures are checked it has from the checker page, in a room of its own whose names meet no other's. It is code of
ours alone, and never differs from one owner to the next.
"""

from __future__ import annotations

import json
from importlib import resources

from talktag.model.finder.page_owner import NAMESPACE

# In the order of use; each takes what it needs from those before it.
SCRIPTS = (
    *("bytes", "chacha", "bech32", "age", "armor", "rows"),
    *("fragment", "words", "sticker", "thread", "sending", "answer", "show", "page"),
)
_CHECKER = ("foreign", "keys", "signature")
_SIGNED = """
function viewOf(data) {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

async function verify(message, signature) {
  const found = await verifySignature(message, bytesOf(`${BEGIN}${signature}\\n${END}\\n`));
  return btoa(latin1(found.blob));
}

async function fingerprint(line) {
  return (await namesOf(fromBase64(line.split(" ")[1]))).fingerprint;
}

return { verify, fingerprint, shown, Refused };
"""


def script() -> str:
    """The whole script, in a function so that its names are nobody else's."""
    kinds = f"const BUNDLE_KINDS = {json.dumps({'table': {'namespace': NAMESPACE}})};\n"
    signed = f"const SIGNED = (function () {{\n{kinds}{_read('checker', _CHECKER)}{_SIGNED}}})();\n"
    return f'\n(function () {{\n"use strict";\n\n{signed}{_read("finder", SCRIPTS)}}})();\n'


def _read(folder: str, names: tuple[str, ...]) -> str:
    root = resources.files("talktag").joinpath("data", folder)
    return "\n".join(root.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names)
