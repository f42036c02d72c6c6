"""The blocks of a description as elements of a page, one look for bundles, print-outs and sites. It knows no product.

The page of a bundle is made again wherever it is received, and compared: what is made of one description is the same
bytes in every version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch

from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    FileList,
    FormFields,
    Happening,
    Happenings,
    Illustration,
    Illustrations,
    ListedFile,
    Person,
    PointList,
    Quotation,
    Remarks,
    Section,
    Sentence,
    Subheading,
    Sums,
    Verbatim,
)
from talktag.page.markup import Html, element, fill, join, void

PLACE = "\0"  # stands where a picture belongs; it is escaped wherever it is said


def header_of(description: Description) -> Html:
    """The title, with what stands over and below it."""
    return element(
        "header",
        element("p", description.kicker, class_="kicker") if description.kicker else None,
        element("h1", description.title, dir="auto"),
        element("p", description.subtitle, class_="made", dir="auto") if description.subtitle else None,
    )


def footer_of(description: Description) -> Iterable[Html]:
    """How it ends, where there is anything to say."""
    if description.ending:
        yield element("footer", *map(_sentence, description.ending))


def section_of(section: Section, description: Description) -> Html:
    """A section with all of its blocks."""
    content = [_block(each, description) for each in section.blocks]
    if section.role == "product":
        number = f"{section.number}. " if section.number else None
        name = join(number, element("bdi", section.heading))
        return element("section", element("h2", name, class_="name"), *content)
    if section.role == "total":
        return element("section", element("h2", section.heading), *content)
    class_ = "request" if section.role in {"request", "about"} else section.role
    if is_headless(section):
        return element("div", *content, class_=f"sheet {class_}")
    # Over a few facts alone, which need no heading, there is none.
    is_headed = section.role != "request" or any(isinstance(each, Quotation) for each in section.blocks)
    heading = element("h2", section.heading) if is_headed else None
    return element("section", heading, *content, class_=class_)


def is_headless(section: Section) -> bool:
    """Whether it is none that a reader could go to by its heading, as the parts of a letter; it stands in SHEET_STYLE.

    A section of a bundle always has one, shown or not: its page is the same bytes in every version.
    """
    return not section.heading


@singledispatch
def _block(block: Block, _description: Description) -> Html:
    """The element for a block."""
    raise AssertionError(block)


@_block.register
def _(block: FactList, _description: Description) -> Html:
    return element("dl", *map(_fact, block.facts))


@_block.register
def _(block: FormFields, _description: Description) -> Html:
    blank = "_" * 40
    facts = (Fact(each.label, each.lines or (blank,) * each.blank) for each in block.fields)
    return element("dl", *map(_fact, facts))


@_block.register
def _(block: PointList, _description: Description) -> Html:
    items = (element("li", element("strong", each.main), _rest(each.rest), dir="auto") for each in block.points)
    return element("ul", *items, class_="plain")


@_block.register
def _(block: Happenings, description: Description) -> Html:
    # In a bundle a title stands as the first version of talktag set it.
    direction = {} if description.is_received else {"dir": "auto"}
    return element("ol", *(_happening(each, direction) for each in block.items), class_="history")


@_block.register
def _(block: Remarks, _description: Description) -> Html:
    texts = ((_text(each.text), _rest((each.moment,) if each.moment else ())) for each in block.remarks)
    return element("ul", *(element("li", *each) for each in texts), class_="history")


@_block.register
def _(block: Illustrations, _description: Description) -> Html:
    return element("div", *map(_figure, block.pictures), class_="pictures")


@_block.register
def _(block: FileList, _description: Description) -> Html:
    return join(_sentence(block.note), _table(block))


@_block.register
def _(block: Sums, _description: Description) -> Html:
    rest = element("p", block.lacking, class_="muted") if block.lacking else None
    return join(*(element("p", element("strong", each)) for each in block.sums), rest)


@_block.register
def _(block: Quotation, _description: Description) -> Html:
    return element("p", block.text, class_="purpose", dir="auto")


@_block.register
def _(block: Sentence, _description: Description) -> Html:
    return _sentence(block)


@_block.register
def _(block: Verbatim, _description: Description) -> Html:
    return element("p", element("code", block.text))


@_block.register
def _(block: Subheading, _description: Description) -> Html:
    return element("h3", block.text)


def _fact(fact: Fact | Person) -> Html:
    if isinstance(fact, Person):
        detail = element("span", element("bdi", fact.detail), class_="muted") if fact.detail else None
        value = join(element("bdi", fact.name), detail)
    else:
        value = join("\n".join(fact.lines))
    # Spelled out, as it is by far the most frequent element of all.
    return Html(f'<div><dt dir="auto">{join(fact.label)}</dt><dd dir="auto">{value}</dd></div>')


def _happening(item: Happening, direction: Mapping[str, str]) -> Html:
    first = element("p", element("span", item.date, class_="date"), element("strong", item.title, **direction))
    return element("li", first, _text(item.text) if item.text else None, _rest(item.rest))


def _figure(picture: Illustration) -> Html:
    start = f"data:{picture.media};base64,"
    shown = void("img", src=start, alt=picture.about)
    shown = Html(shown.replace(start, start + PLACE, 1))
    return element("figure", shown, element("figcaption", picture.name))


def _table(files: FileList) -> Html:
    name, kind, size = files.headings
    heading = element("tr", element("th", name), element("th", kind), element("th", size, class_="number"))
    return element("table", element("thead", heading), element("tbody", *map(_table_row, files.files)))


def _table_row(file: ListedFile) -> Html:
    sha256 = element("code", file.sha256, class_="hash") if file.sha256 else None
    cells = (element("td", file.name, sha256), element("td", file.kind), element("td", file.size, class_="number"))
    return element("tr", *cells)


def _sentence(sentence: Sentence) -> Html:
    tags = {"code": "code", "words": "bdi", "name": "bdi"}
    inserts = {
        each.name: element(tags[each.look], each.text) if each.look in tags else each.text for each in sentence.inserts
    }
    return element("p", fill(sentence.text, **inserts))


def _text(text: str) -> Html:
    return element("p", text, class_="text", dir="auto")


def _rest(texts: tuple[str, ...]) -> Html | None:
    if not texts:
        return None
    first, *further = (element("bdi", each) for each in texts)
    return element("p", first, *(piece for each in further for piece in (" · ", each)), class_="muted")
