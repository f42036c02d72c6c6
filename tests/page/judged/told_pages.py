"""The pages that run nothing: bundles, print-outs, letters, cards, what things are worth, reviews. Judges nothing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from talktag.model.letters.kinds import LETTERS
from talktag.model.values.money import parse_money
from talktag.ops.keys.key_card import write_card
from talktag.page.describe_print_out import PrintedFile, PrintedProduct, PrintFrame, describe_print_out
from talktag.page.html_page import html_page
from talktag.page.letters.describe_letter import describe_letter
from talktag.page.makers.tag_page import tag_page
from talktag.page.reviews.review_page import ReviewSigning, review_page
from tests.bundle.conftest import DOCUMENT
from tests.kit.bench import SHOP
from tests.kit.bundles import message
from tests.kit.cards import signed_card
from tests.kit.pages import index_page
from tests.page.judged.page_kind import HOSTILE, LONG, JudgedPage
from tests.page.test_letters import told as told_letter
from tests.page.worth.test_worth_page import describe as describe_worth_of

KEPT = ("format", "kind", "created", "bundle", "until", "date")  # what has a form of its own


def _hostile(value: Any, key: str = "") -> Any:
    """The same with a hostile text in place of every free one."""
    if isinstance(value, dict):
        return {name: _hostile(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_hostile(each, key) for each in value]
    return HOSTILE if isinstance(value, str) and key not in KEPT else value


def bundle_pages(photo: bytes, language: str) -> Iterator[JudgedPage]:
    """A bundle of each kind, with everything in it, then with hostile words in place of its own."""
    files = [
        {"path": "files/photo-1.jpg", "kind": "photo", "sha256": "0" * 64, "size": len(photo)},
        {"path": f"files/{LONG}.pdf", "kind": "receipt", "sha256": "0" * 64, "size": 84_211},
        {"path": "files/terms-1.txt", "kind": "terms", "sha256": "0" * 64, "size": 9},
    ]
    shown = {"files/photo-1.jpg": photo, "files/terms-1.txt": HOSTILE.encode()}
    whole = copy.deepcopy(DOCUMENT) | {"files": files, "terms": "SD-BASE"}
    for kind in ("table", "reply", "transfer"):
        yield JudgedPage(f"bundle {kind}", index_page(whole | {"kind": kind}, shown, language))
    yield JudgedPage("bundle hostile", index_page(_hostile(whole) | {"files": files}, shown, language))
    entry = {"kind": "message", "title": HOSTILE, "text": HOSTILE, "cost": "1.00 EUR", "due": "2027-01-01"}
    said = message(entry, products=[{"id": "7k3m9qxac04zt", "name": LONG, "entries": [entry]}])
    yield JudgedPage("message", index_page(said, {}, language))


def print_out_pages(photo: bytes, language: str) -> Iterator[JudgedPage]:
    """Two products on one print-out, with a picture, a file, totals, a history."""
    choice = ("maker", "serial", "purchase.price", "warranties")
    values: dict[str, Any] = {"maker": HOSTILE, "serial": LONG, "warranties": [{"kind": "parts", "term": "2 years"}]}
    values["entries"] = [{"date": "2025-02-11", "title": HOSTILE, "text": HOSTILE, "kind": "service"}]
    files = (
        PrintedFile("photo-1.jpg", "photo", 9, "0" * 64, (photo, 40, 30)),
        PrintedFile(f"{LONG}.pdf", "receipt", 9, "f" * 64),
    )
    frame = PrintFrame(HOSTILE, "doc@example.org", HOSTILE, "2026-11-22", HOSTILE)
    both = [PrintedProduct(HOSTILE, values, choice, files), PrintedProduct("Clock", {"maker": "Braun"}, choice, ())]
    description = describe_print_out(frame, both, language, {"EUR": parse_money("3 EUR")}, 1)
    yield JudgedPage("print-out", html_page(description))


def letter_pages(language: str) -> Iterator[JudgedPage]:
    """Every kind of letter in English, that with a form in every language: filled in, then with lines to write on."""
    for name, kind in LETTERS.items():
        if language != "en" and not kind.form:
            continue
        yield JudgedPage(f"letter {name}", html_page(describe_letter(told_letter(name), language)))
        blank = told_letter(name, values={}, words="", lacks=kind.needs, owner=HOSTILE, product=LONG, to=(HOSTILE,))
        yield JudgedPage(f"letter {name} blank", html_page(describe_letter(blank, language)))


def key_card_pages(language: str) -> Iterator[JudgedPage]:
    """A card of keys, of somebody with a long name."""
    card = signed_card(SHOP, url="https://ruiz.example", name=HOSTILE[:200])
    yield JudgedPage("key card", write_card(card, "html", language))


def worth_pages(language: str) -> Iterator[JudgedPage]:
    """What one thing is worth, and what several are."""
    yield JudgedPage("worth", html_page(describe_worth_of(language, HOSTILE)))
    yield JudgedPage("worth of several", html_page(describe_worth_of(language, LONG, "camera", "piano")))


def review_pages(language: str) -> Iterator[JudgedPage]:
    """A review with all that it can say, and the least of one."""
    values = {
        "itemReviewed": {"name": HOSTILE},
        "author": {"name": HOSTILE, "owns": {"ownedFrom": "2024"}},
        "datePublished": "2026-03-02",
        "reviewRating": {"ratingValue": 4},
        "reviewBody": f"{HOSTILE}\n{HOSTILE}",
    }
    key = SHOP.public.line()
    yield JudgedPage("review", review_page(values, ReviewSigning(key, HOSTILE), f"{LONG}.html", language))
    least = {"itemReviewed": {"name": LONG}, "author": {"name": "x", "owns": {}}, "datePublished": "2026-03-02"}
    yield JudgedPage("review by nobody", review_page(least, ReviewSigning(key, None), "review.html", language))


def tag_pages(language: str) -> Iterator[JudgedPage]:
    """Where a maker's code leads, with one description and with several."""
    for files in (["0k3m9qxac04zt.zip"], [f"{number}k3m9qxac04zt.zip" for number in range(3)]):
        yield JudgedPage(f"tag page of {len(files)}", tag_page(HOSTILE, LONG, files, language))
