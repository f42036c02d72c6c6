"""An order composed from a menu: kept with its wish, sent with it, and held by the maker against the same menu."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import OFFER, WISH
from talktag.model.wishes.asked import asked_data, read_asked
from talktag.model.wishes.menus.saved_order import SavedOrder, order_data, read_order_data
from talktag.ops.log.own_entries import append_about
from talktag.ops.wishes.find_wish import find_wish
from talktag.ops.wishes.menus.brought_menu import BroughtMenu, open_menu
from talktag.ops.wishes.menus.compose import compose
from talktag.ops.wishes.menus.show_menu import show_menu
from talktag.store import layout
from tests.kit.bench import Bench
from tests.kit.menus import BACKPACK, to_bytes

REFUSED = Callable[..., str]


@pytest.fixture
def menu() -> BroughtMenu:
    return open_menu(to_bytes(BACKPACK))


def _compose(bench: Bench, menu: BroughtMenu | None, *choices: str, ref: str = "pack", new: bool = False) -> Any:
    return bench.do(compose, ref, choices, menu, new=new)


def _begin(bench: Bench, menu: BroughtMenu, *choices: str) -> Any:
    return _compose(bench, menu, *choices, ref="Pack", new=True)


def test_choices_become_the_order_of_a_new_wish_and_the_menu_is_kept_as_it_came(
    bench: Bench, menu: BroughtMenu
) -> None:
    done = _begin(bench, menu, "size=small", "cloth=waxed", "pocket=side:2")
    record = tomllib.loads(bench.text("wishes/pack.toml"))
    assert record["order"] == {
        "menu": menu.menu.sha256,
        "name": "Backpack, sewn to order",
        "choices": ["cloth=waxed", "size=small", "pocket=side:2"],
        "total": "122.50 EUR",
    }
    assert bench.files[layout.menu(menu.menu.sha256)] == menu.data
    assert done.data.missing == ()
    assert done.data.values()["total"] == "122.50 EUR"


def test_what_is_missing_is_kept_for_later_and_told_with_what_still_goes(bench: Bench, menu: BroughtMenu) -> None:
    done = _begin(bench, menu, "cloth=waxed")
    assert "size is missing: choose 1 (small, large)" in done.notices
    done = _compose(bench, None, "size=large")
    assert "size=large needs belt=hip (hip)" in done.notices
    done = _compose(bench, None, "belt=hip", "pocket=phone")
    assert done.data.missing == ()
    assert find_wish(bench.store, "pack").order == SavedOrder(
        menu.menu.sha256, done.data.wish.order.picks, done.data.cost.total, "Backpack, sewn to order"
    )


def test_a_choice_takes_the_place_of_the_one_before_and_an_option_can_be_taken_back(
    bench: Bench, menu: BroughtMenu
) -> None:
    _begin(bench, menu, "cloth=waxed", "size=small", "pocket=side")
    done = _compose(bench, None, "cloth=canvas", "pocket=side:2", "pocket=bottle")
    assert [*map(str, done.data.wish.order.picks)] == ["cloth=canvas", "size=small", "pocket=side:2", "pocket=bottle"]
    done = _compose(bench, None, "pocket=")
    assert [*map(str, done.data.wish.order.picks)] == ["cloth=canvas", "size=small"]
    assert str(done.data.cost.total) == "82.50 EUR"


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ("cloth=waxed pocket=bottle", "cloth=waxed and pocket=bottle exclude each other"),
        ("cloth=silk", 'cloth has no choice "silk", only canvas, waxed'),
        ("wheels=four", 'the menu has no option "wheels"'),
        ("pocket=side:3", "pocket=side is to be had 2 times at most, not 3 times"),
        ("cloth=", "cloth is missing"),
    ],
)
def test_what_contradicts_the_menu_is_told_and_nothing_is_kept(
    bench: Bench, menu: BroughtMenu, refused: REFUSED, choices: str, told: str
) -> None:
    if choices == "cloth=":
        assert told in _begin(bench, menu, choices).notices[0]
        return
    said = refused(bench, compose, "Pack", choices.split(), menu, new=True)
    assert "that is no order of" in said
    assert told in said
    assert not bench.text("wishes/pack.toml")


def test_what_comes_to_less_than_nothing_is_no_order_for_who_composes_and_for_who_is_shown_it(
    bench: Bench, refused: REFUSED
) -> None:
    menu = open_menu(to_bytes({**BACKPACK, "price": "-200"}))
    said = refused(bench, compose, "Pack", ["cloth=canvas", "size=small"], menu, new=True)
    assert "it comes to -197.50 EUR, which is less than nothing" in said
    shown = bench.ask(show_menu, menu, ["cloth=canvas", "size=small"])
    assert [each.told for each in shown.data.faults] == ["it comes to -197.50 EUR, which is less than nothing"]
    below = bench.ask(show_menu, menu, [])
    assert below.notices == ("nothing can be ordered of this menu: whatever is chosen comes to less than nothing",)


def test_half_a_yen_is_told_where_it_is_composed_and_where_it_is_shown(bench: Bench) -> None:
    menu = open_menu(to_bytes({**BACKPACK, "currency": "JPY", "price": "80.5"}))
    told = "it comes to 83.0 JPY"
    choices = ["cloth=waxed", "size=small", "pocket=side"]
    assert not [each for each in bench.ask(show_menu, menu, choices[:2]).notices if told in each]
    told = "it comes to 115.5 JPY, which nobody can pay to the last digit: JPY has no decimals"
    assert told in bench.ask(show_menu, menu, choices).notices
    assert told in _begin(bench, menu, *choices).notices


def test_what_nothing_can_make_whole_is_refused_with_the_reason(bench: Bench, refused: REFUSED) -> None:
    values = copy.deepcopy(BACKPACK)
    values["options"][2]["choices"][0]["excludes"] = ["size=large"]
    said = refused(bench, compose, "Pack", ["size=large"], open_menu(to_bytes(values)), new=True)
    assert "nothing on the menu makes it whole" in said
    assert "size=large can never be had: size=large needs belt=hip, belt=hip excludes size=large" in said


def test_a_menu_that_is_over_orders_nothing(bench: Bench, refused: REFUSED) -> None:
    old = open_menu(to_bytes(BACKPACK | {"valid": "2026-03-01"}))
    assert "the menu was valid until 2026-03-01" in refused(bench, compose, "Pack", ["cloth=waxed"], old, new=True)


def test_without_a_menu_it_asks_for_one(bench: Bench) -> None:
    bench.write("wishes/pack.toml", 'format = 1\nid = "w000000000001"\nname = "Pack"\n')
    with pytest.raises(UsageError, match="it is not said of which menu"):
        bench.ask(compose, "pack", ["cloth=waxed"], None, new=False)


def test_a_menu_that_was_changed_by_a_byte_is_not_the_one_that_was_ordered_from(
    bench: Bench, menu: BroughtMenu
) -> None:
    _begin(bench, menu, "cloth=waxed")
    bench.write(layout.menu(menu.menu.sha256), menu.data.replace(b"25.00", b"15.00"))
    with pytest.raises(InvalidError, match="is not the menu that it was"):
        bench.ask(compose, "pack", ["size=small"], None, new=False)


def test_another_text_of_the_menu_begins_the_order_anew(bench: Bench, menu: BroughtMenu) -> None:
    _begin(bench, menu, "cloth=waxed", "size=small")
    other = open_menu(to_bytes(BACKPACK | {"price": "90.00"}))
    done = _compose(bench, other, "cloth=canvas")
    assert [*map(str, done.data.wish.order.picks)] == ["cloth=canvas"]
    assert bench.files[layout.menu(menu.menu.sha256)]


def test_what_it_comes_to_is_held_against_the_most(bench: Bench, menu: BroughtMenu) -> None:
    bench.write("wishes/pack.toml", 'format = 1\nid = "w000000000001"\nname = "Pack"\nmost = "100 EUR" # all I have\n')
    done = _compose(bench, menu, "cloth=waxed", "size=small")
    assert "107.50 EUR is more than your most of 100.00 EUR" in done.notices
    assert "# all I have" in bench.text("wishes/pack.toml")
    bench.write("wishes/other.toml", 'format = 1\nid = "w000000000002"\nname = "Other"\nmost = "100 CHF"\n')
    done = _compose(bench, menu, "cloth=waxed", "size=small", ref="other")
    assert "the menu is in EUR, and your most in CHF: nothing is converted" in done.notices


def test_the_same_order_again_changes_nothing(bench: Bench, menu: BroughtMenu) -> None:
    _begin(bench, menu, "cloth=waxed", "size=small")
    done = _compose(bench, None, "cloth=waxed")
    assert done.plan is None
    assert "nothing was changed" in done.notices


def test_an_order_goes_with_its_wish_and_comes_out_as_it_was(bench: Bench, menu: BroughtMenu) -> None:
    _begin(bench, menu, "cloth=waxed", "size=small", "pocket=side:2")
    wish = find_wish(bench.store, "pack")
    data = asked_data(wish, wish.id)
    assert data["menu"] == menu.menu.sha256
    assert data["order-1"] == "cloth=waxed size=small pocket=side:2"
    asked = read_asked(data)
    assert wish.order is not None
    assert asked.order == wish.order._replace(name=None)
    assert asked.points == ()


def test_a_long_order_goes_in_several_lines_none_too_long_for_a_message(bench: Bench, menu: BroughtMenu) -> None:
    picks = read_asked({"menu": "0" * 64, "order-1": " ".join(f"{'o' * 35}-{at}={'c' * 35}-{at}" for at in range(9))})
    assert picks.order is not None
    data = order_data(picks.order)
    assert all(len(text) <= 500 for text in data.values())
    assert len(data) == 1 + 2
    assert read_order_data(data) == picks.order


def _sent(bench: Bench, data: dict[str, str], kind: str = WISH) -> str:
    """The entry of a wish as it came to a maker."""
    entry = Entry("m000000000001-1", bench.today, kind, "Pack", party="bruno", original="m000000000001", data=data)
    bench.carry_out(_plan(append_about(bench.store, layout.about_none("bruno"), entry)))
    return entry.id


def _plan(*changes: Any) -> Any:
    from talktag.model.plan import Plan

    return Plan(changes, "Put there")


def test_the_maker_holds_an_order_that_came_against_their_own_menu(bench: Bench, menu: BroughtMenu) -> None:
    _begin(bench, menu, "cloth=waxed", "size=small")
    wish = find_wish(bench.store, "pack")
    ident = _sent(bench, asked_data(wish, wish.id))
    done = bench.ask(show_menu, menu, (), ident)
    assert done.data.faults == ()
    assert str(done.data.cost.total) == "107.50 EUR"
    assert done.notices == ()
    dearer = open_menu(to_bytes(BACKPACK | {"price": "90.00"}))
    done = bench.ask(show_menu, dearer, (), ident)
    assert [*done.notices] == [
        f"the order is of another menu, {menu.menu.sha256[:12]}…, and this one is {dearer.menu.sha256[:12]}…",
        "the order says that it comes to 107.50 EUR, and by this menu it is 117.50 EUR",
    ]


def test_an_order_that_came_and_is_none_is_told(bench: Bench, menu: BroughtMenu) -> None:
    ident = _sent(bench, {"menu": "0" * 64, "order-1": "cloth=waxed ../../etc"})
    with pytest.raises(InvalidError, match="the order in that entry does not hold up"):
        bench.ask(show_menu, menu, (), ident)
    with pytest.raises(NotFoundError, match="no entry"):
        bench.ask(show_menu, menu, (), "x")


def test_an_entry_that_orders_nothing_is_told(bench: Bench, menu: BroughtMenu) -> None:
    ident = _sent(bench, {"price": "1 EUR"}, OFFER)
    with pytest.raises(InvalidError, match="orders nothing of a menu"):
        bench.ask(show_menu, menu, (), ident)


def test_a_menu_is_shown_with_what_of_it_can_never_be_had(bench: Bench) -> None:
    values = copy.deepcopy(BACKPACK)
    values["options"][2]["choices"][0]["excludes"] = ["size=large"]
    done = bench.ask(show_menu, open_menu(to_bytes(values)), ())
    told = done.data.values()
    assert told["never"] == [{"choice": "size=large", "why": "size=large needs belt=hip, belt=hip excludes size=large"}]
    assert [each["id"] for each in told["options"]] == ["cloth", "size", "belt", "pocket"]


def test_a_record_with_a_broken_order_is_told_and_the_rest_is_read(bench: Bench) -> None:
    bench.write(
        "wishes/pack.toml",
        'format = 1\nid = "w000000000001"\nname = "Pack"\n\n[order]\nmenu = "x"\nchoices = ["cloth", "size=small"]\n',
    )
    wish = find_wish(bench.store, "pack")
    assert wish.order is None


def test_how_to_go_on_is_said_where_there_is_no_such_wish_and_where_the_order_cannot_be(
    bench: Bench, menu: BroughtMenu
) -> None:
    with pytest.raises(NotFoundError) as missing:
        bench.ask(compose, "A new one", ["cloth=waxed"], menu, new=False)
    assert missing.value.hints[-1].endswith("wish compose 'A new one' --new --menu FILE OPTION=CHOICE")
    _begin(bench, menu, "cloth=waxed", "size=small")
    with pytest.raises(InvalidError) as wrong:
        bench.ask(compose, "pack", ["pocket=bottle"], None, new=False)
    assert wrong.value.hints[0].endswith(("like: pocket=", "like: cloth="))
    assert _compose(bench, None, wrong.value.hints[0].split()[-1], "belt=hip").plan
