"""A collection: where the records of one kind are, how one is read, and what it is found by. Opens no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.toml.record_file import Reading

T = TypeVar("T")
Key = tuple[str, str]  # what kind of thing it is (product, party, bundle, date …), and which one


class Span(NamedTuple):
    """Every text from `first` to `last`, both among them; dates in ISO form and ids are compared as text."""

    first: str = ""
    last: str = "\U0010ffff"

    @classmethod
    def beginning(cls, text: str) -> Span:
        """Every text that begins so."""
        return cls(text, f"{text}\U0010ffff")

    def holds(self, text: str) -> bool:
        """Whether a text is one of them."""
        return self.first <= text <= self.last


class Stored(NamedTuple, Generic[T]):
    """A record as it was read: the value, None where none can be made of it, the exact bytes, and what is wrong.

    Of one that cannot be read at all, such as a link, the bytes are empty.
    """

    path: str
    data: bytes
    value: T | None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


def _record_limit() -> int:
    from talktag.model.toml.read import RECORD_LIMIT

    return RECORD_LIMIT


class Collection(NamedTuple, Generic[T]):
    """The records of one `kind`, which is also the name of their schema.

    `path` gives where the one of a name is. `keys` gives what the index finds a record by, which must follow from its
    value alone: no text that its owner keeps private. `slug` gives the slug of the product that the name of a file,
    without its folder, says the record is about. A file holds at most `limit()` bytes. `nested` ones lie with their
    products, one each.
    """

    kind: str
    folder: str
    path: Callable[[str], str]
    read: Callable[[bytes, str], Reading[T]]
    keys: Callable[[T], Iterable[Key]] = lambda _: ()
    slug: Callable[[str], str | None] = lambda _: None
    suffixes: tuple[str, ...] = (".toml",)
    limit: Callable[[], int] = _record_limit
    nested: bool = False

    def is_found(self, value: T, wanted: Mapping[str, str | Span]) -> bool:
        """Whether a record has one of each of the keys `wanted`; a span stands for any text in it."""
        keys = tuple(self.keys(value))
        return all(
            any(key == name and (each.holds(said) if isinstance(each, Span) else each == said) for key, said in keys)
            for name, each in wanted.items()
        )
