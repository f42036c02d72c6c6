"""The page in a bundle that a person reads: one HTML file that loads nothing, runs nothing and links nowhere.

What stands on it is the sender's word; it says so, and never says "verified". Only its own words are in another
language: what the sender wrote stands as it was written, and dates and amounts as in the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from talktag.bundle.foreign import shown
from talktag.bundle.markup import Html, element, filled, joined, void
from talktag.bundle.page_style import STYLE
from talktag.bundle.picture import media_type
from talktag.bundle.wording import wording
from talktag.bundle.wording.texts import Texts
from talktag.model.entry import UNSIGNED
from talktag.model.ident import printed_tag
from talktag.model.warranty import LIFETIME, Duration, parse_term

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
_Document = Mapping[str, Any]


def index_page(document: _Document, pictures: Mapping[str, bytes], language: str = "en") -> bytes:
    """The page for `document`, as UTF-8; `pictures` by the path their file has in the document, shown as they are.

    `language` is one of model.party.LANGUAGES; InvalidError for any other.
    """
    words = wording(language)
    name = document["product"]["name"]
    parts = (
        _top(document, words),
        _request(document, words),
        _gallery(document, pictures, words),
        _facts(document["product"], words),
        _warranties(document["product"], words),
        _history(document["product"], words),
        _notes(document, words),
        _files(document, words),
        _checking(document, words),
        _bottom(document, words),
    )
    title = element("title", shown(name))
    head = element("head", "\n", _HEAD, title, "\n", element("style", Html(STYLE)), "\n")
    body = element(
        "body", "\n", element("main", "\n", *(line for part in parts if part for line in (part, "\n"))), "\n"
    )
    return f"<!doctype html>\n{element('html', head, body, lang=words.language)}\n".encode()


def _top(document: _Document, words: Texts) -> Html:
    product = document["product"]
    kicker = words.answer if document["kind"] == "reply" else words.record
    made = " ".join(product[key] for key in ("maker", "model") if product.get(key))
    return element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", product["name"], dir="auto"),
        element("p", made, class_="made", dir="auto") if made and made != product["name"] else None,
    )


def _request(document: _Document, words: Texts) -> Html:
    signer, audience = document["signer"], document.get("audience", {})
    purpose = document.get("purpose")
    rows = [
        (words.sender, _with_detail(signer["name"], signer.get("contact"))),
        (words.audience, _with_detail(audience.get("name"), _named(words.roles, audience.get("role")))),
        (words.made, _moment(document["created"], words)),
        (words.until, document.get("until")),
    ]
    ask = element("p", purpose, class_="purpose", dir="auto") if purpose else None
    return element("section", element("h2", words.about) if ask else None, ask, _pairs(rows), class_="request")


def _gallery(document: _Document, pictures: Mapping[str, bytes], words: Texts) -> Html | None:
    figures = []
    room = PICTURES_LIMIT
    for file in document["files"]:
        data = pictures.get(file["path"])
        media = media_type(data) if data else None
        if data is None or media not in _PICTURE_TYPES or len(data) > room:
            continue
        room -= len(data)
        caption = file["path"].removeprefix("files/")
        image = void("img", src=_data_uri(media, data), alt=f"{_named(words.files, file['kind'])} {caption}")
        figures.append(element("figure", image, element("figcaption", caption)))
    return _section(words.pictures, element("div", *figures, class_="pictures")) if figures else None


def _data_uri(media: str, data: bytes) -> str:
    import base64

    return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}"


def _facts(product: _Document, words: Texts) -> Html | None:
    purchase = product.get("purchase", {})
    rows = [
        (words.maker, product.get("maker")),
        (words.model, product.get("model")),
        (words.serial, product.get("serial")),
        (words.gtin, product.get("gtin")),
        ("TalkTag", ", ".join(printed_tag(tag) for tag in product.get("tags", []))),
        (words.quantity, _spelled(product["quantity"]) if "quantity" in product else None),
        (words.labels, ", ".join(product.get("labels", []))),
        (words.place, product.get("place")),
        (words.bought, purchase.get("date")),
        (words.seller, purchase.get("from")),
        (words.order, purchase.get("order")),
        (words.price, purchase.get("price")),
        *((filled(words.value, name=key), _spelled(value)) for key, value in product.get("value", {}).items()),
        *((key, _spelled(value)) for key, value in product.get("fields", {}).items()),
    ]
    return _section(words.product, _pairs(rows)) if any(value for _, value in rows) else None


def _warranties(product: _Document, words: Texts) -> Html | None:
    items = []
    for warranty in product.get("warranties", []):
        until = warranty.get("until")
        term, kind = _term(warranty.get("term"), words), warranty.get("kind")
        main = filled(words.warranty_until, date=until) if until else term or words.warranty_unsaid
        cover = _named(words.warranties, kind) if kind != "all" else None
        rest = (term if until and term != until else None, cover, warranty.get("provider"))
        items.append(element("li", element("strong", main), _muted(rest), dir="auto"))
    return _section(words.warranty, element("ul", *items, class_="plain")) if items else None


def _history(product: _Document, words: Texts) -> Html | None:
    items = []
    for entry in product.get("entries", []):
        first = element(
            "p", element("span", entry.get("date", ""), class_="date"), element("strong", entry.get("title", ""))
        )
        text = element("p", entry["text"], class_="text", dir="auto") if entry.get("text") else None
        kind = _named(words.entries, entry.get("kind"))
        rest = (kind, entry.get("party"), entry.get("cost"), _vouched(entry, words))
        items.append(element("li", first, text, _muted(rest)))
    return _section(words.history, element("ol", *items, class_="history")) if items else None


def _vouched(entry: _Document, words: Texts) -> str | None:
    """What an entry that came without a signature is marked with, wherever it goes from there."""
    return words.unsigned if entry.get("signer") == UNSIGNED else None


def _notes(document: _Document, words: Texts) -> Html | None:
    items = [
        element("li", element("p", note["text"], class_="text", dir="auto"), _muted((note.get("created"),)))
        for note in document.get("notes", [])
    ]
    return _section(words.notes, element("ul", *items, class_="history")) if items else None


def _files(document: _Document, words: Texts) -> Html | None:
    rows = [
        element(
            "tr",
            element("td", file["path"].removeprefix("files/")),
            element("td", _named(words.files, file["kind"])),
            element("td", _size(file["size"], words), class_="number"),
        )
        for file in document["files"]
    ]
    if not rows:
        return None
    heading = element(
        "tr", element("th", words.file), element("th", words.kind), element("th", words.size, class_="number")
    )
    table = element("table", element("thead", heading), element("tbody", *rows))
    return _section(
        words.attached, element("p", filled(words.attached_where, folder=element("code", "data/files"))), table
    )


def _checking(document: _Document, words: Texts) -> Html:
    signer = document["signer"]
    how = filled(words.checking_how, readme=element("code", "README.txt"), sender=element("bdi", signer["name"]))
    return _section(
        words.checking,
        element("p", words.checking_word),
        element("p", how),
        element("p", element("code", signer["fingerprint"])),
        class_="checking",
    )


def _bottom(document: _Document, words: Texts) -> Html:
    shared = ", ".join(_section_name(section, words) for section in document["shared"])
    given = element("p", filled(words.shared, sections=element("bdi", shared))) if shared else None
    bundle = filled(words.bundle, bundle=element("code", document["bundle"]), number=str(document["sequence"]))
    number = element("p", bundle)
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


def _moment(created: str, words: Texts) -> Html:
    return filled(words.moment, moment=f"{created[:10]} {created[11:16]}")


def _section_name(section: str, words: Texts) -> str:
    head, _, rest = section.partition(":")
    names = {"files": words.files, "entries": words.entries}.get(head, {})
    return _named(names, rest) or _named(words.sections, head)


def _named(names: Mapping[str, str], word: str | None) -> str:
    """What a word of the record is called on the page: itself, where it is not one of ours."""
    return names.get(word, word) if word else ""


def _term(term: str | None, words: Texts) -> str | None:
    """How long a warranty holds, in the words of the page; what is no term stands as it is."""
    try:
        parsed = parse_term(term) if term else None
    except ValueError:
        return term
    if isinstance(parsed, Duration):
        one, several = words.units[parsed.unit]
        return f"{parsed.length} {one if parsed.length == 1 else several}"
    return words.lifetime if parsed == LIFETIME else term


def _spelled(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _size(size: int, words: Texts) -> str:
    for unit, factor in ((words.mega, 1_000_000), (words.kilo, 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}".replace(".", words.decimal_mark, 1)
    return f"{size} {words.small}"
