"""The page of worth: whole in six languages, on paper, and deaf to foreign words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from talktag.model.parties.party import LANGUAGES
from talktag.model.products.product import Purchase, Service
from talktag.model.sharing.description import Description
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration
from talktag.model.worth.worth import worth_of
from talktag.page.html_page import html_page
from talktag.page.plain_text import plain_text
from talktag.page.worth.describe_worth import describe_worth
from talktag.page.worth.wording import worth_wording
from talktag.paper.pages.print_out import print_pdf
from tests.model.worth.houses import TODAY, Day, entry, eur, house, thing

POISON = "</script><script>x</script>--><!-- \" ' onload=x & \u2028 \x1b \u202e"
THEIRS = {"signer": "SHA256:x", "original": "b1", "party": "fix-it"}


def describe(language: str = "en", name: str = "Canon EOS 5D", *asked: str) -> Description:
    """A camera with all that a page can tell: a part, a shared policy, two currencies, a sale, words kept and not."""
    log = [
        entry("e1", "2025-06-11", "service", "45", title=name, party="fix-it", meter={"shots": Decimal(20000)}),
        entry("e2", "2025-07-01", "service", money=Money(Decimal(12), "USD"), title="Strap", party=name),
        entry("q1", "2026-01-01", "question", title="Is it ready?", to="fix-it", original="b0"),
        entry("a1", "2026-01-03", "message", title="Yes", cause="q1", **THEIRS),
        entry("q2", "2026-02-01", "question", title="And the lens?", to="fix-it", original="b0"),
        entry("p1", "2026-01-01", "promise", title="Ready by Friday", due=Day(2026, 1, 9), **THEIRS),
        entry("d1", "2026-01-12", "done", title="Ready", cause="p1", **THEIRS),
        entry("t1", "2026-10-01", "transfer", "900", title="Sold to MPB", party="MPB"),
    ]
    bought = Purchase(Day(2024, 3, 2), "Foto Ruiz", eur("2499"))
    camera = thing("camera", *log, purchase=bought, needs=("policy",), state="sold", maker="Canon")
    camera = camera._replace(product=camera.product._replace(name=name))
    lens = thing("lens", purchase=Purchase(Day(2024, 5, 1), price=eur("499")), inside="camera")
    said = Service(eur("120"), Duration(1, "year"), Day(2027, 1, 15), None, Duration(3, "month"))
    policy = thing("policy", kind="service", maker=name, purchase=Purchase(Day(2024, 4, 1)), service=said)
    piano = thing("piano", needs=("policy",), added=Day(2020, 1, 1))
    holdings = house(camera, lens, policy, piano)
    worth = worth_of(holdings, asked or ("camera",), TODAY)
    return describe_worth(worth, holdings, {"fix-it": "Fix-It Cameras"}, language)


def test_it_loads_nothing() -> None:
    data = html_page(describe())
    assert b"default-src 'none'" in data
    assert not re.search(rb"<script|<link|https?://", data)


def test_what_others_wrote_is_text_and_nothing_else() -> None:
    page = html_page(describe("en", POISON)).decode()
    assert "<script" not in page
    assert "onload=x &amp;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same_amounts_on_a_page_in_a_text_and_on_paper(language: str) -> None:
    described = describe(language)
    text = " ".join(plain_text(described).decode().split())
    for amount in (
        "2499.00 EUR",
        "12.00 USD",
        "900.00 EUR",
        "60.00 EUR",
        "2026-01-12",
        "Fix-It Cameras",
        "Ready by Friday",
    ):
        assert amount in text, amount
    laid = print_pdf(described)
    assert laid.pages >= 1
    assert laid.lacking == ()


def test_what_stands_in_braces_stays_in_every_language() -> None:
    english = worth_wording("en")
    for language in LANGUAGES:
        words = worth_wording(language)
        assert words.sorts.keys() == english.sorts.keys()
        for key in (each for each in english._fields if each != "sorts"):
            braces = [sorted(re.findall(r"\{\w+\}", getattr(each, key))) for each in (english, words)]
            assert braces[0] == braces[1], (language, key)
