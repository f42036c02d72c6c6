"""The pages that run a script: forms, the page that checks bundles, the page behind a sticker. Judges nothing."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from decimal import Decimal

from talktag.model.bundles.document import read_document
from talktag.model.values.money import Money
from talktag.model.wishes.asked import AskedWish
from talktag.model.wishes.point import parse_point
from talktag.page.checker import checker_page
from talktag.page.reply_form import FormTerms, reply_form
from talktag.page.wishes.told_wish import ToldWish
from talktag.page.wishes.wish_page import wish_page
from tests.bundle.conftest import DOCUMENT
from tests.kit.finder import Found, owner
from tests.page.judged.page_kind import AS_IT_OPENS, HOSTILE, LONG, JudgedPage

_MAKE = "document.getElementById('make').click()"
_ANSWER = "document.getElementById('name').value = 'Fix-It'; document.getElementById('add').click();"
_ANSWER += "document.querySelectorAll('[name=title]').forEach(each => { each.value = 'x' });"
_OFFER = "for (const [id, text] of [['name', 'Foto Ruiz'], ['title', 'EF'], ['price', '850,00 €']])"
_OFFER += "document.getElementById(id).value = text;"
_TICK = "document.getElementById('accept')?.click();"
_POINTS = (("must", "mount=EF"), ("should", "weight>200g"), ("avoid", "colour=red"))


def answer_forms(language: str) -> Iterator[JudgedPage]:
    """The form for an answer: as it opens, with faults, and filled in; with terms, and without."""
    states = (AS_IT_OPENS, f"document.getElementById('name').value = ''; {_MAKE}", f"{_ANSWER}{_TICK}{_MAKE}")
    document = copy.deepcopy(DOCUMENT) | {"purpose": HOSTILE, "terms": LONG}
    document["product"] |= {"name": HOSTILE, "maker": LONG}
    terms = FormTerms(f"{HOSTILE}\n" * 5, "0" * 64, {"kind": "terms", "title": "x"})
    for name, given in (("with terms", terms), ("with terms that are no text", FormTerms(None, "0" * 64, {}))):
        page = reply_form(read_document(document), "0" * 64, language, "EUR", given)
        yield JudgedPage(f"form {name}", page, states)
    yield JudgedPage("form", reply_form(read_document(DOCUMENT), "0" * 64, language), states)


def wish_pages(language: str) -> Iterator[JudgedPage]:
    """A wish with an order from a menu and terms, and the least of one: as they open, with faults, filled in."""
    states = (AS_IT_OPENS, _MAKE, f"{_OFFER}{_MAKE}")
    asked = AskedWish(
        "w7k3m9q000001",
        points=tuple((weight, parse_point(text)) for weight, text in _POINTS),
        fits=HOSTILE,
        most=Money(Decimal(900), "EUR"),
        quantity=2,
        until=datetime.date(2027, 1, 31),
        terms=LONG,
    )
    order = (HOSTILE, f"2 × {LONG}")
    told = ToldWish(asked, HOSTILE, HOSTILE, HOSTILE, "ana@example.org", order, menu="0" * 64, total="160.05 EUR")
    yield JudgedPage("wish with an order", wish_page(told, language), states)
    yield JudgedPage("wish", wish_page(ToldWish(AskedWish("w7k3m9q000001"), LONG), language), states)


def checker_pages(language: str) -> Iterator[JudgedPage]:
    """The page that checks bundles, before it was given one; its verdicts have tests of their own."""
    yield JudgedPage("checker", checker_page(language))


def finder_pages(language: str) -> Iterator[JudgedPage]:
    """The page behind a sticker, without one; every state of it has a test of its own."""
    yield JudgedPage("finder", Found(owner(language=language, name=HOSTILE[:100])).page())
