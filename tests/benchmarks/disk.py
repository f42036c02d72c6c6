"""What saves take on the disk: so many real ones, and what ten thousand would take by them. It saves in a copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .stores import Stores
from .surroundings import Surroundings

SAVES = 10_000
MEGABYTES, BYTES = 30.0, 1500.0  # at most: after so many saves, and packed, for one save
_Look = tuple[int, int, int]  # saves so far, bytes of loose objects, bytes of packs


@dataclass(frozen=True, slots=True)
class DiskUse:
    """After `saves` real ones: megabytes of ten thousand, and the bytes of one that is packed.

    `packs_itself` says whether talktag had packed any by itself.
    """

    saves: int
    megabytes: float
    packed: float
    packs_itself: bool


def disk_use(around: Surroundings, stores: Stores, saves: int, tell: Callable[[str], None]) -> DiskUse:
    """Save so many times in a store of its own, and look what that took."""
    place = stores.place("saved", stores.main)
    tell(f"saving {saves:,} times")
    looks = json.loads(
        around.run(f"{around.python} -m tests.benchmarks.saves {place.folder} {saves}", store=place.folder)
    )
    megabytes = extrapolated(looks, SAVES) / 1e6
    before = looks[0][2]
    around.run("git -c core.fsync=all repack -d -l -q", folder=place.folder)
    after = json.loads(around.run(f"{around.python} -m tests.benchmarks.saves {place.folder} 0", store=place.folder))
    return DiskUse(saves, megabytes, (after[-1][2] - before) / saves, packs_itself=looks[-1][2] > before)


def extrapolated(looks: Sequence[_Look], saves: int) -> float:
    """How many bytes more so many saves would take, by what was seen after some.

    Packs grow with the saves that are in them; loose objects only until the next time they are packed. Where nothing
    was packed, all of it grows.
    """
    _, loose, packed = looks[0]
    last, last_loose, last_packed = looks[-1]
    if last_packed <= packed:
        return (last_loose - loose) * saves / last
    by_then = next(number for number, _, size in looks if size == last_packed)
    return (last_packed - packed) * saves / by_then + max(each for _, each, _ in looks) - loose
