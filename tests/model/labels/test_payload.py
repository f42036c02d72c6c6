"""The text of a code: what is written, and every form of it that may come back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.labels.payload import FORMS, Addresses, leads_to, parse_finder, parse_phone, payload, read_payload
from talktag.model.values.ident import TAG_BITS, make_tag, printed_tag

TAG = "R709WNXNW"
KEY = "0123456789ABCDEF"
TAGS = st.integers(0, 2**TAG_BITS - 1).map(make_tag)


def of(**values: Any) -> Addresses:
    return Addresses(**({"contact": "ana+tags@example.org"} | values))


def test_without_a_page_a_code_starts_a_mail_that_names_the_tag() -> None:
    assert payload(TAG, of()) == "mailto:ana+tags@example.org?subject=TT-R709WNXNW"


def test_with_a_page_a_code_leads_there_and_no_server_learns_the_tag() -> None:
    text = payload(TAG, of(finder="https://ana.example.org/t/"))
    assert text == "https://ana.example.org/t/#R709WNXNW"
    assert urlsplit(text).fragment == TAG


@pytest.mark.parametrize(("form", "begin"), [("finder", "https://"), ("mail", "mailto:"), ("tel", "tel:")])
def test_the_settings_and_the_caller_choose_the_form(form: str, begin: str) -> None:
    everything: dict[str, Any] = {"finder": "https://a.example/", "phone": "+34600111222"}
    assert payload(TAG, of(**everything, form=form)).startswith(begin)
    for other in FORMS:
        assert payload(TAG, of(**everything, form=other), form).startswith(begin)


@pytest.mark.parametrize(("form", "key"), [("finder", "finder = "), ("tel", "phone = ")])
def test_a_form_without_its_address_says_what_to_put_where(form: str, key: str) -> None:
    with pytest.raises(InvalidError) as caught:
        payload(TAG, of(), form)
    assert key in caught.value.hints[0]


@pytest.mark.parametrize(
    "contact", ["a?b&c=d@example.org", "a b@example.org", "jürg@münchen.example", "50%@example.org"]
)
def test_an_odd_address_is_escaped_as_mail_programs_expect(contact: str) -> None:
    text = payload(TAG, of(contact=contact))
    assert text.isascii()
    parts = urlsplit(text)
    assert unquote(parts.path) == contact
    assert parse_qs(parts.query) == {"subject": ["TT-R709WNXNW"]}
    assert read_payload(text) == TAG
    assert leads_to(text) == contact


def test_what_proves_the_page_stands_behind_the_tag_and_only_in_the_address_of_a_page() -> None:
    everything = of(finder="https://ana.example.org/t/", phone="+34600111222")
    assert payload(TAG, everything, code=KEY) == f"https://ana.example.org/t/#{TAG}{KEY}"
    for form in ("mail", "tel"):
        assert payload(TAG, everything, form, KEY) == payload(TAG, everything, form)


@given(TAGS, st.sampled_from(["finder", "mail"]))
def test_every_tag_comes_back_from_its_code(tag: str, form: str) -> None:
    assert read_payload(payload(tag, of(finder="https://ana.example.org/t/"), form)) == tag
    assert read_payload(printed_tag(tag)) == tag


@pytest.mark.parametrize(
    "text",
    [
        "R709WNXNW",
        "r709wnxnw",
        "R709 WNXN W",
        "r709-wnxn-w",
        "TT-R709WNXNW",
        "tt-r709 wnxn w",
        "R7O9WNXNW",  # an O for the 0
        "  R709 WNXN W\r\n",
        "R709\u00a0WNXN\u202fW",  # blanks that a page does not break at
        "TT\u2013R709WNXNW",  # a dash that a phone made of the hyphen
        "mailto:ana@example.org?subject=TT-R709WNXNW",
        "MAILTO:ana@example.org?SUBJECT=TT-R709WNXNW",
        "mailto:ana@example.org?subject=TT%2DR709WNXNW",
        "mailto:ana@example.org?subject=Found%3A%20TT-R709WNXNW&body=hello",
        "https://ana.example.org/t/#R709WNXNW",
        "https://ana.example.org/t/#r709wnxnw",
        "https://ana.example.org/t/#TT-R709WNXNW",
        f"https://ana.example.org/t/#R709WNXNW{KEY}",
        f"https://ana.example.org/t/#r709-wnxn-w {KEY.lower()}",
        "https://ana.example.org/t/#R709WNXNWO123456789ABCDEL",  # letters as a person reads the digits of the key
        f"https://ana.example.org/t/#R709WNXNW{KEY}&k={'x' * 43}",  # what the page keeps in its address
        f"https://ana.example.org/t/#R709WNXNW{KEY}%26k={'x' * 43}",
        "https://ana.example.org/t/#R709WNXNW&k=x&a=y",
        f"https://ana.example.org/t/#R709WNXNW{KEY}&a={'y' * 9000}",
        "ana.example.org/t/#R709WNXNW",  # as an address bar gives it
        "https://ana.example.org/t/#R709%20WNXN%20W",
        "]Q1mailto:ana@example.org?subject=TT-R709WNXNW",  # a scanner that says which symbol it read
        "\x02R709WNXNW\x03",  # one that frames its lines
        "\ufeffTT-R709WNXNW",
        "Found your camera, the label says TT-R709 WNXN W, call me",
    ],
)
def test_every_form_ever_printed_or_typed_is_understood(text: str) -> None:
    assert read_payload(text) == TAG


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "#",
        "https://example.org/",
        "https://example.org/#top",
        "https://example.org/R709WNXNW",
        f"https://example.org/#R709WNXNX{KEY}",
        f"https://example.org/#R709WNXNW{KEY}0",
        "R709 WNXN X",  # a wrong letter
        "R709 WNNX W",  # two that changed places
        "R709WNXN",
        "TT-R709WNXNW7",
        "ATT-R709WNXNW",
        "tel:+34600111222",
        "4006381333931",
        "WIFI:S:Home;T:WPA;P:secret;;",
        "R709WNXNW\0" * 500,
        "x" * 5000 + " TT-R709WNXNW",
    ],
)
def test_what_is_no_tag_is_none(text: str) -> None:
    assert read_payload(text) is None


@settings(max_examples=300)
@given(st.text(max_size=80))
def test_any_text_gives_a_sound_tag_or_none(text: str) -> None:
    found = read_payload(text)
    assert found is None or read_payload(found) == found
    leads_to(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://ana.example.org/t", "https://ana.example.org/t/"),
        ("https://Ana.Example.ORG", "https://ana.example.org/"),
        ("HTTPS://ana.example.org/T/", "https://ana.example.org/T/"),
        ("https://ana.example.org/found.html", "https://ana.example.org/found.html"),
        ("https://ana.example.org:8443/", "https://ana.example.org:8443/"),
    ],
)
def test_the_address_of_a_page_is_written_as_phones_take_it(text: str, address: str) -> None:
    assert parse_finder(text) == address
    assert parse_finder(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "http://ana.example.org/",  # phones warn, and a page without https cannot seal a message
        "https://localhost/",
        "https://ana@example.org/",
        "https://example.org/#x",
        "https://example.org/?x",
        "https://example.org/a b/",
        "https://münchen.example/",
        "https://example.org//",
        "javascript:alert(1)",
        f"https://example.org/{'x' * 120}/",
    ],
)
def test_an_address_phones_would_not_take_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="https address"):
        parse_finder(text)


def test_a_telephone_number_has_its_country() -> None:
    assert parse_phone("+34 600 (11) 12-22") == "+34600111222"
    for text in ("600111222", "+34", "+0600111222", "+34 600 ABC 222", "++34600111222"):
        with pytest.raises(ValueError, match="with its country"):
            parse_phone(text)
