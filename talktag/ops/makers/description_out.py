"""A maker's description of articles of one kind, made and signed: one bundle for all of them, a sealed row for each.

Whoever has no code opens no row; nothing in it tells how many articles there are, but for a power of two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import Content, content_of
from talktag.disk.in_parts import file_content
from talktag.errors import InvalidError
from talktag.model.bundles.document import Document, Signatory
from talktag.model.bundles.kinds import TABLE
from talktag.model.bundles.told import ToldEntry, ToldProduct
from talktag.model.log.kinds import FIRMWARE, LINK, MANUAL
from talktag.ops.bundles.make_bundle import bag_of
from talktag.ops.files.files_out import Outgoing, as_they_leave
from talktag.ops.makers.description_in import ARTICLES, ARTICLES_FILE
from talktag.seal.articles import seal_articles

if TYPE_CHECKING:
    from talktag.model.makers.article import ArticleKind
    from talktag.model.makers.maker_code import MakerCode
    from talktag.seal.ssh.sshsig import Signer

_MANUAL_LIMIT = 50_000_000  # bytes


class Maker(NamedTuple):
    """Who describes: as the bundle says it, what signs, in which language of pages, and what gives random bytes."""

    signatory: Signatory
    signer: Signer
    language: str
    random_bytes: Callable[[int], bytes]


class ToDescribe(NamedTuple):
    """What is described: the kind, the articles by their codes, and the ids and the moment of the bundle."""

    kind: ArticleKind
    articles: Sequence[tuple[MakerCode, str]]
    product: str
    bundle: str
    created: str


def make_description(maker: Maker, what: ToDescribe, folder: Path) -> Content:
    """The signed description; a manual is a file by its path from `folder`. InvalidError where that cannot be read."""
    manual = _manual(what.kind, folder)
    table = seal_articles(what.articles, what.product, maker.random_bytes)
    rows = Outgoing(ARTICLES_FILE, ARTICLES, ARTICLES, "application/octet-stream", content_of(table))
    document = _document(maker, what, (*manual, rows))
    return bag_of(document, (*manual, rows), maker.language).sign(lambda: maker.signer)()


def _manual(kind: ArticleKind, folder: Path) -> tuple[Outgoing, ...]:
    if not kind.manual or kind.manual_is_address:
        return ()
    path = folder / kind.manual
    try:
        content = file_content(path, _MANUAL_LIMIT)
    except FileNotFoundError:
        raise InvalidError(
            f'there is no manual "{kind.manual}"', hints=[f'name it as it lies beside the table, in "{folder}"']
        ) from None
    return as_they_leave([(path.name, "manual", content)])


def _document(maker: Maker, what: ToDescribe, files: Sequence[Outgoing]) -> Document:
    entries = _entries(what)
    told = ToldProduct(id=what.product, name=what.kind.name, facts=_facts(what.kind), entries=entries or None)
    sections = ["identity", *(["warranty"] if what.kind.warranty else [])]
    sections += [*(f"field:{key}" for key in _fields(what.kind)), *(f"entries:{each.kind}" for each in entries)]
    return Document(
        kind=TABLE,
        bundle=what.bundle,
        sequence=1,
        created=what.created,
        signer=maker.signatory,
        products=(told,),
        shared=tuple(dict.fromkeys([*sections, *(f"files:{each.kind}" for each in files)])),
        files=tuple(each.as_told() for each in files),
    )


def _facts(kind: ArticleKind) -> dict[str, object]:
    texts = {key: getattr(kind, key) for key in ("maker", "model", "gtin") if getattr(kind, key)}
    warranty = [{"kind": "all", "term": kind.warranty, "provider": kind.maker}] if kind.warranty else None
    fields = _fields(kind)
    return {**texts, **({"warranties": warranty} if warranty else {}), **({"fields": fields} if fields else {})}


def _fields(kind: ArticleKind) -> dict[str, str]:
    beside = {"batch": kind.batch, "parts": kind.parts}
    return {key: text for key, text in (*beside.items(), *kind.fields) if text}


def _entries(what: ToDescribe) -> tuple[ToldEntry, ...]:
    """What is known of every article of the kind, as entries of its maker's."""
    kind, day = what.kind, what.created[:10]
    said: list[tuple[str, str, str | None]] = [(FIRMWARE, kind.firmware, None), (LINK, kind.link, None)]
    if kind.manual_is_address:
        said.append((LINK, kind.manual, "The manual"))
    elif kind.manual:
        said.append((MANUAL, "The manual came along as a file", None))
    return tuple(ToldEntry(kind=each, title=title, text=text, date=day) for each, title, text in said if title)
