"""The lists of a site: all things, by place, label, maker, what is due; in pages a phone can hold. Reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from talktag.model.due.due_item import DueItem
from talktag.model.site.thing import ThingRow
from talktag.page.markup import Html, element
from talktag.page.site.describe_thing import said_of_due
from talktag.page.site.frame import DUE, LABELS, MAKERS, PLACES, START, SiteFrame, menu, page
from talktag.page.site.thing_page import FOLDER
from talktag.page.wording import wording

PER_PAGE = 200  # things on one page of a list
_GROUPS: Mapping[str, Callable[[ThingRow], Sequence[str]]] = {
    PLACES: lambda row: (row.place,),
    LABELS: lambda row: row.labels or ("",),
    MAKERS: lambda row: (row.maker,),
}


class _ListLine(NamedTuple):
    """A line of a list under the heading of its group, whose number is `group`."""

    group: int
    heading: str
    item: Html


@lru_cache(maxsize=20_000)
def line_of(frame: SiteFrame, row: ThingRow) -> Html:
    """A product as a line of a list."""
    state = frame.words.states.get(row.state, "")
    rest = " · ".join(filter(None, (row.maker, row.model, row.place, state)))
    link = element("a", row.name, href=f"{FOLDER}/{row.stem}.html", dir="auto")
    return element("li", link, element("span", rest, class_="muted", dir="auto") if rest else None)


def list_names(name: str, count: int) -> tuple[str, ...]:
    """The names of the pages of a list of so many lines."""
    stem, _, ending = name.partition(".")
    more = range(2, max(1, -(-count // PER_PAGE)) + 1)
    return (name, *(f"{'all' if name == START else stem}-{number}.{ending}" for number in more))


def group_pages(frame: SiteFrame, name: str, rows: Sequence[ThingRow]) -> dict[str, bytes]:
    """The pages of a list by groups, one of PLACES, LABELS and MAKERS."""
    grouped: dict[str, list[ThingRow]] = {}
    for row in rows:
        for group in _GROUPS[name](row):
            grouped.setdefault(group, []).append(row)
    found = sorted(grouped.items(), key=lambda each: (not each[0], each[0].casefold(), each[0]))
    titles = {PLACES: frame.words.places, LABELS: frame.words.labels, MAKERS: frame.words.makers}
    lines = [
        _ListLine(number, group or frame.words.none, line_of(frame, row))
        for number, (group, several) in enumerate(found)
        for row in several
    ]
    return dict(_pages(frame, name, titles[name], lines))


def group_count(name: str, rows: Sequence[ThingRow]) -> int:
    """How many lines such a list has."""
    return sum(len(_GROUPS[name](row)) for row in rows)


def more_pages(frame: SiteFrame, rows: Sequence[ThingRow]) -> dict[str, bytes]:
    """The list of all things from its second page on; the first is the page that the site starts with."""
    names = list_names(START, len(rows))
    pages: dict[str, bytes] = {}
    for number, name in enumerate(names[1:], 1):
        shown = rows[number * PER_PAGE : (number + 1) * PER_PAGE]
        things = element("ul", *(line_of(frame, row) for row in shown), class_="things")
        body = [menu(frame, "", START), _heading(frame, frame.words.all), element("div", things, class_="sheet")]
        pages[name] = page(frame, frame.words.all, [*body, steps(frame, names, number)])
    return pages


def due_pages(
    frame: SiteFrame, dues: Sequence[DueItem], stems: Mapping[str, str], parties: Mapping[str, str]
) -> dict[str, bytes]:
    """What is due by its day; `stems` of the products' pages by slug, `parties` the names of parties by slug."""
    lines = [
        _ListLine(0, "", _due_line(frame, each, stems.get(each.slug), parties.get(each.party or "", "")))
        for each in dues
    ]
    return dict(_pages(frame, DUE, frame.words.due, lines))


def _due_line(frame: SiteFrame, item: DueItem, stem: str | None, party: str) -> Html:
    said, name = said_of_due(item, frame.words, party), item.name or item.product or party
    link = element("a", name, href=f"{FOLDER}/{stem}.html", dir="auto") if stem else element("strong", name, dir="auto")
    day = element("span", item.date.isoformat(), class_="date") if item.date else None
    return element("li", day, link, element("span", said, dir="auto"))


def _pages(frame: SiteFrame, name: str, title: str, lines: Sequence[_ListLine]) -> Iterator[tuple[str, bytes]]:
    names = list_names(name, len(lines))
    for number, each in enumerate(names):
        shown = lines[number * PER_PAGE : (number + 1) * PER_PAGE]
        parts = [menu(frame, "", name), _heading(frame, title)]
        if number == 0 and lines and lines[-1].group:
            parts.append(_contents(frame, lines, names))
        parts += _sections(shown)
        if not lines:
            empty = frame.words.nothing_due if name == DUE else frame.words.nothing
            parts.append(element("div", element("p", empty), class_="sheet"))
        yield each, page(frame, title, [*parts, steps(frame, names, number)])


def _heading(frame: SiteFrame, title: str) -> Html:
    return element("header", element("p", frame.title, class_="kicker", dir="auto"), element("h1", title))


def _contents(frame: SiteFrame, lines: Sequence[_ListLine], names: Sequence[str]) -> Html:
    """The groups of the list, each with how many are in it, and the way to where it begins."""
    first: dict[int, int] = {}
    for at, line in enumerate(lines):
        first.setdefault(line.group, at)
    starts = [*first.values(), len(lines)]
    items = (
        element(
            "li",
            element("a", lines[at].heading, href=f"{names[at // PER_PAGE]}#g{group}", dir="auto"),
            element("span", str(end - at), class_="muted"),
        )
        for (group, at), end in zip(first.items(), starts[1:], strict=True)
    )
    return element("section", element("h2", frame.words.groups), element("ul", *items, class_="things"))


def _sections(lines: Iterable[_ListLine]) -> Iterator[Html]:
    """The lines of a page, in a section for each group."""
    groups: dict[int, list[_ListLine]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    for group, several in groups.items():
        things = element("ul", *(each.item for each in several), class_="things")
        if heading := several[0].heading:
            title = element("h2", heading, class_="name", id=f"g{group}", dir="auto")
            yield element("section", title, things)
        else:
            yield element("div", things, class_="sheet")


def steps(frame: SiteFrame, names: Sequence[str], number: int) -> Html | None:
    """The way to the pages before and behind the one of that number; None where there is one page alone."""
    if len(names) == 1:
        return None
    words = frame.words
    place = wording(frame.language).page.format(number=number + 1, count=len(names))
    earlier = element("li", element("a", words.earlier, href=names[number - 1], rel="prev")) if number else None
    later = (
        element("li", element("a", words.later, href=names[number + 1], rel="next"))
        if number + 1 < len(names)
        else None
    )
    listed = element("ul", earlier, element("li", place, class_="muted"), later)
    return element("nav", listed, **{"aria-label": words.pages})
