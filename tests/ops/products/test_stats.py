"""Counting everything, which goes past every query, comes to the same as counting what a query chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.model.queries.stats import GROUPINGS, tally, whole
from talktag.ops.finding.choose_products import choose
from talktag.ops.products.stats import Stats, stats

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LINES = st.lists(
    st.sampled_from(
        [
            *('state = "sold"', 'state = "lent"', "quantity = 3", 'labels = ["a", "b"]', 'maker = "Sony"'),
            *(
                'place = "home/attic"',
                'inside = "c000000000001"',
                'purchase = { price = "12.5 EUR", date = 2024-02-29 }',
            ),
        ]
    ),
    unique_by=lambda line: line.split()[0],
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(LINES, min_size=1, max_size=4))
def test_everything_is_counted_as_what_a_query_finds_is(bench: Bench, products: list[list[str]]) -> None:
    for number, lines in enumerate(products, 1):
        head = ["format = 1", f'id = "c{number:012d}"', f'name = "Thing {number}"']
        bench.write(f"products/t/thing-{number}.toml", "\n".join([*head, *lines, ""]))
    found = choose(bench.session(), ()).found
    names = [name for name in GROUPINGS if name not in {"from", "ends"}]
    expected = Stats(whole(found), {name: tally(found, name) for name in names})
    assert stats(bench.session(), (), names).data.values() == expected.values()


@pytest.mark.parametrize(
    ("until", "month"),
    [
        ("2026-03-01", None),  # yesterday
        ("2026-03-02", "2026-03"),  # today
        ("2026-03-31", "2026-03"),
        ("2027-01-15", "2027-01"),
        ("2028-03-31", "2028-03"),
        ("2028-04-01", None),  # more than two years ahead
        ("lifetime", None),
    ],
)
def test_what_ends_is_counted_in_its_month_for_two_years_ahead(bench: Bench, until: str, month: str | None) -> None:
    _only_trek(bench, _TREK + f'[[warranties]]\nterm = "{until}"\n')
    ends = stats(bench.session(), (), ("ends",)).data.groups["ends"]
    assert [each.name for each in ends] == ([month] if month else [])
    assert [each.products for each in stats(bench.session(), ("trek",), ("ends",)).data.groups["ends"]] == [
        each.products for each in ends
    ]


def test_of_several_warranties_the_last_to_end_counts_and_what_is_gone_does_not(bench: Bench) -> None:
    two = '[[warranties]]\nterm = "2026-05-01"\n[[warranties]]\nterm = "2027-05-01"\nkind = "parts"\n'
    _only_trek(bench, _TREK + two)
    sold = 'format = 1\nid = "r000000000005"\nname = "Radio"\nstate = "sold"\n[[warranties]]\nterm = "2026-06-01"\n'
    bench.write("products/r/radio.toml", sold)
    ends = stats(bench.session(), (), ("ends",)).data.groups["ends"]
    assert [each.name for each in ends] == ["2027-05"]


_TREK = 'format = 1\nid = "b000000000003"\nname = "Trek"\n'


def _only_trek(bench: Bench, record: str) -> None:
    """That record, and no other product whose warranty runs."""
    bench.write("products/c/camera.toml", bench.text("products/c/camera.toml").replace("24 months", "1 month"))
    bench.write("products/b/bicycle.toml", record)
