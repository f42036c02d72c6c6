from __future__ import annotations

import random
import string

import pytest
import zxingcpp
from PIL import Image
from qrcode import constants, util
from qrcode.main import QRCode

from talktag.errors import InvalidError
from talktag.paper.codes import mask
from talktag.paper.codes.codewords import capacity
from talktag.paper.codes.segments import find_segments
from talktag.paper.codes.symbol import LEVELS, Design, design_symbol, make_symbol, symbol_of

PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"


def picture(symbol) -> Image.Image:
    side = symbol.size + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(symbol.modules):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + 4, y + 4), 0)
    return image.resize((side * 4, side * 4), Image.Resampling.NEAREST)


def decoded(symbol):
    found = zxingcpp.read_barcodes(picture(symbol))
    assert len(found) == 1
    return found[0]


def random_payloads(count: int) -> list[str]:
    chance = random.Random(count)
    alphabets = (string.digits, string.digits + string.ascii_uppercase, string.printable)
    return ["".join(chance.choices(chance.choice(alphabets), k=chance.randint(1, 150))) for _ in range(count)]


@pytest.mark.parametrize(
    ("payload", "floor", "version", "level"),
    [
        (PAYLOAD, "Q", 4, "Q"),
        (PAYLOAD, "M", 4, "Q"),  # Q costs no version here
        ("TT-7K3M9QXAC", "Q", 1, "Q"),
        ("https://ex.org/#7K3M9QXAC", "Q", 3, "H"),
        ("0" * 27, "Q", 1, "Q"),
        ("0" * 28, "Q", 2, "H"),
        ("a" * 60, "Q", 5, "Q"),
        ("a" * 61, "Q", 6, "Q"),
        ("a" * 62, "M", 4, "M"),
    ],
)
def test_version_and_error_correction_are_those_of_the_published_tables(payload, floor, version, level) -> None:
    symbol = make_symbol(payload, floor)
    assert (symbol.version, symbol.error_correction, symbol.size) == (version, level, 17 + 4 * version)


@pytest.mark.parametrize("payload", [PAYLOAD, "TT-7K3M9QXAC", "9" * 200, "a" * 500, " $%*+-./:", "\x00\n~"])
def test_another_decoder_reads_the_payload_and_the_stated_level(payload) -> None:
    symbol = make_symbol(payload)
    found = decoded(symbol)
    assert (found.bytes.decode("ascii"), found.ec_level) == (payload, symbol.error_correction)


def test_random_payloads_are_read_back() -> None:
    for payload in random_payloads(100):
        symbol = make_symbol(payload)
        found = decoded(symbol)
        assert (found.bytes.decode("ascii"), found.ec_level) == (payload, symbol.error_correction)


def test_no_segmentation_of_the_library_gives_a_smaller_version() -> None:
    for payload in random_payloads(60):
        versions = []
        for segmentation in (0, 4, 6, 8, 12, 20):
            code = QRCode(error_correction=constants.ERROR_CORRECT_Q)
            code.add_data(payload, optimize=segmentation)
            versions.append(code.best_fit())
        assert design_symbol(payload).version <= min(versions)


def shortest(payload: str, group: int) -> int:
    """The fewest bits of all ways to cut a text into segments, by trying every last segment."""
    lengths = ((10, 9, 8), (12, 11, 16), (14, 13, 16))[group]
    kinds = (set(string.digits), set(string.digits + string.ascii_uppercase + " $%*+-./:"), set(string.printable))
    best = [0]
    for end in range(1, len(payload) + 1):
        ways = []
        for start in range(end):
            count, part = end - start, set(payload[start:end])
            sizes = (-(-count * 10 // 3), -(-count * 11 // 2), count * 8)
            headers = [4 + lengths[kind] + sizes[kind] for kind in range(3) if part <= kinds[kind]]
            ways.append(best[start] + min(headers))
        best.append(min(ways))
    return best[-1]


@pytest.mark.parametrize("group", [0, 1, 2])
def test_no_way_to_cut_a_text_into_segments_takes_fewer_bits(group) -> None:
    chance = random.Random(group)
    for _ in range(150):
        runs = (
            "".join(chance.choices(chance.choice(("0123456789", "ABC:/ ", "abc#")), k=chance.randint(1, 8)))
            for _ in range(4)
        )
        payload = "".join(runs)
        segments = find_segments(payload, group)
        assert segments.length == shortest(payload, group)
        assert "".join(part for _, part in segments.parts) == payload


def test_every_version_and_level_is_module_for_module_what_the_library_makes() -> None:
    chance = random.Random(5)
    for version in (*range(1, 9), 14, 30):
        for level in LEVELS:
            payload = "".join(chance.choices(string.ascii_lowercase, k=capacity(version, level) // 8 - 3))
            group = (version > 9) + (version > 26)
            symbol = symbol_of(Design(payload, version, level, find_segments(payload, group)))
            code = QRCode(version=version, error_correction=getattr(constants, f"ERROR_CORRECT_{level}"))
            code.add_data(payload, optimize=0)
            candidates = []
            for number in range(8):
                code.makeImpl(False, number)
                candidates.append(tuple(map(tuple, code.modules)))
            assert symbol.modules in candidates


def test_penalties_are_those_the_library_counts_and_the_best_mask_wins() -> None:
    chance = random.Random(25)
    for _ in range(25):
        # Of small letters alone there is one segmentation, so the library makes the same symbols.
        design = design_symbol("".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 120))))
        level = getattr(constants, f"ERROR_CORRECT_{design.error_correction}")
        code = QRCode(version=design.version, error_correction=level)
        code.add_data(design.payload, optimize=0)
        symbols = []
        for number in range(8):
            code.makeImpl(False, number)
            points = util.lost_point(code.modules)
            assert mask.penalty(mask.pack(code.modules), design.size) == points
            symbols.append((points, number, tuple(map(tuple, code.modules))))
        assert symbol_of(design).modules == min(symbols)[2]


@pytest.mark.parametrize("payload", ["", "mailto:ana@exämple.org", "tag ❤", "日本"])
def test_what_phones_read_differently_is_refused(payload) -> None:
    with pytest.raises(InvalidError) as caught:
        make_symbol(payload)
    assert caught.value.message.isascii()


def test_a_long_row_of_zeros_is_read_back() -> None:
    # Blocks that are all zeros, which the library gives up on.
    assert decoded(make_symbol("0" * 200)).text == "0" * 200


def test_a_payload_no_symbol_holds_is_refused() -> None:
    assert make_symbol("a" * 1663).version == 40
    with pytest.raises(InvalidError):
        make_symbol("a" * 1664)
