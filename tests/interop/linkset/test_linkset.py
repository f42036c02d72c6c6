"""Linksets out and in: the schema of GS1 judges what is written, biip reads the anchor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import biip
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from talktag.interop.linkset.link import RELATIONS, Link
from talktag.interop.linkset.read_linkset import read_linkset
from talktag.interop.linkset.write_linkset import write_linkset
from talktag.model.products.product import Product
from tests.model import things

SCHEMA = json.loads((Path(__file__).parent / "gs1-linkset-schema.json").read_bytes())
MODEM = Product("m000000000001", "modem", "Cable modem", serial="4001", gtin="09521234543213")
MANUAL = Link("instructions", "https://maker.example/manual.pdf", "Manual", "application/pdf", ("es",))
PASSPORT = Link("dpp", "https://maker.example/dpp/4001", "Passport", "application/json")
GS1 = "https://ref.gs1.org/voc/"


def faults(data: bytes) -> list[str]:
    """What the schema of GS1 says against a linkset."""
    return [each.message for each in validator_for(SCHEMA)(SCHEMA).iter_errors(json.loads(data))]


def one(**changes: Any) -> bytes:
    """A sound linkset of the modem but for some values of its first link, or of what is around it."""
    link = {"href": "https://maker.example/m.pdf", "title": "Manual"}
    context: dict[str, Any] = {"anchor": "https://id.gs1.org/01/09521234543213/21/4001", "itemDescription": "Modem"}
    context |= {key: changes.pop(key) for key in ("anchor", "itemDescription") if key in changes}
    return json.dumps({"linkset": [{**context, f"{GS1}instructions": [link | changes]}]}).encode()


def test_what_is_written_fits_the_schema_of_gs1_and_comes_back_as_it_was() -> None:
    data = write_linkset(MODEM, [MANUAL, PASSPORT], with_serial=True)
    assert faults(data) == []
    assert read_linkset(data, MODEM).links == (MANUAL, PASSPORT)


def test_the_judge_sees_a_link_without_a_title_and_a_key_of_ones_own() -> None:
    written = json.loads(write_linkset(MODEM, [PASSPORT]))
    del written["linkset"][0][f"{GS1}dpp"][0]["title"]
    assert faults(json.dumps(written).encode())
    written["linkset"][0][f"{GS1}dpp"][0] |= {"title": "Passport", "sha256": "00"}
    assert faults(json.dumps(written).encode())


def test_biip_reads_number_and_serial_number_of_the_anchor() -> None:
    anchor = json.loads(write_linkset(MODEM, [], with_serial=True))["linkset"][0]["anchor"]
    told = biip.parse(anchor)
    assert told.gs1_digital_link_uri
    assert told.gtin
    assert told.gtin.value == MODEM.gtin
    assert [each.value for each in told.gs1_digital_link_uri.element_strings] == [MODEM.gtin, "4001"]


def test_the_serial_number_is_in_no_linkset_where_nobody_asked_for_it() -> None:
    assert b"4001" not in write_linkset(MODEM, [MANUAL])


@pytest.mark.parametrize("gtin", [None, "00200000000004", "00000000123457"])
def test_without_a_number_that_gs1_gave_the_anchor_is_no_digital_link(gtin: str | None) -> None:
    product = MODEM._replace(gtin=gtin)
    assert json.loads(write_linkset(product, []))["linkset"][0]["anchor"] == "urn:talktag:product:m000000000001"
    data = write_linkset(product, [MANUAL], anchor="https://ana.example.org/modem/")
    assert json.loads(data)["linkset"][0]["anchor"] == "https://ana.example.org/modem/"
    assert faults(data) == []


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Link,
        st.sampled_from([*RELATIONS, "related", "own thing", "https://x.example/rel"]),
        st.sampled_from(
            ["https://maker.example/a?b=c", "file:///etc/passwd", "javascript:alert(1)", "https://ä.example/"]
        ),
        things.texts,
        st.none() | st.sampled_from(["text/html", "no type", "application/vnd.x+json"]),
        st.lists(st.sampled_from(["en", "de-CH", "zh-Hant", "english"]), max_size=3).map(tuple),
    )
)
def test_whatever_a_link_holds_the_linkset_fits_the_schema(link: Link) -> None:
    assert faults(write_linkset(MODEM, [link])) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (one(anchor="https://id.gs1.org/01/09506000134369"), "of another product: its number is 09506000134369"),
        (one(anchor="https://id.gs1.org/01/09521234543213/21/9"), 'of another product: its serial number is "9"'),
        (one(href="http://maker.example/m.pdf"), 'a link is not an https address: "http://maker.example/m.pdf"'),
        (one(href="javascript:alert(1)"), "a link is not an https address"),
        (one(href="https://canon.example@evil.example/"), "a link is not an https address"),
        (one(href="https://maker.example/a b"), "a link is not an https address"),
        (one(title="Man\x1b[2Jual"), r'a title has letters that would be obeyed or hidden: "Man\x1b[2Jual"'),
        (one(title="lieb\u202eesu"), "a title has letters that would be obeyed or hidden"),
        (one(title="x" * 201), "a title has more than 200 characters"),
        (one(title=7), "a title is not a text"),
        (one(type=["text/html"]), "a type is not a text"),
        (one(hreflang="en"), '"hreflang" that is no list'),
        (one(anchor="urn:x"), "an anchor is not an https address"),
        (b"[" * 200, "is nested more than 24 deep"),
        (b'{"linkset": [{"anchor": 1, "anchor": 2}]}', 'gives "anchor" twice'),
        (b" " * (1024 * 1024 + 1), "the linkset is larger than 1024 kB"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"<html>", "is not JSON"),
        (b'{"linkset": []}', 'has no "linkset" with links'),
        (b'{"linkset": [{"anchor": "https://m.example/"}]}', "has no link"),
        (b'{"linkset": [{"anchor": "https://m.example/", "rel": {}}]}', "no list of links"),
        (
            json.dumps(
                {
                    "linkset": [
                        {
                            "anchor": "https://m.example/",
                            "rel": [{"href": f"https://m.example/{n}"} for n in range(501)],
                        }
                    ]
                }
            ).encode(),
            "more than 500 links",
        ),
    ],
)
def test_what_is_refused_is_told_in_a_line(data: bytes, why: str) -> None:
    with pytest.raises(ValueError) as error:
        read_linkset(data, MODEM)
    assert why in str(error.value)
    assert str(error.value).isprintable()


def test_of_several_anchors_those_of_the_product_count() -> None:
    other = json.loads(one(anchor="https://id.gs1.org/01/09506000134369", title="Other"))["linkset"]
    mine = json.loads(one())["linkset"]
    read = read_linkset(json.dumps({"linkset": other + mine}).encode(), MODEM)
    assert [each.title for each in read.links] == ["Manual"]
    assert read.about
    assert read.about.serial == "4001"


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda each: (
            st.lists(each)
            | st.dictionaries(st.sampled_from(["linkset", "anchor", "href", f"{GS1}dpp"]) | st.text(), each)
        ),
        max_leaves=12,
    ).map(lambda each: json.dumps(each).encode())
)
def test_hostile_bytes_are_refused_with_a_sentence_at_worst(data: bytes) -> None:
    told = ""
    try:
        read_linkset(data, MODEM)
    except ValueError as error:
        told = str(error)
    assert told.isprintable()
