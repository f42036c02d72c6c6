"""`key card`: the owner's name, contact and public keys on a card that signs itself, to be hung up or sent along.

It holds nothing secret. Whose card it is no signature can say: that is for the way by which somebody gets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import SealedError, TalktagError, UntrustedError, UsageError
from talktag.model.bundles.kinds import CARD_NAMESPACE
from talktag.model.parties.contact import check_contact
from talktag.model.parties.key_card import KeyCard, check_card
from talktag.model.parties.party import LANGUAGES
from talktag.model.toml.record_file import without_absent
from talktag.ops.keys.key_file import comment_of
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.seal.age.identity import parse_recipient
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    from talktag.paper.codes.symbol import Symbol

FORMS = ("vcf", "txt", "html", "pdf", "png", "svg")


class CardRequest(NamedTuple):
    """What the card is to say, as typed; what is not typed is taken from the store, if there is one.

    `form` is one of FORMS, nothing where the card is only to be shown.
    """

    name: str | None = None
    mail: str | None = None
    phone: str | None = None
    url: str | None = None
    language: str | None = None
    form: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class CardMade:
    """The card as it goes out; one that goes into a file is signed when that is written."""

    card: KeyCard
    path: Path | None = None
    form: str = ""

    @property
    def key(self) -> PublicKey:
        """The signing key on it."""
        return PublicKey.from_line(self.card.key)

    @property
    def digits(self) -> tuple[str, ...]:
        """The digits of that key, as two people compare them."""
        return digit_groups(self.key)

    def symbol(self) -> Symbol:
        """The card as a code."""
        return symbol_of_card(self.card)

    def values(self) -> Mapping[str, Any]:
        """What it says, what two people compare, and the card itself where it goes into no file."""
        said = {key: value or None for key, value in self.card._asdict().items() if key != "signature"}
        file = {"file": str(self.path) if self.path else "-"} if self.form else {"vcard": self.card.vcard()}
        return without_absent({**said, "fingerprint": self.key.fingerprint, "digits": list(self.digits), **file})


def key_card(session: Session, request: CardRequest) -> Outcome:
    """The card of this computer's keys, shown or written; SealedError where there are none.

    InvalidError and UsageError for what does not belong on it. A passphrase is asked for when it is signed.
    """
    card = _own_card(session, request)
    if not request.form:
        return Outcome(CardMade(sign_card(session, card)))
    language = request.language or "en"

    def make() -> bytes:
        return write_card(sign_card(session, card), request.form, language)

    return Outcome(CardMade(card, request.path, request.form), output=Output(request.path, make))


def symbol_of_card(card: KeyCard) -> Symbol:
    """The vCard as a code, whose modules a camera may lose a seventh of."""
    from talktag.paper.codes.symbol import make_byte_symbol

    return make_byte_symbol(card.vcard().encode(), "M")


def sign_card(session: Session, card: KeyCard) -> KeyCard:
    """The card with the owner's signature over what it says."""
    signature = sshsig.sign(card.signed_text, session.signer, CARD_NAMESPACE)
    return card._replace(signature=sshsig.bare(signature))


def check_signature(card: KeyCard) -> PublicKey:
    """The key on a card whose parts belong together by its own signature; UntrustedError where they do not.

    That says nothing of whose card it is: anybody can sign a card with any name on it.
    """
    if not (card.key and card.signature):
        raise UntrustedError("the card has keys and is not signed, so nothing holds its parts together", hints=_HINTS)
    try:
        signer = sshsig.verify(card.signed_text, sshsig.armor(card.signature), CARD_NAMESPACE)
        key = PublicKey.from_line(card.key)
        if card.age:
            parse_recipient(card.age)
    except TalktagError as error:
        raise UntrustedError(f"the card was altered, or is damaged: {error.message}", hints=_HINTS) from None
    if signer != key:
        raise UntrustedError("the card is signed with another key than the one on it", hints=_HINTS)
    return key


_HINTS = ["take none of it; ask for the card by another way, or photograph it where it hangs"]


def _own_card(session: Session, request: CardRequest) -> KeyCard:
    folder = session.key_folder
    if not folder.exists():
        raise SealedError("there are no keys on this computer", hints=["make them with: talktag key new NAME"])
    if request.language and request.language not in LANGUAGES:
        raise UsageError(
            f'"{request.language}" is no language of a card', hints=[f"use one of: {', '.join(LANGUAGES)}"]
        )
    public = folder.public()
    settings = store.settings if (store := session.store_if_any) else None
    card = check_card(
        KeyCard(
            name=request.name or (settings.owner if settings else comment_of(public.signing_line)),
            mail=request.mail or (settings.contact if settings and request.mail is None else ""),
            phone=request.phone or (settings.phone or "" if settings and request.phone is None else ""),
            url=request.url or "",
            language=request.language or "",
            key=public.signer.line(),
            age=public.owner_recipient,
        )
    )
    check_contact({key: value for key in ("mail", "phone", "url") if (value := getattr(card, key))})
    return card


def write_card(card: KeyCard, form: str, language: str) -> bytes:
    """The card in one of FORMS."""
    if form == "vcf":
        return card.vcard().encode()
    if form in {"png", "svg"}:
        from talktag.paper.pages.code_page import code_png, code_svg

        return (code_png if form == "png" else code_svg)(symbol_of_card(card), card.name)
    digits = digit_groups(PublicKey.from_line(card.key))
    if form == "txt":
        from talktag.page.keys.card_text import card_text

        return card_text(card, digits, language)
    return _page(card, digits, form, language)


def _page(card: KeyCard, digits: tuple[str, ...], form: str, language: str) -> bytes:
    """The card as a page of HTML, or one to hang up."""
    from talktag.page.keys.describe_card import describe_card
    from talktag.paper.pages.code_page import code_png

    symbol = symbol_of_card(card)
    if form == "pdf":
        from talktag.paper.pages.poster import poster_pdf

        return poster_pdf(describe_card(card, digits, b"", language), symbol)
    from talktag.page.html_page import html_page

    return html_page(describe_card(card, digits, code_png(symbol), language))
