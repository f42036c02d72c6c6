"""Private notes: readable with stock age, exact to the byte, bound to their place, and padded."""

from __future__ import annotations

import dataclasses
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, SealedError, TalktagError, UntrustedError
from talktag.seal import age
from talktag.seal.note import MAX_TEXT, Note, frame, open_note, seal_note, unframe

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
NOTE = Note("7k3m9q0d2x4vb", "0c5h8w1t6r9pz", 1, "2026-03-01T09:30:00Z", "The safe opens with 42.")
SAMPLE = Path(__file__).parent / "samples" / "note_format_1.age"

HEAD = """talktag-note: 1
product: 7k3m9q0d2x4vb
note: 0c5h8w1t6r9pz
revision: 1
created: 2026-03-01T09:30:00Z
length: 23

The safe opens with 42.
"""


def with_text(text: str) -> Note:
    return dataclasses.replace(NOTE, text=text)


def test_a_note_opens_readable_with_stock_age(
    program: Callable[[str], str], secret_file: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    command = [program("age"), "--decrypt", "-i", str(secret_file(tmp_path, IDENTITY))]
    sealed = seal_note(NOTE, [RECIPIENT])
    shown = subprocess.run(command, input=sealed, capture_output=True, check=True).stdout
    assert shown.decode().startswith(HEAD)
    assert set(shown.decode()[len(HEAD) :]) == {" ", "\n"}
    assert max(len(line) for line in shown.decode()[len(HEAD) :].split("\n")) <= 79
    assert shown.endswith(b"\n")


def test_the_frozen_sample_of_format_1_opens() -> None:
    opened = open_note(SAMPLE.read_bytes(), [IDENTITY], product="7k3m9q0d2x4vb", note="0c5h8w1t6r9pz")
    assert opened == Note(
        "7k3m9q0d2x4vb",
        "0c5h8w1t6r9pz",
        3,
        "2026-03-01T09:30:00Z",
        "Der Safe öffnet mit 42.\r\nnot the garage 🔑\n\ttrailing spaces  \n",
    )


def test_the_plain_form_of_format_1_is_frozen() -> None:
    expected = HEAD.encode().ljust(len(HEAD)) + b" " * 63 + b"\n"
    assert frame(NOTE)[: len(expected)] == expected
    assert len(frame(NOTE)) == 256


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 10**9))
def test_any_text_comes_back_byte_for_byte(text: str, revision: int) -> None:
    note = dataclasses.replace(NOTE, text=text, revision=revision)
    assert unframe(frame(note)) == note


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\r\n",
        "a\r\nb\rc\n\n",
        "talktag-note: 1\nproduct: x\n\n",
        "\0",
        "\ufeffx",
        "e\u0301",
        "\u00e9",
        "\x85\u2028",
    ],
)
def test_awkward_texts_come_back_through_the_seal(text: str) -> None:
    sealed = seal_note(with_text(text), [RECIPIENT])
    assert open_note(sealed, [IDENTITY], product=NOTE.product, note=NOTE.note).text == text


def sizes_of(lengths: range) -> list[int]:
    return [len(frame(with_text("x" * length))) for length in lengths]


def test_frames_have_only_the_allowed_sizes() -> None:
    small = set(sizes_of(range(0, 65_300, 97)))
    assert small == {256 << step for step in range(9)}
    assert set(sizes_of(range(65_000, 400_000, 9_973))) == {step * 65_536 for step in range(1, 8)}


def test_the_border_of_a_size_class_is_exact() -> None:
    overhead = len(HEAD) - 23
    for length, total in [
        (255 - overhead, 256),  # one less, because the length itself takes a third digit
        (256 - overhead, 512),
        (65_533 - overhead, 65_536),
        (65_534 - overhead, 131_072),
        (131_072 - 4 - overhead, 131_072),
        (131_072 - 3 - overhead, 196_608),
    ]:
        framed = frame(with_text("x" * length))
        assert len(framed) == total
        assert unframe(framed).text == "x" * length


def test_sealed_notes_of_one_class_have_one_size() -> None:
    sizes = {len(seal_note(with_text("é" * length), [RECIPIENT])) for length in (0, 1, 20, 60)}
    assert len(sizes) == 1
    assert len(seal_note(with_text("é" * 90), [RECIPIENT])) not in sizes


