"""A product whose every value is found nowhere else, and the search for such values in any form. Judges nothing."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import tomli_w
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from talktag.model.products.product import FILE_KINDS
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import ID_BITS, TAG_BITS, make_id, make_tag, printed_tag

if TYPE_CHECKING:
    from tests.kit.computer import Computer

ALWAYS = "always"  # the section of what every bundle says
SLUG, RECORD = "clock", "things/products/c/clock.toml"
ENTRY_KINDS = ("service", "check", "loan", "message", "reading", "claim", "note")
_LETTERS = "bcdfghjkmnpqrstvwxz"
_TAILS = ("", " ñ", " 📷", " <b>&amp;", ' "quoted"', "\\u0041", " 'x'")


class Canaries:
    """Makes values that nothing else holds, and keeps the section that each belongs to; None for what never leaves."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.sections: dict[str, str | None] = {}

    def _kept(self, canary: str, section: str | None) -> str:
        assert canary not in self.sections
        self.sections[canary] = section
        return canary

    def word(self, section: str | None) -> str:
        """A word that stands for itself, also as a name."""
        return self._kept("Q" + "".join(self.chance.choices(_LETTERS, k=11)), section)

    def text(self, section: str | None) -> str:
        """A word and something behind it that has to be escaped here or there."""
        return self.word(section) + self.chance.choice(_TAILS)

    def number(self, section: str | None) -> int:
        return int(self._kept(str(self.chance.randrange(10**9, 9 * 10**9)), section))

    def money(self, section: str | None) -> str:
        amount = f"{self.chance.randrange(10**7, 10**8)}.{self.chance.randrange(10, 99)}"
        self._kept(amount, section)
        return f"{amount} {self.chance.choice(('EUR', 'CHF', 'USD'))}"

    def day(self, section: str | None) -> datetime.date:
        while True:
            day = datetime.date(1900, 1, 1) + datetime.timedelta(days=self.chance.randrange(36_000))
            if day.isoformat() not in self.sections:
                self._kept(day.isoformat(), section)
                return day

    def maybe(self, value: Any) -> Any:
        """The value, or now and then none."""
        return value() if self.chance.random() < 0.8 else None

    def moved(self, old: str | None, new: str | None) -> None:
        """What belongs to one section belongs to another from now on."""
        self.sections = {value: new if section == old else section for value, section in self.sections.items()}


def identifiers(canaries: Canaries) -> dict[str, Any]:
    """Ids and codes, which have check digits and cannot be any word."""
    chance = canaries.chance
    live, retired = make_tag(chance.getrandbits(TAG_BITS)), make_tag(chance.getrandbits(TAG_BITS))
    canaries._kept(live, "tags")
    canaries._kept(retired, None)
    digits = str(chance.randrange(10**12, 10**13))
    gtin = next(found for check in "0123456789" if (found := _gtin(digits + check)))
    canaries._kept(digits, "identity")
    tags = [
        {"id": retired, "made": canaries.day(None), "retired": canaries.day(None)},
        {"id": live, "made": canaries.day(None)},
    ]
    return {"gtin": gtin, "tags": tags}


def _gtin(digits: str) -> str | None:
    try:
        return parse_gtin(digits)
    except ValueError:
        return None


def record(canaries: Canaries, files: list[dict[str, Any]], inside: str) -> dict[str, Any]:
    """A product with every key that the schema knows, most of them said."""
    word, day, maybe = canaries.text, canaries.day, canaries.maybe
    names = [canaries.chance.choice(("", "a.b ")) + canaries.word(None) for _ in range(4)]
    own = [word(None), canaries.number(None), day(None), [word(None), {"deep": word(None)}]]
    for name, value in zip(names, own, strict=True):
        _own_field(canaries, name, value)
    table = {
        "format": 1,
        "id": canaries._kept(make_id(canaries.chance.getrandbits(ID_BITS)), ALWAYS),
        "name": f"Clock {canaries.word(ALWAYS)}",
        **{key: maybe(lambda: word("identity")) for key in ("maker", "model")},
        "serial": maybe(lambda: word("serial")),
        "place": maybe(lambda: word("place")),
        "inside": inside,
        "labels": [word(None), word(None)],
        "quantity": canaries.number("identity"),
        "state": "owned",
        "added": day(None),
        "source": word(None),
        "unknown": {"key": word(None)},
        **identifiers(canaries),
        "warranties": [
            {"term": "24 months", "kind": canaries.word("warranty"), "starts": day(None), "provider": word("warranty")},
            {"term": day("warranty").isoformat(), "unknown": word(None)},
        ],
        "files": files,
        "purchase": {
            "date": maybe(lambda: day("purchase")),
            "from": maybe(lambda: word("purchase")),
            "price": maybe(lambda: canaries.money("value")),
            "order": maybe(lambda: word("value")),
            "unknown": word(None),
        },
        "fields": dict(zip(names, own, strict=True)),
    }
    table["purchase"] = {key: value for key, value in table["purchase"].items() if value is not None}
    return {key: value for key, value in table.items() if value is not None}


def _own_field(canaries: Canaries, name: str, value: Any) -> None:
    """The name of a custom field belongs to its section as its value does."""
    said = f"{name} {value}"
    for canary in canaries.sections:
        if canary in said:
            canaries.sections[canary] = f"field:{name}"


