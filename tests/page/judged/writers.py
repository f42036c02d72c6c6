"""Which functions write a page, by their text, so that no kind of page is forgotten. It runs none of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import talktag

_ROOT = Path(talktag.__file__).parent
# What a page is written with: a frame, or a description that becomes one.
_FRAMES = {"script_page", "page_parts", "bare_page", "Description"}
_FRAME_OF_SITES = "page"  # too common a word outside of the room of sites
_BEGINS = "<!doctype html>"


def writers() -> set[str]:
    """Each as "page.room.module.function"."""
    found: set[str] = set()
    for path in _ROOT.rglob("*.py"):
        module = ".".join(path.relative_to(_ROOT).with_suffix("").parts).removesuffix(".__init__")
        found |= {f"{module}.{name}" for name in writers_in(path.read_text("utf-8"), module)}
    return found


def writers_in(source: str, module: str) -> Iterator[str]:
    """The functions of a module that write one; what stands outside of every function is called by its line."""
    frames = _FRAMES | ({_FRAME_OF_SITES} if module.startswith("page.site.") else set())
    for each in ast.parse(source).body:
        if any(_writes(node, frames) for node in ast.walk(each)):
            yield each.name if isinstance(each, ast.FunctionDef | ast.ClassDef) else "<module>"


def _writes(node: ast.AST, frames: set[str]) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes) and _BEGINS in str(node.value).lower()
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return getattr(called, "id", getattr(called, "attr", "")) in frames
