"""What is held as ready text is what would be made of its parts: JSON, the cells of rows, products with their logs."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.standing import Standing
from talktag.model.products.product_texts import product_text, with_log
from talktag.model.ready.joined_cells import JoinedRows, join_cells, split_cells
from talktag.model.ready.json_text import json_text
from talktag.model.ready.json_texts import MARGIN, JsonTexts

TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from('\x1f\x1e01\x7f\n\t"\\,'), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)
STATES = ("owned", "lent", "sold")
DAYS = st.none() | st.sampled_from(["2024-02-29", "2025-01-01"])


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_value_is_written_as_pythons_own_encoder_writes_it(value: object) -> None:
    expected = json.dumps(value, indent=2, sort_keys=True).replace("\x7f", "\\u007f")
    assert json_text(value) == expected
    assert json_text(value, "\n    ") == expected.replace("\n", "\n    ")


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_joined_cells_come_apart_as_they_were(cells: list[str]) -> None:
    joined = join_cells(cells)
    assert list(split_cells(joined)) == cells
    assert list(JoinedRows([joined, joined])) == [tuple(cells)] * 2


@st.composite
def forms(draw: st.DrawFn) -> dict[str, object]:
    """A product in its JSON form, as far as its keys matter; fields of its own may be called as they please."""
    names = st.sampled_from(["state", "standing", "notes_count", "entries_count"]) | TEXTS
    fields = draw(st.dictionaries(names, VALUES, max_size=4))
    form = {"fields": fields, "name": draw(TEXTS), "state": draw(st.sampled_from(STATES)), "tags": []}
    return {**form, "notes_count": 0, "entries_count": 0}


@settings(max_examples=50, deadline=None)
@given(forms(), st.integers(0, 20), st.integers(0, 20), st.builds(Standing, DAYS, st.none() | TEXTS, DAYS, DAYS))
def test_a_ready_product_takes_its_log_as_if_it_were_written_with_it(
    form: dict[str, object], notes: int, entries: int, standing: Standing
) -> None:
    said = dict(standing.values(str(form["state"])))
    whole = {**form, "notes_count": notes, "entries_count": entries, **({"standing": said} if said else {})}
    text = with_log(product_text(form), notes, entries, standing.values)
    assert text == json_text(whole, MARGIN)
    assert list(JsonTexts([text])) == [whole]
