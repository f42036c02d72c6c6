"""The page of a bundle and its text, made of JSON values that no reader need have taken. It judges none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talktag.model.bundles.document import read_document
from talktag.page import bundle_page


def index_page(values: Mapping[str, Any], pictures: Mapping[str, bytes], language: str = "en") -> bytes:
    return bundle_page.index_page(read_document(values), pictures, language).whole()


def summary_text(values: Mapping[str, Any], language: str = "en", files: Mapping[str, bytes] | None = None) -> bytes:
    return bundle_page.summary_text(read_document(values), files, language)
