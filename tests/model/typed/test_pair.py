"""`key=value` as people type it."""

from __future__ import annotations

import pytest

from talktag.model.typed.pair import read_pair


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("place=attic", ("place", "attic")),
        (" place = in the attic ", ("place", "in the attic")),
        ("note=a=b", ("note", "a=b")),
        ("place=", ("place", "")),
        ("label+=old", ("label+", "old")),
        ("place", None),
        ("=attic", None),
        ("  = ", None),
        ("", None),
    ],
)
def test_a_pair_is_cut_at_its_first_equals_sign(text: str, pair: tuple[str, str] | None) -> None:
    assert read_pair(text) == pair
