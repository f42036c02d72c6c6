"""A chain of parties and products as a graph for Graphviz. Every text in it is quoted: none becomes a line of its own.

The language: https://graphviz.org/doc/info/lang.html. In a quoted text a backslash begins an escape, `&` a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from talktag.interop.cut_text import cut_text
from talktag.model.values.foreign_text import escape
from talktag.model.worth.chain import PARTY

if TYPE_CHECKING:
    from talktag.model.worth.chain import Chain, Node

_SHAPES: Mapping[str, str] = {PARTY: "ellipse", "service": "hexagon", "consumable": "note"}
_LONGEST = 80  # letters of a text; a longer one is cut, visibly


def write_dot(chain: Chain, name: str) -> bytes:
    """The graph as UTF-8, called `name`."""
    numbers = {node.key: f"n{number}" for number, node in enumerate(chain.nodes, 1)}
    lines = [f"digraph {quote(name)} {{", '  graph [rankdir="LR", charset="UTF-8"];']
    lines += [f"  {numbers[node.key]} [{_look(node)}];" for node in chain.nodes]
    lines += [
        f"  {numbers[edge.source]} -> {numbers[edge.target]} [label={quote(edge.label)}];" for edge in chain.edges
    ]
    return "\n".join([*lines, "}", ""]).encode()


def _look(node: Node) -> str:
    below = f"\\n{_text(node.more)}" if node.more else ""
    return f'label="{_text(node.label)}{below}", shape="{_SHAPES.get(node.kind, "box")}"'


def quote(text: str) -> str:
    """A text that Graphviz shows letter by letter."""
    return f'"{_text(text)}"'


def _text(text: str) -> str:
    cut = cut_text(text, _LONGEST)
    plain = escape(cut).replace("&", "&amp;")
    return plain.replace("\\", "\\\\").replace('"', '\\"')
