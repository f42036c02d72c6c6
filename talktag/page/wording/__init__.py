"""The words of the page in a bundle, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from talktag.model.parties.party import check_language
from talktag.page.wording.texts import FormTexts, MailTexts, Texts


def wording(language: str) -> Texts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    texts: Texts = _module(language).TEXTS
    return texts


def form_wording(language: str) -> FormTexts:
    """What the form for an answer says besides, in one of LANGUAGES; InvalidError for any other."""
    texts: FormTexts = _module(language).FORM
    return texts


def mail_wording(language: str) -> MailTexts:
    """What the mail says that a bundle goes along with, in one of LANGUAGES; InvalidError for any other."""
    texts: MailTexts = _module(language).MAIL
    return texts


def _module(language: str) -> ModuleType:
    check_language(language, "the page is not written")
    return import_module(f"{__name__}.{language}")
