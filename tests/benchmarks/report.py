"""The measurements as tables of plain text. Decides nothing but how a line reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .commands import FLAT, MEMORY, Row
from .measure import Measured

HEADINGS = ("command", "products", "ms", "x bare", "limit", "ms", "ratio", "cpu", "target", "")


def ratios(rows: Sequence[Row], measured: Mapping[str, Measured]) -> str:
    """A line a row: its median, its ratio to the bare interpreter, to its limit, and whether it keeps its target."""
    return _aligned([HEADINGS, *(_row(row, measured) for row in rows)])


def yardsticks(names: Sequence[str], measured: Mapping[str, Measured]) -> str:
    """What the limits themselves took."""
    lines = [("yardstick", "ms", "x bare")]
    bare = measured["bare"].wall
    for name in names:
        found = measured[name]
        lines.append((name, *((found.failure, "") if found.failure else (_ms(found.wall), _times(found.wall / bare)))))
    return _aligned(lines)


def growth(rows: Sequence[Row], measured: Mapping[str, Measured]) -> str:
    """How much longer `add` takes in the largest store than in the smallest, beside git's plumbing alone."""
    adds = sorted((row for row in rows if row.command == "add"), key=lambda row: row.store.count)
    adds = [row for row in adds if not measured[row.key].failure]
    if len(adds) < 2:
        return ""
    small, large = adds[0], adds[-1]
    ratio = measured[large.key].wall / measured[small.key].wall
    plain = measured[f"plumbing {large.store.count}"].wall / measured[f"plumbing {small.store.count}"].wall
    sizes = f"{large.store.count:,} against {small.store.count:,}"
    return f"add, {sizes}: {ratio:.2f} (git alone {plain:.2f}, target {FLAT}) {_mark(ratio, FLAT)}"


def memory(rows: Sequence[Row], measured: Mapping[str, Measured]) -> str:
    """The peak memory of each row's command, with that of the largest program it ran."""
    lines = [("command", "peak MB", "target", "")]
    for row in rows:
        found = measured[row.key]
        if found.failure:
            lines.append((row.command, found.failure, "", ""))
        else:
            lines.append((row.command, f"{found.peak:.0f}", f"{MEMORY:.0f}", _mark(found.peak, MEMORY)))
    return _aligned(lines)


def _row(row: Row, measured: Mapping[str, Measured]) -> tuple[str, ...]:
    found = measured[row.key]
    start = (row.command, f"{row.store.count:,}")
    failures = [found.failure, *(measured[name].failure for _, name in row.limit.terms)]
    if said := next(filter(None, failures), None):
        return (*start, said)
    limit = sum(weight * measured[name].wall for weight, name in row.limit.terms)
    busy = sum(weight * measured[name].cpu for weight, name in row.limit.terms)
    ratio = found.wall / limit
    return (
        *start,
        _ms(found.wall),
        _times(found.wall / measured["bare"].wall),
        row.limit.words,
        _ms(limit),
        _times(ratio),
        _times(found.cpu / busy),
        "-" if row.target is None else _times(row.target),
        "" if row.target is None else _mark(ratio, row.target),
    )


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
