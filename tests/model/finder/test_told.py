"""What a page tells of a thing: bounded, the same bytes for the same texts, and nothing that was not asked for."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.finder.told import MESSAGE_MOST, message_bytes
from talktag.model.typed.public_line import MOST

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(st.dictionaries(st.sampled_from([*MOST]), TEXTS))
def test_what_is_told_is_read_back_whatever_the_script(told: dict[str, str]) -> None:
    data = message_bytes(told)
    assert json.loads(data) == told
    assert message_bytes(dict(reversed(told.items()))) == data


def test_what_is_absent_and_what_is_none_of_the_keys_is_left_out() -> None:
    assert message_bytes({"name": "Bag", "words": "", "serial": "0320"}) == b'{"name":"Bag"}'


def test_texts_that_are_too_long_together_say_by_how_many_bytes() -> None:
    told = {key: "\U0001f4f7" * most for key, most in MOST.items()}
    size = len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
    assert size > MESSAGE_MOST
    with pytest.raises(ValueError, match=f"are {size - MESSAGE_MOST} bytes too long together"):
        message_bytes(told)


def test_the_longest_texts_in_latin_letters_fit() -> None:
    assert len(message_bytes({key: "é" * most for key, most in MOST.items()})) <= MESSAGE_MOST
