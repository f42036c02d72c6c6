"""An order on its way: sent with its wish in a real bundle, and held by the maker against the same menu."""

from __future__ import annotations

import pytest

from talktag.errors import InvalidError, NotFoundError
from talktag.ops.wishes.menus.brought_menu import menu_in_message, open_menu
from talktag.ops.wishes.menus.compose import compose
from talktag.ops.wishes.menus.show_menu import show_menu
from talktag.ops.wishes.send import send_wish
from talktag.store import layout
from tests.kit.bench import Bench
from tests.kit.bundles import listed, message, signed
from tests.kit.menus import BACKPACK, to_bytes
from tests.ops.wishes.conftest import Market, market, templates, written

__all__ = ["market", "templates"]
MENU = open_menu(to_bytes(BACKPACK))


@pytest.mark.parametrize("by_name", [False, True])
def test_an_order_reaches_the_maker_and_is_the_same_there(market: Market, by_name: bool) -> None:
    market.ana.do(compose, "Pack", ["cloth=waxed", "size=small", "pocket=side:2"], MENU, new=True)
    outcome = market.ana.do(send_wish, "pack", ["foto"], market.way("out"), by_name=by_name)
    assert not any("not whole" in each for each in outcome.data.remarks + outcome.notices)
    maker = market.shops["foto"]
    market.take(maker, written(outcome)[0])
    logs = [path for path in maker.files if path.endswith("entries.toml")]
    (entry,) = [each for path in logs for each in maker.store.entries_in(path.rpartition("/")[0]).value or ()]
    assert entry.data["order-1"] == "cloth=waxed size=small pocket=side:2"
    done = maker.ask(show_menu, MENU, (), entry.id)
    assert done.data.faults == ()
    assert str(done.data.cost.total) == entry.data["total"] == "122.50 EUR"
    assert done.notices == ()


def test_an_order_that_is_not_whole_is_told_before_it_leaves(market: Market) -> None:
    market.ana.do(compose, "Pack", ["size=large", "cloth=waxed"], MENU, new=True)
    outcome = market.ana.ask(send_wish, "pack", ["foto"], market.way("out"))
    told = [*outcome.data.remarks, *outcome.notices]
    assert "the order is not whole: size=large needs belt=hip" in told
    market.ana.write(layout.menu(MENU.menu.sha256), b"{}")
    outcome = market.ana.ask(send_wish, "pack", ["foto"], market.way("out"))
    assert any("the order was not looked at" in each for each in [*outcome.data.remarks, *outcome.notices])


def _keep(bench: Bench, files: dict[str, bytes]) -> None:
    """A message that was taken in with files, as it came."""
    document = message(products=[{"id": "c000000000001", "name": "Canon EOS 5D"}], files=listed(files))
    bench.write("parties/fix-it/received/4message00000.zip", signed(document, files=files))


def test_a_menu_that_came_with_a_message_is_found_by_that(bench: Bench) -> None:
    _keep(bench, {"files/file-1.bin": MENU.data, "files/file-2.bin": b"{}"})
    brought = menu_in_message(bench.store, "4message00000")
    assert brought == MENU
    with pytest.raises(NotFoundError, match="no message"):
        menu_in_message(bench.store, "4message00001")


def test_a_message_without_a_menu_is_told(bench: Bench) -> None:
    _keep(bench, {"files/file-1.bin": b"{}"})
    with pytest.raises(InvalidError, match="no file that could be a menu"):
        menu_in_message(bench.store, "4message00000")
