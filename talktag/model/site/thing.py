"""A product as a page of a site tells it, and as a line of a list. It holds what its reader may see, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.model.bundles.told import ToldEntry
from talktag.model.due.due_item import DueItem


class ThingLink(NamedTuple):
    """Another product of the site: the stem of its files, and its name."""

    stem: str
    name: str


class SitePicture(NamedTuple):
    """A picture made small for a page, as an upright JPEG."""

    name: str
    kind: str
    data: bytes


class SiteFile(NamedTuple):
    """A file that is named; `href` is where its copy is, seen from the page, empty where it stays in the store."""

    name: str
    kind: str
    size: int
    href: str = ""


class SiteThing(NamedTuple):
    """One product: its values as JSON has them, what happened, what was said with the reader, what is due of it.

    `stem` is what its files are called, less their endings. `inside` is what it is a part of, `needs` what it cannot
    work without, and `needed_by` what cannot without it.
    """

    stem: str
    values: Mapping[str, Any]
    entries: tuple[ToldEntry, ...] = ()
    said: tuple[ToldEntry, ...] = ()
    dues: tuple[DueItem, ...] = ()
    pictures: tuple[SitePicture, ...] = ()
    files: tuple[SiteFile, ...] = ()
    inside: ThingLink | None = None
    parts: tuple[ThingLink, ...] = ()
    needs: tuple[ThingLink, ...] = ()
    needed_by: tuple[ThingLink, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.values["name"])


class ThingRow(NamedTuple):
    """One product as a line of a list; `more` are further words that a search finds it by."""

    stem: str
    name: str
    maker: str = ""
    model: str = ""
    place: str = ""
    labels: tuple[str, ...] = ()
    state: str = "owned"
    more: tuple[str, ...] = ()


def row_of(stem: str, values: Mapping[str, Any]) -> ThingRow:
    """The line of a product, by its values as JSON has them."""
    tags = (each if isinstance(each, str) else each["id"] for each in values.get("tags", ()))
    more = (values.get("serial", ""), values.get("gtin", ""), *tags)
    return ThingRow(
        stem,
        values["name"],
        maker=values.get("maker", ""),
        model=values.get("model", ""),
        place=values.get("place", ""),
        labels=tuple(values.get("labels", ())),
        state=values.get("state", "owned"),
        more=tuple(filter(None, more)),
    )