def test_a_mebibyte_is_the_limit() -> None:
    assert unframe(frame(with_text("x" * MAX_TEXT))).text == "x" * MAX_TEXT
    with pytest.raises(InvalidError, match="1048578 bytes long"):
        frame(with_text("é" * (MAX_TEXT // 2 + 1)))


def test_a_note_of_another_product_is_refused() -> None:
    sealed = seal_note(NOTE, [RECIPIENT])
    with pytest.raises(UntrustedError, match=r'^the note belongs to product "7k3m9q0d2x4vb", not to "another"$'):
        open_note(sealed, [IDENTITY], product="another", note=NOTE.note)


def test_a_renamed_note_is_refused() -> None:
    sealed = seal_note(NOTE, [RECIPIENT])
    with pytest.raises(UntrustedError, match='belongs in the place of note "0c5h8w1t6r9pz", not of "another"'):
        open_note(sealed, [IDENTITY], product=NOTE.product, note="another")


def test_two_swapped_notes_are_both_refused() -> None:
    other = dataclasses.replace(NOTE, note="1111111111111")
    for sealed_as, expected in ((NOTE, other), (other, NOTE)):
        with pytest.raises(UntrustedError):
            open_note(seal_note(sealed_as, [RECIPIENT]), [IDENTITY], product=NOTE.product, note=expected.note)


def test_without_the_right_key_it_is_sealed() -> None:
    with pytest.raises(SealedError, match="none of the keys"):
        open_note(seal_note(NOTE, [RECIPIENT]), [age.generate_identity()], product=NOTE.product, note=NOTE.note)


def test_a_file_larger_than_any_note_is_refused() -> None:
    sealed = age.encrypt(bytes(3 * 1024 * 1024), recipients=[RECIPIENT])
    with pytest.raises(age.DamagedError, match="larger than any"):
        open_note(sealed, [IDENTITY], product=NOTE.product, note=NOTE.note)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("product", ""),
        ("product", "two words"),
        ("product", "x\ny"),
        ("product", "x" * 65),
        ("product", "ü"),
        ("product", "../x"),
        ("note", ""),
        ("note", "a/b"),
        ("revision", 0),
        ("revision", -1),
        ("revision", 10**10),
        ("created", ""),
        ("created", "2026-03-01"),
        ("created", "2026-02-30T09:30:00Z"),
        ("created", "2026-03-01T09:30:00+01:00"),
        ("created", "2026-03-01T09:30:00Z\n"),
        ("text", "\ud800"),
    ],
)
def test_a_field_that_does_not_hold_up_is_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidError):
        frame(dataclasses.replace(NOTE, **{field: value}))  # type: ignore[arg-type]


def test_sealed_text_that_is_no_note_is_refused() -> None:
    for plain in (b"", b"just text", HEAD.encode(), HEAD.encode() + b" " * 500, frame(NOTE) + b"\n", frame(NOTE)[:-1]):
        with pytest.raises(UntrustedError):
            open_note(age.encrypt(plain, recipients=[RECIPIENT]), [IDENTITY], product=NOTE.product, note=NOTE.note)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"length: 23", b"length: 22"),
        (b"length: 23", b"length: 023"),
        (b"length: 23", b"length: 9999999"),
        (b"revision: 1", b"revision: 01"),
        (b"revision: 1", b"revision: 0"),
        (b"Z\n", b"z\n"),
        (b"\n", b"\r\n"),
        (b"\nproduct", b"\nextra: x\nproduct"),
        (b"42.\n", b"42.\n\n"),
        (b"42.\n", b"42.\nhidden words"),
        (b" 42", b" 4\xff"),
    ],
)
def test_a_frame_that_is_off_by_anything_is_refused(old: bytes, new: bytes) -> None:
    framed = frame(NOTE)
    assert old in framed
    for altered in (framed.replace(old, new), framed.replace(old, new)[: len(framed)]):
        with pytest.raises(UntrustedError):
            unframe(altered)


def test_a_later_format_is_named() -> None:
    with pytest.raises(InvalidError, match="format 2, newer than this talktag"):
        unframe(frame(NOTE).replace(b"talktag-note: 1", b"talktag-note: 2"))


@settings(max_examples=300, deadline=None)
@given(st.integers(0), st.binary(max_size=4), st.integers(0, 4))
def test_a_mutated_frame_raises_only_our_errors(place: int, new: bytes, gone: int) -> None:
    framed = frame(NOTE)
    place %= len(framed)
    altered = framed[:place] + new + framed[place + gone :]
    try:
        opened = unframe(altered)
    except TalktagError:
        return
    assert frame(opened) == altered


def test_the_text_is_not_in_the_repr() -> None:
    assert "safe" not in repr(NOTE)


def test_random_notes_round_trip_through_the_seal() -> None:
    chance = random.Random(7)
    for _ in range(30):
        note = with_text("".join(chance.choices("aé\r\n🔑 ", k=chance.randrange(3000))))
        assert open_note(seal_note(note, [RECIPIENT]), [IDENTITY], product=note.product, note=note.note) == note
