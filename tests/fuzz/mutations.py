"""Ways to spoil a good file, from a bit turned over to a table that lies and is signed for it. Judges nothing.

All chance comes from one seeded generator that is handed in, so that every case can be had again.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
import os
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

Bytes = Callable[[random.Random, bytes], bytes]
NUMBERS = (0, 1, 2, 7, 8, 10, 20, 45, 0x7F, 0x80, 0xFF, 0x0800, 0x7FFF, 0x8000, 0xFFFF)
LARGE = (*NUMBERS, 0x10000, 25_000_001, 100_000_001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def how_many(usual: int) -> int:
    """How many cases one test tries: TALKTAG_FUZZ_CASES where that is set, for a long run."""
    return int(os.environ.get("TALKTAG_FUZZ_CASES", usual))


# --- bytes ------------------------------------------------------------------------------------------------------------


def flip(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def overwrite(chance: random.Random, data: bytes) -> bytes:
    """A number that means something in its place, in either byte order."""
    size = chance.choice((1, 2, 4))
    number = chance.choice(LARGE) & (1 << 8 * size) - 1
    place = chance.randrange(len(data))
    return data[:place] + number.to_bytes(size, chance.choice(("little", "big"))) + data[place + size :]


def cut_out(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.choice((1, 1, 2, 4, 16, 64, 1000)) :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    end = place + chance.choice((1, 1, 4, 46, 64, 1000))
    return data[:end] + data[place:end] + data[end:]


def move(chance: random.Random, data: bytes) -> bytes:
    """A stretch from one place stands in another as well."""
    place, other = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:other] + data[place : place + chance.choice((1, 4, 30, 100, 1000))] + data[other:]


def insert(chance: random.Random, data: bytes) -> bytes:
    extra = chance.choice(
        (b"\0", b"\n", b"\r\n", b" ", b'"', b"\xff", b"PK\3\4", b"PK\5\6", b"=", b"A", b"\xef\xbb\xbf")
    )
    place = chance.choice((0, len(data), chance.randrange(len(data) + 1)))
    return data[:place] + extra + data[place:]


def truncate(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def line_work(chance: random.Random, data: bytes) -> bytes:
    """A line goes, comes twice, changes places, its letters or its end."""
    lines = data.split(b"\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[place] += b"\r"
        case 1:
            del lines[place]
        case 2:
            lines.insert(other, lines[place])
        case 3:
            lines[place], lines[other] = lines[other], lines[place]
        case _:
            lines[place] = lines[place].swapcase()
    return b"\n".join(lines)


BYTES: tuple[Bytes, ...] = (flip, flip, overwrite, cut_out, repeat, move, insert, truncate)
TEXT: tuple[Bytes, ...] = (flip, flip, cut_out, repeat, move, insert, insert, truncate, line_work, line_work, line_work)


def spoiled(chance: random.Random, data: bytes, ways: Sequence[Bytes] = BYTES) -> bytes:
    """`data` after one to three of the `ways`."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(ways)(chance, data) if data else data
    return data


# --- zip archives, record by record -----------------------------------------------------------------------------------

_FIELDS: dict[str, tuple[int, ...]] = {
    "version": NUMBERS,
    "made_by": (*NUMBERS, 0x0314, 0x0014),
    "flags": NUMBERS,
    "method": NUMBERS,
    "internal": NUMBERS,
    "disk": NUMBERS,
    "external": (*LARGE, 0o120777 << 16, 0o040755 << 16, 0o100755 << 16, 0o100644 << 16 | 0x10),
    "packed_size": LARGE,
    "size": LARGE,
    "crc": LARGE,
    "offset": LARGE,
}
_EXTRAS = (b"\0", b"\1\0\x10\0" + bytes(16), b"\x75\x70\5\0\1" + bytes(4), b"x")
_NAMES = ("../x", "/x", "x\\y", "c:x", "con", "data/../x", "table.json", "TABLE.JSON", "data/é.txt", "a" * 120, "")
_END = ("disk", "here", "count", "size", "start", "comment_size")


