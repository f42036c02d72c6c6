"""`sheet calibrate`: a test print for a stock of label paper, and what four readings of it say of a printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.stock import Stock
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.calibration import Calibration, Solved

Reading = tuple[float, float]  # millimetres right of and below the zero of a ruler


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The paper, the printer, the file of a test print, and what was found from readings."""

    stock: Stock
    printer: str | None
    path: Path | None
    solved: Solved | None = None

    def values(self) -> Mapping[str, Any]:
        """The stock, and offsets in mm, scales, skew in mm for 100 mm."""
        found = {"calibration": asdict(self.solved.calibration)} if self.solved else {}
        residual = {"residual_mm": round(self.solved.residual_mm, 3)} if self.solved else {}
        file = {"file": str(self.path)} if self.path else {}
        printer = {"printer": self.printer} if self.printer else {}
        return {"stock": self.stock.id, **printer, **file, **found, **residual}


def stock_of(session: Session, name: str) -> Stock:
    """The stock of that id, part number or alias, the owner's own among them."""
    from talktag.ops.stock import show_stock

    found: Any = show_stock(session, name).data
    stock: Stock = found.stock
    return stock


def trial_print(session: Session, name: str, calibration: Calibration | None, path: Path | None) -> Outcome:
    """A page with rulers, the dies' outlines and bars of 100 mm; with a calibration, to see that it holds."""
    from talktag.paper.calibration_page import CORNERS, calibration_pdf

    stock = stock_of(session, name)
    output = Output(path, lambda: calibration_pdf(stock, calibration))
    readings = " ".join(f"--read {corner}=RIGHT,DOWN" for corner in CORNERS)
    notice = f"read the rulers, then: talktag sheet calibrate --stock {stock.id} --printer NAME {readings}"
    return Outcome(Calibrated(stock, None, path), output=output, notices=(notice,))


def solve_readings(session: Session, name: str, printer: str, readings: Mapping[str, Reading]) -> Calibrated:
    """What a printer does to this paper, from a reading at each corner; InvalidError where they make no sense."""
    from talktag.model.calibration import solve
    from talktag.paper.calibration_page import CORNERS, ruler_points

    if readings.keys() != set(CORNERS):
        raise UsageError(
            "a reading is needed at each of A, B, C and D",
            hints=["for example: --read A=0.5,-0.2", "minus is left, up"],
        )
    stock = stock_of(session, name)
    solved = solve(ruler_points(stock), [readings[corner] for corner in CORNERS])
    return Calibrated(stock, printer, None, solved)


def parse_readings(texts: Sequence[str]) -> dict[str, Reading]:
    """Readings typed as `A=0.5,-0.2`; UsageError for one that is none."""
    found: dict[str, Reading] = {}
    for text in texts:
        corner, _, pair = text.partition("=")
        right, _, down = pair.partition(",")
        try:
            found[corner.strip().upper()] = (float(right), float(down))
        except ValueError:
            raise UsageError(f'"{text}" is not a reading', hints=["for example: --read A=0.5,-0.2"]) from None
    return found
