"""An owner, a maker whom she may write to without a name, and one who knows her by name. Judges nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from talktag.content import content_of
from talktag.ops.outcome import Outcome
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.receive import receive
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import Bench, make_bench, make_template
from tests.kit.two_sides import know, settle

PERSON = Believing(compare=lambda _: None, decided=True)
# What tells who the owner is, or which thing it is; a bundle of hers has none of it.
OWNER = ("Qana", "qana@example.org", "Quncle", "c000000000001", "QSERIAL", "7Y27T4WSS", "Qcamera", "Qattic")
HOUSE = {
    "talktag.toml": 'format = 1\nid = "q123456789abc"\n\n[owner]\nname = "Qana"\ncontact = "qana@example.org"\n',
    ".gitattributes": "* -text\n",
    "products/c/camera.toml": 'format = 1\nid = "c000000000001"\nname = "Qcamera"\nmaker = "Canon"\nmodel = "EOS 5D"\n'
    'serial = "QSERIAL"\nplace = "Qattic"\n\n[[tags]]\nid = "7Y27T4WSS"\n',
}
MAKERS = {
    "talktag.toml": 'format = 1\nid = "m123456789abc"\n\n[owner]\nname = "Canon"\ncontact = "ask@canon.example"\n',
    ".gitattributes": "* -text\n",
}


@dataclass
class Sides:
    """Both of them, each with a store; `post` is where files lie between them."""

    ana: Bench
    canon: Bench
    post: Path

    def keys(self, who: Bench) -> KeyFolder:
        return KeyFolder(who.folder / "keys")

    def say(self, who: Bench, ref: str, text: str, **said: Any) -> Path:
        """The file in which it leaves."""
        for each in (self.ana, self.canon):  # a minute later each time
            each.now += datetime.timedelta(minutes=1)
        way = WayOut(by_file=True, path=self.post / f"{len([*self.post.iterdir()])}.zip.age")
        outcome = who.do(say, TalkRequest(ref, text, **said), way)
        assert outcome.output is not None
        assert way.path is not None
        way.path.write_bytes(content_of(outcome.output.make()).whole())
        return way.path

    def ask(self, text: str = "Does it last?", **said: Any) -> Path:
        """The owner asks the maker and does not say who she is."""
        return self.say(self.ana, "camera", text, to="canon", kind="question", anonymous=True, **said)

    def take(self, who: Bench, file: Path, believing: Believing = PERSON) -> Outcome:
        """The file, taken in."""
        return who.do(receive, [file], believing)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A key folder each."""
    found = {name: tmp_path_factory.mktemp("sides") / name for name in ("ana", "canon")}
    for folder in found.values():
        make_template(folder)
    return found


@pytest.fixture
def sides(templates: dict[str, Path], tmp_path: Path) -> Sides:
    """Both, and nothing said yet; the owner has a name for the maker that only she has."""
    ana = make_bench(templates["ana"], tmp_path / "ana", HOUSE)
    canon = make_bench(templates["canon"], tmp_path / "canon", MAKERS)
    canon.chance = Random(8)
    know(ana, "canon", "Quncle", "maker", KeyFolder(canon.folder / "keys").public())
    for each in (ana, canon):
        settle(each)
    (tmp_path / "post").mkdir()
    return Sides(ana, canon, tmp_path / "post")
