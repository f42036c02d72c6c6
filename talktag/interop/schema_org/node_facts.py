"""What one node of JSON-LD says of a product, gathered property by property. It knows no property by its name.

What talktag wrote stays to the letter; the texts of others are tidied, and what of them cannot be kept is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.cut_text import cut_value
from talktag.interop.draft import RowProblem
from talktag.interop.grid import CELL_LIMIT
from talktag.interop.markup import holds_markup
from talktag.interop.schema_org.nodes import line_of, measure_of
from talktag.interop.schema_org.own_words import IRI, MARK
from talktag.model.typed.text import tidy, without_controls

Nodes = Mapping[str, Mapping[str, Any]]
STAYS = "is not taken in; it stays behind"
_NAME_MOST = 200  # characters of what a field is called


class NodeFacts:
    """The facts of one node while it is read: `values` as in `list --json`, less `fields` and `purchase`.

    `ident` is the id of a product of talktag, None where somebody else wrote the node; `nodes` are those of the file.
    """

    def __init__(self, node: Mapping[str, Any], line: int, nodes: Nodes) -> None:
        self.node = node
        self.values: dict[str, Any] = {}
        self.fields: dict[str, Any] = {}
        self.purchase: dict[str, Any] = {}
        self.problems: list[RowProblem] = []
        self._line, self._nodes = line, nodes
        # Of each field what was said already and how many there are, so that a thousandth is as quick as the first.
        self._said: set[tuple[str, str]] = set()
        self._counts: dict[str, int] = {}
        self.ident = self._own_id()

    def _own_id(self) -> str | None:
        name = self.node.get("@id")
        said = [name.removeprefix(IRI)] if isinstance(name, str) and name.startswith(IRI) else []
        numbers = [each for each in list_of(self.node.get("identifier")) if isinstance(each, dict)]
        said += [text for each in numbers if each.get("propertyID") == MARK and (text := line_of(each.get("value")))]
        if len({*said}) > 1:
            self.error("identifier", said[1], f'"{cut_value(said[1])}" differs from what its @id says')
        return said[0] if said else None

    def error(self, column: str, value: Any, message: str) -> None:
        """Note what does not hold up, so that the row must not be taken."""
        self.problems.append(RowProblem(self._line, column, cut_value(value), message))

    def warn(self, column: str, value: Any, message: str = STAYS) -> None:
        """Note what stays behind, or is kept elsewhere; of what has parts, by what it is called."""
        shown = value.get("name") if isinstance(value, dict) else value
        self.problems.append(RowProblem(self._line, column, cut_value(line_of(shown) or ""), message, "warning"))

    def put(self, key: str, value: Any, column: str) -> None:
        """Set a fact that there is one of; a second property that says something else is an error."""
        if value is not None and self.values.setdefault(key, value) != value:
            self.error(column, value, f'"{cut_value(value)}" differs from what another property says of the same thing')

    def field(self, name: str, value: Any, column: str) -> None:
        """Set a field of the owner's own; one of that name that is there already keeps its name."""
        wanted = name if self.ident else tidy(without_controls(name))
        if not self.ident and not 0 < len(wanted) <= _NAME_MOST:
            self.warn(column, wanted)
            return
        if (wanted, repr(value)) in self._said:
            return
        self._said.add((wanted, repr(value)))
        number = self._counts.get(wanted, 0) + 1
        while (free := wanted if number == 1 else f"{wanted} ({number})") in self.fields:
            number += 1
        self._counts[wanted] = number
        if free != wanted:
            self.warn(column, value, f'there is a field "{wanted}" already; kept as the field "{free}"')
        self.fields[free] = value

    def line(self, column: str, value: Any) -> str | None:
        """What a value says as a text that others are not to break into lines."""
        text = self.text(column, value)
        return text if text is None or self.ident else " ".join(text.split())

    def text(self, column: str, value: Any) -> str | None:
        """What a value says as a text; None, and that is told, where it says none that can be kept."""
        said = self.plain(value)
        if isinstance(said, str) and not self.ident:
            said = self._visible(column, said)
        text = said if isinstance(said, str) else line_of(said)
        if not text:
            self.warn(column, value)
        return text or None

    def _visible(self, column: str, said: str) -> str | None:
        if len(said) > CELL_LIMIT:
            return None
        text = tidy(without_controls(said))
        if text != tidy(said):
            self.warn(column, text, "holds control characters; they are left out")
        elif holds_markup(text):
            self.warn(column, text, "holds HTML, which is kept as it stands")
        return text

    def plain(self, value: Any) -> Any:
        """The scalar that a value is or stands for: the only one of a list, the name or amount of a node; else None."""
        if isinstance(value, list):
            return self.plain(value[0]) if len(value) == 1 and not isinstance(value[0], list) else None
        if not isinstance(value, dict):
            return value
        if len(value) == 1 and "@id" in value:
            return self._name_of(str(value["@id"]))
        if isinstance(said := value.get("@value"), str | int | float):
            return said
        name = value.get("name")
        return name if isinstance(name, str) else measure_of(value)

    def _name_of(self, node: str) -> str | None:
        """What the node is called that is only named here; a short text, as it may be named any number of times."""
        name = self._nodes.get(node, {}).get("name")
        return name if isinstance(name, str) and len(name) <= _NAME_MOST else None


def list_of(value: Any) -> Sequence[Any]:
    """What is said once or several times, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]
