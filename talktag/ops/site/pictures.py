"""The pictures and files of a product as a site has them: drawn anew or clean, never as the camera wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.errors import DiskError, InvalidError, NotFoundError
from talktag.model.site.thing import SitePicture

if TYPE_CHECKING:
    from talktag.model.products.product import ProductFile
    from talktag.store.store import Store

PICTURE_MOST = 150_000  # bytes of a picture on a page
_LONGEST = 1200  # pixels of its longer side
_PICTURES = 6  # on one page; a page has to open on a phone


def small_pictures(store: Store, slug: str, files: Iterable[ProductFile]) -> tuple[SitePicture, ...]:
    """The first pictures of a product, small; one that cannot be read, or drawn, is none."""
    found = (_small(store, slug, each) for each in files)
    return tuple(each for each, _ in zip((each for each in found if each), range(_PICTURES), strict=False))


def _small(store: Store, slug: str, file: ProductFile) -> SitePicture | None:
    from talktag.media.photo import small_photo

    try:
        data = small_photo(store.file_content(slug, file).whole(), file.name, PICTURE_MOST, _LONGEST)
    except (InvalidError, NotFoundError, DiskError):
        return None
    return SitePicture(file.name, file.kind, data) if data else None


def clean_copy(store: Store, slug: str, file: ProductFile) -> bytes:
    """A copy of a file as a site may have it: a picture without what the camera wrote, anything else as it is.

    InvalidError for what may tell where it was made and cannot be cleaned.
    """
    from talktag.ops.files.files_out import as_they_leave

    (out,) = as_they_leave([(file.name, file.kind, store.file_content(slug, file))])
    if out.uncleaned:
        message = f'"{file.name}" of "{slug}" cannot be cleaned of what it may tell'
        raise InvalidError(message, hints=["make the site without --with-files"])
    return out.content.whole()
