"""What was scanned: texts out of lines, photos and scanners, and what the store knows of each. It opens no address."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag import disk
from talktag.errors import AmbiguousError, InvalidError, NotFoundError, TalktagError
from talktag.model.labels.payload import leads_to, read_payload
from talktag.model.makers.maker_code import read_maker_code
from talktag.model.parties.vcard import BEGIN
from talktag.model.toml.record_file import without_absent
from talktag.model.values.fold import fold
from talktag.model.values.gs1 import read_goods
from talktag.model.values.ident import printed_tag
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.find_tag import Index, Known, missing, slip
from talktag.ops.session import Session
from talktag.store.store import Record, Store

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

BYTE_LIMIT = 64 * 1024 * 1024
_LINES = 10_000  # of one input
_LONGEST_NUMBER = 64  # characters of a serial number
_BUNDLES = (b"PK\x03\x04", b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")  # how one begins
_CUT = 200  # characters of a foreign code that are shown


class ScannedCode(NamedTuple):
    """The text of one code, the photo it was in, and, out of a photo, the bytes of it, which may be no text at all."""

    text: str
    photo: Path | None = None
    data: bytes = b""

    @property
    def is_bundle(self) -> bool:
        """Whether it holds a bundle, such as a message, encrypted or not."""
        return self.data.startswith(_BUNDLES)

    @property
    def is_card(self) -> bool:
        """Whether it holds a card of somebody's keys, or any vCard."""
        return self.data[: len(BEGIN)].upper() == BEGIN.encode()


class Sighting(NamedTuple):
    """A code and what it is here.

    `status` is `live`, `retired` or `unclaimed` for a tag of the store, `number` for a product's own bar code or serial
    number, `name` for what was typed, `unknown` for a tag of elsewhere, `foreign` for anything else.
    """

    code: ScannedCode
    status: str
    known: Known | None = None
    record: Record | None = None

    @property
    def what(self) -> str:
        """The tag as it is printed, else the code's text, cut where it is long."""
        text = self.code.text
        return printed_tag(self.known.tag) if self.known else text if len(text) <= _CUT else f"{text[:_CUT]}…"

    def values(self) -> Mapping[str, Any]:
        """The code and what it is, as JSON values."""
        product = self.record.product if self.record else None
        return without_absent(
            {
                "text": self.code.text,
                "status": self.status,
                "tag": self.known and self.known.tag,
                "slug": product and product.slug,
                "name": product and product.name,
                "photo": self.code.photo and str(self.code.photo),
            }
        )


def codes_in(given: Iterable[str | Path | bytes]) -> tuple[ScannedCode, ...]:
    """The codes of what was given: lines of text, files of pictures or of lines, and what came in by a pipe.

    NotFoundError for a file that is not there, and for a picture without a code; InvalidError for one that cannot be
    read.
    """
    found: list[ScannedCode] = []
    for each in given:
        if isinstance(each, str):
            found += [ScannedCode(line) for line in _lines(each)]
        elif isinstance(each, bytes):
            found += _in_bytes(each, "standard input", None)
        else:
            try:
                data = disk.read(disk.real_path(each), BYTE_LIMIT)
            except FileNotFoundError:
                raise NotFoundError(f'there is no file "{each}"', hints=["check the name"]) from None
            found += _in_bytes(data, str(each), each)
    return tuple(found)


def look_up(session: Session, codes: Iterable[ScannedCode], *, names: bool = False) -> tuple[Sighting, ...]:
    """What the store knows of each code, each tag and each text once; with `names` also of typed names and slugs."""
    seen: dict[str, Sighting] = {}
    index = Index(session.store)
    for code in codes:
        for each in _look_at(session.store, index, code, names=names):
            seen.setdefault(each.known.tag if each.known else f"{code.text}\n{each.record and each.record.path}", each)
    return tuple(seen.values())


def unusable(session: Session, seen: Sighting) -> NotFoundError:
    """Why a code leads to no product, and what to type."""
    if seen.known:
        return missing(seen.known)
    if seen.code.is_card:
        file = seen.code.photo or "FILE"
        return NotFoundError("the code is a card of keys, and no tag", hints=[f"talktag party add --card {file}"])
    phone = session.store.settings.phone
    if phone and leads_to(seen.code.text) == phone:
        return NotFoundError("the code calls you and does not say its tag", hints=["type what stands beside it"])
    if error := slip(session.store, seen.code.text):
        return error
    return NotFoundError(
        f'"{seen.what}" is not the code of a tag; it was not opened',
        hints=["if the label is one of yours, type what stands beside the code"],
    )


