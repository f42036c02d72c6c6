"""Counting everything, which goes past every query, comes to the same as counting what a query chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, min_size=1, max_size=4))
def test_everything_is_counted_as_what_a_query_finds_is(bench: Bench, products: list[list[str]]) -> None:
    for number, lines in enumerate(products, 1):
        head = ["format = 1", f'id = "c{number:012d}"', f'name = "Thing {number}"']
        bench.write(f"products/t/thing-{number}.toml", "\n".join([*head, *lines, ""]))
    found = choose(bench.session(), ()).found
    names = [name for name in GROUPINGS if name != "from"]
    expected = Stats(whole(found), {name: tally(found, name) for name in names})
    assert stats(bench.session(), (), names).data.values() == expected.values()
