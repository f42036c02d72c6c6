"""The words of a site, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.site.wording.texts import SiteTexts


def site_wording(language: str) -> SiteTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    if language not in LANGUAGES:
        raise InvalidError(f'a site is not written in "{language}"', hints=[f"use one of: {', '.join(LANGUAGES)}"])
    texts: SiteTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts


def fill_in(text: str, **parts: str) -> str:
    """`text` with each `{name}` of `parts` in its place; what is put in is never looked at for names again."""
    first, *pieces = text.split("{")
    rest = (piece.partition("}") for piece in pieces)
    return first + "".join(f"{parts[name]}{behind}" for name, _, behind in rest)
