"""One word that is offered, what is asked for it, and which words fit what was typed. It looks into no store."""

from __future__ import annotations

from talktag.model.values.fold import fold

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from talktag.cli.completion.table import CommandTable


class Offer:
    """A word, what it means, and whether more of it follows, so that no blank does."""

    __slots__ = ("goes_on", "meaning", "word")

    def __init__(self, word: str, meaning: str = "", *, goes_on: bool = False) -> None:
        self.word = word
        self.meaning = meaning
        self.goes_on = goes_on

    def behind(self, before: str) -> Offer:
        """The same with `before` in front of the word."""
        return Offer(f"{before}{self.word}", self.meaning, goes_on=self.goes_on)


class Lookup:
    """What a finder is handed: the beginning of the value, what stands earlier on the line, and where to look.

    `store` gives the folder of the store, `cache` the file of what is known of it, `settings` that of the person's own.
    """

    __slots__ = ("beginning", "cache", "given", "settings", "store", "table")

    def __init__(
        self,
        beginning: str,
        given: Mapping[str, str],
        table: CommandTable,
        *,
        store: Callable[[], str],
        cache: Callable[[], str],
        settings: Callable[[], str],
    ) -> None:
        self.beginning = beginning
        self.given = given
        self.table = table
        self.store = store
        self.cache = cache
        self.settings = settings

    def of(self, beginning: str) -> Lookup:
        """The same asked for another beginning."""
        return Lookup(beginning, self.given, self.table, store=self.store, cache=self.cache, settings=self.settings)


def fitting(beginning: str, words: Iterable[Offer]) -> list[Offer]:
    """The words that begin so, or where there are none those that hold it; case and accents aside."""
    wanted, known = fold(beginning), [(fold(each.word), each) for each in words]
    return [each for text, each in known if text.startswith(wanted)] or [each for text, each in known if wanted in text]


def beginning_so(beginning: str, words: Iterable[Offer]) -> list[Offer]:
    """The words that begin letter by letter so, as those of the program do."""
    return [each for each in words if each.word.startswith(beginning)]
