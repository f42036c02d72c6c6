"""The page in a bundle that a person reads: one HTML file that loads nothing, runs nothing and links nowhere.

What stands on it is the sender's word; it says so, and never says "verified". Only its own words are in another
language: what the sender wrote stands as it was written, and dates and amounts as in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from talktag.model.bundles.kinds import ANSWERING
from talktag.model.files.media_type import media_type
from talktag.model.log.entry import UNSIGNED
from talktag.model.values.foreign_text import escape
from talktag.model.values.ident import printed_tag
from talktag.page.markup import Html, element, filled, joined, void
from talktag.page.style import STYLE
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import named, size_in, spelled, term_in

PICTURES_LIMIT = 12_000_000  # bytes of pictures inside the page; further ones are only listed

# The policy stands before everything that came from outside, so that not even a fault in escaping could run or load.
HEAD = Html(
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
    title = element("title", escape(name))
    head = element("head", "\n", HEAD, title, "\n", element("style", Html(STYLE)), "\n")
    body = element(
        "body", "\n", element("main", "\n", *(line for part in parts if part for line in (part, "\n"))), "\n"
    )
    return f"<!doctype html>\n{element('html', head, body, lang=words.language)}\n".encode()


def _top(document: _Document, words: Texts) -> Html:
    product = document["product"]
    kicker = words.answer if document["kind"] in ANSWERING else words.record
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
        (words.audience, _with_detail(audience.get("name"), named(words.roles, audience.get("role")))),
        (words.made, _moment(document["created"], words)),
        (words.until, document.get("until")),
        (words.terms, document.get("terms")),
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
        image = void("img", src=_data_uri(media, data), alt=f"{named(words.files, file['kind'])} {caption}")
        figures.append(element("figure", image, element("figcaption", caption)))
    return _section(words.pictures, element("div", *figures, class_="pictures")) if figures else None


def _data_uri(media: str, data: bytes) -> str:
    import base64

    return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}"


def _facts(product: _Document, words: Texts) -> Html | None:
    rows = product_rows(product, words)
    return _section(words.product, _pairs(rows)) if any(value for _, value in rows) else None


def product_rows(product: _Document, words: Texts) -> list[tuple[str, str | None]]:
    """What the product is, as label and value; those without a value are not told."""
    purchase = product.get("purchase", {})
    return [
        (words.maker, product.get("maker")),
        (words.model, product.get("model")),
        (words.serial, product.get("serial")),
        (words.gtin, product.get("gtin")),
        ("TalkTag", ", ".join(printed_tag(tag) for tag in product.get("tags", []))),
        (words.quantity, spelled(product["quantity"]) if "quantity" in product else None),
        (words.labels, ", ".join(product.get("labels", []))),
        (words.place, product.get("place")),
        (words.bought, purchase.get("date")),
        (words.seller, purchase.get("from")),
        (words.order, purchase.get("order")),
        (words.price, purchase.get("price")),
        *((words.value.replace("{name}", key), spelled(value)) for key, value in product.get("value", {}).items()),
        *((key, spelled(value)) for key, value in product.get("fields", {}).items()),
    ]


def _warranties(product: _Document, words: Texts) -> Html | None:
    items = []
    for warranty in product.get("warranties", []):
        main, rest = warranty_words(warranty, words)
        items.append(element("li", element("strong", main), _muted(rest), dir="auto"))
    return _section(words.warranty, element("ul", *items, class_="plain")) if items else None


def warranty_words(warranty: _Document, words: Texts) -> tuple[str, tuple[str | None, ...]]:
    """How long a warranty holds, and what else is said of it."""
    until = warranty.get("until")
    term, kind = term_in(words, warranty.get("term")), warranty.get("kind")
    main = words.warranty_until.replace("{date}", until) if until else term or words.warranty_unsaid
    cover = named(words.warranties, kind) if kind != "all" else None
    return main, (term if until and term != until else None, cover, warranty.get("provider"))


def _history(product: _Document, words: Texts) -> Html | None:
    items = []
    for entry in product.get("entries", []):
        first = element(
            "p", element("span", entry.get("date", ""), class_="date"), element("strong", entry.get("title", ""))
        )
        text = element("p", entry["text"], class_="text", dir="auto") if entry.get("text") else None
        items.append(element("li", first, text, _muted(entry_words(entry, words))))
    return _section(words.history, element("ol", *items, class_="history")) if items else None


def entry_words(entry: _Document, words: Texts) -> tuple[str | None, ...]:
    """What is said of an entry besides its date, title and text; one that came without a signature stays marked."""
    unsigned = words.unsigned if entry.get("signer") == UNSIGNED else None
    return named(words.entries, entry.get("kind")), entry.get("party"), entry.get("cost"), unsigned


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
            element("td", named(words.files, file["kind"])),
            element("td", size_in(words, file["size"]), class_="number"),
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
    shared = ", ".join(section_name(section, words) for section in document["shared"])
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


def section_name(section: str, words: Texts) -> str:
    """What a section is called on the page."""
    head, _, rest = section.partition(":")
    names = {"files": words.files, "entries": words.entries}.get(head, {})
    return named(names, rest) or named(words.sections, head)
