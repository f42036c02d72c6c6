"""A maker's menu: what is refused of it, and what can be composed, held to an oracle that tries everything."""

from __future__ import annotations

import contextlib
import copy
import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.values.money import Money
from talktag.model.wishes.menus.menu import MenuLink
from talktag.model.wishes.menus.order import (
    Pick,
    compute_cost,
    find_faults,
    most_of,
    parse_pick,
    read_picks,
    say_unpayable,
)
from talktag.model.wishes.menus.read_menu import read_menu
from talktag.model.wishes.menus.search import Effort
from talktag.model.wishes.menus.sense import can_complete, make_sense, still_goes
from tests.kit.menus import BACKPACK, holds, menus, orders_of, price_of, to_menu

TODAY = datetime.date(2026, 12, 1)


def _picks(*texts: str) -> tuple[Pick, ...]:
    return read_picks(texts)


def _told(*texts: str) -> list[str]:
    return [each.told for each in find_faults(to_menu(BACKPACK), _picks(*texts), TODAY)]


def test_a_whole_order_has_no_fault_and_costs_what_its_lines_add_up_to() -> None:
    picks = _picks("cloth=waxed", "size=large", "belt=hip", "pocket=side:2", "pocket=phone")
    assert find_faults(to_menu(BACKPACK), picks, TODAY) == ()
    cost = compute_cost(to_menu(BACKPACK), picks)
    assert [f"{line.pieces} {line.name} {line.total}" for line in cost.lines] == [
        "1 Backpack, sewn to order 82.50 EUR",
        "1 Cloth: Waxed cotton 25.00 EUR",
        "1 Size: 35 litres 18.50 EUR",
        "1 Belt: Hip belt 14.05 EUR",
        "2 Pockets: Side pocket 15.00 EUR",
        "1 Pockets: Phone pocket 5.00 EUR",
    ]
    assert str(cost.total) == "160.05 EUR"
    assert cost.components == {"strap": 3, "buckle": 1}
    assert cost.terms == ("mend", "wax")
    assert cost.lead_days == 28


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("size=small", "cloth is missing: choose 1"),
        ("size=small cloth=silk", 'cloth has no choice "silk", only canvas, waxed'),
        ("size=small cloth=canvas wheels=four", 'the menu has no option "wheels"'),
        ("size=large cloth=canvas", "size=large needs belt=hip"),
        ("size=small cloth=canvas pocket=phone", "pocket=phone needs belt=hip or cloth=waxed"),
        ("size=small cloth=waxed pocket=bottle", "cloth=waxed and pocket=bottle exclude each other"),
        ("size=small cloth=waxed cloth=canvas", "cloth takes 1 at most, and 2 are chosen"),
        ("size=small cloth=canvas pocket=side:3", "pocket=side is to be had 2 times at most, not 3 times"),
        ("size=small cloth=canvas pocket=bottle:4 pocket=side", "pocket takes 4 at most, and 5 are chosen"),
    ],
)
def test_what_is_wrong_with_an_order_is_said_in_words(order: str, told: str) -> None:
    assert told in _told(*order.split())


def test_what_is_missing_is_told_apart_from_what_is_wrong() -> None:
    faults = find_faults(to_menu(BACKPACK), _picks("size=large"), TODAY)
    assert [(each.option, each.is_missing) for each in faults] == [("belt", True), ("cloth", True)]


def test_an_order_that_comes_to_less_than_nothing_is_none() -> None:
    values = {**BACKPACK, "price": "-200"}
    (fault,) = find_faults(to_menu(values), _picks("cloth=canvas", "size=small"), TODAY)
    assert (fault.told, fault.is_missing) == ("it comes to -197.50 EUR, which is less than nothing", False)
    assert find_faults(to_menu({**BACKPACK, "price": "-2.50"}), _picks("cloth=canvas", "size=small"), TODAY) == ()
    # What is only begun may cost enough once it is whole.
    assert all(each.is_missing for each in find_faults(to_menu(values), _picks("cloth=canvas"), TODAY))


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("100.5", "JPY", "it comes to 100.5 JPY, which nobody can pay to the last digit: JPY has no decimals"),
        ("9.999", "EUR", "it comes to 9.999 EUR, which nobody can pay to the last digit: EUR has 2 decimals"),
        ("9.990", "EUR", None),
        ("9.999", "KWD", None),
        ("100.00", "JPY", None),
    ],
)
def test_a_sum_with_more_decimals_than_its_currency_has_is_told(amount: str, currency: str, told: str | None) -> None:
    assert say_unpayable(Money(Decimal(amount), currency)) == told


