"""The page that a site starts with: a search over all things, and the first of them, listed without any script.

The index stands in the page itself, as JSON that no browser runs: from a disk, a page may fetch no other file.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from talktag.model.site.thing import ThingRow
from talktag.page.markup import Html, element, void
from talktag.page.script_page import script_page
from talktag.page.site.frame import START, SiteFrame, foot, menu
from talktag.page.site.lists import PER_PAGE, line_of, list_names, steps
from talktag.page.site.style import SITE_STYLE
from talktag.page.site.thing_page import FOLDER
from talktag.page.site.wording import fill_in

SEARCHED = 10_000  # things that the index holds at most: two megabytes
SHOWN = 100  # that are shown of what was found


def start_page(frame: SiteFrame, rows: Sequence[ThingRow]) -> bytes:
    """The page as UTF-8."""
    words = frame.words
    header = element("header", element("h1", frame.title, dir="auto"))
    names = list_names(START, len(rows))
    things = element("ul", *(line_of(frame, row) for row in rows[:PER_PAGE]), class_="things")
    listed = element("section", element("h2", words.all), things if rows else element("p", words.nothing), id="list")
    parts = (menu(frame, "", START), header, _search(frame, len(rows)), listed, steps(frame, names, 0), foot(frame, ""))
    body = element("main", "\n", *(line for each in parts if each for line in (each, "\n")))
    return script_page(
        frame.title,
        body,
        script(),
        language=frame.language,
        style=SITE_STYLE,
        values={
            "rows": [_index_row(frame, row) for row in rows[:SEARCHED]],
            "folder": FOLDER,
            "shown": SHOWN,
            "found": words.found,
            "more": words.found_more,
        },
        images="data:",
        is_hidden=True,
    )


def _search(frame: SiteFrame, count: int) -> Html:
    """The field to search in, which the script shows; without it, that the lists work all the same."""
    words = frame.words
    field = void(
        "input", type="search", id="words", autocomplete="off", spellcheck="false", **{"aria-describedby": "how"}
    )
    return element(
        "div",
        element("noscript", element("p", words.no_script)),
        element(
            "div",
            element("h2", element("label", words.search, for_="words")),
            field,
            element("p", words.search_how, id="how", class_="muted"),
            element("p", fill_in(words.not_searched, count=str(SEARCHED))) if count > SEARCHED else None,
            element("p", id="count", role="status"),
            element("ul", id="hits", class_="things"),
            id="field",
            hidden="",
        ),
        id="search",
        class_="sheet",
    )


def _index_row(frame: SiteFrame, row: ThingRow) -> list[str]:
    """A product as the script takes it: its page, its name, what stands beside it, what else it is found by."""
    state = frame.words.states.get(row.state, "")
    beside = " · ".join(filter(None, (row.maker, row.model, row.place, state)))
    return [row.stem, row.name, beside, " ".join((*row.labels, *row.more))]


def script() -> str:
    """What searches, as it stands in the page."""
    return resources.files("talktag").joinpath("data", "site", "search.js").read_text(encoding="utf-8")
