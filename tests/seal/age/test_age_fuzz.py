"""The same mutated files given to talktag and to pyrage: both open them alike or both refuse.

Known differences are listed by name; any other one fails. Half of the mutated headers get a right MAC again, made
here from the standard library, so that the parsers and not only the MAC are compared.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import re
from collections import Counter
from collections.abc import Callable

import pyrage

from talktag.errors import SealedError
from talktag.seal import age, base64_strict
from talktag.seal.age.armor import armor, is_armored
from talktag.seal.age.header import Stanza, write_header
from talktag.seal.age.stream import CHUNK, _Cipher

CASES = 20_000
SEED = 20_260_722
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
# What pyrage's authors accept on purpose, for files of early versions: a body that is missing or only full lines.
NO_SHORT_LINE = re.compile(rb"\n(?:-> [^\n]*|[A-Za-z0-9+/]{64})\n(?:-> |---)")
FILE_KEY = bytes(range(16))

# The file key wrapped once for the recipient above and once for somebody else, so that every run sees the same files.
OUR_STANZA = Stanza(
    "X25519",
    ("zJROmhXHdd3JvihZUMGE4s5SrxOFQ91Usdbh6m9zCE4",),
    base64_strict.decode_bare(b"yJ9SYGjYasnWXuTx1vXt63Ni4/lpTDKH/bo+R5D9ZPM"),
)
OTHER_STANZA = Stanza(
    "X25519",
    ("OquvVb1C6NRiN52mT7/o6s4dvJK9hiziV/1uQUcTZmg",),
    base64_strict.decode_bare(b"V1T9gER9HARfoiqMWyjjCGiMS57Y3yD8XpyB5tY95Jw"),
)
KNOWN_DIFFERENCES = ("white space before the armor", "a recipient that no short line ends")

Mutation = Callable[[random.Random, bytes], bytes]


def flip(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def cut_out(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.choice([1, 1, 2, 16, 64, 100]) :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    end = place + chance.choice([1, 1, 4, 65, 100])
    return data[:end] + data[place:end] + data[end:]


def insert(chance: random.Random, data: bytes) -> bytes:
    extra = chance.choice([b"\n", b" ", b"\r\n", b"=", b"A", b"-> x\n\n", b"--- ", b"\0", b"-> X25519\n\n", b"\t"])
    place = chance.choice([0, len(data), chance.randrange(len(data) + 1)])
    return data[:place] + extra + data[place:]


def truncate(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def line_work(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    work = chance.randrange(5)
    if work == 0:
        lines[place] += b"\r"
    elif work == 1:
        del lines[place]
    elif work == 2:
        lines.insert(other, lines[place])
    elif work == 3:
        lines[place], lines[other] = lines[other], lines[place]
    else:
        lines[place] = lines[place].swapcase()
    return b"\n".join(lines)


def crlf(chance: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n", chance.choice([1, -1]))


MUTATIONS: list[Mutation] = [flip, flip, cut_out, repeat, insert, insert, truncate, line_work, line_work, crlf]


def with_right_mac(data: bytes) -> bytes:
    """The file with the MAC its header would have to have (RFC 5869 and 2104 by hand)."""
    mark = data.rfind(b"\n---", 0, 2000)
    end = data.find(b"\n", mark + 4)
    if mark < 0 or end < 0:
        return data
    extracted = hmac.digest(bytes(32), FILE_KEY, "sha256")
    key = hmac.digest(extracted, b"header\x01", "sha256")
    mac = hmac.digest(key, data[: mark + 4], "sha256")
    return data[: mark + 4] + b" " + base64.b64encode(mac).rstrip(b"=") + data[end:]


def original(contents: bytes, *more: Stanza) -> bytes:
    cipher = _Cipher(FILE_KEY, bytes(16))
    chunks = [contents[start : start + CHUNK] for start in range(0, max(len(contents), 1), CHUNK)]
    sealed = [cipher.seal(n, chunk, final=n == len(chunks) - 1) for n, chunk in enumerate(chunks)]
    return write_header([*more, OUR_STANZA], FILE_KEY) + bytes(16) + b"".join(sealed)


def originals() -> list[bytes]:
    noise = Stanza("noise-grease", ("a", "b!"), bytes(48))  # a body of exactly 64 columns
    return [
        original(b""),
        original(b"short text"),
        original(b"x", noise, OTHER_STANZA),
        original(bytes(CHUNK + 1)),
        original(b"y", Stanza("z", (), b"")),
    ]


def ours(data: bytes) -> bytes | None:
    try:
        return age.decrypt(data, identities=[IDENTITY])
    except SealedError:
        return None


def theirs(data: bytes) -> bytes | None:
    try:
        opened: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(IDENTITY)])
    except pyrage.DecryptError:
        return None
    return opened


def difference(data: bytes, here: bytes | None, there: bytes | None) -> str:
    """The name of a known difference, or a description of an unknown one."""
    if here is not None and there is None and is_armored(data) and data[:1].isspace():
        return KNOWN_DIFFERENCES[0]
    if here is None and there is not None and NO_SHORT_LINE.search(data[: data.find(b"\n---") + 5]):
        return KNOWN_DIFFERENCES[1]
    return f"unknown: we {here!r:.40}, pyrage {there!r:.40}, file {hashlib.sha256(data).hexdigest()} {data[:400]!r}"


def test_mutated_files_are_opened_or_refused_as_pyrage_does() -> None:
    chance = random.Random(SEED)
    files = originals()
    counted: Counter[str] = Counter()
    for _ in range(CASES):
        data = chance.choice(files)
        armored = chance.random() < 0.4
        data = armor(data) if armored else data
        for _ in range(chance.choice([1, 1, 2, 3])):
            data = chance.choice(MUTATIONS)(chance, data) if data else data
        if not armored and chance.random() < 0.5:
            data = with_right_mac(data)
        here, there = ours(data), theirs(data)
        counted["both opened" if here is not None else "both refused"] += here == there
        if here != there:
            counted[difference(data, here, there)] += 1
    unknown = {name: count for name, count in counted.items() if name.startswith("unknown")}
    assert unknown == {}
    assert counted["both refused"] > CASES // 2
    assert counted["both opened"] > CASES // 40
    assert set(counted) == {"both refused", "both opened", *KNOWN_DIFFERENCES}
