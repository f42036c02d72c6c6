"""A review: what the owner thinks of a thing, as an entry of the log. It is the owner's own and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.log.kinds import REVIEW
from talktag.model.log.settling import is_own

RATING, BEST = "rating", 5


class Review(NamedTuple):
    """The words and stars of an entry of the kind `review`; no rating where none was given."""

    entry: Entry
    rating: int | None

    @property
    def words(self) -> str:
        """All that was written; nothing where there are only stars."""
        title = "" if self.entry.title == stars_title(self.rating) else self.entry.title
        return "\n".join(filter(None, (title, self.entry.text)))


def stars_title(rating: int | None) -> str:
    """What an entry is called that has only stars."""
    return f"{rating} of {BEST}" if rating else ""


def parse_rating(text: str) -> int:
    """A rating of 1 to BEST; ValueError with a sentence for another text."""
    found = text.strip()
    if len(found) != 1 or not "1" <= found <= str(BEST):
        raise ValueError(f'"{text}" is not a rating from 1 to {BEST}')
    return int(found)


def reviews_of(entries: Iterable[Entry]) -> tuple[Review, ...]:
    """The owner's reviews, by entries none of which is withdrawn; what others call one is not the owner's."""
    return tuple(Review(each, _rating(each)) for each in entries if each.kind == REVIEW and is_own(each))


def _rating(entry: Entry) -> int | None:
    try:
        return parse_rating(entry.data[RATING]) if RATING in entry.data else None
    except ValueError:
        return None
