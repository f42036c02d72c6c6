"""The words of the checker page, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.checker.wording.texts import CheckerTexts


def wording(language: str) -> CheckerTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    if language not in LANGUAGES:
        raise InvalidError(f'the page is not written in "{language}"', hints=[f"use one of: {', '.join(LANGUAGES)}"])
    texts: CheckerTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
