"""summary.txt in a bundle: what stands on its page, as plain text for mail that lets no HTML by. It never says more.

What the sender wrote is always indented, marked where it can have several lines, and without a character that a
terminal or an editor would obey, so that none of it can pass for a line of ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from talktag.model.bundles.kinds import ANSWERING
from talktag.model.values.foreign_text import escape, quote
from talktag.page.bundle_page import entry_words, product_rows, section_name, warranty_words
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import named, size_in

WIDTH = 72  # columns
_MARGIN = "  "
_QUOTE = "  | "
_LABEL_MOST = 24  # columns of a label, beyond which its value goes below it
_ADDRESSES = ("https://", "http://")
_Document = Mapping[str, Any]


def summary_text(document: _Document, language: str = "en") -> bytes:
    """The text for `document`, as UTF-8 with LF line ends, in lines of at most WIDTH columns but for web addresses.

    `language` is one of model.party.LANGUAGES; InvalidError for any other.
    """
    words = wording(language)
    product = document["product"]
    parts = (
        _top(document, words),
        _request(document, words),
        _part(words.product, _pairs(product_rows(product, words))),
        _part(words.warranty, _warranties(product, words)),
        _part(words.history, _history(product, words)),
        _part(words.notes, _notes(document)),
        _part(words.attached, _files(document, words)),
        _part(words.checking, _checking(document, words)),
        _bottom(document, words),
    )
    return "\n".join(line for part in parts if part for line in (*part, "")).encode()


def _top(document: _Document, words: Texts) -> list[str]:
    product = document["product"]
    made = " ".join(product[key] for key in ("maker", "model") if product.get(key))
    kicker = words.answer if document["kind"] in ANSWERING else words.record
    names = [product["name"], *([made] if made and made != product["name"] else [])]
    return [
        kicker,
        "=" * _cells(kicker),
        "",
        *(line for name in names for line in _wrapped(escape(name), _MARGIN)),
    ]


def _request(document: _Document, words: Texts) -> list[str]:
    signer, audience = document["signer"], document.get("audience", {})
    made = f"{document['created'][:10]} {document['created'][11:16]}"
    rows = (
        (words.sender, signer["name"]),
        ("", signer.get("contact")),
        (words.audience, audience.get("name")),
        ("", named(words.roles, audience.get("role"))),
        (words.made, words.moment.replace("{moment}", made)),
        (words.until, document.get("until")),
        (words.terms, document.get("terms")),
    )
    purpose = [*_quote(document["purpose"]), ""] if document.get("purpose") else []
    return _part(words.about, [*purpose, *_pairs(rows)])


def _warranties(product: _Document, words: Texts) -> Iterator[str]:
    for warranty in product.get("warranties", []):
        main, rest = warranty_words(warranty, words)
        yield from _wrapped(_dotted((main, *rest)), "  - ", "    ")


def _history(product: _Document, words: Texts) -> Iterator[str]:
    for number, entry in enumerate(product.get("entries", [])):
        if number:
            yield ""
        yield from _wrapped(f"{escape(entry.get('date', ''))}  {escape(entry.get('title', ''))}", _MARGIN, "    ")
        yield from _wrapped(_dotted(entry_words(entry, words)), "    ")
        yield from _quote(entry.get("text") or "")


def _notes(document: _Document) -> Iterator[str]:
    for number, note in enumerate(document.get("notes", [])):
        if number:
            yield ""
        yield from _wrapped(escape(note.get("created", "")), _MARGIN)
        yield from _quote(note["text"])


def _files(document: _Document, words: Texts) -> Iterator[str]:
    for file in document["files"]:
        told = (file["path"].removeprefix("files/"), named(words.files, file["kind"]), size_in(words, file["size"]))
        yield from _wrapped(_dotted(told), "  - ", "    ")
    if document["files"]:
        yield ""
        yield from _wrapped(words.attached_where.replace("{folder}", "data/files"))


def _checking(document: _Document, words: Texts) -> Iterator[str]:
    signer = document["signer"]
    yield from _wrapped(words.checking_word)
    yield ""
    how = words.checking_how.replace("{readme}", "README.txt")
    # Only its first line is at the edge, and that begins with our words.
    yield from _wrapped(f"{how.replace('{sender}', quote(signer['name']))}:", "", _MARGIN)
    yield ""
    yield from _wrapped(escape(signer["fingerprint"]), "    ")


def _bottom(document: _Document, words: Texts) -> list[str]:
    shared = ", ".join(escape(section_name(section, words)) for section in document["shared"])
    bundle = words.bundle.replace("{number}", str(document["sequence"])).replace("{bundle}", escape(document["bundle"]))
    lines = _wrapped(words.shared.replace("{sections}", shared), "", _MARGIN) if shared else []
    return [*lines, *_wrapped(bundle, "", _MARGIN)]


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    """Lines under their heading; nothing where there are none."""
    told = list(lines)
    return [heading, "-" * _cells(heading), "", *told] if told else []


def _pairs(rows: Iterable[tuple[str, str | None]]) -> list[str]:
    """Label and value in two columns; a long label has its value below it."""
    told = [(f"{escape(label)}:" if label else "", escape(value)) for label, value in rows if value]
    width = max((_cells(label) for label, _ in told if _cells(label) <= _LABEL_MOST), default=0)
    rest = f"{_MARGIN}{' ' * width}  "
    lines = []
    for label, value in told:
        if _cells(label) > width:
            lines += _wrapped(label, _MARGIN)
            first = rest
        else:
            first = f"{_MARGIN}{label}{' ' * (width - _cells(label))}  "
        lines += _wrapped(value, first, rest)
    return lines


def _quote(text: str) -> list[str]:
    """Somebody's own lines, each marked."""
    lines = escape(text, lines=True).split("\n") if text.strip() else []
    return [piece for line in lines for piece in (_wrapped(line, _QUOTE) or [_QUOTE.rstrip()])]


def _dotted(parts: Iterable[str | None]) -> str:
    return " · ".join(escape(part) for part in parts if part)


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines that begin with `first`, and from the second on with `rest`; no line where it is blank."""
    lines: list[str] = []
    begin, line = first, ""
    follow = first if rest is None else rest
    for word in text.split():
        for piece in _pieces(word, WIDTH - _cells(follow)):
            longer = f"{line} {piece}" if line else piece
            if line and _cells(begin + longer) > WIDTH:
                lines.append(begin + line)
                begin, line = follow, piece
            else:
                line = longer
    return [*lines, begin + line] if line else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word, in pieces that fit into a line; an address stays whole, because only then it can be copied."""
    if _cells(word) <= width or word.startswith(_ADDRESSES):
        yield word
        return
    piece, used = "", 0
    for letter in word:
        cells = _cells(letter)
        if used + cells > width:
            yield piece
            piece, used = "", 0
        piece += letter
        used += cells
    yield piece


def _cells(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cell(letter) for letter in text)


def _cell(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
