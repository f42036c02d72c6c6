"""The measurements as tables of plain text. Decides nothing but how a line reads."""

from __future__ import annotations

from collections.abc import Sequence

from .commands import BARE, FLAT, FLAT_ONES, Row
from .measure import Measured, Measurement

HEADINGS = ("command", "products", "ms", "cpu", "x bare", "at most", "", "against", "ratio", "at most", "")


def ratios(rows: Sequence[Row], found: Measurement) -> str:
    """A line a row: its medians, its ratio to the bare interpreter and to what ran beside it, and what was wanted.

    Every ratio is one of processor time, which a busy machine disturbs least.
    """
    return _aligned([HEADINGS, *(_row(row, found.rows[row.key], found.rows[BARE]) for row in rows)])


def yardsticks(found: Measurement) -> str:
    """What the yardsticks themselves took."""
    bare = found.rows[BARE].cpu
    measured = {BARE: found.rows[BARE], **{name: each for name, each in found.yardsticks.items() if each.own}}
    lines = [(name, _ms(each.wall), _ms(each.cpu), _times(each.cpu / bare)) for name, each in measured.items()]
    return _aligned([("yardstick", "ms", "cpu", "x bare"), *lines])


def growth(rows: Sequence[Row], found: Measurement) -> str:
    """How much more the commands take in the largest store than in the smallest."""
    lines = []
    for command in FLAT_ONES:
        measured = [row for row in rows if row.command == command and not found.rows[row.key].failure]
        if len(measured) > 1:
            small, large = min(measured, key=_size), max(measured, key=_size)
            ratio = found.rows[large.key].cpu / found.rows[small.key].cpu
            sizes = f"{_size(large):,} against {_size(small):,}"
            lines.append(f"{command}, {sizes}: {ratio:.2f}, at most {FLAT} {_mark(ratio, FLAT)}")
    return "\n".join(lines)


def memory(rows: Sequence[Row], found: Measurement, most: float) -> str:
    """The peak memory of each row's command, or of the largest program it ran, in megabytes."""
    lines = [("command", "products", "peak MB", "at most", "")]
    for row in rows:
        peak = 0.0 if found.rows[row.key].failure else found.rows[row.key].peak
        mark = _mark(peak, most) if peak else "failed"
        lines.append((row.command, f"{_size(row):,}", f"{peak:.0f}", f"{most:.0f}", mark))
    return _aligned(lines)


def _row(row: Row, found: Measured, bare: Measured) -> tuple[str, ...]:
    start = (row.command, f"{_size(row):,}")
    if found.failure:
        return (*start, found.failure)
    times, beside = found.cpu / bare.cpu, bool(row.limit.terms)
    return (
        *start,
        _ms(found.wall),
        _ms(found.cpu),
        _times(times),
        "-" if row.most is None else _times(row.most),
        "" if row.most is None else _mark(times, row.most),
        row.limit.words or "-",
        _times(found.ratio) if beside else "-",
        "-" if row.target is None else _times(row.target),
        "" if row.target is None else _mark(found.ratio, row.target),
    )


def _size(row: Row) -> int:
    return row.store.count


def _aligned(lines: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell; a line that is shorter than the headings ends in a sentence."""
    whole = [line for line in lines if len(line) == len(lines[0])]
    widths = [max(len(line[number]) for line in whole) for number in range(len(lines[0]))]

    def spread(line: tuple[str, ...]) -> str:
        return "  ".join(
            cell.rjust(width) if cell[:1].isdigit() or cell in {"ms", "cpu", "x bare"} else cell.ljust(width)
            for cell, width in zip(line, widths, strict=False)
        ).rstrip()

    return "\n".join(spread(line) for line in lines)


def _ms(value: float) -> str:
    return f"{value:.0f}"


def _times(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _mark(value: float, target: float) -> str:
    return "ok" if value <= target else "over"
