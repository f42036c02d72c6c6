"""The rows of a description: opened by the code on the article alone, and telling nothing else."""

from __future__ import annotations

from random import Random

import pytest

from talktag.errors import InternalError
from talktag.model.finder.sticker_code import code_letters
from talktag.model.makers.maker_code import MakerCode
from talktag.model.values.ident import TAG_BITS, make_tag
from talktag.seal.articles import LEAST_ROWS, ROW_BYTES, open_article, seal_articles

CHANCE = Random(3)
CODES = [MakerCode(make_tag(CHANCE.getrandbits(TAG_BITS)), code_letters(CHANCE.randbytes(10)), "0" * 16) for _ in "ab"]


def sealed(*serials: str) -> bytes:
    return seal_articles(zip(CODES, serials, strict=False), "c000000000001", Random(4).randbytes)


def test_each_code_opens_its_own_row() -> None:
    table = sealed("0320", "Größe 17")
    assert [open_article(table, code, "c000000000001") for code in CODES] == ["0320", "Größe 17"]


def test_another_code_another_tag_and_another_description_open_nothing() -> None:
    table = sealed("0320")
    code = CODES[0]
    assert open_article(table, CODES[1], "c000000000001") is None
    assert open_article(table, code._replace(tag=CODES[1].tag), "c000000000001") is None
    assert open_article(table, code, "c000000000002") is None


def test_a_row_that_was_changed_by_one_bit_opens_nothing() -> None:
    table = bytearray(sealed("0320"))
    place = next(
        at for at in range(0, len(table), ROW_BYTES) if open_article(table[at:][:ROW_BYTES], CODES[0], "c000000000001")
    )
    table[place + ROW_BYTES - 1] ^= 1
    assert open_article(bytes(table), CODES[0], "c000000000001") is None


@pytest.mark.parametrize(("count", "rows"), [(0, 64), (1, 64), (2, 64)])
def test_how_many_there_are_is_told_to_a_power_of_two(count: int, rows: int) -> None:
    table = sealed(*["1"] * count)
    assert (len(table), LEAST_ROWS) == (rows * ROW_BYTES, 64)


def test_rows_are_in_an_order_that_says_nothing() -> None:
    places = [sealed("1", "2")[at:][:16] for at in range(0, 64 * ROW_BYTES, ROW_BYTES)]
    assert places == sorted(places)


def test_a_serial_number_without_room_is_a_fault_of_the_caller() -> None:
    with pytest.raises(InternalError):
        sealed("x" * 48)