@pytest.mark.parametrize(("price", "can_be"), [("-200", False), ("-90.06", False), ("-90.05", True), ("80", True)])
def test_the_most_that_an_order_can_come_to_tells_a_menu_on_which_all_is_below_nothing(
    price: str, *, can_be: bool
) -> None:
    assert (most_of(to_menu({**BACKPACK, "price": price})) >= 0) is can_be


def test_a_menu_is_over_the_day_after_its_last() -> None:
    menu, picks = to_menu(BACKPACK), _picks("size=small", "cloth=canvas")
    assert find_faults(menu, picks, datetime.date(2027, 1, 31)) == ()
    (fault,) = find_faults(menu, picks, datetime.date(2027, 2, 1))
    assert fault.told == "the menu was valid until 2027-01-31"


@pytest.mark.parametrize(
    "text", ["", "lens", "=ef", "lens=", "lens=ef:", "lens=ef:0", "lens=ef:1000", "lens=ef:-1", "lens=ef:²", "Lens=ef"]
)
def test_what_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no choice like"):
        parse_pick(text)


def test_a_choice_twice_is_no_order() -> None:
    with pytest.raises(InvalidError, match="belt=hip stands in it twice"):
        read_picks(["belt=hip", "belt=hip:2"])


def test_the_ready_menu_has_nothing_that_cannot_be_had() -> None:
    assert make_sense(to_menu(BACKPACK)) == (True, ())


def test_what_still_goes_is_told_with_what_was_chosen() -> None:
    menu = to_menu(BACKPACK)
    assert still_goes(menu, [MenuLink("cloth", "waxed")], "pocket") == (
        MenuLink("pocket", "side"),
        MenuLink("pocket", "phone"),
    )
    assert can_complete(menu, [MenuLink("cloth", "waxed"), MenuLink("pocket", "bottle")]) is False
    assert can_complete(menu, [MenuLink("size", "large")]) is True


