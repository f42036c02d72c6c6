"""A tag typed by hand with one slip: it is never taken for a tag, and the tag that was meant is offered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.values.ident import ALPHABET, TAG_BITS, looks_like_tag, make_tag, parse_tag, printed_tag, tags_near

_TAGS = st.integers(0, 2**TAG_BITS - 1).map(make_tag)


@settings(deadline=None)
@given(_TAGS, st.integers(0, 8), st.sampled_from(ALPHABET), st.sampled_from(["wrong", "swapped", "missing", "doubled"]))
def test_the_tag_that_was_meant_is_near_whatever_the_slip(tag: str, at: int, sign: str, slip: str) -> None:
    typed = {
        "wrong": tag[:at] + sign + tag[at + 1 :],
        "swapped": tag[:at] + tag[at : at + 2][::-1] + tag[at + 2 :],
        "missing": tag[:at] + tag[at + 1 :],
        "doubled": tag[:at] + sign + tag[at:],
    }[slip]
    near = tags_near(printed_tag(typed).lower(), [tag, make_tag(0), make_tag(1)])
    assert near[:1] == [tag] if typed != tag else near == []
    assert typed == tag or parse_tag(typed) is None


@settings(deadline=None)
@given(_TAGS, _TAGS)
def test_two_tags_of_a_store_are_never_taken_for_each_other(one: str, other: str) -> None:
    assert one == other or tags_near(one, [other]) == []


@pytest.mark.parametrize("text", ["vpb88v1b8", "TT-VPB8", "VPB8 8V1B 8", "tt-abc"])
def test_what_was_meant_for_a_tag_looks_like_one(text: str) -> None:
    assert looks_like_tag(text)


@pytest.mark.parametrize("text", ["tocadisco", "telescope", "canon", "eos-r5", "", "032021001234", "bike 9"])
def test_a_word_does_not_look_like_a_tag(text: str) -> None:
    assert not looks_like_tag(text)
