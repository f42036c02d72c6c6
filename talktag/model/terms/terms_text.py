"""Terms as a store keeps them: a text, known by its hash, and a record beside it of what it is called and where from.

It fetches nothing and shows no text by itself: what a roster has at an address today is for a person to look at.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.model.files.media_type import media_type
from talktag.model.terms.said_terms import SHORT
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, json_values, read_record, without_absent

TEXT_LIMIT = 1_000_000  # bytes of one text
WORDS_LIMIT = 1000  # characters of what the person says about it
FILE_KIND = "terms"  # of the file in a bundle that brings a text

# By the ending of its file here, the ending under which it leaves in a bundle, and as what: no program there may take
# HTML for a page, so that it is read as the text that it is.
LEAVES_AS: Mapping[str, tuple[str, str]] = {
    "txt": ("txt", "text/plain"),
    "md": ("txt", "text/plain"),
    "html": ("txt", "text/plain"),
    "pdf": ("pdf", "application/pdf"),
}
TYPES = tuple(LEAVES_AS)
SHAPED_LIKE = "MyTerms (IEEE 7012-2025)"  # in the record of what is named by a roster: shaped like it, and no more


@dataclass(frozen=True, slots=True)
class Terms:
    """A text with that SHA-256, in a file of that `type`, an ending of TYPES.

    `roster` is the address of the list that it is from, `id` what it is called there, `source` the address that its
    text was read at. `words` are what the person says about it. `added` is when it was first kept here.
    """

    sha256: str
    type: str
    added: datetime.date
    title: str | None = None
    roster: str | None = None
    id: str | None = None
    language: str | None = None
    source: str | None = None
    words: str | None = None

    @property
    def called(self) -> str:
        """What people call it."""
        return self.title or self.id or self.sha256[:SHORT]

    @property
    def is_text(self) -> bool:
        """Whether it can be shown as the text that it is."""
        return self.type != "pdf"


_TEXTS = ("title", "roster", "id", "language", "source", "words")


def check_text(data: bytes, ending: str) -> str:
    """The type of a text with such an ending of its name; ValueError with a sentence for what is none."""
    kind = {"text": "txt", "markdown": "md", "htm": "html"}.get(ending.lower(), ending.lower())
    if kind not in TYPES:
        raise ValueError(f"terms are kept as {', '.join(TYPES)}")
    if not data.strip():
        raise ValueError("the text is empty")
    if len(data) > TEXT_LIMIT:
        raise ValueError(f"the text has more than {TEXT_LIMIT:,} bytes")
    is_as_said = media_type(data) == LEAVES_AS[kind][1]
    if kind == "pdf":
        if not is_as_said:
            raise ValueError("the file is no PDF")
        return kind
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("the text is not in UTF-8") from None
    if not is_as_said:
        raise ValueError("the file is not one of text, or begins like another kind of file")
    return kind


def read_terms(data: bytes, path: str, sha256: str) -> Reading[Terms]:
    """Read the record of terms, which is named after their hash; every problem is reported."""
    return read_record(data, path, lambda fields: _terms(fields, sha256))


def _terms(fields: Fields, sha256: str) -> Terms | None:
    added, kind = fields.date("added"), fields.must_have("type")
    if added is None:
        fields.problem("added", "is missing", "missing")
    if kind and kind not in TYPES:
        fields.problem("type", f'"{kind}" is none of {", ".join(TYPES)}')
        kind = None
    texts = {key: fields.text(key) for key in _TEXTS}
    fields.text("shaped_like")
    if added is None or kind is None:
        return None
    return Terms(sha256, kind, added, **texts)


def terms_table(terms: Terms) -> dict[str, Any]:
    """The record of terms as TOML values."""
    named = {"title": terms.title, "roster": terms.roster, "id": terms.id}
    shaped = {"shaped_like": SHAPED_LIKE if terms.roster and terms.id else None}
    rest = {"language": terms.language, "type": terms.type, "source": terms.source, "added": terms.added}
    return without_absent({"format": FORMAT, **named, **shaped, **rest, "words": terms.words})


def terms_values(terms: Terms) -> dict[str, Any]:
    """The record of terms as JSON values, with its hash; its format says something of the file only."""
    return {"sha256": terms.sha256, **json_values({k: v for k, v in terms_table(terms).items() if k != "format"})}
