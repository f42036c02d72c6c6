"""ChaCha20-Poly1305 in the finder's page: the vectors of RFC 8439, and two other implementations, decide here."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.finder.sealing.conftest import Ask

SUNSCREEN = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
JABBERWOCKY = (
    b"'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\n"
    b"All mimsy were the borogoves,\nAnd the mome raths outgrabe."
)
IETF = (
    b"Any submission to the IETF intended by the Contributor for publication as all or part of an IETF Internet-Draft "
    b'or RFC and any statement made within the context of an IETF activity is considered an "IETF Contribution". Such '
    b"statements include oral statements in IETF sessions, as well as written and electronic communications made at "
    b"any time or place, which are addressed to"
)
COUNTED = bytes(range(32)).hex()
ONE, TWO = "01" + "00" * 15, "02" + "00" * 15
FAR = "01" + "00" * 7 + "04" + "00" * 7
CARRIES = "e33594d7505e43b900000000000000003394d7505e4379cd01" + "00" * 23
# (where in the RFC, key, message, tag)
TAGS = [
    (
        "2.5.2",
        "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b",
        b"Cryptographic Forum Research Group".hex(),
        "a8061dc1305136c6c22b8baf0c0127a9",
    ),
    ("A.3 1", "00" * 32, "00" * 64, "00" * 16),
    ("A.3 2", "00" * 16 + "36e5f6b5c5e06070f0efca96227a863e", IETF.hex(), "36e5f6b5c5e06070f0efca96227a863e"),
    ("A.3 3", "36e5f6b5c5e06070f0efca96227a863e" + "00" * 16, IETF.hex(), "f3477e7cd95417af89a6b8794c310cf0"),
    (
        "A.3 4",
        "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0",
        JABBERWOCKY.hex(),
        "4541669a7eaaee61e708dc7cbcc5eb62",
    ),
    ("A.3 7", TWO + "00" * 16, "ff" * 16, "03" + "00" * 15),
    ("A.3 8", TWO + "ff" * 16, TWO, "03" + "00" * 15),
    ("A.3 9", ONE + "00" * 16, "ff" * 16 + "f0" + "ff" * 15 + "11" + "00" * 15, "05" + "00" * 15),
    ("A.3 10", ONE + "00" * 16, "ff" * 16 + "fb" + "fe" * 15 + "01" * 16, "00" * 16),
    ("A.3 11", TWO + "00" * 16, "fd" + "ff" * 15, "fa" + "ff" * 15),
    ("A.3 12", FAR + "00" * 16, CARRIES + ONE, "1400000000000000" + "5500000000000000"),
    ("A.3 13", FAR + "00" * 16, CARRIES, "13" + "00" * 15),
]
# (where in the RFC, key, nonce, first block, bytes, the same with the stream)
STREAMS = [
    (
        "2.3.2",
        COUNTED,
        "000000090000004a00000000",
        1,
        "00" * 64,
        (
            "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
            "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e"
        ),
    ),
    (
        "2.4.2",
        COUNTED,
        "000000000000004a00000000",
        1,
        SUNSCREEN.hex(),
        (
            "6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b3571639d624"
            "e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab77937365af90bbf74a35be6"
            "b40b8eedf2785e42874d"
        ),
    ),
    (
        "A.1 1",
        "00" * 32,
        "00" * 12,
        0,
        "00" * 64,
        (
            "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
            "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
        ),
    ),
]
# (where in the RFC, key, nonce, associated data, what is opened, what is sealed)
SEALED = [
    (
        "2.8.2",
        bytes(range(0x80, 0xA0)).hex(),
        "070000004041424344454647",
        "50515253c0c1c2c3c4c5c6c7",
        SUNSCREEN.hex(),
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a"
        "9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9d"
        "e576d26586cec64b6116" + "1ae10b594f09e26a7e902ecbd0600691",
    ),
    (
        "A.5",
        "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0",
        "000000000102030405060708",
        "f33388860000000000004e91",
        (
            "Internet-Drafts are draft documents valid for a maximum of six months and may be updated, replaced, or "
            "obsoleted by other documents at any time. It is inappropriate to use Internet-Drafts as reference "
            "material or to cite them other than as /\u201cwork in progress./\u201d"
        )
        .encode()
        .hex(),
        "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb24c6cfc18755d43eea09ee94e382d26b0bdb7b73c"
        "321b0100d4f03b7f355894cf332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c8559797a06ef4f0ef61"
        "c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4b9166c767b804d46a59b5216cde7a4e99040c5a40433225ee282a1b0"
        "a06c523eaf4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a0bb2316053fa76991955ebd63159434e"
        "cebb4e466dae5a1073a6727627097a1049e617d91d361094fa68f0ff77987130305beaba2eda04df997b714d6c6f2c29a6ad5cb4"
        "022b02709b" + "eead9d67890cbb22392336fea1851f38",
    ),
]
HEX = "Uint8Array.from(%s.match(/../g) || [], (pair) => parseInt(pair, 16))"
AS_HEX = 'Array.from(%s, (byte) => byte.toString(16).padStart(2, "0")).join("")'


def placed(count: int) -> str:
    """The first `count` parts of each vector, as bytes of the script."""
    return ", ".join(HEX % f"each[{place}]" for place in range(1, count + 1))


def encoded(*values: bytes) -> list[str]:
    return [base64.b64encode(value).decode() for value in values]


def test_the_tags_are_those_of_the_rfc(ask: Ask) -> None:
    assert ask(AS_HEX % f"poly1305({placed(2)})", TAGS) == [tag for *_, tag in TAGS]


def test_the_stream_is_that_of_the_rfc(ask: Ask) -> None:
    said = ask(AS_HEX % f"chacha20({placed(2)}, each[3], {HEX % 'each[4]'})", STREAMS)
    assert said == [sealed for *_, sealed in STREAMS]


def test_the_rfcs_texts_are_sealed_to_its_bytes_and_opened_from_them(ask: Ask) -> None:
    key, nonce, bound, opened, sealed = (HEX % f"each[{place}]" for place in range(1, 6))
    assert ask(AS_HEX % f"sealChaCha({key}, {nonce}, {opened}, {bound})", SEALED) == [each[5] for each in SEALED]
    assert ask(AS_HEX % f"openChaCha({key}, {nonce}, {sealed}, {bound})", SEALED) == [each[4] for each in SEALED]


KEYS = st.tuples(st.binary(min_size=32, max_size=32), st.binary(min_size=12, max_size=12))
TEXTS = st.tuples(KEYS, st.binary(max_size=300), st.binary(max_size=40))


@settings(max_examples=5)
@given(st.lists(TEXTS, min_size=60, max_size=80))
def test_it_agrees_with_two_others_on_anything(ask: Ask, judges: Path, texts: list[Any]) -> None:
    values = [encoded(key, nonce, text, bound) for (key, nonce), text, bound in texts]
    ours = ask("toBase64(sealChaCha(...each.map(fromBase64)))", values)
    assert ours == encoded(*(ChaCha20Poly1305(key).encrypt(nonce, text, bound) for (key, nonce), text, bound in texts))
    theirs = """(async () => {
      const { chacha20poly1305 } = await judge("@noble/ciphers/chacha.js");
      const [key, nonce, text, bound] = each.map(fromBase64);
      return toBase64(chacha20poly1305(key, nonce, bound).encrypt(text));
    })()"""
    assert ask(theirs, values, judges) == ours
    again = [[key, nonce, sealed, bound] for (key, nonce, _, bound), sealed in zip(values, ours, strict=True)]
    assert ask("toBase64(openChaCha(...each.map(fromBase64)))", again) == [text for _, _, text, _ in values]


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 63, 64, 65, 2032, 12272, 65536])
def test_nothing_opens_of_which_one_bit_is_another(ask: Ask, size: int) -> None:
    key, nonce, bound = bytes(range(32)), bytes(12), b"bound"
    sealed = ChaCha20Poly1305(key).encrypt(nonce, bytes(size), bound)
    places = {0, len(sealed) // 2, len(sealed) - 17, len(sealed) - 16, len(sealed) - 1} & set(range(len(sealed)))
    wrong = [encoded(key, nonce, flipped(sealed, place), bound) for place in places]
    wrong += [encoded(flipped(key, 31), nonce, sealed, bound), encoded(key, flipped(nonce, 11), sealed, bound)]
    wrong += [encoded(key, nonce, sealed, flipped(bound, 4)), encoded(key, nonce, sealed, b"")]
    wrong += [encoded(key, nonce, sealed[:-1], bound), encoded(key, nonce, sealed[:15], bound)]
    right = encoded(key, nonce, sealed, bound)
    said = ask("openChaCha(...each.map(fromBase64)) !== null", [*wrong, right])
    assert said == [False] * len(wrong) + [True]


def test_the_texts_of_the_rfc_are_told_apart_from_others() -> None:
    """What is above was typed: the library that the program itself seals with takes it, too."""
    for _, key, nonce, bound, opened, sealed in SEALED:
        cipher = ChaCha20Poly1305(bytes.fromhex(key))
        assert cipher.decrypt(bytes.fromhex(nonce), bytes.fromhex(sealed), bytes.fromhex(bound)).hex() == opened
        with pytest.raises(InvalidTag):
            cipher.decrypt(bytes.fromhex(nonce), bytes.fromhex(sealed), b"")


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
