"""Terms that a wish is sent under: the same text on both sides, without a name, and agreed only by a signed yes."""

from __future__ import annotations

from talktag.model.terms.said_terms import Act
from talktag.ops.terms.list_terms import list_terms
from talktag.ops.terms.say_terms import TermsRequest, answer_terms
from talktag.ops.wishes.offers import wish_offers
from talktag.store import layout
from tests.ops.wishes.conftest import Market, written
from tests.ops.wishes.test_without_a_name import opened, secrets

SLUG = "a-70-200-for-the-5d"
TEXT = b"Service only. Delete what you have of me after a year.\n"


def keep(market: Market) -> str:
    """A text of terms in the owner's store: its hash."""
    from talktag.content import content_of
    from talktag.model.terms.terms_text import Terms, terms_table
    from talktag.model.toml.write import new_text

    sha256 = content_of(TEXT).sha256
    terms = Terms(sha256, "txt", market.ana.today, title="Service only")
    market.ana.write(layout.terms_text(sha256, "txt"), TEXT)
    market.ana.write(layout.terms(sha256), new_text(terms_table(terms)))
    return sha256


def test_terms_go_with_a_wish_and_the_shop_agrees_by_a_signed_answer(market: Market) -> None:
    sha256 = keep(market)
    market.wish()
    (file,) = market.send("foto", terms="Service only")
    data = b"".join(opened(market.shops["foto"], file).values()).lower()
    assert TEXT.lower() in data
    assert [word for word in secrets(market) if word.lower().encode() in data] == []
    shop = market.shops["foto"]
    market.take(shop, file)
    assert shop.files[layout.terms_text(sha256, "txt")] == TEXT
    wish, said = shop.store.entries_in(f"tables/{SLUG}").value or ()
    assert (wish.data["terms"], said.data["act"]) == (sha256, "offered")
    yes = shop.do(answer_terms, Act.ACCEPTED, TermsRequest("Service only"), market.way())
    for each in written(yes):
        market.come(each)
        market.take(market.ana, each)
    assert [each["status"] for each in market.ana.ask(list_terms).data.values()["agreements"]] == ["agreed"]
    market.come(market.offer("foto", price="850"))
    assert len(market.ana.ask(wish_offers, SLUG).data.offers) == 1
