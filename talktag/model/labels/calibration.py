"""What a printer does to a page, from four readings of a test print. It never prints, and knows no printer.

A point meant for x, y lands at `offset + scale * point`, turned by `skew`: where paper is fed a little askew, every
point moves along y by `skew` for each unit of x, and along x by as much the other way for each unit of y.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from talktag.errors import InvalidError

LARGEST_OFFSET_MM = 10.0
LARGEST_STRETCH = 0.1
LARGEST_SKEW_MM = 5.0
LARGEST_RESIDUAL_MM = 1.0  # between readings: a printer stretches and turns a page, it does not crumple it
_PER_MM = 100.0  # skew is stated as millimetres over a hundred


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a printer adds: offsets in mm, scales (1 is exact), and `skew`, mm down for each 100 mm to the right."""

    offset_x: float = 0.0
    offset_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    skew: float = 0.0

    def landing(self, x: float, y: float) -> tuple[float, float]:
        """Where a point meant for x, y is printed; millimetres from the page's top left."""
        tilt = self.skew / _PER_MM
        return self.offset_x + self.scale_x * x - tilt * y, self.offset_y + self.scale_y * y + tilt * x

    def correction(self) -> tuple[float, float, float, float, float, float]:
        """The inverse (a, b, c, d, e, f): drawn at a*x + c*y + e, b*x + d*y + f, a point lands where it is meant."""
        tilt = self.skew / _PER_MM
        size = self.scale_x * self.scale_y + tilt * tilt
        a, b, c, d = self.scale_y / size, -tilt / size, tilt / size, self.scale_x / size
        return a, b, c, d, -(a * self.offset_x + c * self.offset_y), -(b * self.offset_x + d * self.offset_y)


@dataclass(frozen=True, slots=True)
class Solved:
    """A calibration, and by how many millimetres the readings contradict each other at worst."""

    calibration: Calibration
    residual_mm: float


def check_calibration(calibration: Calibration) -> None:
    """InvalidError for values no printer has, which are slips of the pen: each is named with its limit."""
    limits = (
        ("offset_x", calibration.offset_x, LARGEST_OFFSET_MM),
        ("offset_y", calibration.offset_y, LARGEST_OFFSET_MM),
        ("scale_x", calibration.scale_x - 1, LARGEST_STRETCH),
        ("scale_y", calibration.scale_y - 1, LARGEST_STRETCH),
        ("skew", calibration.skew, LARGEST_SKEW_MM),
    )
    bad = [
        f"{name} is off by {value:+.3g}, more than {limit:g}"
        for name, value, limit in limits
        if not math.isfinite(value) or abs(value) > limit
    ]
    if bad:
        raise InvalidError("the calibration does not hold up", details=bad, hints=["read the test print once more"])


def solve(points: Sequence[tuple[float, float]], readings: Sequence[tuple[float, float]]) -> Solved:
    """The calibration that explains the readings best, by least squares.

    `points` are where the marks were meant to be, `readings` where the label's corner was seen instead, as read off the
    printed ruler: millimetres right of and below the mark. Both have at least two entries that differ in x and in y,
    the corners of a sheet four. InvalidError where they do not determine a calibration, or one beyond any printer, and
    where they contradict each other by more than a slip of the ruler.
    """
    landed = [(x - right, y - below) for (x, y), (right, below) in zip(points, readings, strict=True)]
    rows = [row for x, y in points for row in ((1.0, 0.0, x, 0.0, -y / _PER_MM), (0.0, 1.0, 0.0, y, x / _PER_MM))]
    values = [value for point in landed for value in point]
    found = _least_squares(rows, values)
    if found is None:
        raise InvalidError("the readings do not determine a calibration", hints=["read all four corners"])
    calibration = Calibration(*found)
    check_calibration(calibration)
    ends = (calibration.landing(x, y) for x, y in points)
    residual = max(math.dist(end, seen) for end, seen in zip(ends, landed, strict=True))
    if residual > LARGEST_RESIDUAL_MM:
        raise InvalidError(
            f"the readings contradict each other by {residual:.1f} mm",
            hints=["read all four corners once more; right and down are plus, left and up minus"],
        )
    return Solved(calibration, residual)


def _least_squares(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float] | None:
    """The solution of the normal equations by elimination; None where they are singular."""
    count = len(rows[0])
    table = [
        [
            *(sum(row[one] * row[other] for row in rows) for other in range(count)),
            sum(row[one] * value for row, value in zip(rows, values, strict=True)),
        ]
        for one in range(count)
    ]
    for column in range(count):
        pivot = max(range(column, count), key=lambda place: abs(table[place][column]))
        if abs(table[pivot][column]) < 1e-9:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(count):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [value - factor * other for value, other in zip(table[row], table[column], strict=True)]
    return [table[row][count] / table[row][row] for row in range(count)]
