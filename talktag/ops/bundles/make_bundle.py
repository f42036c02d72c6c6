"""A signed bundle out of a document and files: what lies under `data/`, and the archive. Chooses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import Content, content_of
from talktag.errors import UsageError
from talktag.model.bundles.kinds import KINDS
from talktag.model.values.ident import make_slug
from talktag.ops.files.files_out import Outgoing

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.seal.ssh.sshsig import Signer

HTML, TEXT = PAGES = ("html", "text")  # what a person opens: a page for browsers, or text that any mail filter lets by
BARE = "bare"  # nothing for people at all: for what has to be small, such as a code on a screen


class MadeBag(NamedTuple):
    """A bundle before it is signed: its document, what lies under `data/`, and the manifest, which will be signed."""

    document: Document
    payload: Mapping[str, Content]
    manifest: bytes

    @property
    def identity(self) -> str:
        """What the bundle is, whoever signs it."""
        from talktag.bundle.bag import identity

        return identity(self.manifest)

    def sign(self, signer: Callable[[], Signer]) -> Callable[[], Content]:
        """What makes the archive once its maker has said yes; `signer` is only then asked for its key."""

        def make() -> Content:
            from talktag.bundle.archive_out import pack
            from talktag.bundle.bag import bag_files, root_name
            from talktag.bundle.reading import moment_made
            from talktag.model.bundles.kinds import NAMESPACES
            from talktag.seal.ssh import sshsig

            signature = sshsig.sign(self.manifest, signer(), NAMESPACES[self.document.kind])
            when, bundle = moment_made(self.document), self.document.bundle
            files = bag_files(self.payload, self.manifest, signature, bundle=bundle, created=when)
            return pack(root_name(_item(self.document), when.date(), bundle), files, when)

        return make


def bag_of(
    document: Document, files: Sequence[Outgoing], language: str | None = None, page: str | None = None
) -> MadeBag:
    """The bundle of a document and files, for people in `language`, English where that is None.

    The page is one of PAGES, or BARE; None is a page for browsers, or none where the kind of the document is brief.
    """
    from talktag.bundle.bag import payload_manifest

    payload = _payload(document, files, language or "en", page)
    return MadeBag(document, payload, payload_manifest(payload))


def _payload(document: Document, files: Sequence[Outgoing], language: str, page: str | None) -> dict[str, Content]:
    """Everything under `data/`: the machine form, the page if any, how to check it, and the files."""
    from talktag.bundle.document import parse, to_bytes
    from talktag.bundle.people import for_people
    from talktag.model.bundles.members import PAGE, SUMMARY, TABLE_FILE

    names = {HTML: PAGE, TEXT: SUMMARY, None: None if KINDS[document.kind].brief else PAGE}
    table, attached = to_bytes(document), {each.path: each.content for each in files}
    if page == BARE:
        return {TABLE_FILE: content_of(table), **attached}
    if page not in names:
        raise UsageError(f'there is no page of the form "{page}"', hints=[f"use one of: {', '.join(PAGES)}"])
    # Of the table as a reader will have it, whose names are in order, so that they can make the same page anew.
    return {TABLE_FILE: content_of(table), **for_people(parse(table), attached, names[page], language), **attached}


def _item(document: Document) -> str:
    """What an archive is named after: what leaves, as the slug may be an older name that is given away no longer.

    What is brief has a brief name, too, as each of its files bears it.
    """
    if KINDS[document.kind].brief:
        return document.kind
    return make_slug(", ".join(each.name for each in document.products), "product")
