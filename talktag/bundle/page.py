"""The page in a bundle that a person reads: one HTML file that loads nothing, runs nothing and links nowhere.

What stands on it is the sender's word; it says so, and never says "verified".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from talktag.bundle.foreign import shown
from talktag.bundle.markup import Html, element, joined, void
from talktag.bundle.page_style import STYLE
from talktag.bundle.picture import media_type
from talktag.model.entry import UNSIGNED
from talktag.model.ident import printed_tag

PICTURES_LIMIT = 12_000_000  # bytes of pictures inside the page; further ones are only listed

# The policy stands before everything that came from outside, so that not even a fault in escaping could run or load.
_HEAD = Html(
    '<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n'
)
_PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_SECTIONS = {
    "identity": "maker and model",
    "serial": "serial number",
    "purchase": "purchase",
    "warranty": "warranty",
    "value": "price and value",
    "place": "place",
}
_Document = Mapping[str, Any]


def index_page(document: _Document, pictures: Mapping[str, bytes]) -> bytes:
    """The page for `document`, as UTF-8; `pictures` by the path their file has in the document, shown as they are."""
    name = document["product"]["name"]
    parts = (
        _top(document),
        _request(document),
        _gallery(document, pictures),
        _facts(document["product"]),
        _warranties(document["product"]),
        _history(document["product"]),
        _notes(document),
        _files(document),
        _checking(document),
        _bottom(document),
    )
    title = element("title", shown(name))
    head = element("head", "\n", _HEAD, title, "\n", element("style", Html(STYLE)), "\n")
    body = element(
        "body", "\n", element("main", "\n", *(line for part in parts if part for line in (part, "\n"))), "\n"
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n".encode()


def _top(document: _Document) -> Html:
    product = document["product"]
    kicker = "An answer about a product" if document["kind"] == "reply" else "The record of a product"
    made = " ".join(product[key] for key in ("maker", "model") if product.get(key))
    return element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", product["name"], dir="auto"),
        element("p", made, class_="made", dir="auto") if made and made != product["name"] else None,
    )


def _request(document: _Document) -> Html:
    signer, audience = document["signer"], document.get("audience", {})
    purpose = document.get("purpose")
    rows = [
        ("From", _with_detail(signer["name"], signer.get("contact"))),
        ("For", _with_detail(audience.get("name"), audience.get("role"))),
        ("Made", _moment(document["created"])),
        ("To be used until", document.get("until")),
    ]
    ask = element("p", purpose, class_="purpose", dir="auto") if purpose else None
    return element("section", element("h2", "What it is about") if ask else None, ask, _pairs(rows), class_="request")


def _gallery(document: _Document, pictures: Mapping[str, bytes]) -> Html | None:
    figures = []
    room = PICTURES_LIMIT
    for file in document["files"]:
        data = pictures.get(file["path"])
        media = media_type(data) if data else None
        if data is None or media not in _PICTURE_TYPES or len(data) > room:
            continue
        room -= len(data)
        caption = file["path"].removeprefix("files/")
        image = void("img", src=_data_uri(media, data), alt=f"{file['kind']} {caption}")
        figures.append(element("figure", image, element("figcaption", caption)))
    return _section("Pictures", element("div", *figures, class_="pictures")) if figures else None


def _data_uri(media: str, data: bytes) -> str:
    import base64

    return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}"


def _facts(product: _Document) -> Html | None:
    purchase = product.get("purchase", {})
    rows = [
        ("Maker", product.get("maker")),
        ("Model", product.get("model")),
        ("Serial number", product.get("serial")),
        ("GTIN (bar code)", product.get("gtin")),
        ("TalkTag", ", ".join(printed_tag(tag) for tag in product.get("tags", []))),
        ("Quantity", _spelled(product["quantity"]) if "quantity" in product else None),
        ("Labels", ", ".join(product.get("labels", []))),
        ("Place", product.get("place")),
        ("Bought on", purchase.get("date")),
        ("Bought from", purchase.get("from")),
        ("Order", purchase.get("order")),
        ("Price", purchase.get("price")),
        *((f"Value: {key}", _spelled(value)) for key, value in product.get("value", {}).items()),
        *((key, _spelled(value)) for key, value in product.get("fields", {}).items()),
    ]
    return _section("The product", _pairs(rows)) if any(value for _, value in rows) else None


def _warranties(product: _Document) -> Html | None:
    items = []
    for warranty in product.get("warranties", []):
        until = warranty.get("until")
        term, kind = warranty.get("term"), warranty.get("kind")
        main = f"until {until}" if until else term or "length not said"
        rest = (term if until and term != until else None, kind if kind != "all" else None, warranty.get("provider"))
        items.append(element("li", element("strong", main), _muted(rest), dir="auto"))
    return _section("Warranty", element("ul", *items, class_="plain")) if items else None


def _history(product: _Document) -> Html | None:
    items = []
    for entry in product.get("entries", []):
        first = element(
            "p", element("span", entry.get("date", ""), class_="date"), element("strong", entry.get("title", ""))
        )
        text = element("p", entry["text"], class_="text", dir="auto") if entry.get("text") else None
        rest = (entry.get("kind"), entry.get("party"), entry.get("cost"), _vouched(entry))
        items.append(element("li", first, text, _muted(rest)))
    return _section("History", element("ol", *items, class_="history")) if items else None


def _vouched(entry: _Document) -> str | None:
    """What an entry that came without a signature is marked with, wherever it goes from there."""
    return "not signed" if entry.get("signer") == UNSIGNED else None


def _notes(document: _Document) -> Html | None:
    items = [
        element("li", element("p", note["text"], class_="text", dir="auto"), _muted((note.get("created"),)))
        for note in document.get("notes", [])
    ]
    return _section("Notes", element("ul", *items, class_="history")) if items else None


def _files(document: _Document) -> Html | None:
    rows = [
        element(
            "tr",
            element("td", file["path"].removeprefix("files/")),
            element("td", file["kind"]),
            element("td", _size(file["size"]), class_="number"),
        )
        for file in document["files"]
    ]
    if not rows:
        return None
    heading = element("tr", element("th", "File"), element("th", "Kind"), element("th", "Size", class_="number"))
    table = element("table", element("thead", heading), element("tbody", *rows))
    return _section("Files", element("p", "They are in the folder ", element("code", "data/files"), "."), table)


def _checking(document: _Document) -> Html:
    signer = document["signer"]
    return _section(
        "How to check this",
        element("p", "Everything on this page is the word of the sender, and the page itself proves nothing."),
        element(
            "p",
            "The bundle is signed. ",
            element("code", "README.txt"),
            ", in the same folder as this page, says how to check that with what Windows, macOS and Linux bring "
            "along. The key to check with must come from ",
            element("bdi", signer["name"]),
            " by another way than this bundle: on paper, by telephone, or from a bundle that was checked before. "
            "The sender says that it has the fingerprint",
        ),
        element("p", element("code", signer["fingerprint"])),
        class_="checking",
    )


def _bottom(document: _Document) -> Html:
    shared = ", ".join(_section_name(section) for section in document["shared"])
    given = element("p", "Shared: ", element("bdi", shared), ". Nothing else was.") if shared else None
    number = element("p", "Bundle ", element("code", document["bundle"]), f", number {document['sequence']}")
    return element("footer", given, number)


def _section(heading: str, *content: str | None, class_: str = "part") -> Html:
    return element("section", element("h2", heading), *content, class_=class_)


def _pairs(rows: Iterable[tuple[str, str | None]]) -> Html:
    pairs = [
        element("div", element("dt", name, dir="auto"), element("dd", value, dir="auto"))
        for name, value in rows
        if value
    ]
    return element("dl", *pairs)


def _muted(parts: Iterable[str | None]) -> Html | None:
    said = [element("bdi", part) for part in parts if part]
    if not said:
        return None
    dotted = [said[0], *(piece for part in said[1:] for piece in (" · ", part))]
    return element("p", joined(*dotted), class_="muted")


def _with_detail(name: str | None, detail: str | None) -> Html | None:
    if not name:
        return None
    return joined(element("bdi", name), element("span", element("bdi", detail), class_="muted") if detail else None)


def _moment(created: str) -> str:
    return f"{created[:10]} {created[11:16]} UTC, by the sender's clock"


def _section_name(section: str) -> str:
    head, _, rest = section.partition(":")
    return rest or _SECTIONS.get(head, head)


def _spelled(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _size(size: int) -> str:
    for unit, factor in (("MB", 1_000_000), ("kB", 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"
