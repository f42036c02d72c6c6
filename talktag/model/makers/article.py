"""Articles that a maker puts tags on: rows of a table to goods, each with its serial numbers. It makes no tag.

Articles of one kind share one description: all that is said of them is the same but the serial number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from talktag.model.problem import Problem
from talktag.model.sharing.told_entries import check_link
from talktag.model.typed.text import compose
from talktag.model.typed.warranty import typed_term
from talktag.model.values.gtin import parse_gtin

_WEB = ("https://", "http://")
COLUMNS = ("name", "maker", "model", "gtin", "serial", "batch", "warranty", "parts", "firmware", "manual", "link")
FIELD = "field."
SERIAL_BYTES = 47  # of UTF-8, as one row of a description has room for
ARTICLES_MOST = 16_384  # of one kind
_TEXT_MOST = 200
_FIELD_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,39}", re.ASCII)


class ArticleKind(NamedTuple):
    """What is said of every article of one kind; `warranty` is a term in words, `fields` more by their names."""

    name: str
    maker: str
    model: str = ""
    gtin: str = ""
    batch: str = ""
    warranty: str = ""
    parts: str = ""
    firmware: str = ""
    manual: str = ""
    link: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def manual_is_address(self) -> bool:
        """Whether the manual is an address of the web, and no file."""
        return self.manual.startswith(_WEB)


class Article(NamedTuple):
    """One article by its serial number, on which line it stood."""

    line: int
    serial: str


class ReadArticles(NamedTuple):
    """The articles of each kind, in the order of their rows; and what is wrong with which line."""

    kinds: Mapping[ArticleKind, tuple[Article, ...]]
    problems: tuple[Problem, ...]


def unknown_columns(header: Iterable[str]) -> tuple[str, ...]:
    """The titles that mean nothing here; a later version may know more of them."""
    return tuple(each for each in header if each and not _is_known(each.casefold()))


def _is_known(title: str) -> bool:
    return title in COLUMNS or (title.startswith(FIELD) and bool(_FIELD_NAME.fullmatch(title.removeprefix(FIELD))))


def read_articles(rows: Iterable[tuple[int, Mapping[str, str]]], maker: str, path: str) -> ReadArticles:
    """The articles of rows, each a line number and cells by their titles in small letters; `maker` where none says it.

    One serial number of one kind of goods stands there once.
    """
    kinds: dict[ArticleKind, list[Article]] = {}
    problems: list[Problem] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for line, cells in rows:
        try:
            kind, serial = _article(cells, maker)
            goods = (kind.gtin, kind.maker, kind.model, serial)
            _check_once(serial, seen.get(goods))
        except ValueError as error:
            problems.append(Problem("bad-row", path, str(error), line))
            continue
        seen[goods] = line
        kinds.setdefault(kind, []).append(Article(line, serial))
    for kind, listed in kinds.items():
        if len(listed) > ARTICLES_MOST:
            message = f'there are {len(listed)} of "{kind.name}"; part them into batches of at most {ARTICLES_MOST}'
            problems.append(Problem("bad-row", path, message, listed[0].line))
    return ReadArticles({kind: tuple(listed) for kind, listed in kinds.items()}, tuple(problems))


def _check_once(serial: str, before: int | None) -> None:
    """ValueError for a serial number that stood on a line before."""
    if before is not None:
        raise ValueError(f'the serial number "{serial}" stands on line {before} already')


def _article(cells: Mapping[str, str], maker: str) -> tuple[ArticleKind, str]:
    said = {key: _one_line(key, cells.get(key, "")) for key in COLUMNS}
    serial = said["serial"]
    if not serial:
        raise ValueError("it has no serial number")
    if len(serial.encode()) > SERIAL_BYTES:
        raise ValueError(f"the serial number has more than {SERIAL_BYTES} bytes")
    made_by = said["maker"] or maker
    name = said["name"] or " ".join(filter(None, (made_by, said["model"])))
    if not (said["name"] or said["model"]):
        raise ValueError("it has neither a name nor a model")
    if said["warranty"]:
        said["warranty"] = str(typed_term(said["warranty"]))
    for address in (said["link"], said["manual"] if said["manual"].startswith(_WEB) else ""):
        if address:
            check_link(address)
    fields = tuple((title.removeprefix(FIELD), _one_line(title, cells[title])) for title in _field_titles(cells))
    kind = ArticleKind(
        name=name,
        maker=made_by,
        gtin=parse_gtin(said["gtin"]) if said["gtin"] else "",
        fields=tuple((name, text) for name, text in fields if text),
        **{key: said[key] for key in ("model", "batch", "warranty", "parts", "firmware", "manual", "link")},
    )
    return kind, serial


def _field_titles(cells: Mapping[str, str]) -> Sequence[str]:
    return sorted(title for title in cells if title.startswith(FIELD))


def _one_line(key: str, cell: str) -> str:
    text = compose(cell.strip())
    if not text.isprintable():
        raise ValueError(f'"{key}" is not one line of plain text')
    if len(text) > _TEXT_MOST:
        raise ValueError(f'"{key}" has more than {_TEXT_MOST} characters')
    return text
