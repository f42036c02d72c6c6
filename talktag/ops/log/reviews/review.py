"""`review`: what the owner thinks of a thing, in its log first; as a signed file only where one is asked for.

The file says maker, model and number of the kind of thing, and since which year one is owned: no serial number, price,
shop or place. It is signed by the owner's key, or by the mask of an anonymous conversation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.log.kinds import REVIEW
from talktag.model.log.review import RATING, Review, parse_rating, reviews_of, stars_title
from talktag.model.log.schedule import standing_entries
from talktag.model.products.product import Product
from talktag.model.talk.new_entry import words_of
from talktag.model.typed.text import typed_text
from talktag.model.values.fold import fold
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.log.reviews.review_signer import find_signer
from talktag.ops.outcome import Outcome, Output
from talktag.ops.typed import read_flag

if TYPE_CHECKING:
    from talktag.ops.log.reviews.review_signer import ReviewSigner
    from talktag.ops.session import Session

NAMESPACE = "review@talktag"
_TELLING = 4  # characters of a serial number that no other word is likely to have


class ReviewRequest(NamedTuple):
    """What was typed: the words, the stars, the file, its form and language, and the party whose mask signs."""

    ref: str
    text: str = ""
    rating: str | None = None
    path: Path | None = None
    form: str = ""
    mask: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of a thing, oldest first; `written` is the new one, `signer` whose key signs the file."""

    product: Product
    reviews: Sequence[Review]
    written: Review | None = None
    path: Path | None = None
    signer: ReviewSigner | None = None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        told = {"product": self.product.id, "slug": self.product.slug, "name": self.product.name}
        values: dict[str, Any] = {**told, "reviews": [_review_values(each) for each in self.reviews]}
        values |= {"written": self.written.entry.id} if self.written else {}
        if self.signer:
            values |= {"file": str(self.path), "fingerprint": self.signer.fingerprint, "anonymous": self.signer.is_mask}
        return values


def review(session: Session, request: ReviewRequest) -> Outcome:
    """A plan that writes the review, and the signed file of it, or of the last one; without either the list."""
    if request.language is not None and request.form != "html":
        raise UsageError("--language is for a page", hints=["leave it out, or name a page: -o review.html"])
    store = session.store
    product = find_product(store, request.ref).product
    known = reviews_of(standing_entries(store.entries(product.slug).value or ()))
    made = _typed_review(session, request)
    answer = Reviews(product, (*known, made) if made else known, made)
    plan = None
    if made:
        change = append_entry(store, product.slug, made.entry)
        plan = commit_message.plan("review", f"Review {product.name}", change)
    if request.path is None:
        notices = () if answer.reviews else (f'write one with: talktag review {product.slug} "TEXT" --rating 4',)
        return Outcome(answer, plan, notices=notices)
    if not answer.reviews:
        raise NotFoundError(
            f'there is no review of "{product.name}" yet', hints=[f'write one: talktag review {product.slug} "TEXT"']
        )
    return _as_file(session, request, answer, plan)


def _as_file(session: Session, request: ReviewRequest, answer: Reviews, plan: Any) -> Outcome:
    """The outcome with the file and its signature, which are only made after a yes."""
    path = request.path or Path()
    _check_words(answer.reviews[-1], answer.product)
    signer = find_signer(session, answer.product, request.mask)
    data = _bytes_of(answer.reviews[-1], answer.product, signer, request)
    beside = path.with_name(f"{path.name}.sig")
    return Outcome(
        Reviews(answer.product, answer.reviews, answer.written, path, signer),
        plan,
        Output(path, lambda: data),
        more=(Output(beside, partial(signer.sign, data, NAMESPACE)),),
        question=f"Write this for others to read, signed as {signer.name or 'an owner'}?",
        notices=("your words may tell who you are",) if signer.is_mask else (),
    )


def _check_words(made: Review, product: Product) -> None:
    """Refuse words that tell the serial number, which others could take for proof that the thing is theirs."""
    if product.serial and len(product.serial) >= _TELLING and fold(product.serial) in fold(made.words):
        hints = [f"write it anew without: talktag review {product.slug} TEXT"]
        raise InvalidError("the review has the serial number of the thing in its words", hints=hints)


def _bytes_of(made: Review, product: Product, signer: ReviewSigner, request: ReviewRequest) -> bytes:
    from talktag.interop.schema_org.write_review import ReviewAuthor, review_values, write_review

    author = ReviewAuthor(signer.name, signer.fingerprint)
    if request.form == "html" and request.path:
        from talktag.page.reviews.review_page import ReviewSigning, review_page

        signing = ReviewSigning(signer.line, signer.name or None)
        return review_page(review_values(made, product, author), signing, request.path.name, request.language or "en")
    return write_review(made, product, author)


def _typed_review(session: Session, request: ReviewRequest) -> Review | None:
    """The review that was typed; None where nothing was."""
    rating = read_flag("rating", partial(parse_rating, request.rating), in_store=False) if request.rating else None
    if not request.text.strip() and rating is None:
        if request.mask and request.path is None:
            raise UsageError("--mask is for a file that is signed", hints=["name it: -o review.jsonld"])
        return None
    title, text = words_of(read_flag("TEXT", partial(typed_text, request.text))) if request.text.strip() else ("", None)
    entry = own_entry(session, REVIEW, title or stars_title(rating), text)
    return Review(entry._replace(data={RATING: str(rating)} if rating else {}), rating)


def _review_values(each: Review) -> dict[str, Any]:
    told = {"id": each.entry.id, "date": each.entry.date.isoformat(), "rating": each.rating, "text": each.words}
    return {name: value for name, value in told.items() if value}