def code_notices(session: Session, seen: Sequence[Sighting]) -> tuple[str, ...]:
    """What the owner should know of scanned tags: which are retired or unclaimed, which lead finders elsewhere."""
    settings = session.store.settings
    own = {None, settings.contact.lower(), settings.finder, settings.phone}
    said = []
    for each in seen:
        if each.known is None or read_maker_code(each.code.text):
            continue
        if each.known.retired:
            said.append(f'the tag "{each.what}" was retired on {each.known.retired}')
        if each.status == "unclaimed":
            error = missing(each.known)
            said.append(f"{error.message}; {error.hints[0]}")
        if each.status != "unknown" and (address := leads_to(each.code.text)) not in own:
            said.append(f'the code of "{each.what}" leads finders to "{address}", which is not in your settings')
    return tuple(said)


def describe(session: Session, line: str, *, names: bool = False) -> str:
    """What a scanned or typed line is, for whoever stands there with the scanner."""
    try:
        seen = look_up(session, [ScannedCode(line.strip())], names=names)
    except TalktagError as error:
        return error.message
    return "; ".join(
        f"{each.record.product.slug}  {each.record.product.name}" if each.record else unusable(session, each).message
        for each in seen
    )


def _lines(text: str) -> list[str]:
    # A code on goods may hold the sign that parts groups, which Python takes for the end of a line.
    lines = [line.strip() for line in re.split("[\r\n]+", text) if line.strip()]
    if len(lines) > _LINES:
        raise InvalidError(f"more than {_LINES} lines were given at once", hints=["give them in parts"])
    return lines


def _in_bytes(data: bytes, name: str, photo: Path | None) -> list[ScannedCode]:
    """The codes in a picture, or the lines of a text, whichever the bytes are."""
    from talktag.media.scanning import read_codes
    from talktag.model.files.media_type import media_type

    if len(data) > BYTE_LIMIT:
        raise InvalidError(f'"{name}" is larger than 64 MiB', hints=["use a smaller picture"])
    if not data or media_type(data.replace(b"\x1d", b"")) == "text/plain":
        return [ScannedCode(line) for line in _lines(data.decode())]
    codes = read_codes(data, name)
    if not codes:
        raise NotFoundError(
            f'no code can be read in "{name}"',
            hints=["go nearer, with more light, or type what stands beside the code"],
        )
    return [ScannedCode(code.text, photo, code.data) for code in codes]


def _look_at(store: Store, index: Index, code: ScannedCode, *, names: bool) -> list[Sighting]:
    if tag := read_payload(code.text):
        found = index.look_up(tag)
        if found.status != "unknown" or not names:
            return [Sighting(code, found.status, found, found.record)]
    if names:
        with contextlib.suppress(NotFoundError, AmbiguousError):
            return [Sighting(code, "name", None, find_product(store, code.text))]
    numbered = [Sighting(code, "number", None, store.record(slug)) for slug in _slugs_with_number(store, code.text)]
    if numbered:
        return numbered
    return [Sighting(code, "unknown", index.look_up(tag))] if tag else [Sighting(code, "foreign")]


def _slugs_with_number(store: Store, text: str) -> list[str]:
    """The slugs of products whose GTIN or serial number is the text, or is in it where it is a code on goods."""
    found = _with_serial(store, text)
    if goods := read_goods(text):
        alike = [each for each in store.catalogue.facts([goods.gtin.lstrip("0")]) if each.gtin == goods.gtin]
        if goods.serial and not alike:  # of a thing whose record does not say its GTIN
            alike = [each for each in _with_serial(store, goods.serial) if each.gtin is None]
        same = [each for each in alike if goods.serial and fold(each.serial or "") == fold(goods.serial)]
        found += [each for each in same or alike if each not in found]
    return [each.slug for each in found]


def _with_serial(store: Store, text: str) -> list[Facts]:
    """The products with that serial number, whatever its case: scanners and people differ in it."""
    wanted = fold(text.strip())
    if not 3 < len(wanted) <= _LONGEST_NUMBER:
        return []
    return [each for each in store.catalogue.facts([wanted]) if fold(each.serial or "") == wanted]
