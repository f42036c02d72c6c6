"""What of a long conversation a person is shown: which entries that takes, and what only all of them tell. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.talk.conversation import MissingNumbers, Talked, other_side

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class WholeFacts(NamedTuple):
    """What only the whole log tells: how many words there are, what is missing, how ids are cut, with how many it is.

    `short` are the beginnings of ids by which those that are shown are told from all others.
    """

    words: int
    missing: tuple[MissingNumbers, ...]
    short: dict[str, str]
    several: bool

    def values(self) -> list[Any]:
        """It, as JSON values."""
        return [self.words, [list(each) for each in self.missing], self.short, self.several]


def read_facts(values: list[Any]) -> WholeFacts:
    """The facts in those values; ValueError or TypeError for what is none."""
    words, missing, short, several = values
    return WholeFacts(int(words), tuple(MissingNumbers(*each) for each in missing), dict(short), bool(several))


def ids_to_show(entries: Sequence[Entry], found: Talked, last: int) -> frozenset[str]:
    """The ids of the entries that come to the same: the `last` words, what stands open, and all that answers those."""
    wanted = {each.id for each in found.said[-last:]}
    wanted |= {each.id for each in found.questions}
    wanted |= {each.entry.id for each in found.promises}
    wanted |= {found.last.id} if found.last else set()
    answers: dict[str, list[str]] = {}
    for each in entries:
        if each.cause:
            answers.setdefault(each.cause, []).append(each.id)
    left = list(wanted)
    while left:
        new = [each for each in answers.get(left.pop(), ()) if each not in wanted]
        wanted.update(new)
        left += new
    return frozenset(wanted)


def facts_of(found: Talked, every: Mapping[str, str], shown: Iterable[str]) -> WholeFacts:
    """What the whole conversation tells of the entries that are `shown`, by their ids; `every` cuts each id."""
    several = len({other_side(each) for each in found.said}) > 1
    short = {ident: every[ident] for ident in sorted(shown) if ident in every}
    return WholeFacts(len(found.said), tuple(found.missing), short, several)
