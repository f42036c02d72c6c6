"""The words of the page of worth, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.worth.wording.texts import WorthTexts


def worth_wording(language: str) -> WorthTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    if language not in LANGUAGES:
        raise InvalidError(
            f'no page of worth is written in "{language}"', hints=[f"use one of: {', '.join(LANGUAGES)}"]
        )
    texts: WorthTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
