"""A list of recalls, of an authority or a maker, as CSV or JSON: each with what it calls back. It believes nothing.

Columns and members are known by their titles: those of the exports of the European Safety Gate, of the list of the US
Consumer Product Safety Commission, and the plain words of talktag itself. What has another title is left aside.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.interop.cut_text import cut_text
from talktag.interop.decode import decode
from talktag.interop.grid import read_grid
from talktag.model.due.recalls.recall import BATCH, GTIN, MAKER, MODEL, NUMBER, SERIAL, one_datum
from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.values.foreign_text import escape
from talktag.model.values.gtin import parse_gtin
from talktag.model.web_address import is_web_address

MOST = 100_000  # recalls in a file
_TEXT_LIMIT = 2000
TITLE, DATE, HREF, RISK, REMEDY = "title", "date", "href", "risk", "remedy"
# The titles a column may have, without case and what stands between the words; of one kind the first counts.
TITLES: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("number", "alertnumber", "recallnumber", "recallid", "casenumber", "reference", "notificationnumber"),
    TITLE: ("title", "recallheading", "productname", "product", "name", "producttype", "productsname"),
    DATE: ("date", "alertdate", "recalldate", "publicationdate"),
    MAKER: ("maker", "brand", "productbrand", "manufacturer", "manufacturers", "manufacturersname"),
    MODEL: ("model", "models", "typenumberofmodel", "productmodeltype", "modelnumber", "productsmodel"),
    GTIN: ("gtin", "barcode", "productbarcode", "ean", "upc", "productupcsupc", "batchnumberbarcode"),
    BATCH: ("batch", "batchnumber", "productbatchnumber", "lot", "lotnumber", "batchnumberbarcode"),
    SERIAL: ("serial", "serialnumber", "serialnumbers", "serials"),
    HREF: ("href", "url", "link", "referenceurl", "rapexurl", "recallurl", "riskrecallurl"),
    RISK: ("risk", "hazard", "hazardsname", "risktype", "danger", "riskdescription"),
    REMEDY: ("remedy", "remediesname", "measures", "measurescountry", "todo"),
}
_LISTS = (MODEL, GTIN, BATCH, SERIAL)
_LONG = 12  # digits that no batch has, where they end in the right one
_BETWEEN = re.compile(r"\s*[;,|\r\n]+\s*|\s+/\s+")
_PLAIN = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_HTTPS = re.compile(r"https://[^\s<>\"]{1,1000}", re.ASCII)


class ListedRecall(NamedTuple):
    """One recall of a list: its title in a line, a longer text, its day, and the data of what it calls back."""

    title: str
    text: str | None
    date: datetime.date | None
    data: Mapping[str, str]


class RecallList(NamedTuple):
    """The recalls of a file, in its order; of `unclear` rows nothing says what they call back."""

    recalls: tuple[ListedRecall, ...]
    unclear: int


def read_recalls(data: bytes) -> RecallList:
    """The recalls of a file; InvalidError for one that holds none that could be read."""
    rows = list(_json_rows(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} else _csv_rows(data))
    if len(rows) > MOST:
        raise InvalidError(f"the file has more than {MOST} recalls", hints=["split it and import the parts"])
    read = [_recall(row) for row in rows]
    found = tuple(each for each in read if each)
    if not found:
        hints = ["name them like: number, title, maker, model, gtin, batch, serial, date, href, risk, remedy"]
        raise InvalidError("no column says what is called back", hints=hints)
    return RecallList(found, len(read) - len(found))


def _csv_rows(data: bytes) -> Iterator[Mapping[str, str]]:
    grid = read_grid(data)
    places = _places([*map(_plain, grid.header)])
    for line in grid.lines:
        yield {name: line.texts[at] for name, at in places.items() if at < len(line.texts)}


def _json_rows(data: bytes) -> Iterator[Mapping[str, str]]:
    try:
        values = parse_foreign_json(decode(data), depth=12, digits=40, read_fraction=float)
    except ForeignJsonError as error:
        raise InvalidError(f"the list {error}") from None
    except ValueError as error:
        raise InvalidError(f"the list is not JSON: {error}") from None
    if isinstance(values, dict):
        values = next((each for each in values.values() if isinstance(each, list)), None)
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        raise InvalidError("the list is not a list of recalls", hints=["like: [{...}, {...}], or one in a member"])
    for each in values:
        flat = dict(_members("", each))
        places = _places([*flat])
        titles = [*flat]
        yield {name: flat[titles[at]] for name, at in places.items()}


def _members(before: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Members by their plain titles, those of lists of objects behind the title of the list, their values together."""
    for name, each in value.items():
        title = before + _plain(str(name))
        listed = each if isinstance(each, list) else [each]
        texts = [str(one) for one in listed if isinstance(one, str | int) and not isinstance(one, bool)]
        if texts:
            yield title, "; ".join(texts)
        if not before:
            inner: dict[str, list[str]] = {}
            for one in listed:
                for key, text in _members(title, one) if isinstance(one, dict) else ():
                    inner.setdefault(key, []).append(text)
            yield from ((key, "; ".join(found)) for key, found in inner.items())


