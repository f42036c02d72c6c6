"""A print-out as a page and as text: the words of its language, valid HTML that runs nothing, lines that fit."""

from __future__ import annotations

import re
from typing import Any

import pytest

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.model.sharing.description import Description, Fact, FactList, Happenings, Person, Section
from talktag.model.sharing.print_fields import parse_choice, pick
from talktag.model.values.money import parse_money
from talktag.page.describe_print_out import PrintedFile, PrintedProduct, PrintFrame, describe_print_out
from talktag.page.html_page import html_page
from talktag.page.plain_text import plain_text

FRAME = PrintFrame(
    owner="Doc",
    contact="doc@example.org",
    audience="Safe & <Sound>",
    made="2026-11-22",
    purpose="burglary",
    until="2027-01-01",
    terms="this claim only",
)
NAMES = "name,identity,serial,bought,price,warranty,place,field:shutter,field:lenses,entries:service,photo,receipt"


def chosen(document: dict[str, Any], photo: bytes) -> PrintedProduct:
    choice = parse_choice(NAMES)
    files = (
        PrintedFile("photo-1.jpg", "photo", len(photo), "0" * 64, (photo, 40, 30)),
        PrintedFile("receipt-1.pdf", "receipt", 84_211, "f" * 64),
    )
    return PrintedProduct("FX-3 camera", pick(document["product"], choice), choice.fields, files)


def made(document: dict[str, Any], photo: bytes, language: str = "en", times: int = 2) -> Description:
    sums = {"EUR": parse_money("18396 EUR")} if times > 1 else {}
    return describe_print_out(FRAME, [chosen(document, photo)] * times, language, sums, 1 if times > 1 else 0)


def facts(section: Section) -> tuple[Fact | Person, ...]:
    return next(block.facts for block in section.blocks if isinstance(block, FactList))


def test_the_values_stand_in_the_order_they_were_asked_for(document: dict[str, Any], photo: bytes) -> None:
    _, section = made(document, photo, times=1).sections
    assert [(fact.label, "\n".join(fact.lines)) for fact in facts(section)] == [
        ("Maker", "Sony"),
        ("Model", "ILME-FX3"),
        ("GTIN (bar code)", "04548736133730"),
        ("TalkTag", "7K3M 9QXA C"),
        ("Quantity", "2"),
        ("Serial number", "S01-4482913-7"),
        ("Bought on", "2024-03-02"),
        ("Price", "2 × 4599.00 EUR = 9198.00 EUR"),
        ("Warranty", "until 2029-03-02 · 5 years · extended · Foto Köch\nlifetime"),
        ("Place", "studio, shelf 2"),
        ("shutter", "18342"),
        ("lenses", "24-70, 50"),
    ]
    ((item,),) = [block.items for block in section.blocks if isinstance(block, Happenings)]
    assert (item.title, item.rest) == ("Sensor cleaned", ("service", "Fix-It Cameras", "89.00 EUR"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_nothing_and_loads_nothing(language: str, document: dict[str, Any], photo: bytes) -> None:
    page = html_page(made(document, photo, language)).decode()
    assert f'<html lang="{language}">' in page
    assert "default-src 'none'" in page[: page.index("<title>")]
    assert set(re.findall(r"<([a-z]+[0-9]?)", page)) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "h3", "bdi", "dl"),
        *("div", "dt", "dd", "ol", "li", "p", "span", "strong", "figure", "figcaption", "img", "table", "thead"),
        *("tbody", "tr", "th", "td", "code"),
    }
    assert not re.search(r"https?://|\son[a-z]+=|src=\"(?!data:image/jpeg)", page)
    assert "Safe &amp; &lt;Sound&gt;" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_page_say_the_same_in_every_language(language: str, document: dict[str, Any], photo: bytes) -> None:
    out = made(document, photo, language)
    text = " ".join(plain_text(out).decode().split())
    page = html_page(out).decode()
    about, product, _, total = out.sections
    for said in (out.title, total.heading, "18396.00 EUR", "this claim only", "2027-01-01", "f" * 64):
        assert said in text
        assert said in page
    for fact in (*facts(about), *facts(product)):
        assert f"{fact.label}:" in text
        assert f">{fact.label}</dt>" in page


def test_no_line_of_text_is_longer_than_a_letter_takes(document: dict[str, Any], photo: bytes) -> None:
    document["product"]["place"] = "word " * 80 + "x" * 200
    document["product"]["fields"]["a very long name for a field, longer than a column"] = "value"
    lines = plain_text(made(document, photo)).decode().splitlines()
    assert max(len(line) for line in lines if "SHA-256" not in line) <= 72
    assert "".join(lines).count("x" * 30) >= 2


def test_a_language_that_does_not_exist_is_refused(document: dict[str, Any], photo: bytes) -> None:
    with pytest.raises(InvalidError):
        made(document, photo, "pt")
