"""The words of the page of worth, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.worth.wording.texts import WorthTexts


def worth_wording(language: str) -> WorthTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "no page of worth is written")
    texts: WorthTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
