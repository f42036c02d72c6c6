"""The words of a packet about a party, one module a language. They hold no markup, and never a word of the owner's."""

from __future__ import annotations

from importlib import import_module

from talktag.model.parties.party import check_language
from talktag.page.switching.wording.texts import PacketTexts


def packet_wording(language: str) -> PacketTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "no packet is written")
    texts: PacketTexts = import_module(f"{__name__}.{language}").TEXTS
    return texts
