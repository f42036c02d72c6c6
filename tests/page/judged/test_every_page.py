"""Every kind of page in every language before axe-core, the Nu HTML checker, and a telephone 320 pixels wide.

A kind of page that talktag writes and that is not in the table here is a fault.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from talktag.model.parties.party import LANGUAGES
from tests.kit.open_page import View
from tests.page.judged import form_pages, site_pages, told_pages
from tests.page.judged.page_kind import JudgedPage
from tests.page.judged.site_pages import Sites
from tests.page.judged.writers import writers, writers_in

if TYPE_CHECKING:
    from tests.kit.browser import Browser, Page

# What breaks a rule, with its element; that a page is a page, and was looked at, is to be seen as well.
AXE = """axe.run(document).then((found) => [found.passes.length,
    found.violations.map((each) => each.id + ' ' + each.nodes[0].html)])"""
# Whatever reaches over an edge of a small telephone, and a page that can be pushed aside.
WIDE = """[...(document.documentElement.scrollWidth > 320 ? ['the page'] : []),
    ...Array.from(document.querySelectorAll('body *'))
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width
      && (each.getBoundingClientRect().right > 320.5 || each.getBoundingClientRect().left < -0.5))
    .map((each) => each.outerHTML.slice(0, 80))]"""


class Made(NamedTuple):
    """What pages are made of."""

    photo: bytes
    sites: Sites


PAGES: Mapping[str, Callable[[Made, str], Iterator[JudgedPage]]] = {
    "page.describe_bundle.describe_bundle": lambda made, language: told_pages.bundle_pages(made.photo, language),
    "page.describe_print_out.describe_print_out": lambda made, language: told_pages.print_out_pages(
        made.photo, language
    ),
    "page.letters.describe_letter.describe_letter": lambda _, language: told_pages.letter_pages(language),
    "page.keys.describe_card.describe_card": lambda _, language: told_pages.key_card_pages(language),
    "page.worth.describe_worth.describe_worth": lambda _, language: told_pages.worth_pages(language),
    "page.reviews.review_page.review_page": lambda _, language: told_pages.review_pages(language),
    "page.makers.tag_page.tag_page": lambda _, language: told_pages.tag_pages(language),
    "page.reply_form.reply_form": lambda _, language: form_pages.answer_forms(language),
    "page.wishes.wish_page.wish_page": lambda _, language: form_pages.wish_pages(language),
    "page.checker.checker_page": lambda _, language: form_pages.checker_pages(language),
    "page.finder.finder_page": lambda _, language: form_pages.finder_pages(language),
    "page.site.start_page.start_page": lambda made, language: site_pages.start_pages(made.sites, language),
    "page.site.thing_page.thing_page": lambda made, language: site_pages.thing_pages(made.sites, language),
    "page.site.lists._pages": lambda made, language: site_pages.list_pages(made.sites, language),
    "page.site.lists.more_pages": lambda _, language: site_pages.further_pages(language),
    "page.site.card_page.card_page": lambda made, language: site_pages.card_pages(made.sites, language),
}
# What is found to write a page by its text, and is no kind of one, with the reason.
NONE = {
    "page.html_page._text_of": "the frame of every page that is described",
    "page.script_page.script_page": "the frame of every page that runs a script",
    "page.site.frame.page": "the frame of the pages of a site",
    "page.site.frame._around": "the same",
    "page.letters.describe_letter.body_of": "the text of a mail",
    "page.finder.read_page.read_finder_page": "reads a page",
    "page.page_form.<module>": "how the page of a bundle begins, to compare with",
    "bundle.people.<module>": "the same",
}

BROKEN = "a page with a fault"
# A message that says nothing of what it is about has no heading over who wrote to whom; as the page of a bundle is the
# same bytes in every version, it stays so.
BARE = "Section lacks heading"


@pytest.fixture(scope="session")
def made(photo: bytes, sites: Sites) -> Made:
    return Made(photo, sites)


@pytest.fixture(scope="module")
def telephone(browser: Browser, axe: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Page]:
    """Opens a page on a small telephone, in one window for all of them."""
    path = tmp_path_factory.mktemp("judged") / "page.html"
    path.write_bytes(b"<!doctype html><title>x</title>")
    window = browser.open(path, path.parent, view=View(width=320))
    window.ask("Debugger.disable")  # nobody asks these pages for a position, and it makes scripts slow to start

    def show(data: bytes) -> Page:
        path.write_bytes(data)
        window.go(path)
        window.value(f"{axe}; 0")
        return window

    return show


def faults(page: Page, state: str) -> list[str]:
    """What axe-core and a small telephone object to once the page is in a state."""
    page.value(f"{state}; 0")
    passed, broken = page.value(AXE)
    assert passed > 10
    return [*broken, *page.value(WIDE)]


def test_no_kind_of_page_is_forgotten() -> None:
    assert writers() == PAGES.keys() | NONE.keys()


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("def new_page():\n    return script_page('x')", "page.new"),
        ("def new_page():\n    return frames.page(1)", "page.site.new"),
        ("def new_page():\n    return f'<!DOCTYPE html>{x}'", "desk.new"),
        ("def new_page():\n    return html_page(Description('en'))", "ops.new"),
    ],
)
def test_a_new_kind_of_page_would_be_seen_to_be_missing(source: str, module: str) -> None:
    assert list(writers_in(source, module)) == ["new_page"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_axe_and_a_small_telephone_find_nothing_to_object_to(
    kind: str, language: str, made: Made, telephone: Callable[[bytes], Page]
) -> None:
    for each in PAGES[kind](made, language):
        page = telephone(each.data)
        for state in each.states:
            assert faults(page, state) == [], (each.name, state)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (' alt="', ' class="', "image-alt"),
        ("</style>", "main { min-width: 500px; }</style>", "the page"),
        ("--muted: #5c6773", "--muted: #ccc", "color-contrast"),
    ],
)
def test_a_page_with_a_fault_is_objected_to(
    right: str, wrong: str, said: str, made: Made, telephone: Callable[[bytes], Page]
) -> None:
    whole = next(iter(told_pages.bundle_pages(made.photo, "en"))).data
    page = telephone(whole.replace(right.encode(), wrong.encode()))
    assert any(each.startswith(said) for each in faults(page, "0"))


def test_the_checker_of_html_finds_nothing_and_would(made: Made, checker: list[str], tmp_path: Path) -> None:
    pages = [each for language in LANGUAGES for kind in PAGES for each in PAGES[kind](made, language)]
    broken = pages[0]._replace(name=BROKEN, data=pages[0].data.replace(b"</h1>", b"</h2>", 1))
    named = {f"{number}.html": each for number, each in enumerate([*pages, broken])}
    for name, each in named.items():
        (tmp_path / name).write_bytes(each.data)
    command = [*checker, "--no-langdetect", "--format", "gnu", *(str(tmp_path / name) for name in named)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line.partition('.html":') for line in done.stderr.splitlines()]
    told = {(named[f"{path.rpartition('/')[2]}.html"].name, said.split(": ", 2)[-1]) for path, _, said in lines}
    assert {name for name, _ in told} == {BROKEN, "message"}
    assert all(said.startswith(BARE) for name, said in told if name != BROKEN)
