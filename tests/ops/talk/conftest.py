"""A bench whose owner may write to the repair shop, sealed to a key of its own, by a folder. Judges nothing."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import content_of
from talktag.model.plan import Write
from talktag.model.settings.carrier import Carrier
from talktag.ops.parties.change_party import set_party

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from talktag.content import Content
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench


@dataclass(frozen=True)
class Opener:
    """The shop, which has age and unzip and no talktag."""

    folder: Path
    recipient: str

    def open(self, sealed: bytes | Content) -> dict[str, bytes]:
        """The files of a bundle by their names below its folder, from a file that is sealed to the shop."""
        file, key, bare = self.folder / "came.age", self.folder / "shop-key.txt", self.folder / "came.zip"
        file.write_bytes(content_of(sealed).whole())
        bare.unlink(missing_ok=True)
        subprocess.run(["age", "-d", "-i", str(key), "-o", str(bare), str(file)], check=True, capture_output=True)
        return unzipped(bare)

    def read(self, sealed: bytes | Content) -> dict[str, Any]:
        """What the message says."""
        return table_of(self.open(sealed))


def unzipped(path: Path) -> dict[str, bytes]:
    """The files of an archive, by their names below its folder, as unzip has them."""
    listed = subprocess.run(["unzip", "-Z1", str(path)], check=True, capture_output=True, text=True).stdout
    names = listed.splitlines()
    read = {name: subprocess.run(["unzip", "-p", str(path), name], check=True, capture_output=True) for name in names}
    return {name.partition("/")[2]: done.stdout for name, done in read.items()}


def table_of(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["data/table.json"])
    return found


def written(outcome: Outcome, beginning: str) -> Content:
    """What a plan writes to the one path that begins so."""
    changes: Iterable[Any] = outcome.plan.changes if outcome.plan else ()
    (found,) = [each for each in changes if isinstance(each, Write) and each.path.startswith(beginning)]
    return content_of(found.data)


@pytest.fixture
def shop(bench: Bench) -> Opener:
    """The shop, whose recipient the owner has."""
    return make_shop(bench)


def make_shop(bench: Bench) -> Opener:
    subprocess.run(["age-keygen", "-o", str(bench.folder / "shop-key.txt")], check=True, capture_output=True)
    made = subprocess.run(
        ["age-keygen", "-y", str(bench.folder / "shop-key.txt")], check=True, capture_output=True, text=True
    )
    recipient = made.stdout.strip()
    bench.do(set_party, "fix-it", [f"age={recipient}"])
    out = bench.folder / "stick"
    out.mkdir()
    bench.carriers = (Carrier("stick", "folder", str(out)),)
    return Opener(bench.folder, recipient)
