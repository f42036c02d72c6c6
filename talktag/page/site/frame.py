"""The frame of every page of a site: one file that loads nothing and runs nothing, with the way to the others.

Its policy names the style by its hash (CSP Level 3, section 6.6.2), and allows no script and no request.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from talktag.content import content_of
from talktag.model.sharing.description import Illustration
from talktag.page.html_blocks import PLACE
from talktag.page.markup import Html, element
from talktag.page.script_page import source_hash
from talktag.page.site.style import SITE_STYLE
from talktag.page.site.wording import fill_in, site_wording
from talktag.page.site.wording.texts import SiteTexts

START, PLACES, LABELS, MAKERS, DUE = "index.html", "places.html", "labels.html", "makers.html", "due.html"
FEED, CALENDAR = "feed.atom", "calendar.ics"


class SiteFrame(NamedTuple):
    """Whose things they are, for whom, in which language; `party` is empty where the owner is shown everything.

    `lists` are the pages that there are besides the first, by their names.
    """

    owner: str
    language: str
    party: str = ""
    lists: tuple[str, ...] = (PLACES, LABELS, MAKERS, DUE)

    @property
    def words(self) -> SiteTexts:
        """What the site says."""
        return site_wording(self.language)

    @property
    def title(self) -> str:
        """What the whole of it is called."""
        if self.party:
            return fill_in(self.words.title_shown, owner=self.owner, party=self.party)
        return fill_in(self.words.title, owner=self.owner)


@cache
def menu(frame: SiteFrame, root: str, current: str = "") -> Html:
    """The way to the lists; `root` is the way to the first page, `current` the page that this is."""
    words = frame.words
    names = {START: words.all, PLACES: words.places, LABELS: words.labels, MAKERS: words.makers, DUE: words.due}
    items = (
        element("li", element("a", said, href=root + page, **({"aria-current": "page"} if page == current else {})))
        for page, said in names.items()
        if page == START or page in frame.lists
    )
    return element("nav", element("ul", *items), **{"aria-label": words.menu})


def foot(frame: SiteFrame, root: str) -> Html:
    """Where it comes from, what is not in it, and what else there is of it."""
    words = frame.words
    made = fill_in(words.made_from, owner=frame.owner)
    links = (element("a", words.feed, href=root + FEED), " · ", element("a", words.calendar, href=root + CALENDAR))
    return element("footer", element("p", f"{made} {words.no_notes}"), element("p", *links))


def page_parts(
    frame: SiteFrame, title: str, parts: Iterable[Html | None], root: str, pictures: Sequence[Illustration] = ()
) -> Iterator[bytes]:
    """The page in parts; where its text has PLACE, the next of `pictures` stands."""
    start, end = _around(frame, root)
    lines = "".join(f"{each}\n" for each in parts if each is not None)
    text = f"{start}{element('title', title)}\n{end[0]}{lines}{end[1]}"
    if not pictures:
        yield text.encode()
        return
    first, *rest = text.split(PLACE)
    yield first.encode()
    for picture, further in zip(pictures, rest, strict=True):
        yield base64.b64encode(content_of(picture.data).whole())
        yield further.encode()


def bare_page(frame: SiteFrame, title: str, parts: Iterable[Html]) -> bytes:
    """A page that stands alone: without the way to others, and without a word of where it comes from."""
    start, (before, end) = _around(frame, "")
    start, end = start.partition('<link rel="alternate"')[0], end.partition("\n")[2]
    return f"{start}{element('title', title)}\n{before}{''.join(f'{each}{chr(10)}' for each in parts)}{end}".encode()


def page(frame: SiteFrame, title: str, parts: Iterable[Html | None], root: str = "") -> bytes:
    """The same as UTF-8, of a page without pictures."""
    return b"".join(page_parts(frame, title, parts, root))


@cache
def _around(frame: SiteFrame, root: str) -> tuple[str, tuple[str, str]]:
    """What stands before the title, before all else, and behind it: the same on thousands of pages."""
    policy = (
        f"default-src 'none'; img-src data:; style-src {source_hash(SITE_STYLE)}; base-uri 'none'; form-action 'none'"
    )
    start = (
        f'<!doctype html>\n<html lang="{frame.language}"><head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        '<link rel="icon" href="data:,">\n'
        f'<link rel="alternate" type="application/atom+xml" href="{root}{FEED}">\n'
    )
    before = f"<style>{SITE_STYLE}</style>\n</head><body>\n<main>\n"
    return start, (before, f"{foot(frame, root)}\n</main>\n</body></html>\n")
