from hypothesis import given
from hypothesis import strategies as st

from talktag.model.values.plural import plural


def test_one_of_something_is_said_without_an_s() -> None:
    assert plural(1, "product") == "1 product"


@given(st.integers(0, 10**6).filter(lambda count: count != 1))
def test_none_and_many_are_said_with_one(count: int) -> None:
    assert plural(count, "row") == f"{count} rows"