# What is wrong with a menu: a path into it, the value put there, and the sentence that refuses it.
_WRONG: list[tuple[str, Any, str]] = [
    ("format", "talktag-menu/2", 'it is no menu: its format is "talktag-menu/2" and not talktag-menu/1'),
    ("format", None, 'it is no menu: its format is "None" and not talktag-menu/1'),
    ("currency", "EURO", "currency has more than 3 characters"),
    ("currency", "QQQ", 'currency is "QQQ", which is no currency of ISO 4217'),
    ("price", "80,00", 'price is "80,00", and a price is a text like "19.90"'),
    ("price", 80, "price is no text"),
    ("price", "9" * 15, f'price is "{"9" * 15}", which is more than a price can be'),
    ("price", "9" * 30, f'price is "{"9" * 30}", and a price is a text like "19.90"'),
    ("options.0.choices.0.price", "1.00 USD", "options[0].choices[0].price is in USD, and the menu is in EUR"),
    ("options.0.choices.0.price", "1e9", 'options[0].choices[0].price is "1e9", and a price is a text like "19.90"'),
    ("options.0.choices.0.id", "Canvas", 'options[0].choices[0].id is "Canvas", and an id is of 40 characters'),
    ("options.0.choices.0.id", "../../etc", 'options[0].choices[0].id is "../../etc", and an id is of 40'),
    ("options.0.choices.1.id", "canvas", 'options[0].choices[1].id is "canvas", as another has it'),
    ("options.1.id", "cloth", 'options[1].id is "cloth", as another has it'),
    ("options.0.choices", [], "options[0].choices is empty: there is nothing to choose"),
    ("options.0.choices", {}, "options[0].choices is no list"),
    ("options.0.choices.0", "canvas", "options[0].choices[0] is no object"),
    ("options.3.least", 5, "options[3].most is no whole number from 5 to 999"),
    ("options.0.least", True, "options[0].least is no whole number from 0 to 999"),
    ("options.0.choices.0.needs", ["sail=red"], 'cloth=canvas names "sail=red", which is not in it'),
    ("options.0.choices.0.needs", [[]], "options[0].choices[0].needs has an empty list: nothing could meet it"),
    ("options.0.choices.0.needs", [3], 'options[0].choices[0].needs has what is no text like "lens=ef"'),
    ("options.0.choices.0.needs", "size", "options[0].choices[0].needs is no list"),
    ("options.0.choices.0.made_of", {"zip": 1}, 'made_of names "zip", which is no component of this menu'),
    ("options.0.choices.0.made_of", {"strap": 0}, "made_of.strap is no whole number from 1 to 999"),
    ("options.0.choices.0.terms", ["free"], 'terms names "free", which are no terms of this menu'),
    ("options.0.choices.0.colour", "red", 'options[0].choices[0] has "colour", which is unknown'),
    ("components.buckle.gtin", "9506000134353", 'components.buckle.gtin "9506000134353" has a wrong check digit'),
    ("terms.wax.sha256", "0" * 63, "terms.wax.sha256 is no SHA-256 in 64 lower-case hexadecimal digits"),
    ("terms.wax.always", "yes", "terms.wax.always is neither true nor false"),
    ("name", "a\x1b[31mred", 'name holds a character that is not shown but obeyed: "a\\x1b[31mred"'),
    ("name", "exe.\u202egpj", 'name holds a character that is not shown but obeyed: "exe.\\u202egpj"'),
    ("name", "a\nb", 'name holds a character that is not shown but obeyed: "a\\x0ab"'),
    ("name", "x" * 201, "name has more than 200 characters"),
    ("name", " ", "name is empty; leave it out instead"),
    ("maker", "Holz", "maker is no object"),
    ("maker.name", None, "maker.name is missing"),
    ("valid", "31.1.2027", 'valid is "31.1.2027", and a day is written like 2027-01-31'),
    ("valid", "2027-02-30", 'valid is "2027-02-30", and a day is written like 2027-01-31'),
    ("options", [], "options is empty: there is nothing to choose"),
    ("options", [{}] * 100_000, "options has 100000 members, and 200 is the most"),
    ("options.0.choices", [{}] * 3_000, "options[0].choices has 3000 members, and 2000 is the most"),
]


@pytest.mark.parametrize(("path", "value", "fault"), _WRONG)
def test_a_menu_that_does_not_hold_up_is_refused_in_one_line(path: str, value: Any, fault: str) -> None:
    values = copy.deepcopy(BACKPACK)
    *way, last = [int(each) if each.isdigit() else each for each in path.split(".")]
    place: Any = values
    for each in way:
        place = place[each]
    if value is None:
        del place[last]
    else:
        place[last] = value
    with pytest.raises(InvalidError) as error:
        to_menu(values)
    assert fault in error.value.message
    assert error.value.message.isprintable()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the menu is not JSON"),
        ("[]", "the menu does not hold up: it is no object"),
        ('{"format": "talktag-menu/1", "format": "talktag-menu/1"}', 'the menu gives "format" twice'),
        ('{"price": 19.9}', 'the menu has the number "19.9", and a price is a text like "19.90"'),
        ('{"price": NaN}', 'the menu has "NaN" for a number'),
        ('{"price": 99999999999999999999}', "the menu has a number of more than 6 characters"),
        ("[" * 50 + "]" * 50, "the menu is nested more than 8 deep"),
        (" " * 1_000_001, "the menu has 1000001 bytes, and 1000000 is the most"),
    ],
)
def test_json_that_is_none_or_out_of_bounds_is_refused_in_one_line(text: str, fault: str) -> None:
    with pytest.raises(InvalidError) as error:
        read_menu(text.encode(), "")
    assert error.value.message == fault


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidError, match="the menu is not UTF-8 text"):
        read_menu(b'{"format": "\xff"}', "")


def test_prices_that_are_sound_alone_and_overflow_together_are_refused() -> None:
    values = copy.deepcopy(BACKPACK)
    values["options"] = [
        {"id": f"o{at}", "name": "n", "most": 999, "choices": [{"id": "c", "name": "n", "price": "9" * 12}]}
        for at in range(3)
    ]
    with pytest.raises(InvalidError, match="its prices add up to more than an amount can be"):
        to_menu(values)


