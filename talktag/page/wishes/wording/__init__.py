"""The words of the page of a wish, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.wishes.wording.texts import WishTexts


def wish_wording(language: str) -> WishTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    if language not in LANGUAGES:
        raise InvalidError(f'the page is not written in "{language}"', hints=[f"use one of: {', '.join(LANGUAGES)}"])
    texts: WishTexts = import_module(f"{__name__}.{language}").WISH
    return texts
