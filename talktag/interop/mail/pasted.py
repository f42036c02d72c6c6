"""Files that went as text: armored ones, bare base64, uuencoded ones, and answers that nobody signed.

Text around them is passed over, and so is what mail programs put before, behind and between lines. What of the lines
themselves was altered is told, and never mended by a guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from talktag.interop.mail.parts import decode_base64, decode_uu
from talktag.model.bundles.members import SIZE_LIMIT

AGE = b"age-encryption.org/v1\n"
_BEGIN = re.compile(r"BEGIN[\s>|]+AGE[\s>|]+ENCRYPTED[\s>|]+FILE")
_END = re.compile(r"END[\s>|]+AGE[\s>|]+ENCRYPTED[\s>|]+FILE")
_BARE = re.compile(r"YWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/=\r]*")
_UU = re.compile(r"^begin [0-7]{3,4} [^\n]+$", re.MULTILINE)
_QUOTED = re.compile(r"^(?:[\s\u200b\ufeff]*[A-Za-z]{0,3}[>|])+ ?")  # "> ", ">> ", "AP> ", "| "
_UNSEEN = re.compile(r"[\s\xa0\xad\u200b-\u200d\u2060\ufeff]+")
_SIGNS = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_FORM = "talktag-bundle/1"
_ANSWER = f'"{_FORM}"'
_OPEN = re.compile(r"^[\s>|]*(\{)", re.MULTILINE)
_TRIES = 3  # places where one answer may begin
_FILES_MOST = 50  # in one text
_SHORTEST = 16  # signs of a line of base64 that goes on behind an empty one


class PastedFile(NamedTuple):
    """The bytes of a file that stood in a text; where these cannot be had, `fault` says why."""

    data: bytes
    fault: str = ""


def files_in(text: str) -> Iterator[PastedFile]:
    """Every file in a text, in order of their forms; at most fifty."""
    found = (each for find in (_armor_blocks, _bare_blocks, _uu_blocks, _answers) for each in find(text))
    for _, each in zip(range(_FILES_MOST), found, strict=False):
        yield each


def may_hold_file(data: bytes) -> bool:
    """Whether it is worth the time to look for one in these bytes of a text or a page."""
    return any(sign in data for sign in (b"AGE", b"YWdl", b"begin ", b"talktag-bundle"))


def _armor_blocks(text: str) -> Iterator[PastedFile]:
    at = 0
    while begin := _BEGIN.search(text, at):
        end = _END.search(text, begin.end())
        again = _BEGIN.search(text, begin.end())
        at = begin.end()
        if end is None or (again and again.start() < end.start()):
            yield PastedFile(b"", "the text of an encrypted file was cut short: its last line is missing")
            continue
        at = end.end()
        yield _join_lines(_inner_lines(text[begin.end() : end.start()]))


def _inner_lines(between: str) -> list[str]:
    """The lines of an armored file, less the dashes of the first and the last."""
    return [line for each in between.split("\n") if (line := _plain(each).strip(_DASHES))]


def _plain(line: str) -> str:
    """A line without what marks it as quoted, and without blanks, seen or not."""
    if _SIGNS.fullmatch(line):
        return line
    return _UNSEEN.sub("", _QUOTED.sub("", line))


def _join_lines(lines: list[str]) -> PastedFile:
    try:
        data = decode_base64("".join(lines).encode("utf-8"))
    except ValueError as error:
        return PastedFile(b"", f"the text of an encrypted file does not hold up: {error}")
    if not data.startswith(AGE):
        return PastedFile(b"", "the text of an encrypted file does not hold up: it does not begin as one")
    return PastedFile(data)


def _bare_blocks(text: str) -> Iterator[PastedFile]:
    """Base64 of an age file without the lines around it."""
    at = 0
    while found := _BARE.search(text, at):
        start = text.rfind("\n", 0, found.start()) + 1
        before = _plain(text[start : found.start()])
        lines, end = _run_of_lines(text, found.start())
        at = max(end, found.end())
        if before or _BEGIN.search(text, max(0, start - 200), start):  # a word of a line, or armored after all
            continue
        yield _join_lines(lines)


def _run_of_lines(text: str, at: int) -> tuple[list[str], int]:
    """The lines of base64 from a place on, and where they end: at padding, other text, or an empty line.

    Behind an empty line they go on only where every line has one behind it, as in a page of paragraphs.
    """
    lines: list[str] = []
    is_wide = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = _plain(text[at:end])
        if not line:
            following = _plain(text[end + 1 : text.find("\n", end + 1)]) if end < len(text) else ""
            is_wide = is_wide or len(lines) == 1
            if not (is_wide and len(following) >= _SHORTEST and _SIGNS.fullmatch(following)):
                break
        elif not _SIGNS.fullmatch(line):
            break
        else:
            lines.append(line)
        at = end + 1
        if line.endswith("="):
            break
    return lines, at


def _uu_blocks(text: str) -> Iterator[PastedFile]:
    for found in _UU.finditer(text):
        end = text.find("\nend", found.end())
        if end < 0:
            return
        try:
            data = decode_uu(text[found.start() : end + 4].encode("ascii", "replace"))
        except ValueError as error:
            yield PastedFile(b"", f"a uuencoded file does not hold up: {error}")
        else:
            yield PastedFile(data)


def _answers(text: str) -> Iterator[PastedFile]:
    """Answers that nobody signed: JSON that says which form it has."""
    at = 0
    while (mark := text.find(_ANSWER, at)) >= 0:
        found, at = _answer_around(text, at, mark)
        yield found


def _answer_around(text: str, at: int, mark: int) -> tuple[PastedFile, int]:
    """The answer that begins between two places, and where it ends; the second is what says its form."""
    starts = [each.start(1) for each in _OPEN.finditer(text, max(at, mark - SIZE_LIMIT), mark)]
    reader = json.JSONDecoder()
    for start in starts[:_TRIES]:
        part = text[start : start + SIZE_LIMIT]
        lines = "\n".join(_QUOTED.sub("", line) for line in part.split("\n"))
        for each in (part, lines):
            try:
                value, end = reader.raw_decode(each)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict) and value.get("format") == _FORM:
                return PastedFile(each[:end].encode("utf-8", "replace")), max(mark, start + end)
    return PastedFile(b"", "an answer that nobody signed does not hold up: it is no JSON"), mark + len(_ANSWER)
