"""What was found, as tables and as sentences about what misses its goal. It measures nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import disk, ratios
from .disk import DiskUse
from .jobs import key_of
from .measure import Key
from .ratios import Series
from .rows import BARE, Row

Table = list[tuple[str, ...]]  # the first line is the headings


@dataclass(frozen=True, slots=True)
class Found:
    """All that a run found. `main` is the size at which what is measured once is, and at which most goals hold."""

    rows: Sequence[Row]
    sizes: Sequence[int]
    main: int
    bare: Series
    series: Mapping[Key, Series]
    peers: Sequence[Key]
    disk: DiskUse | None
    rounds: int

    def of(self, row: Row, size: int) -> Series | None:
        """What was measured of a line at a size; None where it is measured once, and not at that one."""
        if row.is_of_every_size or size == self.main:
            return self.series[key_of(row, size)]
        return None

    def named(self, size: int) -> dict[str, Series]:
        """Every figure that a goal of that size may be a sum of, by its name."""
        return {BARE: self.bare} | {row.what: self.of(row, size) or self.series[key_of(row, 0)] for row in self.rows}

    def goal_ratio(self, row: Row, size: int) -> float | None:
        """How much of its goal a line took at a size."""
        own = self.of(row, size)
        return ratios.of_goals(own, row.goals, self.named(size)) if own and row.goals else None

    def growth(self, row: Row, size: int) -> float | None:
        """How many times as long it took at a size as at the smallest."""
        if not row.is_of_every_size or size == self.sizes[0]:
            return None
        return ratios.times(self.series[key_of(row, size)], self.series[key_of(row, self.sizes[0])])


def text(found: Found) -> str:
    """All tables, for a terminal."""
    parts = [
        f"In multiples of `python -c pass` ({found.bare.cpu:.0f} ms), processor time; medians of {found.rounds}."
        if found.rows or found.peers
        else "",
        aligned(speed(found)),
        aligned(memory(found)),
        aligned(yardsticks(found)),
        aligned(beside(found)),
        aligned(on_disk(found)),
        "\n".join(("What misses its goal:", *(misses(found) or ["nothing"]))) if found.rows or found.disk else "",
    ]
    return "\n\n".join(part for part in parts if part)


def speed(found: Found) -> Table:
    """A line a command: its multiples at each size, its goal, how much of it that took, how it grows."""
    columns = [f"{size:,}" for size in found.sizes]
    grown = [f"{size:,} / {found.sizes[0]:,}" for size in found.sizes[1:]]
    lines = [("command", *columns, "goal", "of the goal", "", *grown, *([""] if grown else []))]
    return [*lines, *(_speed_line(found, row) for row in _commands(found))]


def _speed_line(found: Found, row: Row) -> tuple[str, ...]:
    cells = [_times(found, found.of(row, size)) for size in found.sizes]
    ratio = found.goal_ratio(row, found.main)
    goal = (row.words, _number(ratio), ratios.verdict(ratio) if row.goals else "")
    growths = [found.growth(row, size) for size in found.sizes[1:]]
    judged = _growth_verdict(found, row)
    return (row.what, *cells, *goal, *map(_number, growths), *([judged] if growths else []))


def _growth_verdict(found: Found, row: Row) -> str:
    """Whether it grows as it should up to the largest size."""
    most = ratios.growth_limit(row.growth, found.sizes[0], found.sizes[-1])
    growth = found.growth(row, found.sizes[-1])
    return f"{row.growth}: {ratios.verdict(growth, most)}" if growth and most else ""


def memory(found: Found) -> Table:
    """A line a command: the peak at each size, and the most it may be at the usual one."""
    lines: Table = [("peak memory, MB", *(f"{size:,}" for size in found.sizes), "at most", "")]
    for row in _commands(found):
        peaks = [_peak(found.of(row, size)) for size in found.sizes]
        over = [ratios.verdict(peak, most) for peak, most in _peaks(found, row)]
        said = next((each for each in over if each != "met"), "met" if over else "")
        cells = ("" if peak is None else f"{peak:.0f}" for peak in peaks)
        lines.append((row.what, *cells, f"{row.memory_limit(found.main):.0f}", said))
    return lines


def yardsticks(found: Found) -> Table:
    """A line for each thing that commands are held to."""
    lines: Table = [("yardstick", *(f"{size:,}" for size in found.sizes), "MB")]
    for row in found.rows:
        if row.is_yardstick:
            cells = (_times(found, found.of(row, size)) for size in found.sizes)
            peak = _peak(found.of(row, found.main))
            lines.append((row.what, *cells, "" if peak is None else f"{peak:.0f}"))
    return lines


def beside(found: Found) -> Table:
    """A line for each command of other programs, at the main size."""
    lines: Table = [("other programs", f"{found.main:,}", "MB")]
    for key in found.peers:
        peak = _peak(found.series[key])
        lines.append((key[0], _times(found, found.series[key]), "" if peak is None else f"{peak:.0f}"))
    return lines


def on_disk(found: Found) -> Table:
    """What saves take on the disk."""
    use = found.disk
    if not use:
        return [("on the disk",)]
    reckoned = f"{disk.SAVES:,} saves, reckoned from {use.saves:,} real ones"
    return [
        ("on the disk", "", "at most", ""),
        (reckoned, f"{use.megabytes:.0f} MB", f"{disk.MEGABYTES:.0f} MB", _disk_verdict(use.megabytes, disk.MEGABYTES)),
        (
            "one save, packed",
            f"{use.packed:.0f} bytes",
            f"{disk.BYTES:.0f} bytes",
            _disk_verdict(use.packed, disk.BYTES),
        ),
    ]


def _disk_verdict(value: float, most: float) -> str:
    return ratios.verdict(value, most)


def misses(found: Found) -> list[str]:
    """A sentence for everything that failed or is not as it should be."""
    every = [each for row in _commands(found) for each in _misses_of(found, row)]
    failed = [f"{name} failed: {each.failure}" for (name, _), each in found.series.items() if each.failure]
    of_disk = [
        f"{line[0]}: {line[1]}, {line[3]} ({line[2]} at most)" for line in on_disk(found)[1:] if line[3] != "met"
    ]
    return [*failed, *every, *of_disk]


def _misses_of(found: Found, row: Row) -> Iterator[str]:
    held = found.sizes if row.growth == "flat" else (found.main,)
    worst, size = max((found.goal_ratio(row, size) or 0.0, size) for size in held)
    if (said := ratios.verdict(worst)) != "met":
        yield f"{row.what} at {size:,}: {_times(found, found.of(row, size))} x, {said} ({row.words})"
    if (said := _growth_verdict(found, row)) and not said.endswith(": met"):
        grown = _number(found.growth(row, found.sizes[-1]))
        yield f"{row.what}: {grown} times at {found.sizes[-1]:,} what it is at {found.sizes[0]:,}, {said}"
    over, peak, most = max(((peak / most, peak, most) for peak, most in _peaks(found, row)), default=(0.0, 0.0, 0.0))
    if (said := ratios.verdict(over)) != "met":
        yield f"{row.what}: {peak:.0f} MB, {said} ({most:.0f} MB)"


def _commands(found: Found) -> list[Row]:
    return [row for row in found.rows if not row.is_yardstick]


def _peaks(found: Found, row: Row) -> list[tuple[float, float]]:
    """The peaks that are known, each with the most it may be."""
    every = ((_peak(found.of(row, size)), row.memory_limit(size)) for size in found.sizes)
    return [(peak, most) for peak, most in every if peak and most]


def _times(found: Found, series: Series | None) -> str:
    if series and series.failure:
        return "failed"
    return _number(ratios.times(series, found.bare)) if series else ""


def _peak(series: Series | None) -> float | None:
    return series.peak if series and series.samples and not series.failure else None


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def aligned(table: Table) -> str:
    """Columns as wide as their widest cell, numbers to the right; nothing for headings alone."""
    if len(table) < 2:
        return ""
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    numeric = [
        all(not line[column] or line[column][0].isdigit() for line in table[1:]) for column in range(len(widths))
    ]

    def spread(line: tuple[str, ...]) -> str:
        pairs = zip(line, widths, numeric, strict=True)
        return "  ".join(cell.rjust(wide) if right else cell.ljust(wide) for cell, wide, right in pairs).rstrip()

    return "\n".join(map(spread, table))


def markdown(table: Table) -> str:
    """The table as a page has it; nothing for headings alone."""
    if len(table) < 2:
        return ""
    lines = [table[0], tuple("---" for _ in table[0]), *table[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
