"""The page made anew beside a change: what goes along, and that nothing of it keeps the change from being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.model.finder.sticker_state import StickerState
from talktag.ops import commit_message
from talktag.ops.finder.check import check
from talktag.ops.finder.rebuild import RebuiltPage, rebuild_page
from talktag.ops.finder.show import show
from talktag.ops.outcome import Outcome
from talktag.store import layout
from tests.ops.finder.publishing import CAMERA, change, furnish, open_tag, publish, write_outputs

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.products.product import Product
    from tests.kit.bench import Bench


@pytest.fixture
def site(bench: Bench) -> Path:
    """The folder of a page that was built."""
    folder = furnish(bench)
    publish(bench, folder)
    return folder


def camera(bench: Bench) -> Product:
    return bench.store.record("camera").product


def carry_out(bench: Bench, made: RebuiltPage) -> None:
    """Do what goes along with a change."""
    bench.carry_out(commit_message.plan("lost", "Lose it", *made.changes))
    write_outputs(Outcome(None, more=made.outputs))  # type: ignore[arg-type] # nothing is told


def test_a_change_that_is_not_saved_yet_is_what_the_page_says(bench: Bench, site: Path) -> None:
    lost = camera(bench)._replace(state="lost")
    words = lost.finder._replace(reward="50 EUR")
    made = bench.ask(rebuild_page, lost._replace(finder=words))
    carry_out(bench, made)
    opened = open_tag(bench, site, CAMERA)
    assert opened
    assert opened.state is StickerState.LOST
    assert b'"reward":"50 EUR"' in opened.message
    assert made.notices == ()
    assert "upload" in made.done[0] or "put it on" in made.done[0]
    assert [each.key for each in bench.ask(check, None).data.differences] == ["state", "reward"]  # the store is behind


def test_without_a_page_nothing_goes_along(bench: Bench) -> None:
    furnish(bench)
    assert bench.ask(rebuild_page, camera(bench)._replace(state="lost")) == RebuiltPage()


def test_where_nothing_is_told_otherwise_the_page_stays(bench: Bench, site: Path) -> None:
    assert site.is_dir()
    assert bench.ask(rebuild_page, camera(bench)._replace(place="elsewhere", serial="1")) == RebuiltPage()


def test_what_else_becomes_public_is_told(bench: Bench, site: Path) -> None:
    assert site.is_dir()
    change(bench, "products/l/lens.toml", "inside", '[finder]\nwords = "x"\n[[tags]]\nid = "B04EEHW86"\n# inside')
    (said,) = bench.ask(rebuild_page, camera(bench)._replace(state="lost")).notices
    assert said == "also public from now on: what was written for finders of lens"


BLOCKED = ("the page is gone", "the keys changed", "the page is another", "a record is broken", "a note is broken")


@pytest.mark.parametrize("why", BLOCKED)
def test_what_keeps_it_from_being_made_is_told_with_what_to_type(why: str, bench: Bench, site: Path) -> None:
    match why:
        case "the page is gone":
            (site / "index.html").unlink()
        case "the keys changed":
            change(bench, layout.FINDER_KEY, '"U1NI', '"U1NJ')
        case "the page is another":
            (site / "index.html").write_text("mine")
        case "a record is broken":
            bench.write("products/l/lens.toml", "format = 1\n")
        case "a note is broken":
            bench.write(layout.FINDER_BUILT, "format = 1\n")
    made = bench.ask(rebuild_page, camera(bench)._replace(state="lost"))
    assert (made.outputs, made.changes, made.done) == ((), (), ())
    assert all(each.endswith("build it: talktag finder build") for each in made.notices)
    assert len(made.notices) == (why != "a note is broken")


def test_a_finder_sees_what_is_told_and_where_the_sticker_leads(bench: Bench, site: Path) -> None:
    values = bench.ask(show, "camera").data.values()
    assert (values["name"], values["words"]) == ("Camera", "Please write")
    (address,) = values["addresses"]
    assert address["tag"] == CAMERA
    assert address["address"].startswith(f"{(site / 'index.html').as_uri()}#{CAMERA}")
    assert "0320" not in str(values)
    change(bench, "talktag.toml", "[defaults]", '[defaults]\nfinder = "https://ana.example.org/t/"')
    (address,) = bench.ask(show, "camera").data.values()["addresses"]
    assert address["address"].startswith(f"https://ana.example.org/t/#{CAMERA}")


def test_of_a_thing_without_sticker_and_words_that_is_said(bench: Bench) -> None:
    outcome = bench.ask(show, "bicycle")
    assert outcome.data.values()["addresses"] == []
    assert [each.partition(";")[0] for each in outcome.notices] == [
        "there is no page yet",
        "no sticker leads to it",
        "nothing of its own is told",
    ]


def test_of_a_thing_that_is_gone_a_finder_reads_nothing_of_its_own(bench: Bench, site: Path) -> None:
    change(bench, "products/c/camera.toml", "serial =", 'state = "sold"\nserial =')
    outcome = bench.ask(show, "camera")
    assert "Please write" not in str(outcome.data.values())
    assert outcome.notices == ("it is sold: its page says that the sticker is not in use any more",)
