"""The scripts of JSON-LD in a page of the web, told from the rest as a browser tells them. It runs none of them.

The rules: https://html.spec.whatwg.org/multipage/parsing.html#tokenization. Python's own parser of HTML takes
quadratic time over comments and tags that never end, and these pages are anybody's; here every letter is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = r"[\t\n\f\r ]"
# A comment has one end, so that four of them are not tried with every end that is behind them.
_AHEAD = rf"(?:<!--(?:(?!-->).){{0,2000}}-->|<\?xml[^>]{{0,200}}>){_SPACE}*"
_BEGINNING = re.compile(
    rf"{_SPACE}*(?:{_AHEAD}){{0,4}}<(?:!doctype{_SPACE}+html|html|head)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(r"<(?:(!--)(?:-?>)?|(/?[a-z][^\t\n\f\r />]*)|[!?/])", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_GAP = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE = re.compile(
    rf"""(=?[^\t\n\f\r />=]*){_SPACE}*(?:={_SPACE}*(?:"([^"]*)"|'([^']*)'|(?!["'\t\n\f\r ])([^\t\n\f\r >]*)))?"""
)
# Elements beside scripts whose content is text up to their own end, so that a tag in it is none.
_RAW = ("style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_TEXT_ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW}
_IN_SCRIPT = re.compile(r"<!--(?:-*>)?|-->|</?script(?=[\t\n\f\r />])", re.IGNORECASE)


class Script(NamedTuple):
    """What is in a script, and the line of the page, counted from 1, on which that begins."""

    line: int
    text: str


class _PageTag(NamedTuple):
    """A tag: its name, with `/` before that of one that ends; the type that it says; where it ends; whether by `/>`."""

    name: str
    type: str
    end: int
    closes_itself: bool


def is_page(text: str) -> bool:
    """Whether a text is a page of the web as a browser saves it, by how it begins."""
    return is_snapshot(text) or bool(_BEGINNING.match(text))


def is_snapshot(text: str) -> bool:
    """Whether it is a page in a single file (MHTML), for which browsers leave its scripts out."""
    return text.startswith("From: <Saved by ")


def data_scripts(text: str) -> Iterator[Script]:
    """Each script of JSON-LD in the order of the page, what is in it as it stands."""
    line, counted = 1, 0
    for start, end in _data_places(text):
        line, counted = line + text.count("\n", counted, start), start
        yield Script(line, text[start:end])


def _data_places(text: str) -> Iterator[tuple[int, int]]:
    """Where the content of each begins and ends. What nothing ends, be it comment, tag or text, the page ends."""
    at, in_drawing = 0, False
    while found := _MARKUP.search(text, at):
        if found[2] is None:
            at = _comment_end(text, found)
            continue
        tag = _read_tag(text, found)
        at = tag.end
        if tag.name.lstrip("/") in {"svg", "math"}:
            in_drawing = not (tag.name.startswith("/") or tag.closes_itself)
        if in_drawing and tag.closes_itself:
            continue
        if tag.name in _TEXT_ENDS:
            at = _text_end(text, tag)
        elif tag.name == "script":
            at = _script_end(text, tag.end)
            if tag.type.partition(";")[0].strip().lower() == "application/ld+json":
                yield tag.end, at


def _comment_end(text: str, found: re.Match[str]) -> int:
    """Behind a comment, or what a browser takes for one; `<!-->` is a whole one."""
    if not found[1]:
        return (text.find(">", found.end()) + 1) or len(text)
    end = found if found[0].endswith(">") else _COMMENT_END.search(text, found.end())
    return end.end() if end else len(text)


def _read_tag(text: str, found: re.Match[str]) -> _PageTag:
    """The whole tag that begins with what was found; one that never ends has no name."""
    kind, at = "", found.end()
    while gap := _GAP.match(text, at):
        at = gap.end()
        if at == len(text):
            break
        if text[at] == ">":
            return _PageTag(found[2].lower(), kind, at + 1, gap[0].endswith("/"))
        said = _ATTRIBUTE.match(text, at)
        if not said or (said.lastindex == 1 and text.startswith("=", said.end())):
            break  # a quotation mark opens and nothing closes it
        at = said.end()
        if said[1].lower() == "type" and not kind:
            kind = said[2] or said[3] or said[4] or ""
    return _PageTag("", "", len(text), closes_itself=False)


def _script_end(text: str, at: int) -> int:
    """Where the content of a script ends: in what looks like a comment, a script within it has an end of its own."""
    depth = 0
    for found in _IN_SCRIPT.finditer(text, at):
        piece = found[0].lower()
        if piece.endswith("-->"):
            depth = 0
        elif piece == "<!--":
            depth = max(depth, 1)
        elif piece == "<script":
            depth = 2 if depth else 0
        elif depth == 2:
            depth = 1
        else:
            return found.start()
    return len(text)


def _text_end(text: str, tag: _PageTag) -> int:
    end = _TEXT_ENDS[tag.name].search(text, tag.end)
    return end.start() if end else len(text)
