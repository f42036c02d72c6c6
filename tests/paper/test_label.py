from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talktag.paper.font import MM_PER_POINT
from talktag.paper.label import lay_out

SIZES = st.sampled_from([21, 25, 29, 33, 37, 41, 57])
WORDS = st.lists(st.floats(0.5, 4.0), min_size=1, max_size=4)


@given(st.floats(5, 110), st.floats(5, 110), SIZES, WORDS)
def test_nothing_leaves_the_label_and_the_quiet_zone_stays_white(width, height, size, words):
    layout = lay_out(width, height, size, words)
    if layout is None:
        return
    assert layout.module_mm >= 0.4
    quiet, dark = 4 * layout.module_mm - 1e-9, size * layout.module_mm
    for place, side in ((layout.code_x, width), (layout.code_y, height)):
        assert quiet <= place <= side - dark - quiet + 1e-6
    assert layout.text_x >= 1.5
    assert layout.text_y >= 1.5
    assert layout.text_x + layout.text_width <= width - 1.5 + 1e-6
    assert layout.text_y + layout.text_height <= height - 1.5 + 1e-6
    right_of_code = layout.text_x >= layout.code_x + dark + quiet
    below_code = layout.text_y >= layout.code_y + dark + quiet
    assert right_of_code or below_code


@given(st.floats(5, 110), st.floats(5, 110), SIZES, WORDS)
def test_the_whole_id_fits_at_a_size_one_can_read(width, height, size, words):
    layout = lay_out(width, height, size, words)
    if layout is None:
        return
    assert layout.id_points >= 5
    assert sum(layout.words_in_lines) == len(words)
    assert layout.id_height <= layout.text_height
    rest = list(words)
    for count in layout.words_in_lines:
        line, rest = rest[:count], rest[count:]
        assert (sum(line) + 0.348 * (count - 1)) * layout.id_points * MM_PER_POINT <= layout.text_width + 1e-6


@given(st.floats(17, 110), st.floats(17, 110), SIZES, WORDS)
def test_a_larger_label_never_gets_a_worse_layout(width, height, size, words):
    layout = lay_out(width, height, size, words)
    if layout is not None:
        larger = lay_out(width + 5, height + 5, size, words)
        assert larger is not None
        assert larger.module_mm >= min(0.5, layout.module_mm)


def test_text_stands_beside_the_code_on_wide_labels_and_under_it_on_square_ones():
    words = (2.9, 2.9, 0.7)
    assert not lay_out(66.675, 25.4, 33, words).is_centred
    assert lay_out(35, 35, 33, words).is_centred
    assert lay_out(40, 60, 33, words).is_centred


def test_the_wanted_module_is_given_up_only_where_a_label_is_too_small_for_it():
    words = (2.9, 2.9, 0.7)
    assert lay_out(45.7, 21.2, 33, words).module_mm >= 0.5
    assert 0.4 <= lay_out(35.56, 16.93, 33, words).module_mm < 0.5
    assert lay_out(35.56, 16.3, 33, words) is None
