"""The words of the page of a wish, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.wishes.wording.texts import WishTexts


def wish_wording(language: str) -> WishTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "the page is not written")
    texts: WishTexts = import_module(f"{__name__}.{language}").WISH
    return texts
