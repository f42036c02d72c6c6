"""A maker's desk that printed tags, and owners who claim them. Judges nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.model.effects.of_desk import AtDesk
from talktag.ops.desk.tags.print_tags import TagsRequest, print_tags
from talktag.ops.session import Session
from talktag.ops.talk.leaving.way_out import WayOut

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.desk import DeskBench

SERIALS = """\
maker,model,gtin,serial,batch,warranty,parts,firmware,manual,field.colour
Canon,EOS R6,4549292075694,0320,A17,2 years,"LP-E6N; EF cap",1.4.0,manual.txt,black
Canon,EOS R6,4549292075694,0321,A17,2 years,"LP-E6N; EF cap",1.4.0,manual.txt,black
Canon,Selphy,4549292075700,77,,,,,,
"""
ADDRESS = "https://canon.example/"


@dataclass
class Factory:
    """The desk of a maker, whose table of articles lies beside it."""

    desk: DeskBench
    folder: Path
    chance: Random = field(default_factory=lambda: Random(11))

    def session(self) -> Session:
        def none() -> None:
            raise AssertionError("a desk has no store")

        no: Callable[[], object] = none
        return Session(no, no, no, self.desk.now, self.chance.getrandbits)  # type: ignore[arg-type]

    @property
    def web(self) -> Path:
        return self.folder / "web"

    def plan(self, table: str = SERIALS, **more: object) -> Outcome:
        """What printing comes to; nothing of it is done."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "serials.csv").write_text(table)
        (self.folder / "manual.txt").write_text("Press the button.\n")
        given: dict[str, object] = {"codes": self.folder / "codes.csv", "gs1": True, **more}
        wanted = TagsRequest(self.folder / "serials.csv", ADDRESS, self.web, **given)  # type: ignore[arg-type]
        return print_tags(self.session(), self.desk.desk, wanted)

    def print(self, table: str = SERIALS, **more: object) -> Mapping[str, str]:
        """Print, and the texts of the codes by serial numbers."""
        outcome = self.plan(table, **more)
        (effect,) = outcome.effects
        assert isinstance(effect, AtDesk)
        codes = content_of(next(each for each in outcome.outputs if each.path == self.folder / "codes.csv").make())
        effect.work()
        rows = csv.DictReader(io.StringIO(content_of(codes).whole().decode(), newline=""))
        return {row["serial"]: row["code"] for row in rows}

    @property
    def descriptions(self) -> list[Path]:
        return sorted(self.web.rglob("*.zip"))

    def description(self, goods: str = "04549292075694") -> Path:
        """The one file that describes goods of that number."""
        (found,) = [path for path in self.descriptions if goods in str(path)]
        return found


BY_FILE = WayOut(by_file=True, path=Path("claim.zip.age"))


def leaving(outcome: Outcome) -> bytes:
    """The file that a message leaves as."""
    assert outcome.output is not None
    return content_of(outcome.output.make()).whole()
