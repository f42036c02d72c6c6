"""Tags and claims, drawn for articles: a code for each, and the key that its claim is. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.finder.sticker_code import CODE_BYTES, code_letters
from talktag.model.makers.claim import claim_seed
from talktag.model.makers.maker_code import MakerCode, goods_path, key_beginning
from talktag.model.makers.tag_register import PrintedTag

if TYPE_CHECKING:
    from talktag.model.makers.article import Article, ArticleKind
    from talktag.ops.desk.desk import OpenDesk
    from talktag.ops.session import Session


class NewTag(NamedTuple):
    """One article with its code."""

    kind: ArticleKind
    serial: str
    code: MakerCode
    line: int


class DescribedKind(NamedTuple):
    """A kind with its articles: the ids of what is described and of the bundle, and the path of its page."""

    kind: ArticleKind
    articles: tuple[NewTag, ...]
    product: str
    bundle: str
    path: str


class NewTags(NamedTuple):
    """The kinds with their articles, and what the desk keeps of each tag."""

    described: tuple[DescribedKind, ...]

    @property
    def tags(self) -> tuple[NewTag, ...]:
        """Every article, in the order of the table."""
        return tuple(sorted((each for kind in self.described for each in kind.articles), key=lambda each: each.line))


def new_tags(
    session: Session,
    desk: OpenDesk,
    kinds: Mapping[ArticleKind, Sequence[Article]],
    address: str,
    *,
    gs1: bool,
) -> NewTags:
    """A tag and a claim for each article; with `gs1` the address of goods that have a number is a Digital Link."""
    fresh = _fresh_tags(session, desk.tags.tags())
    key = key_beginning(desk.fingerprint)
    described = []
    for kind, articles in kinds.items():
        product, bundle = session.new_id(), session.new_id()
        path = goods_path(kind.gtin, kind.batch or None) if gs1 and kind.gtin else product
        codes = (
            (each, MakerCode(next(fresh), code_letters(session.random_bits(8 * CODE_BYTES).to_bytes(CODE_BYTES)), key))
            for each in articles
        )
        made = tuple(
            NewTag(kind, each.serial, code._replace(address=f"{address}{path}"), each.line) for each, code in codes
        )
        described.append(DescribedKind(kind, made, product, bundle, path))
    return NewTags(tuple(described))


def printed_tags(described: DescribedKind) -> Iterator[PrintedTag]:
    """What the desk keeps of the tags of a kind; the claims are not in it."""
    from talktag.seal.ssh.key import SigningKey

    kind = described.kind
    for each in described.articles:
        authorised = SigningKey.from_seed(claim_seed(each.code.secret, each.code.tag)).public.fingerprint
        told = {key: getattr(kind, key) for key in ("name", "maker", "model", "gtin", "batch")}
        yield PrintedTag(each.code.tag, authorised, each.serial, **told)


def _fresh_tags(session: Session, taken: frozenset[str]) -> Iterator[str]:
    seen = set(taken)
    while True:
        tag = session.new_tag()
        if tag not in seen:
            seen.add(tag)
            yield tag
