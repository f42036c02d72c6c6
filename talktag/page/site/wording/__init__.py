"""The words of a site, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.site.wording.texts import SiteTexts


def site_wording(language: str) -> SiteTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "a site is not written")
    texts: SiteTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts


def fill_in(text: str, **parts: str) -> str:
    """`text` with each `{name}` of `parts` in its place; what is put in is never looked at for names again."""
    first, *pieces = text.split("{")
    rest = (piece.partition("}") for piece in pieces)
    return first + "".join(f"{parts[name]}{behind}" for name, _, behind in rest)
