"""The words of the checker page, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.checker.wording.texts import CheckerTexts


def wording(language: str) -> CheckerTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "the page is not written")
    texts: CheckerTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
