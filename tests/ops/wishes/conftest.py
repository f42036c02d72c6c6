"""An owner who wants something, and two shops that she may ask, each with a store. Judges nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from talktag.content import content_of
from talktag.model.wishes.wish import OwnWish
from talktag.ops.outcome import Outcome
from talktag.ops.talk.incoming.believing import Believing, believe_nobody
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.receive import receive
from talktag.ops.wishes.add import add
from talktag.ops.wishes.find_wish import find_wish
from talktag.ops.wishes.offer import OfferRequest, make_offer
from talktag.ops.wishes.send import send_wish
from talktag.ops.wishes.typed_wish import WishRequest
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import Bench, make_bench, make_template
from tests.ops.talk.masks.conftest import PERSON, know, settle

# What tells who the owner is, or what she has; nothing of it is in what leaves without her name.
OWNER = ("Qana", "qana@example.org", "Quncle", "c000000000001", "QSERIAL", "7Y27T4WSS", "Qcamera", "Qattic")
HOUSE = {
    "talktag.toml": 'format = 1\nid = "q123456789abc"\n\n[owner]\nname = "Qana"\ncontact = "qana@example.org"\n\n'
    '[defaults]\ncurrency = "EUR"\n',
    ".gitattributes": "* -text\n",
    "products/c/camera.toml": 'format = 1\nid = "c000000000001"\nname = "Qcamera"\nmaker = "Canon"\nmodel = "EOS 5D"\n'
    'serial = "QSERIAL"\nplace = "Qattic"\n\n[[tags]]\nid = "7Y27T4WSS"\n\n'
    '[fields]\nmount = "EF"\nbattery = "LP-E6"\nshutter = "Qworn"\n',
}
SHOPS = {"foto": "Foto Ruiz", "linsen": "Linsen Laden"}
LENS = WishRequest(
    "a 70-200 for the 5D",
    fits=("camera",),
    should=("weight<1500g",),
    avoid=("colour=white",),
    most="900",
    until="2026-04-30",
    text="Used is fine.",
)


@dataclass
class Market:
    """All three; `post` is where files lie between them."""

    ana: Bench
    shops: dict[str, Bench]
    post: Path

    def later(self, **by: int) -> None:
        for each in (self.ana, *self.shops.values()):
            each.now += datetime.timedelta(**(by or {"minutes": 1}))

    def way(self, name: str = "") -> WayOut:
        self.later()
        return WayOut(by_file=True, path=self.post / (name or f"{len([*self.post.iterdir()])}.zip.age"))

    def wish(self, request: WishRequest = LENS) -> OwnWish:
        self.ana.do(add, request)
        (path,) = (self.ana.things / "wishes").glob("*.toml")
        return find_wish(self.ana.store, path.stem)

    def send(self, *shops: str, **options: Any) -> list[Path]:
        """The files in which the wish leaves, one for each shop."""
        outcome = self.ana.do(send_wish, "a-70-200-for-the-5d", shops, self.way("out"), **options)
        return written(outcome)

    def offer(self, shop: str, *points: str, **said: Any) -> Path:
        """The file in which a shop's offer leaves."""
        request = OfferRequest(said.pop("ref", "a-70-200-for-the-5d"), points, **said)
        (path,) = written(self.shops[shop].do(make_offer, request, self.way()))
        return path

    def ask(self, *shops: str, **options: Any) -> None:
        """Write it down, send it, and let the shops take it in."""
        self.wish()
        for shop, file in zip(shops, self.send(*shops, **options), strict=True):
            self.take(self.shops[shop], file)

    def take(self, who: Bench, file: Path, believing: Believing = PERSON) -> Outcome:
        return who.do(receive, [file], believing)

    def come(self, file: Path) -> Outcome:
        """What comes in where nobody is there to be asked."""
        self.later()
        return self.take(self.ana, file, believe_nobody())


def written(outcome: Outcome) -> list[Path]:
    """The files of an outcome, written."""
    paths = []
    for each in outcome.outputs:
        assert each.path is not None
        each.path.parent.mkdir(exist_ok=True)
        each.path.write_bytes(content_of(each.make()).whole())
        paths.append(each.path)
    return paths


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A key folder each."""
    found = {name: tmp_path_factory.mktemp("market") / name for name in ("ana", *SHOPS)}
    for folder in found.values():
        make_template(folder)
    return found


@pytest.fixture
def market(templates: dict[str, Path], tmp_path: Path) -> Market:
    """All three, and nothing wished for yet; the shops know nobody."""
    ana = make_bench(templates["ana"], tmp_path / "ana", HOUSE)
    shops = {}
    for number, (slug, name) in enumerate(SHOPS.items()):
        store = {
            "talktag.toml": f'format = 1\nid = "s{number}23456789abc"\n\n[owner]\nname = "{name}"\n'
            f'contact = "{slug}@example.com"\n\n[defaults]\ncurrency = "EUR"\n',
            ".gitattributes": "* -text\n",
        }
        shops[slug] = make_bench(templates[slug], tmp_path / slug, store)
        shops[slug].chance = Random(20 + number)
        know(ana, slug, name, "seller", KeyFolder(shops[slug].folder / "keys").public())
    for each in (ana, *shops.values()):
        settle(each)
    (tmp_path / "post").mkdir()
    return Market(ana, shops, tmp_path / "post")
