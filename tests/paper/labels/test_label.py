from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.paper.labels.label import LAYOUTS, Area, Wish, cut_to_length, lay_out
from talktag.paper.type.font import MM_PER_POINT
from talktag.paper.type.text import height_of

SIZES = st.sampled_from([21, 25, 29, 33, 37, 41, 57])
WORDS = st.lists(st.floats(0.5, 4.0), min_size=1, max_size=4).map(tuple)
KINDS = st.sampled_from([kind for kind in LAYOUTS if kind != "round"])
TAG = (2.9, 2.9, 0.7)


def place(width, height, size=33, words=TAG, kind="qr+id+name", **other):
    return lay_out(Wish(kind, size, words, **other), Area(width, height))


@given(st.floats(5, 110), st.floats(5, 110), SIZES, WORDS, KINDS)
def test_nothing_leaves_the_label_and_the_quiet_zone_stays_white(width, height, size, words, kind) -> None:
    layout = place(width, height, size, words, kind, paragraphs=1)
    if layout is None:
        return
    if kind == "id":
        assert layout.module_mm == 0
        assert min(layout.text_x, layout.text_y) >= 1.5 - 1e-6
        assert layout.text_x + layout.text_width <= width - 1.5 + 1e-6
        assert layout.text_y + layout.text_height <= height - 1.5 + 1e-6
        return
    assert layout.module_mm >= 0.4
    quiet, dark = 4 * layout.module_mm - 1e-9, size * layout.module_mm
    for corner, side in ((layout.code_x, width), (layout.code_y, height)):
        assert quiet <= corner <= side - dark - quiet + 1e-6
    if kind in {"qr", "id-code"}:
        return
    assert layout.text_x >= 1.5
    assert layout.text_y >= 1.5
    assert layout.text_x + layout.text_width <= width - 1.5 + 1e-6
    assert layout.text_y + layout.text_height <= height - 1.5 + 1e-6
    right_of_code = layout.text_x >= layout.code_x + dark + quiet
    below_code = layout.text_y >= layout.code_y + dark + quiet
    assert right_of_code or below_code


@given(st.floats(5, 110), st.floats(5, 110), SIZES, WORDS)
def test_the_whole_id_fits_at_a_size_one_can_read(width, height, size, words) -> None:
    layout = place(width, height, size, words)
    if layout is None:
        return
    assert layout.id_points >= 5
    assert sum(layout.words_in_lines) == len(words)
    assert layout.id_bottom <= layout.text_height
    rest = list(words)
    for count in layout.words_in_lines:
        line, rest = rest[:count], rest[count:]
        assert (sum(line) + 0.348 * (count - 1)) * layout.id_points * MM_PER_POINT <= layout.text_width + 1e-6


@given(st.floats(17, 110), st.floats(17, 110), SIZES, WORDS)
def test_a_larger_label_never_gets_a_worse_layout(width, height, size, words) -> None:
    layout = place(width, height, size, words)
    if layout is not None:
        larger = place(width + 5, height + 5, size, words)
        assert larger is not None
        assert larger.module_mm >= min(0.5, layout.module_mm)


@given(st.floats(10, 60), SIZES, WORDS)
def test_code_and_text_of_a_round_label_lie_within_its_circle(diameter, size, words) -> None:
    layout = lay_out(Wish("round", size, words), Area(diameter, diameter, is_round=True))
    if layout is None:
        return
    radius = diameter / 2

    def farthest(left, top, right, bottom):
        return max(math.hypot(x - radius, y - radius) for x in (left, right) for y in (top, bottom))

    white, dark = 4 * layout.module_mm, size * layout.module_mm
    x, y = layout.code_x, layout.code_y
    assert farthest(x - white, y - white, x + dark + white, y + dark + white) <= radius + 1e-6
    below = layout.text_y + layout.id_bottom
    assert layout.text_y >= y + dark + white - 1e-6
    assert farthest(layout.text_x, layout.text_y, layout.text_x + layout.text_width, below) <= radius - 1.5 + 1e-6


def test_text_stands_beside_the_code_on_wide_labels_and_under_it_on_square_ones() -> None:
    assert not place(66.675, 25.4).is_centred
    assert place(35, 35).is_centred
    assert place(40, 60).is_centred


def test_the_wanted_module_is_given_up_only_where_a_label_is_too_small_for_it() -> None:
    assert place(45.7, 21.2).module_mm >= 0.5
    assert 0.4 <= place(35.56, 16.93).module_mm < 0.5
    assert place(35.56, 16.3) is None


def test_a_flag_leaves_the_cable_its_room_between_code_and_text() -> None:
    layout = place(66.675, 25.4, kind="flag", cable_mm=6.0)
    code_ends, half = layout.code_x + 33 * layout.module_mm, (66.675 - math.pi * 6) / 2
    assert code_ends + 4 * layout.module_mm <= half + 1e-6
    assert layout.text_x >= 66.675 - half
    assert place(35, 35, kind="flag") is None


def test_the_line_for_finders_has_its_room_above_the_id_or_is_given_up_before_the_id_is() -> None:
    layout = place(66.675, 25.4, found=(3.9, 0.6, 5.6))
    assert layout.found_in_lines
    assert layout.found_height < layout.id_bottom
    tiny = place(35.56, 16.93, found=(3.9, 0.6, 12.0))
    assert tiny.found_in_lines == ()
    assert tiny.words_in_lines


def test_text_that_a_layout_is_for_has_at_least_one_line() -> None:
    layout = place(35, 35, kind="qr+text", paragraphs=2)
    assert layout.name_height >= height_of(2, layout.name_points) - 1e-6
    assert place(20, 20) is not None
    assert place(20, 20, kind="qr+text", paragraphs=2) is None


def test_round_is_for_round_labels_and_they_take_no_other_but_the_bare_code_or_id() -> None:
    round_one, square = Area(40, 40, is_round=True), Area(40, 40)
    for kind in LAYOUTS:
        assert (lay_out(Wish(kind, 29, TAG), round_one) is None) == (kind not in {"round", "qr", "id", "id-code"})
        assert (lay_out(Wish(kind, 21, TAG), square) is None) == (kind == "round")


@pytest.mark.parametrize("dpi", [180, 203, 300])
def test_a_module_of_a_thermal_printer_is_whole_dots_and_lies_on_them(dpi) -> None:
    dot = 25.4 / dpi
    area = Area(50, 30, 1.5, 1.5, 1.2, 1.3, dot)
    for kind in ("qr", "qr+id", "qr+id+name"):
        layout = lay_out(Wish(kind, 33, TAG), area)
        dots = (layout.module_mm / dot, (layout.code_x - 1.2) / dot, (layout.code_y - 1.3) / dot)
        assert all(number == pytest.approx(round(number), abs=1e-6) for number in dots)
        assert dots[0] >= 3


def test_an_endless_label_is_no_longer_than_it_must_be() -> None:
    wish = Wish("qr+id+name", 33, TAG)
    layout, area = cut_to_length(wish, Area(0, 24))
    assert area.height == 24
    assert layout.words_in_lines == (3,)
    assert layout.id_points >= 8
    shorter = lay_out(wish, Area(area.width - 1, 24))
    assert shorter.words_in_lines != (3,) or shorter.id_points < 8 or shorter.module_mm < layout.module_mm
    assert cut_to_length(wish, Area(0, 12)) is None
