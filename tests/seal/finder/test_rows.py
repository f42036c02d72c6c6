"""The rows of a finder's page: what one sticker opens, and that the tables tell nothing of the store but its size."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InternalError, InvalidError
from talktag.model.finder.sticker_code import code_bytes, hkdf, sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.model.labels.payload import read_payload
from talktag.model.values.ident import make_tag
from talktag.seal.finder.rows import (
    MESSAGES,
    PHOTOS,
    TICKET_BYTES,
    FinderProduct,
    SealedRows,
    Sticker,
    open_sticker,
    seal_rows,
)

SEED, SALT, OWNER = bytes(range(32)), bytes(range(16)), b'{"format":"talktag-finder/1"}'
TAGS = [make_tag(number * 0x1F2E3D4C5B % 2**40) for number in range(200)]


def made(stickers: int, messages: int = 0, photos: int = 0, salt: bytes = SALT) -> SealedRows:
    """The rows of so many stickers, of which some have a message and some a photo."""
    products = [
        FinderProduct(f"product-{n}", b"{}" if n < messages else b"", b"jpeg" if n < photos else b"")
        for n in range(max(messages, photos))
    ]
    given_to = [Sticker(tag, StickerState(n % 4), n if n < len(products) else None) for n, tag in enumerate(TAGS)]
    return seal_rows(SEED, salt, OWNER, given_to[:stickers], products)


def rows_in(table: bytes, size: int) -> list[bytes]:
    assert len(table) % size == 0
    return [table[start : start + size] for start in range(0, len(table), size)]


def test_a_code_is_80_bits_of_hkdf_that_a_label_can_carry() -> None:
    code = sticker_code(SEED, TAGS[1])
    info = f"talktag-finder/1 sticker {TAGS[1]}".encode()
    assert code_bytes(code) == HKDF(hashes.SHA256(), 10, None, info).derive(SEED)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{16}", code)
    assert read_payload(f"https://ana.example.org/t/#{TAGS[1]}{code}") == TAGS[1]
    assert len({sticker_code(seed, tag) for tag in TAGS for seed in (SEED, bytes(32))}) == 2 * len(TAGS)


@given(st.binary(max_size=80), st.binary(max_size=80), st.integers(1, 200))
def test_keys_are_derived_by_hkdf(key: bytes, salt: bytes, length: int) -> None:
    expected = HKDF(hashes.SHA256(), length, salt, b"talktag-finder/1 what").derive(key)
    assert hkdf(key, salt, "what", length) == expected


@pytest.mark.parametrize(
    ("counts", "rows"),
    [
        ((0, 0, 0), (64, 8, 0)),
        ((1, 1, 1), (64, 8, 4)),
        ((64, 8, 4), (64, 8, 4)),
        ((65, 9, 5), (128, 16, 8)),
        ((129, 17, 9), (256, 32, 16)),
        ((200, 0, 17), (256, 8, 32)),
        ((3, 33, 0), (64, 64, 0)),
    ],
)
def test_the_tables_are_filled_up_to_a_power_of_two(counts: tuple[int, ...], rows: tuple[int, ...]) -> None:
    sizes = [len(table) for table in made(*counts)]
    assert sizes == [rows[0] * 64, rows[1] * 2048, rows[2] * 12288]


PRODUCTS = st.lists(st.tuples(st.binary(max_size=MESSAGES.limit), st.binary(max_size=200)), max_size=12)


@settings(max_examples=30)
@given(PRODUCTS)
def test_the_sizes_tell_how_many_rows_and_nothing_of_what_is_in_them(contents: list[Any]) -> None:
    products = [FinderProduct(f"product-{n}", *each) for n, each in enumerate(contents)]
    counts = [sum(1 for each in products if getattr(each, key)) for key in ("message", "photo")]
    stickers = [Sticker(tag, StickerState(n % 4)) for n, tag in enumerate(TAGS[:20])]
    sizes = [len(table) for table in seal_rows(SEED, SALT, OWNER, stickers, products)]
    assert sizes == [len(table) for table in made(20, *counts)]


def test_the_same_content_seed_and_salt_give_the_same_bytes() -> None:
    assert made(70, 9, 3) == made(70, 9, 3)


def test_under_another_salt_no_row_is_as_it_was_nor_where_it_was() -> None:
    one, other = made(70, 9, 3), made(70, 9, 3, bytes(16))
    for table, size in (("tickets", 64), ("messages", 2048), ("photos", 12288)):
        before, after = (rows_in(getattr(each, table), size) for each in (one, other))
        assert not {part for row in before for part in parts(row)} & {part for row in after for part in parts(row)}
        assert len(before) == len(after)


def parts(row: bytes) -> list[bytes]:
    return [row[start : start + 16] for start in range(0, len(row), 16)]


def test_no_two_rows_have_anything_in_common_and_false_ones_look_the_same() -> None:
    """No 16 bytes stand anywhere twice, no column of bytes is the same, and all 256 bytes come about as often."""
    for counts in ((0, 0, 1), (64, 8, 4), (33, 5, 2)):
        for table, size in zip(made(*counts), (64, 2048, 12288), strict=True):
            rows = rows_in(table, size)
            pieces = [part for row in rows for part in parts(row)]
            assert len(set(pieces)) == len(pieces)
            assert all(len({row[place] for row in rows}) > 1 for place in range(size))
            # Chance within six deviations, of real rows, of false ones, and of both together.
            found = [table.count(bytes([byte])) for byte in range(256)]
            mean = len(table) / 256
            assert sum((count - mean) ** 2 / mean for count in found) < 255 + 6 * 510**0.5


def test_tickets_stand_in_the_order_of_their_bytes_and_the_others_in_none_of_theirs() -> None:
    tickets = rows_in(made(64, 8, 4).tickets, TICKET_BYTES)
    assert tickets == sorted(tickets)
    orders = set()
    for number in range(20):
        salt = bytes([number] * 16)
        rows = made(8, 8, 0, salt)
        of_place = {row: place for place, row in enumerate(rows_in(rows.messages, MESSAGES.size))}
        alone = [seal_rows(SEED, salt, OWNER, [], [FinderProduct(f"product-{n}", b"{}")]).messages for n in range(8)]
        order = tuple(of_place[row] for each in alone for row in rows_in(each, MESSAGES.size) if row in of_place)
        orders.add(order)
        assert sorted(order) == list(range(8))
    assert len(orders) == 20


def test_a_row_too_long_is_refused_and_the_longest_opens() -> None:
    for kind, place in ((MESSAGES, "message"), (PHOTOS, "photo")):
        for size in (kind.limit, kind.limit + 1):
            product = FinderProduct("0a1b2c3d4e5f6")._replace(**{place: b"x" * size})
            stickers = [Sticker(TAGS[0], StickerState.LOST, 0)]
            if size > kind.limit:
                with pytest.raises(InvalidError, match=f"{size} bytes, and {kind.limit} fit"):
                    seal_rows(SEED, SALT, OWNER, stickers, [product])
                continue
            rows = seal_rows(SEED, SALT, OWNER, stickers, [product])
            opened = open_sticker(rows, TAGS[0], sticker_code(SEED, TAGS[0]), salt=SALT, owner=OWNER)
            assert opened == (StickerState.LOST, product.message, product.photo)
    assert (MESSAGES.limit, PHOTOS.limit) == (2030, 12268)


def test_no_key_ever_seals_two_rows() -> None:
    product, sticker = FinderProduct("0a1b2c3d4e5f6", b"{}"), Sticker(TAGS[0], StickerState.LOST)
    for stickers, products in (([sticker, sticker], []), ([], [product, product])):
        with pytest.raises(InternalError):
            seal_rows(SEED, SALT, OWNER, stickers, products)
    with pytest.raises(InternalError):
        seal_rows(SEED, SALT[1:], OWNER, [sticker], [product])


def test_several_stickers_of_one_product_open_one_row() -> None:
    stickers = [Sticker(TAGS[0], StickerState.LOST, 0), Sticker(TAGS[1], StickerState.LOST, 0)]
    rows = seal_rows(SEED, SALT, OWNER, stickers, [FinderProduct("0a1b2c3d4e5f6", b'{"name":"it"}')])
    for tag in TAGS[:2]:
        opened = open_sticker(rows, tag, sticker_code(SEED, tag), salt=SALT, owner=OWNER)
        assert opened == (StickerState.LOST, b'{"name":"it"}', b"")
    assert open_sticker(rows, TAGS[2], sticker_code(SEED, TAGS[2]), salt=SALT, owner=OWNER) is None
