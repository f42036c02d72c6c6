"""The vCard in a file of any kind: its text, a mail, a page, a picture, a PDF. It believes nothing that one says."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from talktag.errors import AmbiguousError, InvalidError, NotFoundError
from talktag.interop.mail.headers import looks_like_mail
from talktag.interop.mail.html_text import text_of_html
from talktag.interop.mail.parts import TooMuchError, parts_of
from talktag.model.files.media_type import media_type
from talktag.model.parties.key_card import ReadCard, read_key_card
from talktag.model.parties.vcard import cards_in, is_whole

LIMIT = 64 * 1024 * 1024  # bytes of a photograph
_TEXT_LIMIT = 1024 * 1024  # bytes of a text; a contact with its photo has some
_MOST_CARDS = 10  # that are told of
_MOST_PICTURES = 20  # of a page
_PICTURE = re.compile(rb'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_HINTS = ["name a photo or a PDF of it, a page, a .vcf or a text; of a photo: go nearer, with more light"]


def read_card_in(data: bytes, name: str) -> ReadCard:
    """The one card in a file that is called `name` in what is said; its signature is looked at by others.

    NotFoundError where there is none, AmbiguousError where there are several, InvalidError for what does not hold up
    or is too large.
    """
    cards = list(dict.fromkeys(_cards(data, name)))
    if not cards:
        raise NotFoundError(f'there is no card of keys in "{name}"', hints=_HINTS)
    if cut := next((each for each in cards if not is_whole(each)), None):
        raise InvalidError(f'the card in "{name}" is cut off after {len(cut)} characters', hints=_HINTS)
    found = list({read.card: read for read in map(read_key_card, cards[:_MOST_CARDS])}.values())
    if len(found) > 1:
        names = [each.card.name for each in found]
        raise AmbiguousError(
            f'there are several cards in "{name}"', details=names, hints=["name a file with one of them"]
        )
    return found[0]


def _cards(data: bytes, name: str) -> Iterator[str]:
    media = media_type(data) or ""
    if media == "application/pdf" or media.startswith("image/"):
        yield from _in_codes(data, name)
        return
    if looks_like_mail(data):
        yield from _in_mail(data, name)
        return
    if len(data) > _TEXT_LIMIT:
        raise InvalidError(f'"{name}" is larger than a card can be', hints=["name the card alone"])
    text = _decode(data, name)
    found = list(cards_in(text))
    yield from found
    for picture in [] if found else _PICTURE.findall(data)[:_MOST_PICTURES]:
        try:
            held = base64.b64decode(picture)
        except ValueError:
            raise InvalidError(f'a picture in "{name}" is damaged', hints=_HINTS) from None
        yield from _in_codes(held, name)


def _in_mail(data: bytes, name: str) -> Iterator[str]:
    """The cards in a mail: as a file or in its words, else in the same words as HTML, else in its pictures."""
    try:
        parts = [each for each in parts_of(data)[1] if not each.fault]
    except TooMuchError as error:
        raise InvalidError(f'"{name}" cannot be looked through: {error}', hints=_HINTS) from None
    texts = (each for each in parts if each.media in {"text/plain", "text/vcard", "text/x-vcard", "text/directory"})
    pages = (text_of_html(each.data.decode("utf-8", "replace")) for each in parts if each.media == "text/html")
    found = [card for each in texts for card in cards_in(each.data.decode("utf-8", "replace"))]
    found = found or [card for page in pages for card in cards_in(page)]
    yield from found
    for each in [] if found else parts:
        if (media_type(each.data) or "").startswith(("image/", "application/pdf")):
            yield from _in_codes(each.data, each.name or name)


def _in_codes(data: bytes, name: str) -> Iterator[str]:
    from talktag.media.scanning import read_codes

    if len(data) > LIMIT:
        raise InvalidError(f'"{name}" is larger than 64 MiB', hints=["use a smaller picture"])
    for code in read_codes(data, name):
        yield from cards_in(code.data.decode("utf-8", "replace"))


def _decode(data: bytes, name: str) -> str:
    for start, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(start):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    raise InvalidError(f'"{name}" is neither text nor a picture that can be read', hints=_HINTS)
