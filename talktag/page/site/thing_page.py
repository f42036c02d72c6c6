"""The page of one product in a site: what there is to tell of it, the way to its parts, the same for programs.

It reads no file, and tells no more than it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talktag.model.sharing.description import Description
from talktag.model.site.thing import SiteThing, ThingLink
from talktag.page.html_blocks import header_of, section_of
from talktag.page.markup import Html, element, join
from talktag.page.site.describe_thing import illustrations, kind_of_file, sections_of
from talktag.page.site.frame import SiteFrame, menu, page_parts
from talktag.page.site.wording import fill_in
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import size_in

FOLDER = "things"
ROOT = "../"
FORMATS = (("json", "JSON"), ("jsonld", "JSON-LD"), ("linkset.json", "Linkset"))


def thing_page(frame: SiteFrame, thing: SiteThing) -> bytes:
    """The page as UTF-8."""
    words, own = wording(frame.language), frame.words
    made = " ".join(str(thing.values[key]) for key in ("maker", "model") if thing.values.get(key))
    description = Description(
        language=frame.language,
        name=thing.name,
        title=thing.name,
        sections=sections_of(thing, words, own),
        kicker=fill_in(own.seen_by, party=frame.party) if frame.party else words.record,
        subtitle=made if made != thing.name else "",
    )
    parts = [menu(frame, ROOT), header_of(description)]
    parts += [section_of(each, description) for each in description.sections]
    parts += [*_links_beside(frame, thing), *_copies(frame, thing, words), _formats(frame, thing)]
    return b"".join(page_parts(frame, thing.name, parts, ROOT, illustrations(thing, words)))


def _links_beside(frame: SiteFrame, thing: SiteThing) -> Iterator[Html]:
    """The way to what it is a part of, to its own parts, to what it needs, and to what needs it."""
    own, inside = frame.words, (thing.inside,) if thing.inside else ()
    beside = (
        (own.part_of, inside),
        (own.parts, thing.parts),
        (own.needs, thing.needs),
        (own.needed_by, thing.needed_by),
    )
    yield from (_links(heading, links) for heading, links in beside if links)


def _links(heading: str, links: Sequence[ThingLink]) -> Html:
    items = (element("li", element("a", each.name, href=f"{each.stem}.html", dir="auto")) for each in links)
    return element("section", element("h2", heading), element("ul", *items, class_="things"))


def _copies(frame: SiteFrame, thing: SiteThing, words: Texts) -> Iterator[Html]:
    """The copies of its files that lie beside the page."""
    copies = [each for each in thing.files if each.href]
    if not copies:
        return
    items = (
        element(
            "li",
            element("a", each.name, href=each.href, dir="auto"),
            element("span", f"{kind_of_file(each.kind, words)} · {size_in(words, each.size)}", class_="muted"),
        )
        for each in copies
    )
    listed = element("ul", *items, class_="things")
    yield element("section", element("h2", words.attached), element("p", frame.words.files_here), listed)


def _formats(frame: SiteFrame, thing: SiteThing) -> Html:
    """The same for programs, in each of its forms."""
    items = (element("li", element("a", name, href=f"{thing.stem}.{ending}")) for ending, name in FORMATS)
    return element("section", element("h2", join(frame.words.data)), element("ul", *items, class_="formats"))
