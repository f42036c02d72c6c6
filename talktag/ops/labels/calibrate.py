"""`sheet calibrate`: a test print for a label paper, and what four readings of it say of a printer.

It keeps nothing by itself: what a printer needs is kept outside the store, by whoever asked.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.labels.paper import Paper
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.labels.calibration import Calibration, Solved

Reading = tuple[float, float]  # millimetres right of and below the zero of a ruler


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The paper, the printer, the file of a test print, and what was found from readings."""

    paper: Paper
    printer: str | None
    path: Path | None
    solved: Solved | None = None

    def values(self) -> Mapping[str, Any]:
        """The paper, and offsets in mm, scales, skew in mm for 100 mm."""
        values = asdict(self.solved.calibration) if self.solved else {}
        found = {"calibration": {key: round(value, 5) for key, value in values.items()}} if values else {}
        residual = {"residual_mm": round(self.solved.residual_mm, 3)} if self.solved else {}
        file = {"file": str(self.path)} if self.path else {}
        printer = {"printer": self.printer} if self.printer else {}
        return {"stock": self.paper.id, **printer, **file, **found, **residual}


def trial_print(
    session: Session, name: str, printer: str | None, calibrations: Mapping[str, Calibration], path: Path | None
) -> Outcome:
    """A page with rulers, the dies' outlines and bars of 100 mm; with the printer's calibration, to see that it holds.

    `calibrations` are the printer's by the id of a paper. InvalidError for a roll or tape, which has no page.
    """
    from talktag.model.labels.sheet_cells import check_sheet
    from talktag.ops.labels.paper import paper_named
    from talktag.paper.pages.calibration_page import calibration_pdf

    paper, problems = paper_named(session, name)
    check_sheet(paper)
    known = calibrations.get(paper.id)
    output = Output(path, lambda: calibration_pdf(paper, known))
    notice = _next_step(paper, printer, is_corrected=known is not None)
    return Outcome(Calibrated(paper, printer, path), output=output, notices=(notice,), problems=problems)


def _next_step(paper: Paper, printer: str | None, *, is_corrected: bool) -> str:
    from talktag.paper.pages.calibration_page import CORNERS

    again = f"talktag sheet calibrate --stock {paper.id}"
    if is_corrected:
        # What is read off a corrected page says nothing of the printer alone, so it must not be kept.
        return f"this page is corrected already, so every ruler should say 0; measure anew with: {again} -o page.pdf"
    readings = " ".join(f"--read {corner}=RIGHT,DOWN" for corner in CORNERS)
    return f"read the rulers, then: {again} --printer {shlex.quote(printer) if printer else 'NAME'} {readings}"


def solve_readings(session: Session, name: str, printer: str, readings: Mapping[str, Reading]) -> Calibrated:
    """What a printer does to this paper, from a reading at each corner; InvalidError where they make no sense."""
    from talktag.model.labels.calibration import solve
    from talktag.ops.labels.paper import paper_named
    from talktag.paper.pages.calibration_page import CORNERS, ruler_points

    if readings.keys() != set(CORNERS):
        raise UsageError(
            "a reading is needed at each of A, B, C and D",
            hints=["for example: --read A=0.5,-0.2", "minus is left, up"],
        )
    paper, _ = paper_named(session, name)
    solved = solve(ruler_points(paper), [readings[corner] for corner in CORNERS])
    return Calibrated(paper, printer, None, solved)


def parse_readings(texts: Sequence[str]) -> dict[str, Reading]:
    """Readings typed as `A=0.5,-0.2`; UsageError for one that is none."""
    found: dict[str, Reading] = {}
    for text in texts:
        corner, _, pair = text.partition("=")
        right, _, down = pair.partition(",")
        if corner.strip().upper() in found:
            raise UsageError(f'"{text}" is a second reading at that corner', hints=["one at each of A, B, C and D"])
        try:
            found[corner.strip().upper()] = (float(right), float(down))
        except ValueError:
            raise UsageError(f'"{text}" is not a reading', hints=["for example: --read A=0.5,-0.2"]) from None
    return found
