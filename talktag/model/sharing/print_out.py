"""A print-out: what is to stand on paper about chosen products, as plain values in reading order. Never how it looks.

Every text is in the language of whoever reads it already, and nothing is in it that was not chosen.
"""

from __future__ import annotations

from typing import NamedTuple

FORMS = ("pdf", "html", "txt")


class Picture(NamedTuple):
    """A picture as it is set: an upright JPEG in RGB, its size in pixels, its name, and in words what it is."""

    jpeg: bytes
    width: int
    height: int
    name: str
    about: str


class Listed(NamedTuple):
    """A file that does not go along: its neutral name, its kind and size in words, and what it hashes to."""

    name: str
    kind: str
    size: str
    sha256: str


class Item(NamedTuple):
    """A dated item of the history; `rest` is what else is known of it, in short texts."""

    date: str
    title: str
    text: str | None
    rest: tuple[str, ...]


class Thing(NamedTuple):
    """One product: its name, and of all else what was chosen."""

    name: str
    facts: tuple[tuple[str, str], ...] = ()
    history: tuple[Item, ...] = ()
    pictures: tuple[Picture, ...] = ()
    listed: tuple[Listed, ...] = ()


class Headings(NamedTuple):
    """The words between the values; `page` has `{number}` and `{count}` in it."""

    about: str
    history: str
    pictures: str
    attached: str
    listed: str
    file: str
    kind: str
    size: str
    total: str
    page: str


class PrintOut(NamedTuple):
    """The whole: `about` is who tells whom, what for and when.

    `totals` are sums, one a currency, and `unpriced` how many products have no price; empty where no sum is wanted.
    """

    language: str
    title: str
    about: tuple[tuple[str, str], ...]
    things: tuple[Thing, ...]
    headings: Headings
    totals: tuple[str, ...] = ()
    unpriced: str = ""
