"""Reading a received bundle in the only safe order: archive, signature, hashes, contents.

It never verifies a signature itself. `open_archive` gives what to verify; when the caller has done that and decided
on the signer, `Unverified.checked` gives the contents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from talktag.bundle.archive import unpack
from talktag.bundle.bag import Bag, identity, read_bag, signed_part
from talktag.bundle.document import parse
from talktag.bundle.people import check_for_people
from talktag.bundle.zip_form import TOTAL_LIMIT
from talktag.content import Content
from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import NAMESPACES
from talktag.model.bundles.members import SIZE_LIMIT, TABLE_FILE
from talktag.model.bundles.told import ToldFile
from talktag.model.files.media_type import SUFFIXES, media_type
from talktag.model.values.foreign_text import quote


@dataclass(frozen=True, slots=True)
class Contents:
    """What a verified bundle holds: the document, every payload file by its path below data/, and its identity.

    `uncompared` names what is there for people to read and was not made by this version: it can do nothing, and
    whether it says what the document says is not known.
    """

    document: Document
    payload: Mapping[str, Content]
    manifest: bytes
    signature: bytes
    uncompared: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The SHA-256 of the signed manifest; the same for the same bundle under another valid signature."""
        return identity(self.manifest)

    @property
    def files(self) -> dict[str, Content]:
        """The attachments by the path that the document gives them, such as files/photo-1.jpg."""
        return {file.path: self.payload[file.path] for file in self.document.files}


@dataclass(frozen=True, slots=True)
class Unverified:
    """An archive of the right form; who signed it is not known, and nothing but these names and bytes was read."""

    root: str
    files: Mapping[str, Content]
    manifest: bytes
    signature: bytes

    @property
    def identity(self) -> str:
        """The SHA-256 of the manifest, by which a bundle that was received before is known again."""
        return identity(self.manifest)

    def check(self, *, namespace: str, fingerprint: str) -> Contents:
        """The contents, once `signature` was verified over `manifest` for this SSHSIG namespace and key.

        `fingerprint` is that of the key that made the signature, in the form SHA256:….
        Raises UntrustedError where files and manifest differ, the document does not hold up, it is of another kind
        than the namespace, it names another signer, bundle, day or file than the rest says, or its page could do more
        than be read.
        """
        bag = read_bag(self.files)
        if TABLE_FILE not in bag.payload:
            raise UntrustedError(f'the bundle has no "{TABLE_FILE}"')
        document = parse(bag.payload[TABLE_FILE].read(0, SIZE_LIMIT + 1))
        if NAMESPACES[document.kind] != namespace:
            raise UntrustedError(f"the bundle is a {document.kind}, and it is signed as {quote(namespace)}")
        if document.signer.fingerprint != fingerprint:
            raise UntrustedError(
                f"the table says it is signed with the key {document.signer.fingerprint}, "
                f"and it is signed with {fingerprint}"
            )
        _check_labels(self.root, bag, document)
        _check_files(document.files, bag.payload)
        uncompared = check_for_people(document, bag.payload)
        return Contents(document, bag.payload, bag.manifest, bag.signature, uncompared)


def open_archive(data: bytes | Content, total: int = TOTAL_LIMIT) -> Unverified:
    """Read all of it in one go, within limits, and find what to verify. UntrustedError for anything out of form.

    `total` is how many bytes all files may have together.
    """
    root, files = unpack(data, total)
    manifest, signature = signed_part(files)
    return Unverified(root, files, manifest, signature)


def moment_made(document: Document) -> datetime:
    """When the signer says the bundle was made, in UTC."""
    return datetime.fromisoformat(document.created)


def _check_labels(root: str, bag: Bag, document: Document) -> None:
    """The folder's name and bag-info.txt are not signed, so they may only repeat what is."""
    bundle, day = document.bundle, document.created[:10]
    if bag.identifier != bundle or bag.date != day:
        raise UntrustedError('"bag-info.txt" speaks of another bundle than the table')
    if not root.startswith("talktag-") or not root.endswith(f"-{day.replace('-', '')}-{bundle}"):
        raise UntrustedError(f"the folder {quote(root)} is named after another bundle than the table")


def _check_files(listed: Sequence[ToldFile], payload: Mapping[str, Content]) -> None:
    for file in listed:
        content = payload.get(file.path)
        if content is None:
            raise UntrustedError(f"the table lists the file {quote(file.path)}, which is not there")
        if content.sha256 != file.sha256 or content.size != file.size:
            raise UntrustedError(f"the table describes another file {quote(file.path)} than there is")
        expected = SUFFIXES.get(file.path.rpartition(".")[2])
        if expected and not expected == media_type(content) == (file.media or expected):
            raise UntrustedError(f"the file {quote(file.path)} is not of the type it says")
    known = {file.path for file in listed}
    for path in payload:
        if path.startswith("files/") and path not in known:
            raise UntrustedError(f"the table does not mention the file {quote(path)}")
