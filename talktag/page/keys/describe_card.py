"""A card of keys described for its reader in one language: code, digits, what to do with them. It signs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talktag.model.parties.key_card import KeyCard
from talktag.model.sharing.description import (
    Description,
    Fact,
    FactList,
    Illustration,
    Illustrations,
    Insert,
    Section,
    Sentence,
    Verbatim,
)
from talktag.page.keys.card_text import TAKE_IN
from talktag.page.wording.card import CardTexts, card_wording

_SEAL = "age -r {recipient} -o LETTER.age LETTER.txt"


def describe_card(card: KeyCard, digits: Sequence[str], code: bytes, language: str) -> Description:
    """The card in one of LANGUAGES; `code` is a PNG of it as a code, which paper draws by itself."""
    words = card_wording(language)
    return Description(
        language=language,
        name=words.title.format(name=card.name),
        title=card.name,
        sections=tuple(_sections(card, digits, code, words)),
        kicker=words.kicker,
        subtitle=words.lead.format(name=card.name),
    )


def _sections(card: KeyCard, digits: Sequence[str], code: bytes, words: CardTexts) -> Iterator[Section]:
    name = Insert("name", card.name, "name")
    facts = tuple(_facts(card, words))
    picture = Illustrations((Illustration(code, "image/png", card.name, words.code),))
    yield Section("part", words.code, (picture, *((FactList(facts),) if facts else ())))
    by_age = (Sentence(words.by_age), Verbatim(_SEAL.format(recipient=card.age))) if card.age else ()
    told = Sentence(words.photograph), Verbatim(TAKE_IN.format(file="PHOTO.jpg"))
    yield Section("part", words.title.format(name=card.name), (*told, Sentence(words.contacts, (name,)), *by_age))
    yield Section("checking", words.digits, (Verbatim(" ".join(digits)), Sentence(words.compare)))


def _facts(card: KeyCard, words: CardTexts) -> Iterator[Fact]:
    for label, value in ((words.mail, card.mail), (words.phone, card.phone), (words.url, card.url)):
        if value:
            yield Fact(label, (value,))