def records(archive: bytes, member: Callable[..., Any]) -> list[Any]:
    """The members of a good archive, each as one record that can be spoiled in a single field."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        made = [
            member(each.filename.encode(), opened.read(each), method=each.compress_type) for each in opened.infolist()
        ]
    return [dataclasses.replace(each, packed=each.body()) for each in made]  # packed once, not for every case


def stored(root: str, files: Mapping[str, bytes], forge: Any) -> bytes:
    """An archive in the right form that takes no time to make: nothing in it is compressed."""
    data: bytes = forge.zip(*(forge.member(f"{root}/{name}".encode(), files[name]) for name in sorted(files)))
    return data


def spoiled_archive(chance: random.Random, members: list[Any], forge: Any) -> bytes:
    """The archive with one to three of its records out of order, twice, gone, renamed, or wrong in one field."""
    members, end = list(members), {}
    for _ in range(chance.choice((1, 1, 2, 3))):
        place, other = chance.randrange(len(members)), chance.randrange(len(members))
        match chance.randrange(10):
            case 0:
                members[place], members[other] = members[other], members[place]
            case 1:
                members.insert(other, members[place])
            case 2 if len(members) > 1:
                del members[place]
            case 3:
                end[chance.choice(_END)] = chance.choice((*range(20), 0xFFFF))
            case 4:
                root = members[place].name.partition(b"/")[0]
                name = root + b"/" + chance.choice(_NAMES).encode()
                members[place] = dataclasses.replace(members[place], name=name)
            case 5:
                part = chance.choice(("extra", "local_extra", "comment", "descriptor", "gap", "local_name"))
                members[place] = dataclasses.replace(members[place], **{part: chance.choice(_EXTRAS)})
            case 6:
                name = members[place].name[:-1] + chance.choice((b"x", b"/", b"\0"))
                members[place] = dataclasses.replace(members[place], local_name=name)
            case 7:
                body = spoiled(chance, members[place].body())
                members[place] = dataclasses.replace(members[place], packed=body)
            case _:
                field = chance.choice(sorted(_FIELDS))
                members[place] = dataclasses.replace(members[place], **{field: chance.choice(_FIELDS[field])})
    data: bytes = forge.zip(*members, **end)
    return data


# --- values -----------------------------------------------------------------------------------------------------------

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 50, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**19, 0.5, -0.0, 1e300, 1e-300),
    *(
        "",
        " ",
        "x",
        "\n",
        "a\nb",
        "a\r\nb",
        "\t",
        "\r",
        "é",
        "📷",
        "e\u0301",
        "\u202eexe",
        "\u2028",
        "\ufeff",
        "\ud83d",
    ),
    *("x" * 201, "x" * 10_001, "a" * 64, "0" * 64, "[red]x[/red]", "<b>x</b>", "../x", "-rf", "files/photo-1.jpg"),
    *("2026-11-22", "2026-02-30", "0001-01-01", "9999-12-31", "0000-00-00", "2026-W01-1", "20261122", "٢٠٢٦-11-22"),
    *("2026-11-22T03:49:58Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T24:00:00Z"),
    *("24 months", "0 days", "9999 years", "99999 days", "lifetime", "80.00 EUR", "-0 EUR", "0.0001 JPY"),
    *("999999999999999.9999 USD", "1e5 EUR", "1,5 EUR", "https://example.org/", "javascript:alert(1)", "unsigned"),
    *("service", "loan", "transfer", "message", "link", "table", "reply", "original", "photo", "7k3m9qxac04zt"),
    *("3c4d5e6f7g8h9", "1shpansw3r000", "SHA256:" + "a" * 43, "04548736133730", "12", "name:number", "a.b", "'", '"'),
    *([], {}, [[]], [{}], [None], ["x"], [1, "x"], {"a": 1}, {"": ""}, {"a": {"b": ["c"]}}, ["x"] * 60),
)
KEYS = (
    *("format", "kind", "bundle", "sequence", "created", "signer", "audience", "in_reply_to", "product", "shared"),
    *("files", "purpose", "until", "notes", "id", "name", "maker", "model", "serial", "gtin", "place", "quantity"),
    *("tags", "labels", "purchase", "value", "fields", "warranties", "entries", "date", "from", "price", "order"),
    *("term", "provider", "starts", "title", "text", "party", "cost", "due", "original", "contact", "fingerprint"),
    *(
        "role",
        "sha256",
        "size",
        "path",
        "media",
        "note",
        "key",
        "language",
        "sections",
        "at",
        "sealed",
        "stock",
        "page",
    ),
    *("", "x", "a.b", "é", "\x1b", "a\nb", "x" * 200),
)


def spoiled_value(chance: random.Random, value: Any) -> Any:
    """A copy of a JSON or TOML value, one to three of its parts replaced, gone, doubled, renamed or added."""
    value = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = list(_places(value))
        holder, key = chance.choice(places)
        match chance.randrange(8):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(chance.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
            case 1 | 2 if isinstance(holder, dict):
                holder[chance.choice(KEYS)] = holder.pop(key)
            case 3:
                other, from_key = chance.choice(places)
                holder[key] = copy.deepcopy(other[from_key]) if from_key in _keys(other) else None
            case 4:
                _add(chance, chance.choice([holder, *(each[part] for each, part in places if part in _keys(each))]))
            case 5 if isinstance(holder[key], str) and holder[key]:
                holder[key] = _respelled(chance, holder[key])
            case _:
                holder[key] = copy.deepcopy(chance.choice(VALUES))
        if not value:
            break
    return value


def every_single(value: Any) -> Iterator[Any]:
    """Copies of a value, one for each of its parts with each of VALUES in its place, and one without it."""
    for number in range(len(list(_places(value)))):
        for other in (*VALUES, ...):
            changed = copy.deepcopy(value)
            holder, key = next(itertools.islice(_places(changed), number, None))
            if other is ...:
                del holder[key]
            else:
                holder[key] = copy.deepcopy(other)
            yield changed


def _keys(holder: Any) -> Any:
    return range(len(holder)) if isinstance(holder, list) else holder


def _add(chance: random.Random, holder: Any) -> None:
    extra = copy.deepcopy(chance.choice(VALUES))
    if isinstance(holder, dict):
        holder[chance.choice(KEYS)] = extra
    elif isinstance(holder, list):
        holder.append(extra)


def _respelled(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    letter = chance.choice(("", "\n", "\0", "\x1b", " ", "0", "9", "-", "/", "é", "\u202e", "\ud800", "x" * 300))
    return text[:place] + letter + text[place + chance.randrange(2) :]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (list or object, index or name) there is in a value."""
    for key in list(_keys(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def without_half_characters(value: Any) -> Any:
    """The value as TOML can hold it: no half characters, nothing absent."""
    if isinstance(value, Mapping):
        return {_whole(key): without_half_characters(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_half_characters(each) for each in value if each is not None]
    return _whole(value) if isinstance(value, str) else value


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
