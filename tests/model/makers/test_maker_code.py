"""The code beside a serial number: what is printed, what comes back of it, and what is none."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.finder.sticker_code import code_letters
from talktag.model.labels.payload import read_payload
from talktag.model.makers.maker_code import MakerCode, goods_path, key_beginning, parse_tag_address, read_maker_code
from talktag.model.makers.passed_claim import PassedClaim, read_passed_claims
from talktag.model.values.ident import TAG_BITS, make_tag
from talktag.seal.ssh.key import SigningKey

CODE = MakerCode("R709WNXNW", "RYN5F2RVEB9C2TEX", "0123456789ABCDEF", "https://canon.example/01/04549292075694")
LETTERS = st.binary(min_size=10, max_size=10).map(code_letters)


@given(st.integers(0, 2**TAG_BITS - 1).map(make_tag), LETTERS, LETTERS, st.sampled_from(["", "https://a.example/t/"]))
def test_a_code_is_read_back_as_it_was_printed(tag: str, claim: str, key: str, address: str) -> None:
    code = MakerCode(tag, claim, key, address)
    assert read_maker_code(code.text) == code
    assert code.text.isascii()


def test_what_no_server_is_to_know_stands_behind_the_number_sign() -> None:
    parts = urlsplit(CODE.text)
    assert parts.fragment == "R709WNXNWRYN5F2RVEB9C2TEX&m=0123456789ABCDEF"
    assert not any(word in f"{parts.netloc}{parts.path}{parts.query}" for word in (CODE.tag, CODE.claim, CODE.key))


def test_the_tag_in_it_is_found_by_whatever_reads_a_tag() -> None:
    assert read_payload(CODE.text) == CODE.tag


@pytest.mark.parametrize(
    "text",
    [
        "r709wnxnw-ryn5f2rveb9c2tex&m=0123456789abcdef",
        "TT-R709 WNXN W RYN5 F2RV EB9C 2TEX&m=0123456789ABCDEF",
        "]Q1https://canon.example/01/04549292075694#R709WNXNWRYN5F2RVEB9C2TEX&x=1&m=0123456789ABCDEF",
        "https://canon.example/#R709WNXNWRYN5F2RVEB9C2TEX%26m%3D0123456789ABCDEF",
    ],
)
def test_what_scanners_browsers_and_people_make_of_it_is_read(text: str) -> None:
    found = read_maker_code(text)
    assert found
    assert found[:3] == CODE[:3]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://ana.example.org/t/#R709WNXNWRYN5F2RVEB9C2TEX",  # a sticker of an owner's
        "https://ana.example.org/t/#R709WNXNWRYN5F2RVEB9C2TEX&k=0123456789ABCDEF",
        "https://canon.example/#R709WNXNXRYN5F2RVEB9C2TEX&m=0123456789ABCDEF",  # a slip in the tag
        "https://canon.example/#R709WNXNWRYN5F2RVEB9C2TE&m=0123456789ABCDEF",
        "https://canon.example/#R709WNXNWRYN5F2RVEB9C2TEXX&m=0123456789ABCDEF",
        "https://canon.example/#R709WNXNWRYN5F2RVEB9C2TEX&m=0123",
        "https://canon.example/#R709WNXNWRYN5F2RVEB9C2TEX&m=",
        f"https://canon.example/{'a' * 1000}#R709WNXNWRYN5F2RVEB9C2TEX&m=0123456789ABCDEF",
    ],
)
def test_any_other_text_is_no_code_of_a_maker(text: str) -> None:
    assert read_maker_code(text) is None


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_maker_code(text)
    assert found is None or read_maker_code(found.text)


def test_another_reader_of_gs1_finds_the_goods_and_their_batch() -> None:
    link = GS1DigitalLinkURI.parse(f"https://canon.example/{goods_path('4549292075694', 'A-17.2')}#{CODE.tag}")
    found = {each.ai.ai: each.value for each in link.element_strings}
    assert found == {"01": "04549292075694", "10": "A-17.2"}
    assert CODE.goods
    assert CODE.goods.gtin == "04549292075694"


@pytest.mark.parametrize("batch", ["", "a b", "a/b", "é", "x" * 21, "%2F", ".", ".."])
def test_a_batch_that_no_folder_can_be_called_by_is_told(batch: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in an address"):
        goods_path("04549292075694", batch)


@pytest.mark.parametrize(
    ("text", "address"), [("HTTPS://Canon.Example", "https://canon.example/"), ("https://c.example/t/", None)]
)
def test_an_address_is_ended_by_a_slash(text: str, address: str | None) -> None:
    assert parse_tag_address(text) == (address or text)


@pytest.mark.parametrize("text", ["http://c.example/", "c.example", "https://c.example/?a", "https://c.example/#a", ""])
def test_what_is_no_address_for_codes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an https address"):
        parse_tag_address(text)


def test_a_key_begins_as_its_fingerprint_does() -> None:
    key = SigningKey.from_seed(bytes(32)).public
    assert len(key_beginning(key.fingerprint)) == 16
    assert key_beginning(key.fingerprint) != key_beginning(SigningKey.from_seed(bytes([1]) * 32).public.fingerprint)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://canon.example/", "https://canon.example/"),
        ("HTTPS://canon.example/", "https://canon.example/"),
        ("https://canon.example/01/09521234543213", "https://canon.example/01/09521234543213"),
        ("https://good.example@evil.example/", ""),
        ("https://evil.example%00/", ""),
        ("https://[::::]/", ""),
        ("http://canon.example/", ""),
        ("canon.example/", ""),
        ("javascript:alert(1)", ""),
        (f"https://canon.example/{'x' * 200}", ""),
    ],
)
def test_an_address_that_cannot_be_read_as_it_is_is_none_and_any_other_can_be_handed_on(
    address: str, kept: str
) -> None:
    code = read_maker_code(f"{address}#R709WNXNW{'0' * 16}&m={'0' * 16}")
    assert code
    assert code.address == kept
    passed = PassedClaim(code.tag, code.claim, code.key, code.address)
    assert read_passed_claims({"claims": [passed.values()]}) == (passed,)
