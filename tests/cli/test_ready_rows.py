"""What a renderer is handed ready comes out as the same values would that it had to make itself."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.cli.input.terminal import Terminal
from talktag.cli.render.json import envelope
from talktag.cli.render.people import print_for_people
from talktag.cli.render.plain import print_plain
from talktag.cli.views.view import Columns, View
from talktag.model.products.product_texts import product_text
from talktag.model.ready.joined_cells import JoinedRows, join_cells
from talktag.model.ready.json_texts import JsonTexts

_ODD = st.sampled_from("\x1f\x1e\x1b\x7f\t\n\r\\ \u202eäÖ漢😀\u0301\0")
CELLS = st.text(st.characters(min_codepoint=32, max_codepoint=126) | _ODD, max_size=20)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6)
HEADINGS = ("product", "name", "place")


def written(view: View, *, plain: bool) -> str:
    stream = io.StringIO()
    terminal = Terminal(io.StringIO(), stream, stream, {"COLUMNS": "40"})
    (print_plain if plain else print_for_people)(terminal, view)
    return stream.getvalue()


@settings(deadline=None)
@given(ROWS, st.booleans())
def test_joined_rows_are_shown_as_the_rows_they_are(rows: Sequence[tuple[str, ...]], plain: bool) -> None:
    joined = JoinedRows([join_cells(row) for row in rows])
    expected = written([Columns(HEADINGS, rows, ("name",))], plain=plain)
    assert written([Columns(HEADINGS, joined, ("name",))], plain=plain) == expected


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["id", "name", "products"]), CELLS, max_size=3), max_size=4), CELLS)
def test_a_document_of_ready_products_is_that_of_their_values(products: list[dict[str, str]], total: str) -> None:
    ready = JsonTexts([product_text(each) for each in products])
    totals = {"EUR": total, "products": f'null\n    "products": null{total}'}
    document = "".join(envelope("list", {"products": ready, "totals": totals}, (), notices=[total]))
    assert document == "".join(envelope("list", {"products": products, "totals": totals}, (), notices=[total]))
    assert json.loads(document)["data"]["products"] == products
