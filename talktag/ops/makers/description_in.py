"""A maker's signed description, as somebody brings it: opened, verified, and the article in it that a code is on.

It fetches nothing, extracts nothing, accepts no key and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import NotFoundError, UntrustedError
from talktag.model.bundles.kinds import KINDS, TABLE
from talktag.model.makers.article import ARTICLES_MOST
from talktag.model.makers.maker_code import MakerCode, key_beginning
from talktag.model.sharing.transfer import read_transfer
from talktag.model.values.ident import printed_tag
from talktag.ops.bundles.open_foreign import open_signed
from talktag.seal.articles import ROW_BYTES, open_article

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.model.bundles.told import ToldFile
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product
    from talktag.ops.bundles.open_foreign import OpenedBundle
    from talktag.ops.session import Session

ARTICLES = "articles"  # the kind of the file with the rows
ARTICLES_FILE = f"files/{ARTICLES}-1.bin"


class MakerDescription(NamedTuple):
    """What a maker signed of the goods, and the serial number of the one article that the code is on.

    `product` is what it says of every one of them, by the maker's word; `files` are those that come along with it.
    """

    opened: OpenedBundle
    product: Product
    entries: tuple[Entry, ...]
    files: tuple[ToldFile, ...]
    serial: str

    @property
    def document(self) -> Document:
        """What was signed."""
        return self.opened.contents.document


def read_description(session: Session, code: MakerCode, paths: Sequence[Path]) -> MakerDescription:
    """The description of the article with that code, the one of several files that knows it.

    UntrustedError where it is signed with another key than the code names, is no description, is of other articles or
    of other goods than the address says.
    """
    for number, path in enumerate(paths, 1):
        opened = open_signed(session, path)
        _check_key(opened, code)
        document = opened.contents.document
        serial = _serial_of(opened, code)
        if serial is None and number < len(paths):
            continue
        if serial is None:
            raise NotFoundError(
                f'"{path.name}" describes other articles, and not the one with the tag {printed_tag(code.tag)}',
                hints=["bring the description that the address in the code names"],
            )
        read = read_transfer(document, opened.key.fingerprint)
        product = read.product._replace(serial=serial)
        if code.goods and product.gtin and code.goods.gtin != product.gtin:
            raise UntrustedError(f"the code is on goods of the number {code.goods.gtin}, and it describes others")
        files = tuple(each for each in document.files if each.kind != ARTICLES)
        return MakerDescription(opened, product, read.entries[1:], files, serial)
    raise NotFoundError("no file with a description was named", hints=["name it: --from FILE"])


def _check_key(opened: OpenedBundle, code: MakerCode) -> None:
    """UntrustedError unless it is a description, and signed with the key that the code on the thing names."""
    document, name = opened.contents.document, opened.path.name
    if document.kind != TABLE or all(each.path != ARTICLES_FILE for each in document.files):
        raise UntrustedError(
            f'"{name}" is {KINDS[document.kind].called}, and no description by a maker',
            hints=["take it in with: talktag receive FILE"],
        )
    if key_beginning(opened.key.fingerprint) != code.key:
        raise UntrustedError(
            f'"{name}" is signed with another key than the one that the code names',
            details=[f"signed with {opened.key.fingerprint}"],
            hints=["do not use it: it is of another maker, or of somebody who says so"],
        )


def _serial_of(opened: OpenedBundle, code: MakerCode) -> str | None:
    """The serial number of the article with that code; None where it is none of those described."""
    content = opened.contents.files[ARTICLES_FILE]
    if content.size > ARTICLES_MOST * ROW_BYTES or content.size % ROW_BYTES:
        raise UntrustedError(f'"{opened.path.name}" has a table of articles that does not hold up')
    return open_article(content.whole(), code, opened.contents.document.product.id)
