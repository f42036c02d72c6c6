"""A card of keys as text for a mail's foot: words, the digits to read out, and the vCard as it is. It signs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from talktag.model.parties.key_card import KeyCard
from talktag.page.text.text_lines import MARGIN, wrap
from talktag.page.wording.card import card_wording

TAKE_IN = "talktag party add --card {file}"


def card_text(card: KeyCard, digits: Sequence[str], language: str) -> bytes:
    """The text in one of LANGUAGES, as UTF-8 with LF line ends, in lines of at most 75 bytes."""
    words = card_wording(language)
    reach = " · ".join(filter(None, (card.mail, card.phone, card.url)))
    lines = [
        *wrap(card.name),
        *wrap(reach),
        "",
        *wrap(words.save),
        f"{MARGIN}{TAKE_IN.format(file='card.txt')}",
        *wrap(f"{words.digits}: {' '.join(digits)}"),
        "",
        card.vcard().replace("\r\n", "\n"),
    ]
    return "\n".join(lines).encode()
