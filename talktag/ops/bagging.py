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
    language: str | None = None,
    page: str = HTML,
) -> dict[str, bytes]:
    """Everything under `data/`: the machine form, the page, how to check it, and the files.

    The page is one of PAGES; it and what is said are in `language`, English where that is None.
    """
    from talktag.bundle.document import parse, to_bytes
    from talktag.bundle.people import PAGE, SUMMARY, for_people

    names = {HTML: PAGE, TEXT: SUMMARY}
    if page not in names:
        raise UsageError(f'there is no page of the form "{page}"', hints=[f"use one of: {', '.join(PAGES)}"])
    table, attached = to_bytes(document), {each.path: each.data for each in files}
    # Of the table as a reader will have it, whose names are in order, so that they can make the same page anew.
    return {"table.json": table, **for_people(parse(table), attached, names[page], language or "en"), **attached}


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
