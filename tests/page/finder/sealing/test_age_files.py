"""Age files in the finder's page: the vectors of the C2SP, stock age and its author's own library decide here."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.seal import age
from talktag.seal.age import bech32
from talktag.seal.age.identity import Identity, format_identity, format_recipient, parse_identity
from tests.page.finder.sealing.conftest import Ask

TEXTS = [b"", b"x", "Ñandú 🙂 中文 العربية\r\nzwei".encode(), b"\0\n", bytes(range(256)) * 256]
OPEN = "openAge(fromBase64(each[0]), fromBase64(each[1])).then(toBase64)"
OPEN_TEXT = "openAge(fromBase64(each[0]), each[1]).then(toBase64)"
AGE_LIMIT = 65_536
SEAL = "sealAge(each[0], fromBase64(each[1]))"
# u of the points of small order on Curve25519, two of them once more as they are written past the prime.
SMALL = (
    *(0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18),
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def secret_of(identity: str) -> str:
    return base64_of(parse_identity(identity).secret)


@pytest.fixture(scope="module")
def identity() -> str:
    return age.generate_identity()


@pytest.fixture(scope="module")
def stock_age(program: Callable[[str], str], identity: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of stock age that opens with the identity."""
    path = tmp_path_factory.mktemp("age") / "key.txt"
    path.write_text(identity + "\n", "utf-8")
    path.chmod(0o600)
    return [program("age"), "-d", "-i", str(path)]


def expected(vector: Any) -> set[str]:
    """What may be said of a vector: the hash of what is in it, or a fault."""
    is_ours = vector.identities and not any(key.startswith("AGE-SECRET-KEY-PQ-") for key in vector.identities)
    if vector.expect == "success" and is_ours:
        return {"large"} if len(vector.file) > AGE_LIMIT + 1000 else {vector.payload_sha256}
    if not is_ours:
        return {"none"} if vector.name in {"empty", "armor_empty"} else {"other", "malformed"}
    told = {"no match": {"other"}, "HMAC failure": {"damaged"}, "header failure": {"malformed"}}
    # A file that ends with its header is to this page one that was cut in what it holds.
    return told[vector.expect] if vector.expect in told and "stream" not in vector.name else {"damaged", "large"}


def test_the_vectors_of_the_c2sp_open_or_are_refused_as_they_should(ask: Ask, vectors: list[Any]) -> None:
    """All but the 22 of malformed text forms, which are read here however mail left them."""
    chosen = [each for each in vectors if each.expect != "armor failure"]
    keys = [next((key for key in each.identities if key.startswith("AGE-SECRET-KEY-1")), None) for each in chosen]
    secrets = [secret_of(key) if key else base64_of(bytes(32)) for key in keys]
    said = ask(OPEN, [[secret, base64_of(each.file)] for secret, each in zip(secrets, chosen, strict=True)])
    found = [
        each.removeprefix("fault: ") if each.startswith("fault") else hashlib.sha256(base64.b64decode(each)).hexdigest()
        for each in said
    ]
    wrong = {one.name: (one.expect, told) for one, told in zip(chosen, found, strict=True) if told not in expected(one)}
    assert wrong == {}


def test_what_the_page_seals_opens_in_stock_age_for_each_recipient(
    ask: Ask, stock_age: list[str], identity: str
) -> None:
    other = age.generate_identity()
    to = [age.recipient_of(other), age.recipient_of(identity)]
    values = [[to, base64_of(text)] for text in TEXTS]
    armored, binary = ask(SEAL, values), ask(f"{SEAL}.then(binaryOf).then(toBase64)", values)
    files = [each.encode() for each in armored] + [base64.b64decode(each) for each in binary]
    for text, file in zip([*TEXTS, *TEXTS], files, strict=True):
        opened = subprocess.run(stock_age, input=file, capture_output=True, check=True)
        assert opened.stdout == text
        assert age.decrypt(file, identities=[other]) == text


