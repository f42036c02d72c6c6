"""The text of README.txt, one module a language. It holds no word of the owner's; what stands in braces is put in."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from talktag.model.parties.party import check_language


class ReadmeTexts(NamedTuple):
    """The whole text, that of a kind of bundle that is brief, and what the claims of the sender are called."""

    text: str
    brief: str
    claims: Mapping[str, str]


def readme_wording(language: str) -> ReadmeTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "README.txt is not written")
    module = import_module(f"{__name__}.{language}")
    return ReadmeTexts(module.TEXT, module.MESSAGE, module.CLAIMS)
