"""What an index keeps of a product and its log comes to the same as those do, or says that it has to be read."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings

from talktag.model.queries.facts import facts_of
from talktag.model.worth.flows import flows_of
from talktag.model.worth.holding import Holding
from talktag.model.worth.index_rows import holding_of_rows, log_row
from talktag.model.worth.portions import Owners
from tests.model.worth.houses import TODAY, entry, houses, thing


@settings(max_examples=40)
@given(houses())
def test_rows_come_to_the_same_money_and_the_same_days(holdings: Mapping[str, Holding]) -> None:
    read = {}
    for ident, each in holdings.items():
        facts = facts_of(each.product, notes=0, entries=0)
        found = holding_of_rows(facts, each.product.needs, log_row(each.entries))
        if found is None:
            assert any(entry.kind in {"question", "promise", "wish"} for entry in each.entries)
            continue
        read[ident] = found
        assert flows_of(found, TODAY) == flows_of(each, TODAY)
        assert (found.since, found.until) == (each.since, each.until)
    whole = {ident: holdings[ident] for ident in read}
    for ident in read:
        assert Owners(read).on(ident, TODAY) == Owners(whole).on(ident, TODAY)


def test_a_log_of_words_or_one_that_is_broken_is_left_to_be_read() -> None:
    facts = facts_of(thing("camera").product, notes=0, entries=0)
    promised = [entry("p1", "2026-01-01", "promise")]
    assert holding_of_rows(facts, (), log_row(promised)) is None
    assert holding_of_rows(facts, (), log_row((), is_sound=False)) is None
    assert log_row(()) is None
    assert holding_of_rows(facts, (), None) is not None
