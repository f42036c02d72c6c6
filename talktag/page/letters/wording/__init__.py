"""The words of letters, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.letters.wording.texts import LetterTexts


def letter_wording(language: str) -> LetterTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "no letter is written")
    texts: LetterTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
