"""A description as plain text, for mail that lets no HTML by, a form or a letter. It sets no picture, and says no more.

What is received is always indented, marked where it can have several lines, and without a character that a terminal
or an editor would obey, so that none of it can pass for a line of ours. On the owner's own print-out there is nobody
else to be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch

from talktag.model.sharing.description import (
    Block,
    Description,
    FactList,
    FileList,
    FormFields,
    Happening,
    Happenings,
    Illustrations,
    PointList,
    Quotation,
    Remarks,
    Section,
    Sentence,
    Subheading,
    Sums,
    Verbatim,
)
from talktag.model.values.foreign_text import escape, quote
from talktag.page.text.text_lines import MARGIN, lay_pairs, underline, wrap

_QUOTE = "  | "
_DEEPER = "    "
_BLANK_LINE = "_" * 40  # which also a narrow terminal has room for
_NAME = re.compile(r"\{([a-z]+)\}")


def plain_text(description: Description) -> bytes:
    """The text, as UTF-8 with LF line ends, in lines of at most 72 columns but for web addresses."""
    parts = (
        _top(description),
        *(_section(each, description) for each in description.sections),
        [line for each in description.ending for line in wrap(_fill(each), "", MARGIN)],
    )
    return "\n".join(line for part in parts if part for line in (*part, "")).encode()


def _top(description: Description) -> list[str]:
    if not description.kicker:
        return underline(escape(description.title), "=")
    names = [line for name in (description.title, description.subtitle) for line in wrap(escape(name), MARGIN)]
    return [*underline(description.kicker, "="), "", *names]


def _section(section: Section, description: Description) -> list[str]:
    """The lines of a section; none where all that is in it is pictures."""
    lines = _blocks(section, description)
    if section.role == "about" or not section.heading:
        return lines
    if section.role in {"product", "total"}:
        number = f"{section.number}. " if section.number else ""
        heading = ["", *underline(f"{number}{escape(section.heading)}", "-")]
    else:
        heading = underline(section.heading, "-") if lines else []
    return [*heading, "", *lines] if lines else heading


def _blocks(section: Section, description: Description) -> list[str]:
    """The lines of all blocks, an empty one between; what is said of files stands right below its heading."""
    lines: list[str] = []
    before: Block | None = None
    for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=False):
        if isinstance(block, Subheading) and isinstance(after, Illustrations):
            continue
        if isinstance(block, Sentence) and isinstance(after, Verbatim):
            more = _lines(replace(block, text=f"{block.text}:"), description)
        else:
            more = _lines(block, description)
        is_apart = lines and more and not (isinstance(before, Subheading) and isinstance(block, FileList))
        lines += ["", *more] if is_apart else more
        before = block
    return lines


@singledispatch
def _lines(block: Block, _description: Description) -> list[str]:
    """The lines of a block."""
    raise AssertionError(block)


@_lines.register
def _(block: FactList, _description: Description) -> list[str]:
    return lay_pairs((each.label, each.lines) for each in block.facts)


@_lines.register
def _(block: FormFields, _description: Description) -> list[str]:
    return _apart(
        [
            *wrap(f"{escape(each.label)}:", MARGIN),
            *(piece for line in each.lines for piece in wrap(escape(line), _DEEPER)),
            *([f"{_DEEPER}{_BLANK_LINE}"] * (0 if each.lines else each.blank)),
        ]
        for each in block.fields
    )


@_lines.register
def _(block: PointList, _description: Description) -> list[str]:
    return [line for each in block.points for line in wrap(_join_dotted((each.main, *each.rest)), "  - ", _DEEPER)]


@_lines.register
def _(block: Happenings, description: Description) -> list[str]:
    return _apart(map(_received_happening if description.is_received else _own_happening, block.items))


@_lines.register
def _(block: Remarks, _description: Description) -> list[str]:
    return _apart([*wrap(escape(each.moment), MARGIN), *_mark_lines(each.text)] for each in block.remarks)


@_lines.register
def _(_block: Illustrations, _description: Description) -> list[str]:
    return []


@_lines.register
def _(block: FileList, description: Description) -> list[str]:
    return _received_files(block) if description.is_received else _own_files(block)


@_lines.register
def _(block: Sums, _description: Description) -> list[str]:
    return [f"{MARGIN}{each}" for each in (*block.sums, block.lacking) if each]


@_lines.register
def _(block: Quotation, _description: Description) -> list[str]:
    return _mark_lines(block.text)


@_lines.register
def _(block: Sentence, _description: Description) -> list[str]:
    # Only its first line is at the edge, and that begins with our words.
    return wrap(_fill(block), "", MARGIN if block.inserts else "")


@_lines.register
def _(block: Verbatim, _description: Description) -> list[str]:
    return wrap(escape(block.text), _DEEPER)


@_lines.register
def _(block: Subheading, _description: Description) -> list[str]:
    return [f"{block.text}:"]


def _received_happening(item: Happening) -> list[str]:
    first = wrap(f"{escape(item.date)}  {escape(item.title)}", MARGIN, _DEEPER)
    return [*first, *wrap(_join_dotted(item.rest), _DEEPER), *_mark_lines(item.text)]


def _own_happening(item: Happening) -> list[str]:
    first = wrap(escape(item.title), f"{MARGIN}{item.date}  ", MARGIN)
    lines = escape(item.text, lines=True).splitlines()
    text = [piece for line in lines for piece in wrap(line, _DEEPER)]
    return [*first, *text, *wrap(_join_dotted(item.rest), _DEEPER)]


def _received_files(files: FileList) -> list[str]:
    told = (_join_dotted((each.name, each.kind, each.size)) for each in files.files)
    return [*(line for each in told for line in wrap(each, "  - ", _DEEPER)), "", *wrap(_fill(files.note))]


def _own_files(files: FileList) -> list[str]:
    lines = [*wrap(_fill(files.note), MARGIN), ""]
    for each in files.files:
        lines += [f"{MARGIN}{each.name}, {each.kind}, {each.size}", f"{_DEEPER}SHA-256 {each.sha256}"]
    return lines


def _mark_lines(text: str) -> list[str]:
    """Somebody's own lines, each marked."""
    lines = escape(text, lines=True).split("\n") if text.strip() else []
    return [piece for line in lines for piece in (wrap(line, _QUOTE) or [_QUOTE.rstrip()])]


def _apart(items: Iterable[list[str]]) -> list[str]:
    """The lines of each, with an empty one between."""
    return [line for number, lines in enumerate(items) for line in (*([""] if number else []), *lines)]


def _fill(sentence: Sentence) -> str:
    """The sentence with what is put into it, which is never looked at for names again."""
    inserts = {each.name: (quote if each.look == "name" else escape)(each.text) for each in sentence.inserts}
    return _NAME.sub(lambda found: inserts[found[1]], sentence.text)


def _join_dotted(parts: Iterable[str]) -> str:
    return " · ".join(escape(part) for part in parts if part)
