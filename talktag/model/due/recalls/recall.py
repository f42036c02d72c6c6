"""One recall: what it calls back, by number, maker, model, batch and serial number. Pure; it asks nobody.

In an entry of the kind `recall` these are its `data`, each one text: several values stand apart by a semicolon or a
line end, a range by two dots (`4000..4999`), a beginning by a star (`A17*`); `...` says that there are more, elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.values.fold import fold
from talktag.model.values.gtin import parse_gtin

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

VALUE_LIMIT = 2000  # characters of one datum; what is longer is cut, and says so
MORE = "..."
# What is called back, by the names of its data; a recall may have others, such as `href`, where to read of it.
NUMBER, GTIN, MAKER, MODEL, BATCH, SERIAL = "number", "gtin", "maker", "model", "batch", "serial"
NARROWS = (BATCH, SERIAL)
_BETWEEN = re.compile(r"\s*[;\r\n]+\s*")
_RANGE = re.compile(r"(\S+?)\s*(?:\.\.(?!\.)|\u2026|\u2013|\s-\s|\s(?:to|bis|through)\s)\s*(\S+)", re.IGNORECASE)
_NAMELESS = {"unknown", "unbranded", "no name", "noname", "not specified", "various", "n/a", "-", "none"}


class Recall(NamedTuple):
    """What is called back. Empty tuples say nothing; `told` is one that was said of the very thing by its channel.

    `has_more` names those data that say less than the whole.
    """

    title: str
    number: str | None = None
    gtins: tuple[str, ...] = ()
    maker: str | None = None
    models: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    has_more: frozenset[str] = frozenset()
    told: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it calls back some of a kind and not all."""
        return bool(self.batches or self.serials or self.has_more & {*NARROWS})


def recall_of(entry: Entry) -> Recall:
    """What an entry of the kind `recall` calls back."""
    return recall_of_data(entry.title, entry.data, told=entry.original is not None)


def recall_of_data(title: str, data: Mapping[str, str], *, told: bool = False) -> Recall:
    """The same of its data; a number under a bar code that does not hold up is left out."""
    values = {name: split_values(data.get(name, "")) for name in (GTIN, MODEL, BATCH, SERIAL)}
    maker = data.get(MAKER, "").strip()
    return Recall(
        title,
        data.get(NUMBER),
        gtins=tuple(found for each in values[GTIN] if (found := _gtin(each))),
        maker=None if fold(maker) in {*_NAMELESS, ""} else maker,
        models=tuple(each for each in values[MODEL] if each != MORE),
        batches=tuple(each for each in values[BATCH] if each != MORE),
        serials=tuple(each for each in values[SERIAL] if each != MORE),
        has_more=frozenset(name for name, found in values.items() if MORE in found),
        told=told,
    )


def split_values(text: str) -> tuple[str, ...]:
    """The values of one datum, each once."""
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in _BETWEEN.split(text)))))


def one_datum(values: tuple[str, ...]) -> str:
    """Values as one datum, cut where they are too long for one, which the last says then."""
    text = "; ".join(values)
    if len(text) <= VALUE_LIMIT:
        return text
    kept = text[: VALUE_LIMIT - len(MORE) - 2].rpartition("; ")[0]
    return f"{kept}; {MORE}" if kept else MORE


def ends_of(value: str) -> tuple[str, str] | None:
    """The first and the last of a range; None for a single value."""
    found = _RANGE.fullmatch(value)
    return (found[1], found[2]) if found else None


def _gtin(text: str) -> str | None:
    try:
        return parse_gtin(text)
    except ValueError:
        return None
