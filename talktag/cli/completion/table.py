"""The table of all commands, as `docs/generate.py` wrote it from the command tree. It knows no command by itself.

Reading it takes a fiftieth of the time that making the tree would.
"""

from __future__ import annotations

import os

FILE = f"{os.path.dirname(__file__)}/../../data/completion/table.txt"  # noqa: PTH120 - no path is made while a shell waits


class Parameter:
    """An option or an argument, which has no `names`: whether a value follows, how often it may stand, what it is."""

    __slots__ = ("kinds", "many", "meaning", "names", "takes")

    def __init__(
        self, names: tuple[str, ...], kinds: tuple[str, ...], meaning: str, *, takes: bool, many: bool
    ) -> None:
        self.names = names
        self.kinds = kinds
        self.meaning = meaning
        self.takes = takes
        self.many = many

    def line(self) -> str:
        """The parameter as a line of the table."""
        form = f"{'value' if self.takes else 'flag'}{'...' if self.many else ''}"
        return "\t".join((form, " ".join(self.names), " ".join(self.kinds), self.meaning))


class CommandTable:
    """The commands by their full name, the empty one being the program itself, and lists of words by theirs."""

    def __init__(self, text: str) -> None:
        self._blocks: dict[str, tuple[str, str]] = {}
        for block in text.rstrip("\n").split("\n\n"):
            head, _, rest = block.partition("\n")
            name, _, meaning = head.partition("\t")
            self._blocks[name] = meaning, rest

    def is_command(self, name: str) -> bool:
        """Whether there is a command of that full name."""
        return f"command {name}" in self._blocks

    def below(self, name: str) -> list[tuple[str, str]]:
        """The words that may follow the command of that name to make another, with what each is for."""
        start = f"command {name} " if name else "command "
        found = ((head.removeprefix(start), self._blocks[head][0]) for head in self._blocks if head.startswith(start))
        return [(word, meaning) for word, meaning in found if word and " " not in word]

    def parameters(self, name: str) -> list[Parameter]:
        """The parameters of a command, and behind them the options that stand everywhere."""
        return [_parameter(line) for head in (f"command {name}", "everywhere") for line in self._lines(head)]

    def words(self, name: str) -> list[tuple[str, str]]:
        """The words of a list, with what each means."""
        pairs = (line.partition("\t") for line in self._lines(f"list {name}"))
        return [(word, meaning) for word, _, meaning in pairs]

    def _lines(self, head: str) -> list[str]:
        rest = self._blocks.get(head, ("", ""))[1]
        return rest.split("\n") if rest else []


def _parameter(line: str) -> Parameter:
    form, names, kinds, meaning = line.split("\t")
    takes, many = form.startswith("value"), form.endswith("...")
    return Parameter(tuple(names.split()), tuple(kinds.split()), meaning, takes=takes, many=many)


def load() -> CommandTable:
    """The table that comes with the program."""
    with open(FILE, encoding="utf-8") as file:  # noqa: PTH123 - a text
        return CommandTable(file.read())
