"""`lost` and `found` make the page for finders anew in one go with entry and record; what they do not change stays."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError
from talktag.model.finder.page_owner import owner_text
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.ops.finder.build import build
from talktag.ops.finder.kept_key import kept_key
from talktag.ops.finder.page_age import page_notices
from talktag.ops.products.lend import Said, find, lose
from talktag.page.finder.read_page import read_finder_page
from talktag.seal.finder.rows import OpenedSticker, SealedRows, open_sticker

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

TAG, RECORD = "7Y27T4WSS", "products/c/camera.toml"
ON_THE_TRAIN = Said(None, "on the train", reward="50 EUR", words="It has our wedding on it.", hand_in="Foto Ruiz")


def carry_out(bench: Bench, verb: Any, *values: Any) -> Outcome:
    """Do it, files outside of the store as well."""
    outcome: Outcome = bench.do(verb, *values)
    for each in outcome.outputs:
        assert each.path
        each.path.parent.mkdir(exist_ok=True)
        each.path.write_bytes(content_of(each.make()).whole())
    return outcome


@pytest.fixture
def site(bench: Bench) -> Path:
    """The folder that a page was built to."""
    carry_out(bench, build, bench.folder / "site")
    return bench.folder / "site"


def seen(bench: Bench, site: Path) -> OpenedSticker | None:
    """What the page holds for the camera's sticker."""
    page, key = read_finder_page((site / "index.html").read_bytes()), kept_key(bench.store)
    assert key
    owner = owner_text(page.owner).encode()
    rows = SealedRows(page.tickets, page.messages, page.photos)
    return open_sticker(rows, TAG, sticker_code(key.seed, TAG), salt=page.salt, owner=owner)


def test_what_is_lost_is_lost_on_the_page_too_with_words_and_reward(bench: Bench, site: Path) -> None:
    outcome = carry_out(bench, lose, "camera", ON_THE_TRAIN)
    found = seen(bench, site)
    assert found
    assert (found.state, tomllib.loads(bench.text(RECORD))["finder"]) == (
        StickerState.LOST,
        {"reward": "50 EUR", "words": "It has our wedding on it.", "hand_in": "Foto Ruiz"},
    )
    assert b"50 EUR" in found.message
    assert b"on the train" not in found.message
    assert [each.path for each in outcome.outputs] == [site / "index.html"]
    assert str(site / "index.html") in outcome.done[0]
    assert {each.path.partition("/")[0] for each in outcome.plan.changes} == {"products", "finder"}
    assert page_notices(outcome.plan) == ()


def test_what_is_found_is_in_use_again_and_keeps_its_words(bench: Bench, site: Path) -> None:
    carry_out(bench, lose, "camera", ON_THE_TRAIN)
    carry_out(bench, find, "camera", Said())
    found = seen(bench, site)
    assert found
    assert found.state is StickerState.IN_USE
    assert b"50 EUR" in found.message


def test_more_can_be_said_to_finders_of_what_is_lost_already_and_taken_back(bench: Bench, site: Path) -> None:
    carry_out(bench, lose, "camera", ON_THE_TRAIN)
    carry_out(bench, lose, "camera", Said(reward="100 EUR", words=""))
    found = seen(bench, site)
    assert found
    assert json.loads(found.message) == {"hand_in": "Foto Ruiz", "reward": "100 EUR"}
    assert bench.text("products/c/camera/entries.toml").count('kind = "lost"') == 1
    assert bench.ask(lose, "camera", Said()).plan is None


def test_only_looking_writes_no_page(bench: Bench, site: Path) -> None:
    before = (site / "index.html").read_bytes()
    outcome = bench.ask(lose, "camera", ON_THE_TRAIN)
    assert [each.line for each in outcome.outputs] == [f"write {site / 'index.html'}"]
    assert (site / "index.html").read_bytes() == before


def test_without_a_page_on_this_computer_a_thing_is_lost_all_the_same(bench: Bench, site: Path) -> None:
    (bench.things / "finder/built.toml").unlink()
    outcome = carry_out(bench, lose, "camera", Said())
    assert not outcome.outputs
    assert len(page_notices(outcome.plan)) == 1


def test_a_page_that_somebody_else_put_there_stays_and_that_is_told(bench: Bench, site: Path) -> None:
    (site / "index.html").write_text("<p>hello</p>", "utf-8")
    outcome = carry_out(bench, lose, "camera", Said())
    assert (site / "index.html").read_text("utf-8") == "<p>hello</p>"
    assert any("was not made anew" in each for each in outcome.notices)
    assert 'state = "lost"' in bench.text(RECORD)


def test_what_is_too_long_for_finders_is_refused_before_anything_is_done(bench: Bench) -> None:
    with pytest.raises(InvalidError, match="reward: has 121 characters, and at most 120 fit"):
        bench.ask(lose, "camera", Said(reward="x" * 121))
