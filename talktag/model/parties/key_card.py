"""A card to be written to by: a name, how to reach it, and both public keys, as a vCard that signs itself.

The signature holds the parts together and says nothing of whose they are. It is made and checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.model.parties.contact import check_contact, is_contact
from talktag.model.parties.party import LANGUAGES
from talktag.model.parties.vcard import Property, card_lines, properties_of, text_property
from talktag.model.typed.text import tidy
from talktag.model.values.foreign_text import escape, quote

SIGNATURE = "X-TALKTAG-SIGNATURE"
_TITLE = "talktag-card-1"  # first line of what is signed, so that another form of it can follow
_LONGEST = 200  # characters of a name, an address, a number
_LONGEST_KEY = 1000
_AGE = "age1"
_KEYS = ("ssh-", "sk-ssh-", "sk-ecdsa-", "ecdsa-")
# Each value of a card, and the property that it stands in; the order is that of what is signed.
_PROPERTIES = {
    "name": "FN",
    "mail": "EMAIL",
    "phone": "TEL",
    "url": "URL",
    "language": "LANG",
    "key": "KEY",
    "age": "KEY",
}
_RAW = ("URL", "LANG")  # values that are no text and so have no escapes
CONTACT = ("mail", "phone", "url", "language")


class KeyCard(NamedTuple):
    """What a card says. `key` is an OpenSSH public line without a comment, `age` a recipient "age1…".

    `signature` is an SSHSIG in base64, without its first and last line. One without keys and signature is anybody's.
    """

    name: str
    mail: str = ""
    phone: str = ""
    url: str = ""
    language: str = ""
    key: str = ""
    age: str = ""
    signature: str = ""

    @property
    def signed_text(self) -> bytes:
        """What the signature is of: a title and a line for each value there is, in a fixed order, each ended by LF."""
        said = ((key, getattr(self, key)) for key in _PROPERTIES)
        return "".join((f"{_TITLE}\n", *(f"{key}: {value}\n" for key, value in said if value))).encode()

    def vcard(self) -> str:
        """The card as a vCard 4.0, its canonical form: the same card is the same text."""
        return card_lines(self._properties())

    def _properties(self) -> Iterator[Property]:
        for key, name in _PROPERTIES.items():
            value = getattr(self, key)
            if value and name == "KEY":
                yield Property(name, value, (("value", "text"),))
            elif value:
                yield Property(name, value) if name in _RAW else text_property(name, value)
        if self.signature:
            yield Property(SIGNATURE, self.signature)


class ReadCard(NamedTuple):
    """A card as it was read, and the names of properties that were left: those that nothing here signs or takes."""

    card: KeyCard
    left: tuple[str, ...] = ()


def check_card(card: KeyCard) -> KeyCard:
    """The card, composed; InvalidError where a value is not one line of text as people see it, or is too long."""
    card = card._replace(**{key: tidy(getattr(card, key)) for key in ("name", *CONTACT)})
    if not card.name:
        raise InvalidError("a card needs a name", hints=['name it with: --name "Fix-It Cameras"'])
    for key, value in zip(card._fields, card, strict=True):
        if trouble := _trouble(key, value):
            raise InvalidError(f"{key} of the card {trouble}: {quote(value)}")
    return card


def read_key_card(text: str) -> ReadCard:
    """What one vCard says; of each value the first counts. InvalidError where what is to be believed does not hold up.

    Of a card without keys a value that does not hold up is left out, as if it had not been there.
    """
    found: dict[str, str] = {}
    left: list[str] = []
    for each in properties_of(text):
        key = _key_of(each)
        if key is None or key in found:
            left.append(each.name)
        else:
            found[key] = _value_of(each, key)
    if not any(found.get(key) for key in ("key", "age", "signature")):
        return _foreign(found, left)
    if found.get("language") not in {None, *LANGUAGES}:
        raise InvalidError(f"the card names a language that is none of {', '.join(LANGUAGES)}")
    card = check_card(KeyCard(**{"name": "", **found}))
    check_contact({key: getattr(card, key) for key in CONTACT}, "take none of it; ask them for another card")
    return ReadCard(card, tuple(left))


def _foreign(found: dict[str, str], left: Sequence[str]) -> ReadCard:
    """A card of no keys, with what holds up of it."""
    held = {key: tidy(value) for key, value in found.items()}
    kept = {key: value for key, value in held.items() if not _trouble(key, value) and is_contact(key, value)}
    if kept.get("language") not in {None, *LANGUAGES}:
        del kept["language"]
    if not kept.get("name"):
        raise InvalidError("the vCard names nobody")
    return ReadCard(KeyCard(**kept), tuple(left))


def _trouble(key: str, value: str) -> str:
    """What is wrong with a value; nothing where it holds up."""
    if not value.isprintable() or escape(value) != value:
        return "is not one line of printable text"
    if key != "signature" and len(value) > (_LONGEST_KEY if key in {"key", "age"} else _LONGEST):
        return "is too long"
    return ""


def _key_of(each: Property) -> str | None:
    """Which value of a card a property holds; None for one that it has no use for."""
    if each.name == "KEY":
        return "age" if each.value.startswith(_AGE) else "key" if each.value.startswith(_KEYS) else None
    if each.name == SIGNATURE:
        return "signature"
    if each.has("encoding", "quoted-printable") or each.has("encoding", "b"):
        return None
    return next((key for key, name in _PROPERTIES.items() if name == each.name and name != "KEY"), None)


def _value_of(each: Property, key: str) -> str:
    if key in {"key", "age", "signature"} or each.name in _RAW:
        return each.value.strip()
    text = each.text.strip()
    # Some programs make an address of what was a number (RFC 3966) or an address.
    return text.removeprefix("tel:") if key == "phone" else text.removeprefix("mailto:")
