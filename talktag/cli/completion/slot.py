"""What belongs where the cursor stands: reads the words before it by the table of commands. Looks into no store."""

from __future__ import annotations

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from talktag.cli.completion.table import CommandTable, Parameter


class Slot:
    """What may stand at the cursor: a value of `kinds` behind `before`, an option, or a word of the command's name.

    `beginning` is the value as far as it is typed; `given` holds the values that stand earlier, by their first kind.
    """

    def __init__(
        self,
        kinds: tuple[str, ...],
        beginning: str,
        given: Mapping[str, str],
        *,
        before: str = "",
        options: tuple[Parameter, ...] = (),
        names: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.kinds = kinds
        self.beginning = beginning
        self.given = given
        self.before = before
        self.options = options
        self.names = names


class _Reader:
    """Goes through the words before the cursor."""

    def __init__(self, table: CommandTable) -> None:
        self.table = table
        self.command = ""
        self.parameters = table.parameters("")
        self.arguments = 0
        self.pending: Parameter | None = None
        self.are_options_over = False
        self.given: dict[str, str] = {}

    def read(self, word: str) -> None:
        """Take up one word."""
        if self.pending:
            self._give(self.pending, word)
            self.pending = None
        elif not self.are_options_over and word == "--":
            self.are_options_over = True
        elif not self.are_options_over and len(word) > 1 and word[0] == "-":
            self._read_option(word)
        elif not self.arguments and self.table.is_command(longer := f"{self.command} {word}".strip()):
            self.command, self.parameters = longer, self.table.parameters(longer)
        else:
            if argument := self.argument():
                self._give(argument, word)
            self.arguments += 1

    def _read_option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = self.option(name)
        if option is None:
            # A word of a query that must not hold, such as -label:sold, is an argument.
            self.arguments += ":" in word
        elif option.takes:
            if equals:
                self._give(option, value)
            else:
                self.pending = option

    def _give(self, parameter: Parameter, value: str) -> None:
        if parameter.kinds:
            self.given[parameter.kinds[0]] = value

    def option(self, name: str) -> Parameter | None:
        """The option of that name."""
        return next((each for each in self.parameters if name in each.names), None)

    def argument(self) -> Parameter | None:
        """The argument that comes next."""
        own = [each for each in self.parameters if not each.names]
        if self.arguments < len(own):
            return own[self.arguments]
        return own[-1] if own and own[-1].many else None


def read_slot(table: CommandTable, words: Sequence[str], current: str) -> Slot:
    """What the word `current`, as far as it is typed, may become behind `words`."""
    reader = _Reader(table)
    for word in words:
        reader.read(word)
    if reader.pending:
        return Slot(reader.pending.kinds, current, reader.given)
    argument = reader.argument()
    kinds = argument.kinds if argument else ()
    if current[:1] == "-" and not reader.are_options_over:
        name, equals, value = current.partition("=")
        if equals and (option := reader.option(name)):
            return Slot(option.kinds, value, reader.given, before=f"{name}=")
        options = tuple(each for each in reader.parameters if each.names)
        return Slot(kinds, current, reader.given, options=options)
    names = () if reader.arguments else tuple(table.below(reader.command))
    return Slot(kinds, current, reader.given, names=names)
