"""The query: words that products are chosen by, all of which must hold. Reads no store and no clock.

The same words serve every command that takes many products. The grammar is described in QUERY_HELP.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from talktag.errors import UsageError
from talktag.model.queries.conditions import Anywhere, Condition, Not
from talktag.model.queries.facts import Facts
from talktag.model.queries.help import KEYS, QUERY_HELP, near_keys
from talktag.model.queries.keys import READERS, Given, read_part, second_word
from talktag.model.queries.values import PRESENCE
from talktag.model.queries.word import KEYED, split_word, unquote
from talktag.model.values.fold import fold

__all__ = ["QUERY_HELP", "Query", "is_keyed", "parse_query", "split_word", "unquote"]


_OF_LOANS = re.compile(r"(to|due)[:<>]")


class Query(NamedTuple):
    """Conditions that must all hold; none holds for everything."""

    conditions: tuple[Condition, ...] = ()

    def matches(self, facts: Facts) -> bool:
        """Whether the product is among those asked for."""
        return all(condition.matches(facts) for condition in self.conditions)

    def to_words(self) -> tuple[str, ...]:
        """The normal form, without doubles; parsing it on the same day gives the same query."""
        return tuple(condition.word for condition in self.conditions)

    @property
    def texts(self) -> tuple[str, ...]:
        """Folded parts that `Facts.text` of every match holds, so that an index can leave out the others unread."""
        return tuple(dict.fromkeys(text for condition in self.conditions for text in condition.texts))

    @property
    def is_plain_text(self) -> bool:
        """Whether `texts` is the whole query: a product whose text holds them all is a match."""
        return all(isinstance(condition, Anywhere) for condition in self.conditions)

    @property
    def asks_states(self) -> bool:
        """Whether it says which states are meant, so that what is gone may be among what is asked for."""
        plain = (each.condition if isinstance(each, Not) else each for each in self.conditions)
        return any(getattr(each, "key", None) == "state" for each in plain)

    @property
    def asks_loans(self) -> bool:
        """Whether it asks for what is lent, to whom, or when it is due."""
        return any(word in {"state:lent", "has:due"} or _OF_LOANS.match(word) for word in self.to_words())

    @property
    def needs(self) -> frozenset[str]:
        """Which of `notes`, `entries`, `shares` and `holders` in Facts must be right for this query."""
        return frozenset().union(*(condition.needs for condition in self.conditions))


def parse_query(words: Sequence[str], today: datetime.date, currency: str | None = None) -> Query:
    """The query that `words` spell, a condition a word.

    `currency` is that of an amount without one. UsageError names the word that does not hold up, and what to type.
    """
    conditions: dict[str, Condition] = {}
    for word in words:
        condition = _condition(word, today, currency)
        conditions.setdefault(condition.word, condition)
    return Query(tuple(conditions.values()))


def is_keyed(word: str) -> bool:
    """Whether `word` can only be meant as a word of a query: a known key and what it asks for, or the opposite."""
    keyed = KEYED.fullmatch(word.strip().removeprefix("-"))
    return keyed is not None and (keyed[1].lower() in READERS or keyed[1].lower().startswith("field."))


def _condition(word: str, today: datetime.date, currency: str | None) -> Condition:
    text = word.strip()
    if text.startswith("--"):
        raise UsageError(f'"{word}" is neither an option nor a word to look for', hints=[_quoting(text)])
    if not text.startswith("-"):
        return _positive(word, text, today, currency)
    condition = _positive(word, text[1:].strip(), today, currency)
    return condition.condition if isinstance(condition, Not) else Not(condition)


def _positive(word: str, text: str, today: datetime.date, currency: str | None) -> Condition:
    if text.startswith('"'):
        return _anywhere(word, unquote(text))
    keyed = KEYED.fullmatch(text)
    if keyed is None or _is_address(keyed):
        _check_single(word, text)
        if assigned := _as_assignment(text):
            key, value = assigned
            raise UsageError(
                f'"{word}" sets a value, it does not look for one',
                hints=[f"look for it with: {_as_typed(f'{key}:{value}')}", _quoting(text)],
            )
        return _anywhere(word, text)
    key = "field." + keyed[1][6:].strip() if keyed[1].lower().startswith("field.") else keyed[1].lower()
    if key == "field." or not (key in READERS or key.startswith("field.")):
        raise _unknown(word, text, key, keyed[2] + keyed[3])
    value = keyed[3].strip()
    if not value.startswith('"'):
        _check_single(word, text, keyed.start(3))
    given = Given(word, key, keyed[2], unquote(value), today=today, currency=currency)
    if not given.value:
        raise given.error("nothing stands after the key", f"no:{key}" if key in PRESENCE else f"{key}:VALUE")
    return READERS.get(key, read_part)(given)


def _is_address(keyed: re.Match[str]) -> bool:
    """Whether it is a web address rather than an unknown key."""
    return keyed[2] == ":" and keyed[3].startswith("//") and keyed[1].lower() not in READERS


def _as_assignment(text: str) -> tuple[str, str] | None:
    """The key and the value of what would be an assignment, were it not in a query."""
    key, equals, value = text.partition("=")
    key = key.lower()
    return (key, value) if equals and (key in KEYS or key.startswith("field.")) else None


def _check_single(word: str, text: str, start: int = 0) -> None:
    """Refuse several words in one pair of quotes, which would look for their very text and find nothing."""
    if (second := second_word(text, start)) is not None:
        raise UsageError(
            f'"{word}" holds several words',
            hints=[f"give each its own quotes, as in: {_as_typed(text[:second], text[second:])}"],
        )


def _unknown(word: str, text: str, key: str, rest: str) -> UsageError:
    near = [f"did you mean: {_as_typed(name + rest)}" for name in near_keys(key)]
    return UsageError(
        f'"{word}" begins with a key that does not exist',
        hints=[*near, f"keys: {', '.join(KEYS)}, field.NAME", _quoting(text)],
    )


def _quoting(text: str) -> str:
    quoted = f'"{text}"'
    return f"to look for the text itself: {_as_typed(quoted)}"


def _as_typed(*words: str) -> str:
    """The words as they are typed into a shell."""
    import shlex

    return shlex.join(word.strip() for word in words)


def _anywhere(word: str, text: str) -> Anywhere:
    needle = fold(text)
    if not needle:
        raise UsageError(f'"{word}" has nothing to look for', hints=["leave it out to see everything"])
    keyed = KEYED.fullmatch(text)
    like_a_key = (keyed and not _is_address(keyed)) or _as_assignment(text) or second_word(text) is not None
    return Anywhere(needle, f'"{text}"' if text.startswith(('"', "-")) or like_a_key else text)