def test_what_stock_age_seals_opens_in_the_page(ask: Ask, stock_age: list[str], identity: str) -> None:
    to = [part for each in (age.generate_identity(), identity) for part in ("-r", age.recipient_of(each))]
    for form in ([], ["-a"]):
        command = [stock_age[0], *form, *to]
        files = [subprocess.run(command, input=text, capture_output=True, check=True).stdout for text in TEXTS]
        said = ask(OPEN, [[secret_of(identity), base64_of(file)] for file in files])
        assert [base64.b64decode(each) for each in said] == TEXTS


def test_the_page_and_the_library_of_ages_author_open_each_other(ask: Ask, judges: Path, identity: str) -> None:
    values = [[identity, age.recipient_of(identity), secret_of(identity), base64_of(text)] for text in TEXTS]
    theirs = """(async () => {
      const { Encrypter, Decrypter, armor } = await judge("age-encryption/dist/index.js");
      const [identity, recipient, secret, text] = each;
      const [from, to] = [new Decrypter(), new Encrypter()];
      from.addIdentity(identity);
      to.addRecipient(recipient);
      const ours = await from.decrypt(armor.decode(await sealAge([recipient], fromBase64(text))));
      const sealed = await to.encrypt(fromBase64(text));
      const open = (file) => openAge(fromBase64(secret), file);
      return [ours, await open(sealed), await open(armor.encode(sealed))].map(toBase64);
    })()"""
    assert ask(theirs, values, judges) == [[value[3]] * 3 for value in values]


def test_an_identity_that_the_page_makes_is_one_to_everybody(ask: Ask, judges: Path) -> None:
    made = ask("makeIdentity().then(({ recipient, secret }) => [recipient, toBase64(secret)])", [0] * 20)
    assert len({recipient for recipient, _ in made}) == 20
    for recipient, secret in made:
        text = format_identity(Identity("X25519", base64.b64decode(secret)))
        assert age.recipient_of(text) == recipient
    assert ask("recipientOf(fromBase64(each[1]))", made) == [recipient for recipient, _ in made]


def test_no_text_but_an_x25519_recipient_is_sealed_to(ask: Ask, identity: str) -> None:
    good = age.recipient_of(identity)
    wrong = ["", "age1", good[:-1], good[:-1] + ("q" if good[-1] != "q" else "p"), good.title(), good + " ", identity]
    wrong += ["age1pq" + good[4:], bech32.encode("age", bytes(31)), bech32.encode("aged", bytes(32)), "https://e.org"]
    wrong += [format_recipient(number.to_bytes(32, "little")) for number in SMALL]
    values = [[[good, text], ""] for text in wrong] + [[[], ""]]
    assert ask(SEAL, values) == ["fault: recipient"] * len(values)
    assert ask(SEAL, [[[good.upper()], ""]])[0].startswith("-----BEGIN AGE")


@settings(max_examples=5)
@given(st.lists(st.binary(max_size=50), min_size=40, max_size=60))
def test_bech32_is_spelt_and_read_as_the_program_does(ask: Ask, texts: list[bytes]) -> None:
    spelt = [bech32.encode("age", text) for text in texts]
    assert ask('toBech32("age", fromBase64(each))', [base64_of(text) for text in texts]) == spelt
    mistyped = [text[:-3] + ("q" if text[-3] != "q" else "p") + text[-2:] for text in spelt]
    read = "((found) => found && [found.prefix, toBase64(found.bytes)])(fromBech32(each))"
    assert ask(read, spelt + mistyped) == [["age", base64_of(text)] for text in texts] + [None] * len(texts)


def test_bech32_has_one_spelling(ask: Ask, judges: Path) -> None:
    """Bits that stand for nothing are zero, and no value is too many: told by a library that spells anything."""
    spell = """(async () => {
      const { bech32 } = await judge("@scure/base/index.js");
      const words = bech32.toWords(new Uint8Array(32));
      const spelt = [words, [...words.slice(0, -1), 1], [...words, 0]].map((all) => bech32.encode("age", all, false));
      return spelt.map((text) => recipientBytes(text) !== null);
    })()"""
    assert ask(spell, [0], judges) == [[True, False, False]]


