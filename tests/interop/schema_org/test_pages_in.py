"""Pages of shops that somebody saved: the data in them is read, as a browser finds it, and nothing else of them."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.interop.reading import detect, read_rows
from talktag.interop.schema_org.page_scripts import data_scripts, is_page
from talktag.interop.schema_org.read_offer import cut_out_offers, read_offers
from tests.kit.browser import Browser

PRODUCT = '{"@context": "https://schema.org", "@type": "Product", "name": "Drill", "sku": 17%s}'
# A page as a shop has it: more than one script, one of them broken, one in a comment, and words that look like one.
PAGE = f"""\
<!DOCTYPE html>
<!-- saved from url=(0020)https://shop.example/ -->
<html lang="en"><head><meta charset="utf-8"><title>Drill <script type="application/ld+json">no</script></title>
<script>var template = '<script type="application/ld+json">{{"name": "no"}}';</script>
<script type="application/ld+json">{{"@context": "http://schema.org/", "@type": "Store", "name": "Toom"}}</script>
<script type="application/ld+json">{{"@context": "https://schema.org", "name": "brok
en}}</script>
<!-- <script type="application/ld+json">{PRODUCT % ""}</script> -->
<script id=data type='application/ld+json; charset=utf-8'>

{PRODUCT % ', "offers": {"@type": "Offer", "price": 129.90, "priceCurrency": "EUR"}'}
</script></head>
<body><svg><title/></svg><p title='<script type="application/ld+json">no</script>'>129.90 EUR</p></body></html>
"""
NOTHING = "the page holds no data of schema.org (JSON-LD)"
_PIECES = [
    *('<script type="application/ld+json">', "<script TYPE=application/ld+json>"),
    *("<script type='application/ld+json;x=1' a>", "<script>", "<script type=module src=a.js>", "<script/>"),
    '<script type="application/ld+json"/>',
    *("</script>", "</script >", "</SCRIPT\n x='>'>", "</scripts>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!"),
    *(">", "<title>", "</title>", "<style>", "</style>", "<textarea>", "</textarea>", "<iframe>", "</iframe>", "</p>"),
    *("<p a='", '<p a= "', "'", '"', '<b c="', "<i d=e'f>", "<a =x>", "<a b= >", "<a b/c/>", "<br/>", "</ >", "<?x?>"),
    *("<a", "<svg><title/></svg>", "<svg><style/></svg>", "=", "/", " ", "\n", "{}"),
    *("<svg/>", "<math/>", '{"a": 1}', "text", "<", "<1>", "&lt;"),
]  # fmt: skip
_ASKED = """
JSON.stringify(%s.map((page) =>
  [...new DOMParser().parseFromString(page, "text/html").querySelectorAll("script")]
    .filter((each) => each.type.split(";")[0].trim().toLowerCase() === "application/ld+json")
    .map((each) => each.textContent)))
