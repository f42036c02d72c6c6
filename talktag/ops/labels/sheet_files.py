"""The files that a sheet of labels becomes, and the proof that their codes are read. It gives no tags, writes none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, UsageError
from talktag.ops.outcome import Output

if TYPE_CHECKING:
    from talktag.paper.labels.proof import Proof
    from talktag.paper.labels.sheet import Sheet

Progress = Callable[[int, int], None]
_SHOWN = 8  # codes that failed, named one by one


def sheet_outputs(made: Sheet, file_format: str, path: Path | None, progress: Progress | None) -> tuple[Output, ...]:
    """The files: one PDF, or a picture for each page, numbered where there are several."""
    from talktag.paper.draw.output import FORMATS, pages_as

    if file_format not in FORMATS:
        raise UsageError(f'there is no format "{file_format}"', hints=[f"one of: {', '.join(FORMATS)}"])
    pages = functools.cache(lambda: tuple(pages_as(made, file_format, progress)))
    count = 1 if file_format == "pdf" else made.pages
    if path is None and count > 1:
        raise UsageError(f"{count} pages are as many files", hints=["name a file after -o; its name is numbered"])
    return tuple(
        Output(_page_path(path, number, count), lambda number=number: pages()[number])  # type: ignore[misc]
        for number in range(count)
    )


def _page_path(path: Path | None, number: int, count: int) -> Path | None:
    if path is None or count == 1:
        return path
    return path.with_name(f"{path.stem}-{number + 1:0{len(str(count))}}{path.suffix}")


def prove_sheet(made: Sheet, progress: Progress | None) -> Proof:
    """The proof that every code of the sheet reads back; InvalidError names some of those that do not."""
    if made.style.kind == "id":
        raise UsageError('the layout "id" has no code to read back', hints=["leave --prove out"])
    from talktag.paper.draw.output import pdf_of
    from talktag.paper.labels.proof import expected_of, prove

    proof = prove(pdf_of(made), expected_of(made), progress=progress)
    if not proof.holds:
        details = [*proof.unread[:_SHOWN], proof.line()]
        raise InvalidError(
            "the codes do not read back as they should",
            details=details,
            hints=["take a larger stock, or --layout qr; see: talktag stock list"],
        )
    return proof
