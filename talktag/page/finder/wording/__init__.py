"""The words of the page behind the sticker, one module a language. They hold no markup, and never a word of anybody's.

More languages than those of parties: whoever finds a thing was not chosen by its owner.
"""

from __future__ import annotations

from importlib import import_module

from talktag.page.finder.wording.texts import FinderTexts

FINDER_LANGUAGES = ("en", "es", "it", "sv", "de", "fr", "pt", "ar", "zh", "ja")  # as the switch has them
RIGHT_TO_LEFT = frozenset({"ar"})


def wording(language: str) -> FinderTexts:
    """The texts in the language of a BCP 47 tag; English where the page is not written in it."""
    base = language.lower().split("-")[0]
    texts: FinderTexts = import_module(f"{__name__}.{base if base in FINDER_LANGUAGES else 'en'}").TEXTS
    return texts


def direction(language: str) -> str:
    """How that language is written: `rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
