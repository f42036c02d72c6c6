"""Age files by their properties: what goes in comes out, and whatever was touched gives nothing."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, SealedError, TalktagError
from talktag.seal import age
from talktag.seal.age import bech32
from talktag.seal.age.header import Stanza, read_header, write_header
from talktag.seal.age.stream import CHUNK, seal_stream

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1]


def test_the_recipient_of_the_specification_example_is_computed() -> None:
    assert age.recipient_of(IDENTITY) == RECIPIENT


def test_generated_identities_differ_and_seal() -> None:
    first, second = age.generate_identity(), age.generate_identity()
    assert first != second
    sealed = age.encrypt(b"text", recipients=[age.recipient_of(first)])
    assert age.decrypt(sealed, identities=(second, first)) == b"text"
    with pytest.raises(SealedError, match="none of the keys"):
        age.decrypt(sealed, identities=(second,))


@pytest.mark.parametrize("size", EDGES)
@pytest.mark.parametrize("armor", [False, True])
def test_sizes_around_the_chunk_border_round_trip(size: int, armor: bool) -> None:
    data = random.Random(size).randbytes(size)
    sealed = age.encrypt(data, recipients=[RECIPIENT], armor=armor)
    assert age.decrypt(sealed, identities=[IDENTITY]) == data


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EDGES), st.integers(-3, 3), st.binary(max_size=64), st.booleans())
def test_anything_round_trips(size: int, shift: int, seed: bytes, armor: bool) -> None:
    data = (seed * (size + 3) if seed else bytes(size + 3))[: max(size + shift, 0)]
    sealed = age.encrypt(data, recipients=[RECIPIENT], armor=armor)
    assert age.decrypt(sealed, identities=[IDENTITY]) == data


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1), st.binary(max_size=100))
def test_any_passphrase_round_trips(passphrase: str, data: bytes) -> None:
    try:
        passphrase.encode()
    except UnicodeEncodeError:
        with pytest.raises(InvalidError):
            age.encrypt(data, passphrase=passphrase, work_factor=1)
        return
    sealed = age.encrypt(data, passphrase=passphrase, work_factor=1)
    assert age.decrypt(sealed, passphrases=["another", passphrase]) == data


def test_one_flipped_bit_anywhere_gives_no_bytes() -> None:
    sealed = age.encrypt(b"the safe opens with 42", recipients=[RECIPIENT])
    for place in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[place] ^= 1 << bit
            with pytest.raises(SealedError):
                age.decrypt(bytes(altered), identities=[IDENTITY])


def test_one_flipped_bit_in_the_last_of_three_chunks_gives_no_bytes() -> None:
    sealed = age.encrypt(bytes(2 * CHUNK + 5), recipients=[RECIPIENT])
    for place in (len(sealed) - 1, len(sealed) - CHUNK, len(sealed) - 2 * CHUNK):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(age.DamagedError, match="altered or cut short"):
            age.decrypt(bytes(altered), identities=[IDENTITY])


def test_every_cut_and_every_addition_gives_no_bytes() -> None:
    sealed = age.encrypt(b"short", recipients=[RECIPIENT])
    for size in range(len(sealed)):
        with pytest.raises(age.DamagedError):
            age.decrypt(sealed[:size], identities=[IDENTITY])
    for more in (b"\0", b"\n", sealed):
        with pytest.raises(age.DamagedError):
            age.decrypt(sealed + more, identities=[IDENTITY])


@settings(max_examples=500, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> ", b"-----BEGIN AGE ENCRYPTED FILE-----\n"]
    ),
)
def test_no_bytes_whatever_raise_anything_but_our_errors(data: bytes, start: bytes) -> None:
    with pytest.raises(TalktagError):
        age.decrypt(start + data, identities=[IDENTITY], passphrases=["x"])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_headers_with_a_right_mac_but_odd_stanzas_raise_only_our_errors(data: st.DataObject) -> None:
    word = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=50)
    kind = st.sampled_from(["X25519", "scrypt", "mlkem768x25519", "other"])
    stanza = st.builds(Stanza, kind, st.lists(word, max_size=3).map(tuple), st.binary(max_size=70))
    stanzas = data.draw(st.lists(stanza, min_size=1, max_size=3))
    head = write_header(stanzas, bytes(16))
    assert list(read_header(head).stanzas) == stanzas
    with pytest.raises(SealedError):
        age.decrypt(head + b"".join(seal_stream([], bytes(16), bytes(16))), identities=[IDENTITY], passphrases=["x"])


def test_work_factors_above_the_ceiling_are_refused_before_any_work() -> None:
    # 2^40 blocks would need a petabyte: only a refusal before the work can come back at all.
    for factor in ("21", "40", "9999"):
        head = write_header([Stanza("scrypt", ("A" * 22, factor), bytes(32))], bytes(16))
        with pytest.raises(age.DamagedError, match="work factor of"):
            age.decrypt(head + bytes(32), passphrases=["x"])
    for number in (0, 21):
        with pytest.raises(InvalidError, match="outside 1 to 20"):
            age.encrypt(b"", passphrase="x", work_factor=number)


def test_what_we_write_for_a_passphrase_has_log_n_18() -> None:
    (stanza,) = read_header(age.encrypt(b"", passphrase="x")).stanzas
    assert (stanza.kind, stanza.arguments[1]) == ("scrypt", "18")


def test_the_reasons_are_told_apart() -> None:
    to_key = age.encrypt(b"", recipients=[RECIPIENT])
    to_words = age.encrypt(b"", passphrase="right", work_factor=1)
    for sealed, keys, words, message in [
        (to_key, [], [], "this age file needs a key to open"),
        (to_key, [], ["x"], "this age file needs a key to open"),
        (to_key, [age.generate_identity()], [], "none of the keys given opens this age file"),
        (to_words, [IDENTITY], [], "this age file needs a passphrase to open"),
        (to_words, [], ["wrong"], "wrong passphrase"),
    ]:
        with pytest.raises(SealedError) as raised:
            age.decrypt(sealed, identities=keys, passphrases=words)
        assert (type(raised.value), raised.value.message) == (SealedError, message)


def test_converted_line_ends_are_named() -> None:
    sealed = age.encrypt(b"x", recipients=[RECIPIENT]).replace(b"\n", b"\r\n")
    with pytest.raises(age.DamagedError, match="line ends of this age file were converted"):
        age.decrypt(sealed, identities=[IDENTITY])


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "age1",
        "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ",
        RECIPIENT[:-1] + "k",
        RECIPIENT + " ",
        IDENTITY,
        "age1é",
        "age1pq1qqqqqqqq",
        bech32.encode("age", bytes(31)),
        bech32.encode("age", bytes(32)),  # the point of order one: what is sealed to it is open to all
        "ssh-ed25519 AAAA",
    ],
)
def test_what_is_no_recipient_is_refused(recipient: str) -> None:
    with pytest.raises(InvalidError):
        age.encrypt(b"x", recipients=[RECIPIENT, recipient])


def test_a_wrong_identity_is_refused_without_repeating_it() -> None:
    mistyped = IDENTITY[:-1] + "Q"
    sealed = age.encrypt(b"x", recipients=[RECIPIENT])
    for text in (mistyped, IDENTITY.lower(), "", RECIPIENT, bech32.encode("age-secret-key-", bytes(5)).upper()):
        with pytest.raises(InvalidError) as raised:
            age.decrypt(sealed, identities=[text])
        assert not text or text not in raised.value.message


def test_neither_or_both_kinds_of_lock_are_refused() -> None:
    with pytest.raises(InvalidError):
        age.encrypt(b"x")
    with pytest.raises(InvalidError):
        age.encrypt(b"x", recipients=[RECIPIENT], passphrase="x")
    with pytest.raises(InvalidError, match="passphrase is empty"):
        age.encrypt(b"x", passphrase="")


def test_a_header_of_endless_recipients_is_refused() -> None:
    stanza = Stanza("X25519", ("A" * 43,), bytes(32))
    head = write_header([stanza] * 4000, bytes(16))
    with pytest.raises(age.DamagedError, match="longer than talktag reads"):
        age.decrypt(head + bytes(32), identities=[IDENTITY])


def test_a_malformed_header_is_damage_even_to_whoever_has_no_key() -> None:
    sealed = age.encrypt(b"x", recipients=[RECIPIENT])
    version, mark = sealed.index(b"\n") + 1, sealed.index(b"\n---") + 1
    no_recipient = sealed[:version] + sealed[mark:]
    short_mac = sealed[:mark] + b"--- " + b"A" * 42 + b"\n" + sealed[sealed.index(b"\n", mark) + 1 :]
    for malformed in (no_recipient, short_mac):
        with pytest.raises(age.DamagedError, match="malformed"):
            age.decrypt(malformed)


def test_bech32_with_a_right_checksum_but_stray_bits_is_refused(program: Callable[[str], str]) -> None:
    values = [bech32._VALUE[character] for character in RECIPIENT[4:-6]]
    for stray in ([*values[:-1], values[-1] | 1], values[:-1]):
        sums = bech32._polymod([*bech32._expand("age"), *stray, *[0] * 6]) ^ 1
        tail = [*stray, *(sums >> 5 * (5 - place) & 31 for place in range(6))]
        text = "age1" + "".join(bech32._CHARSET[value] for value in tail)
        with pytest.raises(ValueError, match="stray bits"):
            bech32.decode(text)
        done = subprocess.run([program("age"), "-r", text], input=b"", capture_output=True, check=False)
        assert done.returncode != 0


@pytest.mark.parametrize(
    "text", ["A12UEL5L", "a12uel5l", "?1ezyfcl", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"]
)
def test_valid_bech32_of_bip_173_is_read(text: str) -> None:
    prefix, data = bech32.decode(text)
    assert bech32.encode(prefix.lower(), data) == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        " 1nwldj5",
        "\x7f1axkwrx",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "a12UEL5L",
    ],
)
def test_invalid_bech32_of_bip_173_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        bech32.decode(text)
