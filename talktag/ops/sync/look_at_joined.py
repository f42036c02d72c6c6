"""What both sides came to, looked at before anything is written: it must read, and must not be worse than it was."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.errors import InvalidError
from talktag.model.problem import Problem
from talktag.ops.sync.sides import Files, ThreeSides
from talktag.ops.upkeep.save import problems_in

_TOLD = 20


def look_at_joined(sides: ThreeSides, files: Files) -> None:
    """InvalidError, with each reason, where a record would not hold up afterwards that did before."""
    changed = [path for path in sorted(files) if files[path] != sides.here.get(path)]
    wrong = [problem for path in changed for problem in _errors(sides, files, path)]
    if wrong:
        raise InvalidError(
            "what came does not hold up, so nothing was taken",
            details=[str(each) for each in wrong[:_TOLD]],
            hints=["mend it where it was made, then there and here: talktag sync"],
        )


def _errors(sides: ThreeSides, files: Files, path: str) -> Iterator[Problem]:
    """What is wrong with a record, but for what is wrong with it here already."""
    if not path.endswith(".toml"):
        return
    known = {(each.name, each.field) for each in _problems(sides, sides.here, path)}
    yield from (each for each in _problems(sides, files, path) if (each.name, each.field) not in known)


def _problems(sides: ThreeSides, files: Files, path: str) -> Iterator[Problem]:
    data = sides.data(files, path)
    if data is not None:
        yield from (each for each in problems_in(path, data) if each.severity == "error")
