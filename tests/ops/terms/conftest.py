"""An owner and a shop, each with a store and keys, who know each other; what one writes the other takes in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from talktag.content import content_of
from talktag.model.terms.said_terms import Act
from talktag.ops.outcome import Outcome
from talktag.ops.parties.agreements import find_agreements
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.receive import receive
from talktag.ops.terms.add import NewTerms, add_terms
from talktag.ops.terms.say_terms import TermsRequest, answer_terms, offer_terms
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import HOUSE, Bench, make_bench, make_template
from tests.kit.two_sides import know, settle

PERSON = Believing(compare=lambda _: None, decided=True)
TEXT, OTHER = b"Keep it to repair my camera. Tell nobody.\n", b"Keep it for two years. Tell nobody.\n"
SHOPS = {
    "talktag.toml": 'format = 1\nid = "s123456789abc"\n\n[owner]\nname = "Fix-It"\ncontact = "fix@example.org"\n',
    ".gitattributes": "* -text\n",
}


@dataclass
class Sides:
    """Both of them; `post` is where files lie between them."""

    ana: Bench
    shop: Bench
    post: Path

    def keep(self, who: Bench, text: bytes = TEXT, name: str = "base.md", **known: Any) -> str:
        """Keep a text of terms: its hash."""
        path = self.post / name
        path.write_bytes(text)
        kept: Outcome = who.do(add_terms, NewTerms(path, **known))
        sha256: str = kept.data.terms.sha256
        return sha256

    def leave(self, who: Bench, verb: Callable[..., Any], *values: Any) -> Path:
        """The file in which it leaves."""
        for each in (self.ana, self.shop):  # a minute later each time
            each.now += datetime.timedelta(minutes=1)
        way = WayOut(by_file=True, path=self.post / f"{len([*self.post.iterdir()])}.zip.age")
        outcome = who.do(verb, *values, way)
        assert outcome.output is not None
        assert way.path is not None
        way.path.write_bytes(content_of(outcome.output.make()).whole())
        return way.path

    def offer(self, who: Bench, ref: str, **more: Any) -> Path:
        more = {"to": "fix-it" if who is self.ana else "ana", **more}
        return self.leave(who, offer_terms, TermsRequest(ref, **more))

    def answer(self, who: Bench, act: Act, ref: str, **more: Any) -> Path:
        return self.leave(who, answer_terms, act, TermsRequest(ref, **more))

    def take(self, who: Bench, file: Path) -> Outcome:
        return who.do(receive, [file], PERSON)

    def stands(self, who: Bench) -> list[tuple[str, str]]:
        """What each side would say: the status and the text."""
        return [(each.agreement.status.value, each.agreement.terms) for each in who.ask(find_agreements)]

    def both(self) -> list[tuple[str, str]]:
        """The same of both, who have to say the same."""
        found = self.stands(self.ana)
        assert found == self.stands(self.shop)
        return found


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {name: tmp_path_factory.mktemp("sides") / name for name in ("ana", "shop")}
    for folder in found.values():
        make_template(folder)
    return found


@pytest.fixture
def sides(templates: dict[str, Path], tmp_path: Path) -> Sides:
    ana = make_bench(templates["ana"], tmp_path / "ana", HOUSE)
    shop = make_bench(templates["shop"], tmp_path / "shop", SHOPS)
    shop.chance = Random(8)
    know(ana, "fix-it", "Fix-It Cameras", "repairer", KeyFolder(shop.folder / "keys").public())
    know(shop, "ana", "Ana", "customer", KeyFolder(ana.folder / "keys").public())
    for each in (ana, shop):
        settle(each)
    (tmp_path / "post").mkdir()
    return Sides(ana, shop, tmp_path / "post")
