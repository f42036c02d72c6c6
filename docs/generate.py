"""Writes the pages and parts of pages that come from the code: run `python docs/generate.py` after changing it.

It also replays the commands on the pages that show output, and puts in what they print now where that differs.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import functools
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))

from generating import completion, manual, pages, product_schema, replay  # noqa: E402 - it stands beside this script, not among the packages

WHOLE: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": pages.commands,
    "docs/reference/exit-codes.md": pages.exit_codes,
    "docs/reference/label-stocks.md": pages.label_stocks,
    "docs/reference/talktag.1": manual.page,
    "talktag/data/completion/table.txt": completion.table,
    "talktag/data/schemas/product.json": product_schema.text,
}
KINDS = (
    *(
        "settings",
        "product",
        "entries",
        "party",
        "share",
        "table",
        "inbox",
        "outbox",
        "proposal",
        "mask",
        "tags",
        "claimed",
        "finder",
        "built",
    ),
    *("stock", "sheet", "rule", "wish"),
)
PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/reference/on-disk-format.md": {kind: functools.partial(pages.record_keys, kind) for kind in KINDS},
    "docs/how-to/hand-to-a-repair-shop.md": {"roles": pages.role_sections},
}


def made() -> dict[str, str]:
    """Every generated page by its path from the top, as it should be."""
    texts = {path: make() for path, make in WHOLE.items()}
    for path, parts in PARTS.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        for name, make in parts.items():
            text = with_part(text, name, make())
        texts[path] = text
    return texts


def with_part(text: str, name: str, part: str) -> str:
    """A page with what stands between the two comments around a part put anew."""
    start, end = f"<!-- made by docs/generate.py: {name} -->\n", "<!-- end -->"
    before, found, rest = text.partition(start)
    if not found or end not in rest:
        raise SystemExit(f"a page has no part {name}")
    return f"{before}{start}\n{part}\n\n{end}{rest.partition(end)[2]}"


def main() -> None:
    """Write what changed, and say which."""
    for path, text in made().items():
        put(ROOT / path, text)
    with tempfile.TemporaryDirectory(prefix="talktag-docs-") as folder:
        demo = replay.make_demo(Path(folder) / "demo")
        for page in replay.pages(ROOT):
            put(ROOT / page, replay.refreshed(ROOT, page, demo))


def put(path: Path, text: str) -> None:
    """Write a page where it differs."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"changed {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
