"""A print-out as plain text, for a form on the web or a letter. It sets no picture: that is for paper and the page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from talktag.model.sharing.print_out import PrintOut, Thing
from talktag.model.values.foreign_text import escape

_WIDTH = 72
_LABEL = 24  # the widest label that shares a line with its value


def print_text(out: PrintOut) -> bytes:
    """The print-out, as UTF-8 with LF line ends."""
    several = len(out.things) > 1
    lines = [*_heading(out.title, "="), "", *_pairs(out.about)]
    for number, thing in enumerate(out.things, 1):
        name = escape(thing.name)
        lines += ["", "", *_heading(f"{number}. {name}" if several else name, "-"), *_thing(thing, out)]
    if out.totals:
        lines += ["", "", *_heading(out.headings.total, "-"), "", *(f"  {total}" for total in out.totals)]
        lines += [f"  {out.unpriced}"] if out.unpriced else []
    return ("\n".join(lines) + "\n").encode()


def _thing(thing: Thing, out: PrintOut) -> Iterator[str]:
    if thing.facts:
        yield ""
        yield from _pairs(thing.facts)
    if thing.history:
        yield from ("", f"{out.headings.history}:")
        for item in thing.history:
            yield from ("", *_wrapped(f"{item.date}  {item.title}"))
            yield from _wrapped(item.text or "", "    ")
            yield from _wrapped(" · ".join(item.rest), "    ")
    if thing.listed:
        yield from ("", f"{out.headings.attached}:", *_wrapped(out.headings.listed), "")
        for file in thing.listed:
            yield f"  {file.name}, {file.kind}, {file.size}"
            yield f"    SHA-256 {file.sha256}"


def _heading(text: str, rule: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH)
    yield rule * min(_WIDTH, len(text))


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Labels in one column and values in another; a label that is too long stands above its value."""
    pairs = [(f"{escape(label)}:", value) for label, value in pairs]
    width = max((len(label) for label, _ in pairs if len(label) <= _LABEL), default=0) + 2
    for label, value in pairs:
        lines = list(_wrapped(value, " " * (width + 2))) or [""]
        if len(label) <= _LABEL:
            yield f"  {label:<{width}}{lines[0].strip()}"
            yield from lines[1:]
        else:
            yield from _wrapped(label)
            yield from lines


def _wrapped(text: str, indent: str = "  ") -> Iterator[str]:
    for line in escape(text, lines=True).splitlines():
        yield from textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
