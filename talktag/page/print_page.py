"""A print-out as one HTML file, with the look of a bundle's page: it loads nothing, runs nothing and links nowhere."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from talktag.model.sharing.print_out import Item, Listed, Picture, PrintOut, Thing
from talktag.model.values.foreign_text import escape
from talktag.page.bundle_page import HEAD
from talktag.page.markup import Html, element, joined, void
from talktag.page.style import STYLE

# A product's name keeps its letters as they are; where it is printed, the browser counts the pages.
_STYLE = """
h2.name { text-transform: none; letter-spacing: 0; font-size: 1.25rem; color: var(--ink); }
h3 { font-size: .9rem; color: var(--accent); margin: 1rem 0 .4rem; }
.hash { font-size: .75rem; color: var(--muted); display: block; }
@media print {
  @page { @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
  h2.name, h3 { break-after: avoid; }
}
"""


def print_page(out: PrintOut) -> bytes:
    """The print-out as UTF-8."""
    several = len(out.things) > 1
    parts = [
        element("header", element("h1", out.title)),
        element("section", element("h2", out.headings.about), _pairs(out.about), class_="request"),
        *(_thing(each, out, number if several else 0) for number, each in enumerate(out.things, 1)),
        *([_totals(out)] if out.totals else []),
    ]
    title = element("title", escape(out.title if several else out.things[0].name))
    head = element("head", "\n", HEAD, title, "\n", element("style", Html(STYLE + _STYLE)), "\n")
    main = element("main", "\n", *(line for part in parts for line in (part, "\n")))
    return f"<!doctype html>\n{element('html', head, element('body', main), lang=out.language)}\n".encode()


def _thing(thing: Thing, out: PrintOut, number: int) -> Html:
    name = joined(f"{number}. " if number else None, element("bdi", thing.name))
    words = out.headings
    parts = [_pairs(thing.facts)] if thing.facts else []
    if thing.history:
        parts += _part(words.history, element("ol", *map(_item, thing.history), class_="history"))
    if thing.pictures:
        parts += _part(words.pictures, element("div", *map(_figure, thing.pictures), class_="pictures"))
    if thing.listed:
        parts += _part(words.attached, element("p", words.listed), _table(thing.listed, out))
    return element("section", element("h2", name, class_="name"), *parts)


def _part(heading: str, *content: Html) -> Iterable[Html]:
    return (element("h3", heading), *content)


def _item(item: Item) -> Html:
    first = element("p", element("span", item.date, class_="date"), element("strong", item.title, dir="auto"))
    text = element("p", item.text, class_="text", dir="auto") if item.text else None
    rest = element("p", " · ".join(item.rest), class_="muted") if item.rest else None
    return element("li", first, text, rest)


def _figure(picture: Picture) -> Html:
    data = base64.b64encode(picture.jpeg).decode("ascii")
    image = void("img", src=f"data:image/jpeg;base64,{data}", alt=picture.about)
    return element("figure", image, element("figcaption", picture.name))


def _table(files: Iterable[Listed], out: PrintOut) -> Html:
    words = out.headings
    rows = [
        element(
            "tr",
            element("td", each.name, element("code", each.sha256, class_="hash")),
            element("td", each.kind),
            element("td", each.size, class_="number"),
        )
        for each in files
    ]
    heading = element(
        "tr", element("th", words.file), element("th", words.kind), element("th", words.size, class_="number")
    )
    return element("table", element("thead", heading), element("tbody", *rows))


def _totals(out: PrintOut) -> Html:
    lines = [element("p", element("strong", total)) for total in out.totals]
    rest = element("p", out.unpriced, class_="muted") if out.unpriced else None
    return element("section", element("h2", out.headings.total), *lines, rest)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Html:
    rows = [
        element("div", element("dt", label, dir="auto"), element("dd", value, dir="auto")) for label, value in pairs
    ]
    return element("dl", *rows)