def test_more_than_one_chunk_is_neither_sealed_nor_opened(ask: Ask, identity: str) -> None:
    recipient, text = age.recipient_of(identity), bytes(AGE_LIMIT + 1)
    assert ask(SEAL, [[[recipient], base64_of(text)]]) == ["fault: large"]
    long = age.encrypt(text, recipients=[recipient])
    longer = age.encrypt(text * 3, recipients=[recipient], armor=True)
    said = ask(OPEN, [[secret_of(identity), base64_of(file)] for file in (long, longer)])
    assert said == ["fault: large"] * 2
    assert ask("openAge(new Uint8Array(32), each.repeat(2000001))", ["a"]) == ["fault: large"]
    crowd = long.replace(b"\n", b"\n" + b"-> nobody\n\n" * 12_000, 1)
    assert ask(OPEN, [[secret_of(identity), base64_of(crowd)]]) == ["fault: large"]


def test_a_file_for_somebody_else_is_told_from_a_damaged_one(ask: Ask, identity: str) -> None:
    mine = age.encrypt(b"to me", recipients=[age.recipient_of(identity)])
    other = age.encrypt(b"to them", recipients=[age.recipient_of(age.generate_identity())])
    start = mine.index(b"\n---")
    files = {
        "other": [other, age.encrypt(b"to a word", passphrase="word", work_factor=1)],
        "damaged": [mine[:-1], mine[:-20], mine[:-1] + bytes([mine[-1] ^ 1]), mine + b"x", mine[: start + 60]],
        "malformed": [mine[:start], mine[:40], mine.replace(b"/v1", b"/v2"), mine.replace(b"\n", b"\r\n")],
        "none": [b"", b"nothing", b"\xff\xfe\0"],
    }
    for code, each in files.items():
        said = ask(OPEN, [[secret_of(identity), base64_of(file)] for file in each])
        assert said == [f"fault: {code}"] * len(each)


def test_no_altered_byte_of_a_file_goes_unseen(ask: Ask, identity: str) -> None:
    file = age.encrypt(b"to me", recipients=[age.recipient_of(identity)])
    altered = [file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :] for place in range(len(file))]
    said = ask(OPEN, [[secret_of(identity), base64_of(each)] for each in altered])
    assert all(each.startswith("fault: ") for each in said)


def test_a_browser_that_cannot_says_so(ask: Ask) -> None:
    without = """(async () => {
      const whole = globalThis.crypto;
      const value = { getRandomValues: (bytes) => whole.getRandomValues(bytes), subtle: %s };
      Object.defineProperty(globalThis, "crypto", { value, configurable: true });
      try {
        return [await canSeal(), await makeIdentity().catch((error) => error.code)];
      } finally {
        Object.defineProperty(globalThis, "crypto", { value: whole, configurable: true });
      }
    })()"""
    assert ask(without % "undefined", [0]) == [[False, "unable"]]
    refusing = "{ importKey: async () => { throw new DOMException('unknown', 'NotSupportedError'); } }"
    assert ask(without % refusing, [0]) == [[False, "unable"]]
    assert ask("canSeal()", [0]) == [True]


def test_a_browser_that_takes_points_of_small_order_seals_to_none(ask: Ask) -> None:
    """Earlier rules let browsers give zeros for them."""
    lenient = """(async () => {
      const whole = globalThis.crypto;
      const subtle = {
        importKey: (...all) => whole.subtle.importKey(...all),
        deriveBits: (...all) => whole.subtle.deriveBits(...all).catch(() => new ArrayBuffer(32)),
      };
      const value = { getRandomValues: (bytes) => whole.getRandomValues(bytes), subtle };
      Object.defineProperty(globalThis, "crypto", { value, configurable: true });
      try {
        return await sealAge([each], new Uint8Array()).catch((error) => error.code);
      } finally {
        Object.defineProperty(globalThis, "crypto", { value: whole, configurable: true });
      }
    })()"""
    small = [format_recipient(number.to_bytes(32, "little")) for number in SMALL]
    assert ask(lenient, small) == ["recipient"] * len(small)
