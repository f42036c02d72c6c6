"""Parameters that a person at a terminal is asked for where they are left out. It marks and finds them, and asks none.

A marker stands beside the parameter's own declaration: `Annotated[str, typer.Argument(…), Asked("product")]`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from talktag.errors import Candidate
    from talktag.ops.session import Session

_HEADINGS = {
    "product": "Which product",
    "party": "Which party",
    "table": "Which table",
    "file": "Which file",
    "way": "How did it go",
}
_HINTS = {
    "product": ["see what there is: talktag list"],
    "party": ["see who there is: talktag party list"],
    "table": ["see what there is: talktag tables list"],
    "file": ["see what there is: talktag file REF"],
}


class Rest(NamedTuple):
    """The words behind a parameter: the name of theirs, and whether a word, with those behind it, is the first of them.

    `make` turns the word into what they are.
    """

    key: str
    begins_with: Callable[[str, Sequence[Any]], bool]
    make: Callable[[str], Any] = str


class Asked(NamedTuple):
    """A parameter that is asked for: a `product`, a `party`, a `table`, a `file`, a `way`.

    Of products those in one of `states`, if any is named, that have `files`, if that is what they are to be `having`.
    It is not asked for where a parameter of `unless` is given, nor where the words of its `rest` are missing as well.
    One of `many` takes a list.
    """

    what: str
    states: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    having: str = ""
    rest: Rest | None = None
    many: bool = False

    def choices(self, session: Session) -> Sequence[Candidate] | None:
        """What can be picked; None where that depends on what else is named."""
        from talktag.ops.finding import choices

        match self.what:
            case "product":
                return choices.product_choices(session, self.states, having=self.having)
            case "party":
                return choices.party_choices(session)
            case "table":
                return choices.table_choices(session)
            case "way":
                return choices.way_choices()
        return None

    def is_missing(self, key: str, values: Mapping[str, Any]) -> bool:
        """Whether the parameter of that name was left out."""
        if any(values[each] for each in self.unless):
            return False
        value = values[key]
        if value is None or value == []:
            return True
        return self.rest is not None and self.rest.begins_with(value, values[self.rest.key] or ())


class Missing(NamedTuple):
    """One that was left out: its name, how it is written, whether the command can do without, how that is used."""

    key: str
    word: str
    asked: Asked
    is_required: bool
    usage: str

    @property
    def heading(self) -> str:
        """What stands above what can be picked."""
        return _HEADINGS[self.asked.what]

    @property
    def hints(self) -> list[str]:
        """What to type where nobody can be asked."""
        return [*_HINTS.get(self.asked.what, ()), f"see how it is used: {self.usage} --help"]

    def may_be_asked(self, values: Mapping[str, Any]) -> bool:
        """Whether nothing behind it is missing as well."""
        return self.asked.rest is None or values[self.key] is not None

    def fill_in(self, values: Mapping[str, Any], picked: str) -> dict[str, Any]:
        """What the parameters are with what was picked."""
        filled: dict[str, Any] = {self.key: [picked] if self.asked.many else picked}
        if rest := self.asked.rest:
            filled[rest.key] = [rest.make(values[self.key]), *(values[rest.key] or ())]
        return filled


def asked_of(parameters: Sequence[inspect.Parameter]) -> dict[str, inspect.Parameter]:
    """Those of a command's parameters that are asked for, by name."""
    return {each.name: each for each in parameters if _marker(each)}


def required_names(asked: Mapping[str, inspect.Parameter]) -> frozenset[str]:
    """The names of those that the command cannot do without."""
    return frozenset(name for name, each in asked.items() if each.default is inspect.Parameter.empty)


def missing(asked: Mapping[str, inspect.Parameter], values: Mapping[str, Any], usage: str) -> Iterator[Missing]:
    """Those that were left out, in their order."""
    for name, each in asked.items():
        marker = _marker(each)
        if marker and marker.is_missing(name, values):
            yield Missing(name, _word(each), marker, each.default is inspect.Parameter.empty, usage)


def _marker(parameter: inspect.Parameter) -> Asked | None:
    beside = getattr(parameter.annotation, "__metadata__", ())
    return next((each for each in beside if isinstance(each, Asked)), None)


def _word(parameter: inspect.Parameter) -> str:
    """How a parameter is written: `REF`, or `--to PARTY`."""
    info = parameter.annotation.__metadata__[0]
    if isinstance(info, typer.models.OptionInfo):
        return f"--{parameter.name} {info.metavar}"
    return str(info.metavar)
