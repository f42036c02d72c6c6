"""What every bundle that is taken in has in common: how its files, its original and its signer's key are kept.

Writes nothing itself and extracts nothing: files get names made here, and what came is kept as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.model.bundles.told import ToldFile
from talktag.model.files.media_type import media_type
from talktag.model.parties.party import Party, party_table
from talktag.model.plan import Write
from talktag.model.products.product import FILE_KINDS, ProductFile
from talktag.model.toml.write import changed_text, new_text
from talktag.ops.files.files_in import Incoming
from talktag.ops.keys.accepted_keys import key_values
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents
    from talktag.content import Content
    from talktag.model.bundles.document import Document
    from talktag.ops.session import Session
    from talktag.seal.ssh.key import PublicKey


@dataclass(frozen=True, slots=True)
class SignerKey:
    """The key that signed what comes in, and how it is known to be that of who says so."""

    key: PublicKey
    known_as: str

    def values(self, document: Document) -> dict[str, Any]:
        """What the document says of its signer, with how they are known."""
        return {**document.signer.values(), "known_as": self.known_as}


def incoming_files(contents: Contents, listed: Sequence[ToldFile]) -> tuple[Incoming, ...]:
    """The files of a bundle on their way into the store, under the neutral names that they have in it."""
    return tuple(_incoming(file, contents.files[file.path]) for file in listed)


def _incoming(file: ToldFile, content: Content) -> Incoming:
    kind = file.kind if file.kind in FILE_KINDS else "file"
    product_file = ProductFile(file.name, kind, file.sha256, file.size, media_type(content))
    return Incoming(Path(file.name), product_file, content, file.sha256)


def keep_key(session: Session, party: Party, held: bytes | None, signer: SignerKey) -> Write:
    """The change that keeps a key in the party's record, which from now on is the only one that will do for them.

    `held` is that record as the store has it, None where the party is new.
    """
    values = key_values(signer.key, party.slug, signer.known_as, session.today)
    text = new_text(party_table(party)) if held is None else held
    return Write(layout.party(party.slug), changed_text(text, values), held)


def originals_folder(products: Sequence[str], party: str) -> str:
    """Where what came is kept: with the product whose slug it is, with the party where it is about none or several."""
    folder = layout.about_product(products[0]) if len(products) == 1 else layout.about_none(party)
    return layout.received_in(folder, "name").rpartition("/")[0]


def identity_of(kept: Content) -> str:
    """What a kept original is known by: the hash of what was signed, or of all of it where nothing was."""
    from talktag.bundle.reading import open_archive

    return open_archive(kept).identity if kept.read(0, 2) == b"PK" else kept.sha256
