"""What a person reads first in a bundle, as a page or as plain text. Neither ever says "verified".

What stands there is the sender's word, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from talktag.content import Content, Made
from talktag.model.bundles.document import Document
from talktag.page.describe_bundle import describe_bundle
from talktag.page.html_page import html_parts
from talktag.page.plain_text import plain_text


def index_page(document: Document, pictures: Mapping[str, bytes | Content], language: str = "en") -> Content:
    """The page for `document`, as UTF-8, made as it is read.

    `pictures` are shown as they are, by the path their file has in the document.
    `language` is one of model.party.LANGUAGES; InvalidError for any other.
    """
    description = describe_bundle(document, pictures, language)
    return Made(lambda: html_parts(description))


def summary_text(document: Document, files: Mapping[str, bytes | Content] | None = None, language: str = "en") -> bytes:
    """The text for `document`, as UTF-8 with LF line ends; `language` likewise.

    Of `files`, by their paths, it shows the texts of terms and nothing else.
    """
    texts = {path: content for path, content in (files or {}).items() if path.endswith(".txt")}
    return plain_text(describe_bundle(document, texts, language))
