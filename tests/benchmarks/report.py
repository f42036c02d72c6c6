"""The measurements as tables of plain text. Decides nothing but how a line reads."""

from __future__ import annotations

from collections.abc import Sequence

from .commands import BARE, FLAT, MEMORY, Row
from .measure import Measured, Measurement

HEADINGS = ("command", "products", "ms", "x bare", "limit", "ms", "ratio", "cpu", "target", "")


def ratios(rows: Sequence[Row], found: Measurement) -> str:
    """A line a row: its median, its ratio to the bare interpreter, to its limit, and whether it keeps its target."""
    return _aligned([HEADINGS, *(_row(row, found.rows[row.key], found.rows[BARE]) for row in rows)])


def yardsticks(found: Measurement) -> str:
    """What the limits themselves took."""
    bare = found.rows[BARE].wall
    measured = {BARE: found.rows[BARE], **{name: each for name, each in found.yardsticks.items() if each.own}}
    lines = [(name, _ms(each.wall), _times(each.wall / bare)) for name, each in measured.items()]
    return _aligned([("yardstick", "ms", "x bare"), *lines])


def growth(rows: Sequence[Row], found: Measurement) -> str:
    """How much longer `add` takes in the largest store than in the smallest, beside git's plumbing alone."""
    adds = [row for row in rows if row.command == "add" and not found.rows[row.key].failure]
    if len(adds) < 2:
        return ""
    small, large = min(adds, key=_size), max(adds, key=_size)
    ratio = found.rows[large.key].wall / found.rows[small.key].wall
    plain = [found.yardsticks[f"plumbing {_size(row)}"].wall for row in (small, large)]
    sizes = f"{_size(large):,} against {_size(small):,}"
    return f"add, {sizes}: {ratio:.2f} (git alone {plain[1] / plain[0]:.2f}, target {FLAT}) {_mark(ratio, FLAT)}"


def memory(rows: Sequence[Row], found: Measurement) -> str:
    """The peak memory of each row's command, or of the largest program it ran."""
    lines = [("command", "peak MB", "target", "")]
    for row in rows:
        peak = 0.0 if found.rows[row.key].failure else found.rows[row.key].peak
        lines.append((row.command, f"{peak:.0f}", f"{MEMORY:.0f}", _mark(peak, MEMORY) if peak else "failed"))
    return _aligned(lines)


def _row(row: Row, found: Measured, bare: Measured) -> tuple[str, ...]:
    start = (row.command, f"{_size(row):,}")
    if found.failure:
        return (*start, found.failure)
    return (
        *start,
        _ms(found.wall),
        _times(found.wall / bare.wall),
        row.limit.words,
        _ms(found.limit),
        _times(found.ratio),
        _times(found.cpu_ratio),
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
            cell.rjust(width) if cell[:1].isdigit() or cell in {"ms", "x bare"} else cell.ljust(width)
            for cell, width in zip(line, widths, strict=False)
        ).rstrip()

    return "\n".join(spread(line) for line in lines)


def _ms(value: float) -> str:
    return f"{value:.0f}"


def _times(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _mark(value: float, target: float) -> str:
    return "ok" if value <= target else "over"
