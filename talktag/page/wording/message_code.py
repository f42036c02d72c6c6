"""What stands around a message that goes as a code on paper, in each language. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.parties.party import check_language


class MessageCodeTexts(NamedTuple):
    """Whom it is for, and what to do with it; what stands in braces is put in, and must stay."""

    title: str
    take_in: str
    sealed: str
    clear: str


def message_code_wording(language: str) -> MessageCodeTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "the page is not written")
    return _TEXTS[language]


_TEXTS: Mapping[str, MessageCodeTexts] = {
    "en": MessageCodeTexts(
        title="A message for {name}",
        take_in="Photograph the code, all of it and flat, and type: {command}",
        sealed="Only {name} can read it.",
        clear="It is not encrypted: whoever sees the code can read it.",
    ),
    "es": MessageCodeTexts(
        title="Un mensaje para {name}",
        take_in="Fotografíe el código, entero y plano, y escriba: {command}",
        sealed="Solo {name} puede leerlo.",
        clear="No está cifrado: quien vea el código puede leerlo.",
    ),
    "de": MessageCodeTexts(
        title="Eine Nachricht für {name}",
        take_in="Den Code fotografieren, ganz und flach, und eingeben: {command}",
        sealed="Nur {name} kann sie lesen.",
        clear="Sie ist nicht verschlüsselt: Wer den Code sieht, kann sie lesen.",
    ),
    "fr": MessageCodeTexts(
        title="Un message pour {name}",
        take_in="Photographiez le code, en entier et à plat, et tapez : {command}",
        sealed="Seul {name} peut le lire.",
        clear="Il n’est pas chiffré : qui voit le code peut le lire.",
    ),
    "it": MessageCodeTexts(
        title="Un messaggio per {name}",
        take_in="Fotografi il codice, intero e in piano, e scriva: {command}",
        sealed="Solo {name} può leggerlo.",
        clear="Non è cifrato: chi vede il codice può leggerlo.",
    ),
    "sv": MessageCodeTexts(
        title="Ett meddelande till {name}",
        take_in="Fotografera koden, hela och platt, och skriv: {command}",
        sealed="Bara {name} kan läsa det.",
        clear="Det är inte krypterat: den som ser koden kan läsa det.",
    ),
}