def entries(canaries: Canaries) -> list[dict[str, Any]]:
    """A few entries of several kinds, one of a kind of the owner's own."""
    kinds = [*canaries.chance.sample(ENTRY_KINDS, 3), "own"]
    made = []
    for number, kind in enumerate(kinds):
        section = f"entries:{kind}"
        item = {
            "id": canaries._kept(make_id(canaries.chance.getrandbits(ID_BITS)), None),
            "date": canaries.day(section),
            "kind": kind,
            "title": canaries.text(section),
            "text": canaries.maybe(lambda section=section: canaries.text(section)),
            "party": canaries.maybe(lambda section=section: canaries.text(section)),
            "cost": canaries.maybe(lambda section=section: canaries.money(section)),
            "due": canaries.day(section) if number else None,
            "unknown": canaries.word(None),
        }
        made.append({key: value for key, value in item.items() if value is not None})
    return made


def picture(canaries: Canaries, form: str) -> bytes:
    """A photo that tells all it can; none of that may leave."""
    exif = Image.Exif()
    exif[0x010F] = canaries.word(None)
    exif[0x9C9D] = canaries.word(None).encode("utf-16-le")
    exif[0x8769] = {0x9003: "2020:01:01 00:00:00", 0xA431: canaries.word(None)}
    info, buffer = PngInfo(), io.BytesIO()
    info.add_text("Comment", canaries.word(None), zip=True)
    info.add_itxt("Title", canaries.word(None))
    options: dict[str, Any] = {"pnginfo": info} if form == "PNG" else {"xmp": canaries.word(None).encode()}
    if form == "JPEG":
        options["comment"] = canaries.word(None).encode()
    Image.linear_gradient("L").resize((24, 16)).convert("RGB").save(buffer, form, exif=exif, **options)
    return buffer.getvalue() + (b"" if form == "WEBP" else canaries.word(None).encode())


def contents(canaries: Canaries) -> Iterator[tuple[str, str, bytes]]:
    """Files of every kind and form, each by its ending, its kind and what is in it."""
    for form, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        yield ending, "photo", picture(canaries, form)
    for kind in FILE_KINDS:
        if kind != "photo":
            yield "txt", kind, f"{canaries.word(f'files:{kind}')}\n".encode()
    packed = zlib.compress(b"(" + canaries.word("files:manual").encode() + b") Tj")
    yield "pdf", "manual", b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF\n"


def owned(computer: Computer, canaries: Canaries) -> dict[str, Any]:
    """Put the product and all that is about it into the store, as its owner would have it; the record."""
    files = []
    for ending, kind, data in contents(canaries):
        name = f"{canaries.word(None)}.{ending}"
        computer.write(f"things/products/c/clock/files/{name}", data)
        sha256 = hashlib.sha256(data).hexdigest()
        files.append({"name": name, "kind": kind, "size": len(data), "sha256": sha256})
    other = canaries._kept(make_id(canaries.chance.getrandbits(ID_BITS)), None)
    shelf = {"format": 1, "id": other, "name": canaries.text(None), "serial": canaries.text(None)}
    table = record(canaries, files, other)
    computer.write("things/products/s/shelf.toml", tomli_w.dumps(shelf))
    computer.write(RECORD, f"# {canaries.word(None)}\n{tomli_w.dumps(table)}")
    computer.write("things/products/c/clock/entries.toml", tomli_w.dumps({"entry": entries(canaries)}))
    return table


def forms(canary: str) -> Iterator[bytes]:
    """The canary in every spelling that a program might give it; letters in lower case, as what is searched."""
    plain = canary.encode()
    yield plain.lower()
    yield plain.lower()[::-1]
    yield plain.hex().encode()
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        yield canary.encode(encoding).lower()
    yield "".join(f"%{byte:02x}" for byte in plain).encode()
    yield "".join(f"&#{byte};" for byte in plain).encode()
    yield "".join(f"&#x{byte:x};" for byte in plain).encode()
    yield "".join(f"\\u{byte:04x}" for byte in plain).encode()
    yield "".join(f"\\x{byte:02x}" for byte in plain).encode()


def packed_forms(canary: str) -> Iterator[bytes]:
    """In base64, at each of three alignments; only the letters that hold nothing but bits of the canary."""
    for plain in {canary.encode(), canary.lower().encode(), canary.encode("utf-16-le")}:
        for before in range(3):
            whole = base64.b64encode(b"." * before + plain)
            part = whole[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]
            yield part
            yield part.replace(b"+", b"-").replace(b"/", b"_")


def opened(data: bytes) -> Iterator[bytes]:
    """Some bytes and all that is packed in them: members, their names, pictures in pages, deflated streams."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from opened(archive.read(member))
    for found in re.finditer(rb"base64,([A-Za-z0-9+/=]+)", data):
        yield from opened(base64.b64decode(found[1]))
    for start in re.finditer(rb"stream\r?\n|IDAT|zTXt.{0,80}?\0\0|iTXt|iCCP", data, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(data[start.end() :])
        except zlib.error:
            continue


class Searched:
    """All that an output holds, unpacked once, so that many canaries can be sought in it."""

    def __init__(self, data: bytes) -> None:
        parts = list(opened(data))
        self._exact = b"\n".join(parts)
        self._lower = self._exact.lower()

    def holds(self, canary: str) -> bool:
        """Whether the canary is anywhere in it, in any form, as it is or as a tag is printed."""
        return (
            any(form in self._lower for form in forms(canary))
            or any(form in self._exact for form in packed_forms(canary))
            or (len(canary) == 9 and printed_tag(canary).encode() in self._exact)
        )
