"""Which values a row wins, and what of the owner's it never touches."""

from __future__ import annotations

import datetime
from decimal import Decimal

from talktag.model.products.product import Product, Purchase, Tag
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Duration, Warranty
from talktag.ops.importing.import_merge import differences, merge_row
from tests.kit.drafts import draft_of

MONTHS = Duration(24, "month")
DAY = datetime.date(2024, 3, 2)
HELD = Product(
    "d000000000001",
    "drill",
    "Drill",
    maker="Bosch",
    labels=("tool", "mine"),
    quantity=2,
    state="lent",
    purchase=Purchase(DAY, "Toom", Money(Decimal(129), "EUR")),
    warranties=(Warranty(MONTHS, "all", DAY, "Bosch"), Warranty(LIFETIME, "case")),
    tags=(Tag("7Y27T4WSS", DAY),),
    fields={"colour": "blue", "seen": DAY},
)


def test_a_row_that_says_only_its_name_changes_nothing() -> None:
    assert merge_row(HELD, draft_of("Drill"), None) == HELD
    assert differences(HELD, merge_row(HELD, draft_of("Drill"), None)) == {}


def test_what_the_row_states_wins_and_the_rest_stays() -> None:
    price = Money(Decimal(99), "EUR")
    draft = draft_of("Drill 18 V", place="garage", purchase=Purchase(price=price), fields={"colour": "red"})
    after = merge_row(HELD, draft, None)
    assert (after.name, after.maker, after.place) == ("Drill 18 V", "Bosch", "garage")
    assert after.purchase == Purchase(DAY, "Toom", price)
    assert after.fields == {"colour": "red", "seen": DAY}
    assert differences(HELD, after) == {
        ("name",): ("Drill", "Drill 18 V"),
        ("place",): (None, "garage"),
        ("purchase", "price"): ("129.00 EUR", "99.00 EUR"),
        ("fields", "colour"): ("blue", "red"),
    }


def test_one_and_owned_count_only_where_the_row_says_them() -> None:
    unstated = merge_row(HELD, draft_of("Drill", quantity=1, state="owned"), None)
    assert (unstated.quantity, unstated.state) == (HELD.quantity, HELD.state)
    stated = frozenset({"quantity", "state"})
    after = merge_row(HELD, draft_of("Drill", quantity=1, state="owned", stated=stated), None)
    assert (after.quantity, after.state) == (1, "owned")


def test_labels_are_added_and_none_is_taken_away() -> None:
    assert merge_row(HELD, draft_of("Drill", labels=("new", "tool")), None).labels == ("tool", "mine", "new")


def test_a_warranty_replaces_those_of_its_kind_only() -> None:
    after = merge_row(HELD, draft_of("Drill", warranties=(Warranty(Duration(36, "month")),)), None)
    assert after.warranties == (Warranty(Duration(36, "month"), "all", DAY, "Bosch"), Warranty(LIFETIME, "case"))
    same = merge_row(HELD, draft_of("Drill", warranties=(Warranty(LIFETIME, "case"),)), None)
    assert same.warranties == HELD.warranties


def test_a_tag_is_never_lost_and_learns_its_dates() -> None:
    tags = (Tag("7Y27T4WSS", retired=DAY), Tag("FH9V16TY1"))
    assert merge_row(HELD, draft_of("Drill", tags=tags), None).tags == (Tag("7Y27T4WSS", DAY, DAY), Tag("FH9V16TY1"))


def test_a_value_that_a_form_could_only_spell_stays_the_value_it_is() -> None:
    assert merge_row(HELD, draft_of("Drill", fields={"seen": "2024-03-02"}), None).fields["seen"] == DAY
    assert merge_row(HELD, draft_of("Drill", fields={"seen": "2024-03-03"}), None).fields["seen"] == "2024-03-03"


def test_where_it_came_from_is_not_overwritten() -> None:
    assert merge_row(HELD, draft_of("Drill", source="homebox:d000000000001"), None).source is None
    assert merge_row(HELD, draft_of("Drill", id=HELD.id, source="inv:1"), None).source == "inv:1"
    assert merge_row(HELD._replace(source="a"), draft_of("Drill", id=HELD.id, source="b"), None).source == "a"