def _places(titles: Sequence[str]) -> dict[str, int]:
    """Which column has what."""
    found: dict[str, int] = {}
    for name, known in TITLES.items():
        at = next((titles.index(each) for each in known if each in titles), None)
        if at is not None:
            found[name] = at
    return found


def _recall(row: Mapping[str, str]) -> ListedRecall | None:
    """The recall of a row; None where nothing in it says what is called back."""
    lists = {name: _values(row.get(name, "")) for name in _LISTS}
    gtins = tuple(each for each in lists[GTIN] if _is_gtin(each))
    batches = lists[BATCH]
    if row.get(GTIN) == row.get(BATCH):  # one column for both, in which what is long enough is no batch
        batches = tuple(each for each in batches if each not in gtins or len(each) < _LONG)
    told = {NUMBER: _line(row.get(NUMBER, ""), 100), MAKER: _line(row.get(MAKER, ""), 100)}
    told |= {GTIN: one_datum(gtins), MODEL: one_datum(lists[MODEL])}
    told |= {BATCH: one_datum(batches), SERIAL: one_datum(lists[SERIAL])}
    if not (told[GTIN] or told[MODEL]):
        return None
    link = _HTTPS.search(row.get(HREF, ""))
    told |= {HREF: link[0] if link and is_web_address(link[0]) else ""}
    name = _line(row.get(TITLE, ""), 120) or told[MODEL][:80] or told[GTIN]
    title = _line(" ".join(filter(None, (told[NUMBER], told[MAKER], name))), TITLE_LIMIT)
    text = "\n".join(filter(None, (_line(row.get(each, ""), _TEXT_LIMIT) for each in (RISK, REMEDY))))
    data = {name: value for name, value in told.items() if value}
    return ListedRecall(title, text or None, _day(row.get(DATE, "")), data)


def _values(cell: str) -> tuple[str, ...]:
    """The values of a cell; what stands in a range of two dots or a dash with blanks stays one."""
    return tuple(dict.fromkeys(filter(None, (_line(each, 200) for each in _BETWEEN.split(cell)))))


def _line(text: str, limit: int) -> str:
    """A text on one line that steers nothing, cut where it is long."""
    line = escape(" ".join(text.split()))
    return cut_text(line, limit)


def _is_gtin(text: str) -> bool:
    if len(text) < 8 or not text.isascii():
        return False
    try:
        return bool(parse_gtin(text))
    except ValueError:
        return False


def _day(text: str) -> datetime.date | None:
    """The day of a recall, in ISO form or as Safety Gate writes it, day first."""
    found = _DAY.search(text)
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(title: str) -> str:
    return _PLAIN.sub("", title.casefold())


def row_hash(recall: ListedRecall) -> Iterable[str]:
    """What tells a recall from all others for ever: its number and maker, else all that it says."""
    if NUMBER in recall.data:
        return recall.data.get(MAKER, "").casefold(), recall.data[NUMBER]
    return recall.title, json.dumps(dict(recall.data), sort_keys=True)
