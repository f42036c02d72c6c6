"""The way from an empty machine to a catalogue, in small."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.intake import run


def test_an_empty_machine_comes_to_products_with_photos_receipts_and_stickers(tmp_path: Path) -> None:
    counts = run(tmp_path, 4, (800, 600))
    assert (counts.products, counts.tagged, counts.with_gtin) == (4, 4, 4)
    assert counts.kinds == {"photo": 12, "receipt": 4}
    assert counts.commits == 3
