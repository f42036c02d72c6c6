"""A wish for whoever has no talktag: its page and mail, its JSON-LD, and offers that come back signed by nobody."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.log.entry import UNSIGNED, read_entries
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.wishes.choose import choose
from talktag.ops.wishes.find_wish import find_wish
from talktag.ops.wishes.offers import wish_offers
from talktag.ops.wishes.pages.export_wish import export_wish
from talktag.ops.wishes.pages.page_out import PageRequest, page_out
from talktag.ops.wishes.pages.take_offer import OfferFile, take_offers
from tests.kit.bench import Bench

REFUSED = Callable[..., str]
WISH = """\
format = 1
id = "w000000000001"
name = "A 70-200 for the 5D"
fits = ["c000000000001"]
must = ["mount=EF", "weight<1500g"]
most = "900 EUR"
"""


@pytest.fixture(autouse=True)
def wish(bench: Bench) -> None:
    bench.write("wishes/lens-wish.toml", WISH)


def _offer(**changes: Any) -> bytes:
    offer = {
        "@context": "https://schema.org",
        "@type": "Offer",
        "name": "EF 70-200mm, used",
        "price": "850.00",
        "priceCurrency": "EUR",
        "validThrough": "2026-12-24",
        "offeredBy": {"@type": "Organization", "name": "Fix-It Cameras"},
        "additionalProperty": [{"@type": "PropertyValue", "name": "wish", "value": "w000000000001"}],
        "itemOffered": {
            "@type": "Product",
            "additionalProperty": [
                {"@type": "PropertyValue", "name": "mount", "value": "EF"},
                {"@type": "PropertyValue", "name": "weight", "value": "1490 g"},
            ],
        },
        **changes,
    }
    return json.dumps(offer).encode()


def _take(bench: Bench, data: bytes, party: str | None = "fix-it") -> Any:
    return bench.do(take_offers, "lens-wish", OfferFile(data, "offer.json"), party)


def _page(bench: Bench, **options: Any) -> Any:
    return bench.do(page_out, PageRequest("lens-wish", Path("wish.html"), **options))


def _text(outcome: Any) -> str:
    return content_of(outcome.output.make()).whole().decode()


def test_the_page_tells_what_would_be_sent_and_nothing_of_what_the_owner_has(bench: Bench) -> None:
    done = _page(bench)
    text = _text(done)
    for said in ("A 70-200 for the 5D", "mount=EF", "900.00 EUR", "Ana", "ana@example.org", "w000000000001"):
        assert said in text
    for unsaid in ("c000000000001", "0320", "7Y27T4WSS", "home/office", "2499"):
        assert unsaid not in text
    assert done.plan is None
    assert done.data.values()["says"]["It must"] == ["mount=EF", "weight<1500g"]


def test_a_page_without_a_name_says_nobodys_and_another_id(bench: Bench) -> None:
    text = _text(_page(bench, without_name=True, to="fix-it"))
    for unsaid in ("Ana", "ana@example.org", "w000000000001"):
        assert unsaid not in text
    (sent,) = find_wish(bench.store, "lens-wish").pages_for("fix-it")
    assert sent.anonymous
    assert sent.thing in text


def test_whom_it_is_for_is_noted_once(bench: Bench) -> None:
    _page(bench, to="fix-it")
    again = _page(bench, to="fix-it")
    wish = find_wish(bench.store, "lens-wish")
    assert len(wish.sent) == 1
    assert wish.sent_to("fix-it") == ()
    assert again.plan is None
    assert "talktag wish take lens-wish FILE --from fix-it" in bench.ask(wish_offers, "lens-wish").notices[0]


def test_the_mail_takes_the_page_along_to_the_party_in_their_language(bench: Bench) -> None:
    bench.write(
        "parties/fix-it.toml",
        'format = 1\nname = "Fix-It"\nrole = "seller"\nmail = "fix@example.org"\nlanguage = "de"\n',
    )
    done = _page(bench, to="fix-it", mail=Path("wish.eml"))
    (mail,) = done.more
    message = email.message_from_bytes(content_of(mail.make()).whole(), policy=email.policy.default)
    assert message["to"] == "Fix-It <fix@example.org>"
    assert message["subject"] == "Gesucht: A 70-200 for the 5D"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "wish.html"
    assert attached.get_payload(decode=True) == _text(done).encode()
    body = message.get_body()
    assert body is not None
    assert "mount=EF" in body.get_content()


def test_a_mail_needs_a_page_that_is_a_file(bench: Bench) -> None:
    with pytest.raises(UsageError, match="a mail takes the page along as a file"):
        bench.ask(page_out, PageRequest("lens-wish", None, mail=Path("wish.eml")))


def test_an_offer_that_comes_back_is_kept_as_the_partys_and_marked_as_signed_by_nobody(bench: Bench) -> None:
    _page(bench, to="fix-it")
    done = _take(bench, _offer())
    (entry,) = read_entries(bench.files["parties/fix-it/entries.toml"], "").value or ()
    assert (entry.kind, entry.signer, entry.party) == ("offer", UNSIGNED, "fix-it")
    assert entry.data == {
        "wish": "w000000000001",
        "price": "850.00 EUR",
        "valid": "2026-12-24",
        "mount": "EF",
        "weight": "1490 g",
    }
    assert bench.files[f"parties/fix-it/received/{entry.original}.json"] == _offer()
    assert done.question == "Take this in, marked as signed by nobody?"
    (found,) = bench.ask(wish_offers, "lens-wish").data.offers
    assert [each.met.value for each in found.points] == ["meets", "meets"]
    assert found.price_is.value == "within"


def test_an_offer_to_a_page_that_nobody_was_noted_for_is_known_for_one_all_the_same(bench: Bench) -> None:
    _take(bench, _offer())
    assert len(bench.ask(wish_offers, "lens-wish").data.offers) == 1
    (sent,) = find_wish(bench.store, "lens-wish").pages_for("fix-it")
    assert sent.thing == "w000000000001"


def test_the_same_file_twice_is_one_offer(bench: Bench) -> None:
    _take(bench, _offer())
    before = bench.files
    again = _take(bench, _offer())
    assert again.data.taken
    assert again.plan is None
    assert bench.files == before


def test_of_a_saved_page_of_a_shop_only_its_data_are_kept(bench: Bench) -> None:
    page = b"<!doctype html><title>Foto</title><script type='application/ld+json'>" + _offer() + b"</script><p>Hi, Jo!"
    (entry,) = _take(bench, page).data.entries
    assert entry.title == "EF 70-200mm, used"
    assert json.loads(bench.files[f"parties/fix-it/received/{entry.original}.json"]) == [json.loads(_offer())]


def test_a_text_that_was_pasted_into_a_mail_is_read_from_it(bench: Bench) -> None:
    _take(bench, b"Dear Ana,\nhere is my offer:\n\n" + _offer() + b"\n\nRegards\n")
    assert len(bench.ask(wish_offers, "lens-wish").data.offers) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_offer(additionalProperty=[{"name": "wish", "value": "another"}]), 'the offer is for another wish, "another"'),
        (b"Hello, I have one for 850.", "the file is not JSON"),
        (b"{}", "the file names no https://schema.org as its @context"),
        (b" " * 1_000_001, "the file has 1000001 bytes, and 1000000 is the most"),
    ],
)
def test_what_is_no_offer_for_that_wish_is_refused_in_one_line(
    bench: Bench, refused: REFUSED, data: bytes, told: str
) -> None:
    assert told in refused(bench, take_offers, "lens-wish", OfferFile(data, "offer.json"), "fix-it")


def test_of_ten_thousand_offers_of_one_party_as_many_are_taken_as_of_any(bench: Bench, refused: REFUSED) -> None:
    offer = json.loads(_offer())
    many = [offer | {"name": f"Offer {each}"} for each in range(19)]
    _take(bench, json.dumps({"@context": "https://schema.org", "@graph": many}).encode())
    _take(bench, _offer())
    said = refused(bench, take_offers, "lens-wish", OfferFile(_offer(price="840.00"), "offer.json"), "fix-it")
    assert "Fix-It Cameras made 20 offers" in said


def test_whose_it_is_has_to_be_said(bench: Bench) -> None:
    with pytest.raises(UsageError, match="it is not said whose offer it is"):
        bench.ask(take_offers, "lens-wish", OfferFile(_offer(), "offer.json"), None)
    with pytest.raises(NotFoundError):
        bench.ask(take_offers, "lens-wish", OfferFile(_offer(), "offer.json"), "nobody-here")


def test_what_is_odd_about_an_offer_is_said_before_the_yes(bench: Bench) -> None:
    offer = _offer(priceCurrency="USD", offeredBy={"@type": "Organization", "name": "Canon"})
    said = bench.ask(take_offers, "lens-wish", OfferFile(offer, "offer.json"), "fix-it").ahead
    assert 'it calls itself "Canon", and you say that it is from Fix-It Cameras' in said
    assert "its price is in USD, and your most in EUR: nothing is converted" in said
    offer = _offer(price="a lot")
    said = bench.ask(take_offers, "lens-wish", OfferFile(offer, "offer.json"), "fix-it").ahead
    assert any("is no amount" in each for each in said)


def test_hostile_words_in_an_offer_are_kept_as_words(bench: Bench) -> None:
    _take(bench, _offer(name="a\x1b[31m\u202e\nred", description="x\r\ny\x00\ud800"))
    (entry,) = read_entries(bench.files["parties/fix-it/entries.toml"], "").value or ()
    assert "\x1b" not in entry.title
    assert "\n" not in entry.title
    assert entry.text is not None
    assert "\x00" not in entry.text


def test_an_offer_of_the_form_can_be_chosen_and_they_are_told_by_hand(bench: Bench) -> None:
    _take(bench, _offer())
    done = bench.do(choose, "lens-wish", "fix-it", WayOut(by_file=True, path=Path("out")))
    assert find_wish(bench.store, "lens-wish").state == "chosen"
    assert done.outputs == ()
    assert any("write to them that you take their offer" in each for each in done.data.values()["remarks"])


def test_a_wish_that_is_over_takes_no_offer(bench: Bench) -> None:
    bench.write("wishes/lens-wish.toml", WISH + 'state = "ended"\n')
    with pytest.raises(InvalidError, match="is over"):
        bench.ask(take_offers, "lens-wish", OfferFile(_offer(), "offer.json"), "fix-it")


def test_a_wish_and_its_offers_go_out_as_documents_of_schema_org(bench: Bench) -> None:
    demand = json.loads(_text(bench.ask(export_wish, "lens-wish", None)))
    assert (demand["@type"], demand["identifier"]) == ("Demand", "w000000000001")
    assert "c000000000001" not in json.dumps(demand)
    _take(bench, _offer())
    done = bench.ask(export_wish, "lens-wish", Path("offers.jsonld"), offers=True)
    (offer,) = json.loads(_text(done))["@graph"]
    assert (offer["price"], offer["offeredBy"]["name"]) == ("850.00", "Fix-It Cameras")
    assert done.data.values()["offers"] == 1
