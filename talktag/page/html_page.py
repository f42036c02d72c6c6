"""A description as one HTML file that loads nothing, runs nothing and links nowhere. It knows blocks, and no product.

The page of a bundle is made again wherever it is received, and compared: what is made of one description is the same
bytes in every version.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch

from talktag.content import content_of
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
from talktag.model.values.foreign_text import escape
from talktag.page.markup import Html, element, fill, join, void
from talktag.page.style import PRODUCT_STYLE, STYLE

# The policy stands before everything that came from outside, so that not even a fault in escaping could run or load.
HEAD = Html(
    '<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n'
)
_PLACE = "\0"  # escaped wherever it is said
_PIECE = 3 << 17  # bytes of a picture at a time, of which base64 makes whole groups of four letters


def html_page(description: Description) -> bytes:
    """The page, as UTF-8."""
    return b"".join(html_parts(description))


def html_parts(description: Description) -> Iterator[bytes]:
    """The page in parts, of which none holds more than a piece of a picture."""
    blocks = (block for section in description.sections for block in section.blocks)
    pictures = [picture for block in blocks if isinstance(block, Illustrations) for picture in block.pictures]
    first, *rest = _text_of(description).split(_PLACE)
    yield first.encode()
    for picture, text in zip(pictures, rest, strict=True):
        content = content_of(picture.data)
        for at in range(0, content.size, _PIECE):
            yield base64.b64encode(content.read(at, _PIECE))
        yield text.encode()


def _text_of(description: Description) -> str:
    """The page, with _PLACE where a picture belongs."""
    sections = [_section(each, description) for each in description.sections]
    parts = [_header(description), *sections, *_footer(description)]
    has_products = any(each.role == "product" for each in description.sections)
    style = Html(STYLE + PRODUCT_STYLE if has_products else STYLE)
    title = element("title", escape(description.name))
    head = element("head", "\n", HEAD, title, "\n", element("style", style), "\n")
    main = element("main", "\n", *(line for part in parts for line in (part, "\n")))
    body = element("body", "\n", main, "\n")
    return f"<!doctype html>\n{element('html', head, body, lang=description.language)}\n"


def _header(description: Description) -> Html:
    return element(
        "header",
        element("p", description.kicker, class_="kicker") if description.kicker else None,
        element("h1", description.title, dir="auto"),
        element("p", description.subtitle, class_="made", dir="auto") if description.subtitle else None,
    )


def _footer(description: Description) -> Iterable[Html]:
    if description.ending:
        yield element("footer", *map(_sentence, description.ending))


def _section(section: Section, description: Description) -> Html:
    content = [_block(each, description) for each in section.blocks]
    if section.role == "product":
        number = f"{section.number}. " if section.number else None
        name = join(number, element("bdi", section.heading))
        return element("section", element("h2", name, class_="name"), *content)
    if section.role == "total":
        return element("section", element("h2", section.heading), *content)
    # Over a few facts alone, which need no heading, there is none.
    is_headed = section.role != "request" or any(isinstance(each, Quotation) for each in section.blocks)
    heading = element("h2", section.heading) if is_headed and section.heading else None
    class_ = "request" if section.role in {"request", "about"} else section.role
    return element("section", heading, *content, class_=class_)


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
    return element("div", element("dt", fact.label, dir="auto"), element("dd", value, dir="auto"))


def _happening(item: Happening, direction: Mapping[str, str]) -> Html:
    first = element("p", element("span", item.date, class_="date"), element("strong", item.title, **direction))
    return element("li", first, _text(item.text) if item.text else None, _rest(item.rest))


def _figure(picture: Illustration) -> Html:
    start = f"data:{picture.media};base64,"
    shown = void("img", src=start, alt=picture.about)
    shown = Html(shown.replace(start, start + _PLACE, 1))
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
