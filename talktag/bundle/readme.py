"""README.txt in a bundle: how to check it with what the system brings along. It never offers itself as proof.

The key to check with has to come from elsewhere; a bundle that brought its own would be good for any forger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from talktag.bundle.bag import MANIFEST, SIGNATURE
from talktag.bundle.document import NAMESPACES
from talktag.bundle.foreign import quoted, shown
from talktag.errors import InternalError

_PRINCIPAL = re.compile(r"[a-z][a-z0-9-]{0,30}")

_WINDOWS_HASHES = (
    f"Get-Content {MANIFEST} | ForEach-Object {{ $hash, $name = $_ -split '  ', 2; "
    'if ((Get-FileHash -LiteralPath $name).Hash -eq $hash) { "OK $name" } else { "CHANGED $name" } }'
)

_TEXT = """\
WHAT THIS IS
============

This folder holds what one person chose to say about one product. Open
index.html to read it; the attached files are in the folder "files".

What the sender says, unchecked:

{claims}

Nothing in this folder proves who the sender is, this text included.
The following does, with programs that your computer already has.


1. GET THE KEY FROM ELSEWHERE
=============================

You need the public key of the {principal}: one line that starts with
"ssh-". Get it from the {principal} by another way than this bundle and
the message it came with: on paper, in person, read out or compared by
telephone, or kept from a bundle that you checked before.

A key that comes along with the bundle proves nothing. Who can forge
the one can forge the other.


2. WRITE IT DOWN
================

Unpack the whole zip file. Go to the folder in which you see
{manifest} (one above this README.txt).

Make a text file there named {principal}.txt with one line: the word
{principal}, a space, and the key that you got:

    {principal} ssh-ed25519 AAAA...

If a file {principal}.txt is there already, the bundle is not to be
trusted: it brought its own key.


3. CHECK THE SIGNATURE
======================

Open a terminal in that folder and enter the line for your system.

Windows (in this form, because PowerShell alters what it passes on):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

The answer must start with

    Good "{namespace}" signature for {principal}

Any other answer means that the signature was not checked, or is not
good. "Could not verify signature" is such an answer.


4. CHECK THE FILES
==================

Only after step 3: what was signed is the list of the files, and now
the files are held against the list.

Windows, in PowerShell, all in one line:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Every line must say OK.

This does not notice additional files. Ignore every file in the folder
"data" that {manifest} does not list.
"""


def readme(document: Mapping[str, Any], signing_line: str, principal: str = "owner") -> bytes:
    """The text, as UTF-8 with LF line ends, ASCII where the document's own words are.

    `signing_line` says what the bundle is signed with, in one line, such as the key's fingerprint; it is shown among
    the sender's claims. `principal` is the word that stands for the signer in the commands.
    """
    if not _PRINCIPAL.fullmatch(principal):
        raise InternalError(f"{quoted(principal)} cannot stand for the signer in a command")
    namespace = NAMESPACES[document["kind"]]
    text = _TEXT.format(
        claims=_claims(document, signing_line),
        manifest=MANIFEST,
        principal=principal,
        namespace=namespace,
        verify=f"ssh-keygen -Y verify -f {principal}.txt -I {principal} -n {namespace} -s {SIGNATURE} < {MANIFEST}",
        windows_hashes=_WINDOWS_HASHES,
    )
    return text.encode("utf-8")


def _claims(document: Mapping[str, Any], signing_line: str) -> str:
    """The sender's words, each line indented and marked, so that none can pass for one of ours."""
    audience = document.get("audience", {})
    claims = (
        ("Product", document["product"]["name"]),
        ("From", document["signer"]["name"]),
        ("Contact", document["signer"].get("contact")),
        ("For", audience.get("name")),
        ("Purpose", document.get("purpose")),
        ("Made", document["created"]),
        ("Use until", document.get("until")),
        ("Bundle", document["bundle"]),
        ("Signed with", signing_line),
    )
    return "\n".join(f"  | {name + ':':<13}{shown(value)}" for name, value in claims if value)
