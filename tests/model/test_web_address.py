"""What an address of the web may be: a table of good and bad ones, which every reader of foreign ones keeps to."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest

from talktag.cli.views.hyperlinks import as_link
from talktag.cli.views.hyperlinks import web_address as shown_address
from talktag.errors import TalktagError
from talktag.interop.linkset.link import Link
from talktag.interop.linkset.write_linkset import linkset_context
from talktag.interop.recalls.read_list import read_recalls
from talktag.interop.solid.access_file import check_web_id
from talktag.model.foreign_document import web_address
from talktag.model.labels.payload import parse_finder
from talktag.model.makers.article import read_articles
from talktag.model.makers.maker_code import parse_tag_address
from talktag.model.makers.passed_claim import read_passed_claims
from talktag.model.parties.contact import is_contact
from talktag.model.products.product import Product
from talktag.model.sharing.told_entries import check_link
from talktag.model.web_address import ADDRESS_LIMIT, is_web_address

GOOD = (
    "https://canon.example",
    "https://canon.example/",
    "HTTPS://Canon.Example/Manual",
    "https://canon.example:8443/manual?lang=es#page=3",
    "https://canon.example?a=b@c",
    "https://192.0.2.7/x",
    "https://[2001:db8::7]:443/x",
    "https://localhost/x",
    "https://xn--bcher-kva.example/",
    "https://canon.example/caf%C3%A9%00",
    "https://my_host.canon.example/~ana/(1)",
    f"https://canon.example/{'x' * (ADDRESS_LIMIT - 22)}",
)
BAD = (
    "",
    "https://",
    "https:///path",
    "https://?x",
    "https://:443/",
    "https://evil.example%00/",
    "https://evil.example%2f.good.example/",
    "https://good.example@evil.example/",
    "https://good.example:443@evil.example/",
    "https://ana:secret@evil.example/",
    "https://evil.example\\@good.example/",
    "https://evil.example\\.good.example/",
    "https://good.example/\\\\evil.example",
    "https://[::::]/",
    "https://[192.0.2.7]/",
    "https://[12345::]/",
    "https://evil.example:0/",
    "https://evil.example:/",
    "https://evil.example:65536/",
    "https://evil.example:99999999999/",
    "https://evil.example:44a/",
    "https://.evil.example/",
    "https://evil..example/",
    "https://-evil.example/",
    "https://evil.example./",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 127}example/",
    "https://\u0430pple.example/",  # Cyrillic, as it is
    "https://b\u00fccher.example/",
    "https://evil\u3002example/",
    "https://evil.example\uff0fgood.example/",
    "https://evil.example/\u202egpj.exe",
    "https://evil.example/\u200b",
    "https://evil.example/\x1b[2J",
    "https://evil.example/\x00",
    "https://evil.example/a b",
    "https://evil.example/\n",
    'https://evil.example/"onclick="x',
    "https://evil.example/<script>",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//evil.example/",
    " https://evil.example/",
    f"https://evil.example/{'x' * ADDRESS_LIMIT}",
)


@pytest.mark.parametrize("text", GOOD)
def test_what_is_an_address(text: str) -> None:
    assert is_web_address(text)
    assert is_web_address(text, secure=True)
    assert check_link(text) == text


@pytest.mark.parametrize("text", BAD)
def test_what_is_none(text: str) -> None:
    assert not is_web_address(text)
    assert not is_web_address(text.replace("https://", "http://"))


def test_an_address_without_https_is_none_where_it_has_to_be_secure() -> None:
    assert is_web_address("http://canon.example/")
    assert not is_web_address("http://canon.example/", secure=True)


def _claims(text: str) -> object:
    said = {"tag": "R709WNXNW", "claim": "0" * 16, "maker": "0" * 16, "address": text}
    return read_passed_claims({"claims": [said]})[0].address


def _article(column: str, text: str) -> object:
    rows = [(2, {"name": "x", "serial": "1", column: text})]
    return not read_articles(rows, "", "tags.csv").problems and text.startswith("https:")


def _contact(text: str) -> object:
    return is_contact("url", text)


def _linkset(text: str) -> object:
    links = [Link("instructions", text, "x")]
    return repr(text) in str(linkset_context(Product("c" * 13, "c", "C"), links))


def _recall(text: str) -> object:
    (recall,) = read_recalls(json.dumps([{"gtin": "04549292075694", "title": "x", "href": text}]).encode()).recalls
    return "href" in recall.data and recall.data["href"] == text


READERS: dict[str, Callable[[str], object]] = {
    "a link in a maker's file": lambda text: web_address(text, "a link") == text,
    "an entry of somebody else's": check_link,
    "a web page of a party": _contact,
    "a link of a list of recalls": _recall,
    "a link that a linkset writes": _linkset,
    "a link in a maker's own table": partial(_article, "link"),
    "a manual in a maker's own table": partial(_article, "manual"),
    "the address of a code that is handed over": _claims,
    "the beginning of a maker's codes": parse_tag_address,
    "the page for finders": parse_finder,
    "who reads a data store": check_web_id,
    "a link at a terminal": lambda text: "\x1b" in as_link("x", text) and shown_address(text),
}


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_of_addresses_refuses_what_is_none(reader: str) -> None:
    assert [text for text in BAD if not is_web_address(text.strip()) and _is_taken(reader, text)] == []


def _is_taken(reader: str, text: str) -> bool:
    try:
        return bool(READERS[reader](text))
    except (ValueError, TalktagError):
        return False


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_of_addresses_takes_a_good_one(reader: str) -> None:
    assert READERS[reader]("https://canon.example/manual/")
