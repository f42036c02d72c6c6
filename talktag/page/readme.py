"""README.txt in a bundle: how to check it with what the system brings along. It never offers itself as proof.

The key to check with has to come from elsewhere; a bundle that brought its own would be good for any forger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from talktag.errors import InternalError
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import KINDS
from talktag.model.bundles.members import MANIFEST, SIGNATURE, TABLE_FILE
from talktag.model.values.foreign_text import escape, quote
from talktag.page.wording.readme import readme_wording

_PRINCIPAL = re.compile(r"[a-z][a-z0-9-]{0,30}")

_WINDOWS_HASHES = (
    f"Get-Content {MANIFEST} | ForEach-Object {{ $hash, $name = $_ -split '  ', 2; "
    'if ((Get-FileHash -LiteralPath $name).Hash -eq $hash) { "OK $name" } else { "CHANGED $name" } }'
)


def readme(
    document: Document,
    signing_line: str,
    principal: str = "owner",
    *,
    page: str | None = "index.html",
    language: str = "en",
) -> bytes:
    """The text, as UTF-8 with LF line ends; in English it is ASCII where the document's own words are.

    `signing_line` says what the bundle is signed with, in one line, such as the key's fingerprint; it is shown among
    the sender's claims. `principal` is the word that stands for the signer in the commands, `page` the file to read,
    None where there is only the document.
    `language` is one of model.party.LANGUAGES; InvalidError for any other.
    """
    if not _PRINCIPAL.fullmatch(principal):
        raise InternalError(f"{quote(principal)} cannot stand for the signer in a command")
    words = readme_wording(language)
    kind = KINDS[document.kind]
    namespace = kind.namespace
    text = (words.brief if kind.brief else words.text).format(
        claims=_claims(document, signing_line, words.claims),
        manifest=MANIFEST,
        page=page or TABLE_FILE,
        principal=principal,
        namespace=namespace,
        verify=f"ssh-keygen -Y verify -f {principal}.txt -I {principal} -n {namespace} -s {SIGNATURE} < {MANIFEST}",
        windows_hashes=_WINDOWS_HASHES,
    )
    return text.encode("utf-8")


def _claims(document: Document, signing_line: str, names: Mapping[str, str]) -> str:
    """The sender's words, each line indented and marked, so that none can pass for one of ours."""
    claims = {
        "product": ", ".join(each.name for each in document.products),
        "sender": document.signer.name,
        "contact": document.signer.contact,
        "audience": document.audience_name,
        "purpose": document.purpose,
        "made": document.created,
        "until": document.until,
        "terms": document.terms,
        "bundle": document.bundle,
        "signed": signing_line,
    }
    width = max(map(len, names.values())) + 2
    return "\n".join(f"  | {names[key] + ':':<{width}}{escape(value)}" for key, value in claims.items() if value)
