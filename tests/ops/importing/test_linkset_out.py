"""The links of a product's log as a linkset, at the bench."""

from __future__ import annotations

import json
from pathlib import Path

from talktag.ops.importing.export_as import export_as
from tests.kit.bench import Bench

LOG = """entry = [
{id = "e1", date = 2026-01-02, kind = "link", title = "https://m.example/", data = {relation = "support"}},
{id = "e", date = 2026-01-02, kind = "manual", title = "Man.", data = {href = "https://m.example/a", language = "es"}},
{id = "e3", date = 2026-01-03, kind = "manual", title = "A manual on paper"},
{id = "e4", date = 2026-01-04, kind = "service", title = "A service"},
]
"""


def test_links_and_manuals_of_the_log_are_a_linkset(bench: Bench) -> None:
    bench.write("products/c/camera/entries.toml", LOG)
    outcome = bench.ask(export_as, "linkset", ["camera"], Path("camera.json"))
    (context,) = json.loads(outcome.output.make())["linkset"]
    assert context == {
        "anchor": "urn:talktag:product:c000000000001",
        "itemDescription": "Canon EOS 5D",
        "https://ref.gs1.org/voc/support": [{"href": "https://m.example/", "title": "https://m.example/"}],
        "https://ref.gs1.org/voc/instructions": [{"href": "https://m.example/a", "title": "Man.", "hreflang": ["es"]}],
    }
    assert outcome.data.values()["form"] == "linkset"