def _circle(*rows: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """A menu of options that have one choice `x` each, which is as told."""
    options = [
        {"id": name, "name": name, "least": 0, "choices": [{"id": "x", "name": "x", **said}]} for name, said in rows
    ]
    return BACKPACK | {"options": options}


def test_a_circle_of_needs_and_excludes_is_told_link_by_link() -> None:
    values = _circle(
        ("a", {"needs": ["b=x"]}), ("b", {"needs": ["c=x"]}), ("c", {"excludes": ["a=x"]}), ("d", {"excludes": ["d=x"]})
    )
    told = {str(each.choice): each.why for each in make_sense(to_menu(values)).impossible}
    assert told == {
        "a=x": "a=x needs b=x, b=x needs c=x, c=x excludes a=x",
        "d=x": "d=x excludes itself",
    }


def test_a_circle_of_needs_alone_is_sound() -> None:
    values = _circle(("a", {"needs": ["b"]}), ("b", {"needs": ["a=x"]}))
    assert make_sense(to_menu(values)) == (True, ())


def test_a_menu_from_which_nothing_can_be_ordered_says_so() -> None:
    values = _circle(("a", {"excludes": ["b"]}), ("b", {}))
    for option in values["options"]:
        option["least"] = 1
    sense = make_sense(to_menu(values))
    assert sense.can_be_ordered is False
    assert len(sense.impossible) == 2


def test_a_menu_made_to_take_for_ever_is_given_up_and_not_called_impossible() -> None:
    # Thirteen pigeons that are to sit in twelve holes, for which every search of this kind tries them all.
    holes = [f"h{each}" for each in range(12)]
    options = [
        {
            "id": f"p{pigeon}",
            "name": "pigeon",
            "choices": [
                {"id": hole, "name": hole, "excludes": [f"p{other}={hole}" for other in range(pigeon)]}
                for hole in holes
            ],
        }
        for pigeon in range(13)
    ]
    sense = make_sense(to_menu(BACKPACK | {"options": options}), Effort(200_000))
    assert sense == (None, ())


@settings(max_examples=80, deadline=None)
@given(menus())
def test_what_can_be_had_is_what_an_oracle_finds_that_tries_every_order(values: dict[str, Any]) -> None:
    menu = to_menu(values)
    orders = list(orders_of(values))
    had = {link for order in orders for link in order}
    sense = make_sense(menu)
    assert sense.can_be_ordered == bool(orders)
    assert {str(each.choice) for each in sense.impossible} == {
        f"{option.id}={choice.id}" for option, choice in menu.each_choice()
    } - had


@settings(max_examples=80, deadline=None)
@given(menus(), st.data())
def test_an_order_is_judged_and_priced_as_the_oracle_does(values: dict[str, Any], data: st.DataObject) -> None:
    menu = to_menu(values)
    links = [MenuLink(option.id, choice.id) for option, choice in menu.each_choice()]
    chosen = data.draw(st.dictionaries(st.sampled_from(links), st.integers(1, 3), max_size=len(links)))
    picks = [Pick(link.option, link.choice or "", count) for link, count in chosen.items()]
    order = {str(link): count for link, count in chosen.items()}
    faults = find_faults(menu, picks)
    assert (faults == ()) == holds(values, order), faults
    assert str(compute_cost(menu, picks).total.amount) == f"{float(price_of(values, order)):.2f}"
    could = any(set(order) <= set(each) for each in orders_of(values))
    assert can_complete(menu, chosen) == could
    if could:
        for option in menu.options:
            goes = {each for found in orders_of(values) if set(order) <= set(found) for each in found}
            assert {str(each) for each in still_goes(menu, chosen, option.id)} == {
                each for each in goes if each.startswith(f"{option.id}=")
            }


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_json_makes_the_reader_do_anything_but_refuse_in_one_line(data: st.DataObject) -> None:
    values = copy.deepcopy(BACKPACK)
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just([]) | st.just({})
    place: Any = values
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(scalars)
        break
    with contextlib.suppress(InvalidError):
        read_menu(json.dumps(values).encode(), "")
