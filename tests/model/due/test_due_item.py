"""What a due thing is called stays for ever; several of one kind stay apart; nothing is lost in an index's text."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.due.due_item import DueItem, derived_id, due_order, oldest_told
from talktag.model.due.due_text import from_row, to_row
from talktag.model.due.sources import due_of_party_text, dues_of_log, dues_of_party, dues_of_record, dues_of_share
from talktag.model.log.entry import Entry
from talktag.model.log.schedule import dues_of
from talktag.model.parties.allowance import Allowance, Permission
from talktag.model.parties.party import Party
from talktag.model.products.product import STATES, Product, Purchase
from talktag.model.sharing.share import Share
from talktag.model.values.ident import is_id
from talktag.model.values.warranty import Duration, Warranty

DAY = datetime.date(2024, 3, 2)
BOUGHT = Purchase(date=DAY, seller="Foto Ruiz")
THING = Product("c000000000001", "camera", "Camera", purchase=BOUGHT)
TWO_YEARS, FIVE_YEARS = Duration(2, "year"), Duration(5, "year")


def test_a_name_for_ever_is_pinned() -> None:
    assert derived_id("talktag-due-1", "warranty", "all") == "1vv2cgr0jfznz"
    item = DueItem("c000000000001", ("warranty", "all"), "warranty", "all")
    assert item.ident == "c000000000001.1vv2cgr0jfznz"
    assert is_id(derived_id("é", ""))
    assert derived_id("a", "bc") != derived_id("ab", "c")


@pytest.mark.parametrize("ids", list(permutations(("a", "b", "c"))))
def test_what_is_due_on_one_day_stands_in_one_order_whatever_ids_were_drawn(ids: tuple[str, ...]) -> None:
    titles = ("Send the card", "Take it back", "Zip the case")
    log = [
        Entry(ident, DAY, "promise", title, party="fix-it", due=DAY, signer="SHA256:a", original="b")
        for ident, title in zip(ids, titles, strict=True)
    ]
    assert [each.title for each in dues_of(log)] == [*titles]
    items = [DueItem(THING.id, ("entry", ident), "due", title, DAY) for ident, title in zip(ids, titles, strict=True)]
    assert [each.title for each in sorted(items, key=due_order)] == [*titles]


def test_each_warranty_ends_for_itself_and_keeps_its_name_when_it_is_mended() -> None:
    before = (Warranty(TWO_YEARS), Warranty(FIVE_YEARS, "parts"), Warranty(FIVE_YEARS, "parts", provider="Canon"))
    after = (Warranty(FIVE_YEARS, provider="X"), Warranty(TWO_YEARS, "parts", DAY), Warranty(DAY, "parts"))
    first, second = (tuple(dues_of_record(THING._replace(warranties=each))) for each in (before, after))
    assert [each.ident for each in first] == [each.ident for each in second]
    assert len({each.ident for each in first}) == 3
    assert [str(each.date) for each in first] == ["2026-03-02", "2029-03-02", "2029-03-02"]
    assert [each.party for each in first] == ["Foto Ruiz", "Foto Ruiz", "Canon"]


def test_without_an_end_nothing_is_due() -> None:
    lasting = (Warranty("lifetime"), Warranty(TWO_YEARS), Warranty(Duration(9999, "year"), starts=DAY))
    assert list(dues_of_record(THING._replace(warranties=lasting, purchase=Purchase()))) == []


def test_what_one_parted_with_is_not_due_and_what_is_lost_is() -> None:
    told = {state: list(dues_of_record(THING._replace(state=state, warranties=(Warranty(DAY),)))) for state in STATES}
    assert {state for state, items in told.items() if items} == {"owned", "lent", "lost"}


def test_a_loan_is_told_by_the_last_that_names_a_day_and_a_share_by_the_ledger_alone() -> None:
    loans = [Entry(f"e{number}", DAY, "loan", "Lent", party="bea", due=DAY) for number in range(2)]
    share = Entry("e3", DAY, "share", "Given", due=DAY)
    assert [(each.kind, each.entry) for each in dues_of_log([*loans, share])] == [("loan", "e1")]
    assert list(dues_of_log([*loans, loans[0]._replace(id="e9", due=None)])) == []
    given_away = Share("b000000000001", "c000000000001", "fix-it", DAY, ("identity",), "00", until=DAY)
    assert [each.date for each in dues_of_share(given_away)] == [DAY]


def test_permissions_of_a_party_end_each_for_itself_and_what_is_muted_has_ended() -> None:
    permissions = {kind: Permission(until=DAY) for kind in ("offer", "link", "a kind of theirs")}
    rights = Allowance(mute=("link",), until=DAY, permissions={**permissions, "service": Permission()})
    items = tuple(dues_of_party(Party("canon", "Canon", "maker", channel=rights)))
    assert [each.title for each in items] == [
        f"permission for {kind} ends" for kind in ("offer", "a kind of theirs", "everything")
    ]
    assert len({each.ident for each in items}) == 3
    assert all(is_id(part) for each in items for part in each.ident.split("."))
    assert tuple(due_of_party_text(f"{each.date} canon {each.key[-1]}") for each in items) == items


def test_what_ended_by_itself_is_told_for_a_fortnight_and_what_is_late_for_ever() -> None:
    ended = DueItem("c000000000001", ("warranty", "all"), "warranty", "all", DAY)
    late = ended._replace(key=("entry", "service"), kind="service")
    assert oldest_told(datetime.date.min) == datetime.date.min
    for days, is_told in ((0, True), (14, True), (15, False)):
        today = DAY + datetime.timedelta(days=days)
        assert ended.is_told(today, today) is is_told
        assert late.is_told(today, today)
    assert not late.is_told(DAY - datetime.timedelta(days=2), DAY - datetime.timedelta(days=1))


TEXTS = st.text(max_size=12)


@settings(deadline=None)
@given(
    key=st.lists(TEXTS, min_size=1, max_size=4).map(tuple),
    texts=st.tuples(TEXTS, TEXTS),
    day=st.none() | st.dates(),
    rest=st.tuples(*[st.none() | TEXTS] * 4),
)
def test_an_item_comes_back_from_the_text_of_an_index(
    key: tuple[str, ...], texts: tuple[str, str], day: datetime.date | None, rest: tuple[str | None, ...]
) -> None:
    item = DueItem("c000000000001", key, *texts, day, *rest, slug="camera", name="Camera", place="home", state="lent")
    row = to_row(item)
    assert row.text.isascii()
    assert from_row(row.day, row.text, ("c000000000001", "camera", "Camera", "home", "lent")) == item
