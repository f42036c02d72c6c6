"""A signed bundle out of a document and files: what lies under `data/`, and the archive. Chooses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.ident import make_slug
from talktag.ops.outgoing import Outgoing

if TYPE_CHECKING:
    from talktag.seal.sshsig import Signer

HTML, TEXT = PAGES = ("html", "text")  # what a person opens: a page for browsers, or text that any mail filter lets by


def payload_of(
    document: Mapping[str, Any],
    files: Sequence[Outgoing],
    principal: str = "owner",
    language: str | None = None,
    page: str = HTML,
) -> dict[str, bytes]:
    """Everything under `data/`: the machine form, the page, how to check it, and the files.

    `principal` is the word that stands for the signer in what is said about checking; the page is one of PAGES; it
    and what is said are in `language`, English where that is None.
    """
    from talktag.bundle.document import to_bytes
    from talktag.bundle.readme import readme

    language = language or "en"
    name, data = _page(document, files, language, page)
    return {
        name: data,
        "table.json": to_bytes(document),
        "README.txt": readme(document, document["signer"]["fingerprint"], principal, page=name, language=language),
        **{each.path: each.data for each in files},
    }


def _page(document: Mapping[str, Any], files: Sequence[Outgoing], language: str, page: str) -> tuple[str, bytes]:
    """The one file for people: its name in the bundle, and what is in it."""
    if page == TEXT:
        from talktag.bundle.summary import summary_text

        return "summary.txt", summary_text(document, language)
    if page != HTML:
        raise UsageError(f'there is no page of the form "{page}"', hints=[f"use one of: {', '.join(PAGES)}"])
    from talktag.bundle.page import index_page

    pictures = {each.path: each.data for each in files if each.is_picture}
    return "index.html", index_page(document, pictures, language)


def signed_archive(
    document: Mapping[str, Any], payload: Mapping[str, bytes], manifest: bytes, signer: Callable[[], Signer]
) -> Callable[[], bytes]:
    """What makes the archive once its maker has said yes; `signer` is only then asked for its key."""

    def make() -> bytes:
        from talktag.bundle.archive import pack
        from talktag.bundle.bag import bag_files, root_name
        from talktag.bundle.document import NAMESPACES
        from talktag.bundle.reading import created
        from talktag.seal import sshsig

        signature = sshsig.sign(manifest, signer(), NAMESPACES[document["kind"]])
        when = created(document)
        files = bag_files(payload, manifest, signature, bundle=document["bundle"], created=when)
        # Named after what leaves: the slug may be an older name the owner no longer gives away.
        slug = make_slug(document["product"]["name"], "product")
        return pack(root_name(slug, when.date(), document["bundle"]), files, when)

    return make
