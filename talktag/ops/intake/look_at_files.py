"""Many files looked at, on all cores, one at a time each. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from talktag.model.intake.pictures.picture import SeenFile
from talktag.ops.intake.crew import Tell, share_out
from talktag.ops.intake.look_at_file import look_at_file


def look_at_files(paths: Sequence[Path], processes: int, tell: Tell | None = None) -> tuple[SeenFile, ...]:
    """What there is to know of each file, in their order; with no `processes` this one looks itself."""
    return share_out(look_at_file, paths, _name_broken, processes, tell)


def _name_broken(path: Path) -> SeenFile:
    return SeenFile(str(path), str(path.parent), path.name, trouble="its decoder broke down on it")
