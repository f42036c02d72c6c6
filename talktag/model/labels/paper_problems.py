"""Whether the numbers of a label paper hold up: what contradicts itself in them. It mends none."""

from __future__ import annotations

from talktag.model.labels.paper import OWN, Paper, page_size

ROLLS = frozenset({"roll-diecut", "roll-continuous", "tape"})
SHAPES = frozenset({"rect", "round"})
CONFIDENCES = frozenset({"two-source", "reconciled", "one-source", "derived", "disputed"})
CENTRE_TOLERANCE_MM = 0.35  # between opposite margins
SMALLEST_SIDE_MM = 1.0
SMALLEST_PAGE_MM = 30.0
LARGEST_PAGE_MM = 600.0  # of a page and of a label on a roll; what is larger is a slip, or would fill the memory
LARGEST_DPI = 2400
_MOST_DOTS = 64_000_000  # of one label on a roll
_HAIR = 1e-6  # what arithmetic with decimal fractions may leave over
_OVERHANG_MM = 0.05  # how far an outer label edge may lie beyond the page
_GAP_TOLERANCE_MM = 1e-3
_SUM_TOLERANCE_MM = 1e-2
_DOTS_TOLERANCE_MM = 0.15  # between a roll's printable width and its dots


def problems_of(paper: Paper) -> list[str]:
    """What contradicts itself in a paper's numbers, one line each; empty when it can be printed on."""
    bad = _description_problems(paper)
    if min(paper.label_w, paper.label_h or paper.label_w) < SMALLEST_SIDE_MM:
        return [*bad, f"a label side under {SMALLEST_SIDE_MM:g} mm"]
    if paper.shape == "round" and abs(paper.label_w - paper.label_h) > _HAIR:
        bad.append("round but not circular")
    if (paper.corner_r or 0) > min(paper.label_w, paper.label_h or paper.label_w) / 2 + _HAIR:
        bad.append("corner radius too big")
    if paper.kind == "sheet":
        return bad + _sheet_problems(paper)
    return bad + _roll_problems(paper)


def _description_problems(paper: Paper) -> list[str]:
    checks = (
        (paper.confidence not in CONFIDENCES, "unknown confidence"),
        (not paper.source, "no source"),
        (paper.confidence == "two-source" and len(paper.source) == 1, "two-source with one source"),
        (paper.shape not in SHAPES, "unknown shape"),
        (paper.kind != "sheet" and paper.kind not in ROLLS, "unknown kind"),
    )
    return [problem for is_so, problem in checks if is_so]


def _sheet_problems(paper: Paper) -> list[str]:
    page = page_size(paper)
    if page is None:
        return ["unknown page"]
    if not all(SMALLEST_PAGE_MM <= side <= LARGEST_PAGE_MM for side in page):
        return [f"a page's sides are {SMALLEST_PAGE_MM:g} to {LARGEST_PAGE_MM:g} mm long"]
    across = (paper.pitch_x, paper.cols, paper.margin_left, paper.margin_right, paper.gap_x)
    down = (paper.pitch_y, paper.rows, paper.margin_top, paper.margin_bottom, paper.gap_y)
    if None in {*across, *down, paper.per_sheet}:
        return ["a sheet without all of cols, rows, per_sheet, margins, pitches and gaps"]
    bad = []
    if (paper.page_w, paper.page_h) != page:
        bad.append("page size")
    if paper.per_sheet != (paper.cols or 0) * (paper.rows or 0):
        bad.append("count")
    bad += _axis_problems("x", paper.label_w, page[0], across) + _axis_problems("y", paper.label_h, page[1], down)
    # Makers centre their labels, so a source that does not is taken for wrong; what an owner measured is believed.
    return bad if paper.region == OWN else [*bad, *_centre_problems(paper)]


def _centre_problems(paper: Paper) -> list[str]:
    sides = (("x", paper.margin_left, paper.margin_right), ("y", paper.margin_top, paper.margin_bottom))
    return [
        f"{axis}: not centred ({low:.2f} / {high:.2f})"
        for axis, low, high in ((axis, low or 0.0, high or 0.0) for axis, low, high in sides)
        if abs(low - high) > CENTRE_TOLERANCE_MM
    ]


def _axis_problems(axis: str, label: float, page: float, numbers: tuple[float | None, ...]) -> list[str]:
    pitch, count, low, high, gap = (number or 0.0 for number in numbers)
    checks = (
        (count < 1, "no labels"),
        (pitch - label < -_HAIR, f"labels overlap by {label - pitch:.3f}"),
        (abs(pitch - label - gap) > _GAP_TOLERANCE_MM, "gap"),
        (min(low, high) < -_OVERHANG_MM, "off the page"),
        (abs(low + (count - 1) * pitch + label + high - page) > _SUM_TOLERANCE_MM, "does not add up to the page"),
    )
    return [f"{axis}: {problem}" for is_so, problem in checks if is_so]


def _roll_problems(paper: Paper) -> list[str]:
    bad = []
    width, height = paper.label_w, paper.label_h or paper.label_w
    if max(width, height) > LARGEST_PAGE_MM:
        bad.append(f"a label side over {LARGEST_PAGE_MM:g} mm")
    dots = max(width * height * ((paper.dpi or 0) / 25.4) ** 2, (paper.dots_w or 0) * (paper.dots_h or 0))
    if (paper.dpi or 0) > LARGEST_DPI or max(dots, paper.dots_w or 0, paper.dots_h or 0) > _MOST_DOTS:
        bad.append("more dots than any printer has")
    if (paper.print_w or 0) > paper.label_w + _HAIR or (paper.print_h or 0) > paper.label_h + _HAIR:
        bad.append("printable area larger than label")
    if paper.dots_w and paper.print_w:
        if not paper.dpi:
            bad.append("dots without dpi")
        elif abs(paper.dots_w * 25.4 / paper.dpi - paper.print_w) > _DOTS_TOLERANCE_MM:
            bad.append("dots and printable width disagree")
    return bad
