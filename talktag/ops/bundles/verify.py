"""`verify`: is a bundle whole, and who signed it? Works without a store; writes nothing, extracts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.toml.record_file import without_absent
from talktag.ops.bundles.open_foreign import open_signed
from talktag.ops.keys.signer_file import check_file
from talktag.ops.keys.whose_key import known_as, unknown_signer
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle whose every byte is accounted for and whose signer is known; `known_as` says how.

    `uncompared` names what people open in it and was not made by this version.
    """

    document: Document
    fingerprint: str
    known_as: str
    signed: str
    files: int
    uncompared: tuple[str, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """What the bundle says, and what was checked."""
        own = ("kind", "bundle", "sequence", "created", "channel", "previous", "purpose", "until", "terms")
        about = ("audience", "in_reply_to", "product", "products", "entries", "shared")
        said = self.document.values()
        return without_absent(
            {
                **{key: said.get(key) for key in own},
                "signer": {**said["signer"], "known_as": self.known_as},
                **{key: said.get(key) for key in about},
                "signed": self.signed,
                "files": self.files,
                "uncompared": list(self.uncompared),
            }
        )


def verify(session: Session, path: Path, signer: Path | None) -> Outcome:
    """Check a bundle of any kind: archive, signature, hashes, contents, signer.

    UntrustedError when anything does not hold, or when nothing on this computer vouches for the key; `signer` is a
    file with the key the sender gave by another way.
    """
    opened = open_signed(session, path)
    contents, key = opened.contents, opened.key
    who = check_file(session, signer, opened.signature) if signer else known_as(session, key)
    if who is None:
        error = unknown_signer(key)
        raise UntrustedError(error.message, details=[*error.details, *opened.remarks], hints=error.hints)
    data = Verified(
        contents.document, key.fingerprint, who, contents.identity, len(contents.files), uncompared=contents.uncompared
    )
    return Outcome(data, notices=opened.remarks)