"""


def test_a_saved_page_of_a_shop_gives_its_product_with_the_line_that_it_stands_on() -> None:
    assert detect(PAGE.encode(), "drill.html") == "jsonld"
    read = read_rows(PAGE.encode(), name="drill.html")
    (row,) = read.rows
    assert row.draft
    assert row.draft.product.name == "Drill"
    assert row.draft.product.fields == {"sku": 17}
    assert row.line == PAGE[: PAGE.index('129.90, "priceCurrency')].count("\n") + 1
    broken = PAGE[: PAGE.index("brok\n")].count("\n") + 1
    (passed_over,) = read.problems
    assert str(passed_over) == f"line {broken}: the data is not JSON; it stays behind"
    assert passed_over.severity == "warning"
    assert '"129.90 EUR" is an offer' in str(row.problems[0])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("EOS 5D Mark IV &#8211; Body", "EOS 5D Mark IV – Body"),
        ("EOS \\u003cb\\u003e5D\\u003c/b\\u003e \\u0026amp; strap", "EOS 5D & strap"),
        ("<p>EOS</p><p>5D</p>", "EOS 5D"),
        ("15\\u0026quot; \\ud83d\\udcf7 bag", '15" 📷 bag'),
        ("a < b", "a < b"),
    ],
)
def test_what_a_shop_says_in_html_is_read_as_a_browser_would_show_it(said: str, name: str) -> None:
    page = f"<html><script type=application/ld+json>{PRODUCT.replace('Drill', said) % ''}</script>"
    (row,) = read_rows(page.encode()).rows
    assert row.draft
    assert row.draft.product.name == name
    assert not row.problems


def test_offers_are_read_from_a_saved_page_and_nothing_else_of_it_is_kept() -> None:
    kept = cut_out_offers(PAGE.encode())
    assert b"Toom" in kept
    assert b"<" not in kept
    assert [(each.title, each.price) for each in read_offers(kept)] == [("Drill", "129.90 EUR")]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!doctype html><p>Drill", NOTHING),
        ("<html><script type=application/ld+json>{</script>", NOTHING),
        ('<html><script type=application/ld+json>{"name": "x"}</script>', NOTHING),
        (f"<html>{'<script type=application/ld+json></script>' * 201}", "the page has more than 200 scripts of data"),
        (f"<html>{' ' * 2**24}", "the page has more than 16,777,216 characters"),
        (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://shop.example/\nSubject: Drill\n",
            "a page saved as a single file (MHTML) has no data in it",
        ),
        (
            '<html><script type=application/ld+json>{"@context": "https://schema.org", "@type": "Person"}</script>',
            "the file holds no Product of schema.org",
        ),
    ],
)
def test_a_page_without_a_product_is_refused_in_one_line(page: str, message: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read_rows(page.encode(), name="page.html")
    assert refused.value.message == message
    assert refused.value.hints


def test_what_was_wrong_with_its_data_is_told_by_line() -> None:
    with pytest.raises(InvalidError) as refused:
        read_rows(b'<html>\n<script type="application/ld+json">{"a": 1, "a": 2}</script>')
    assert refused.value.details == ('line 2: the data gives "a" twice',)


@pytest.mark.parametrize("text", ["name,price\n<html>,1\n", "<rss/>", "<?xml version='1.0'?><things/>", "", "<htmlx>"])
def test_what_is_no_page_is_not_taken_for_one(text: str) -> None:
    assert not is_page(text)


@pytest.mark.parametrize(
    "piece", ["<!---->", "<!-- -->\n", "<!--->-->", "<?xml ?>", "<!---->\n<?xml -->?>", " ", "<!--"]
)
def test_a_text_of_comments_is_found_to_be_no_page_about_as_fast_as_a_page_to_be_one(piece: str) -> None:
    """Were each comment tried with every end behind it, four of them would take a million times as long."""

    def least(text: str, expected: bool) -> float:
        spent = []
        for _ in range(3):
            start = time.process_time()
            assert is_page(text) is expected
            spent.append(time.process_time() - start)
        return min(spent)

    honest = least(f"<!--{' -' * 990}--> <html>", expected=True)
    assert least(piece * 400, expected=False) < 10_000 * max(honest, 1e-6)


def test_scripts_are_told_from_the_rest_as_a_browser_tells_them(browser: Browser, tmp_path: Path) -> None:
    chosen = random.Random(20)
    pages = ["".join(["<html><body>", *chosen.choices(_PIECES, k=chosen.randint(1, 12))]) for _ in range(3_000)]
    empty = tmp_path / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>")
    judged = json.loads(browser.open(empty).value(_ASKED % json.dumps(pages).replace("</", "<\\/")))
    ours = [[each.text for each in data_scripts(page)] for page in pages]
    differing = [(page, got, wanted) for page, got, wanted in zip(pages, ours, judged, strict=True) if got != wanted]
    assert not differing, differing[:5]
    assert sum(map(len, judged)) > 500


@pytest.mark.parametrize("piece", [*_PIECES, "<script><!--<script>", "<a b='", "<svg>", "<html><!--"])
def test_a_page_of_one_piece_over_and_over_is_read_to_its_end(piece: str) -> None:
    """Were any letter read once for each piece before it, this would take days."""
    assert sum(1 for _ in data_scripts(piece * 50_000)) <= 50_000


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_the_lines_of_scripts_are_those_of_the_page(page: str) -> None:
    places = [page.split("\n")[each.line - 1] for each in data_scripts(page)]
    firsts = [each.text.split("\n", 1)[0] for each in data_scripts(page)]
    assert all(first in place for first, place in zip(firsts, places, strict=True))
