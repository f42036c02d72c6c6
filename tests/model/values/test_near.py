"""Words that were perhaps meant: found whatever the slip, and none where nothing is like what was typed."""

from __future__ import annotations

import pytest

from talktag.model.values.near import near_words

KNOWN = ("add", "list", "show", "export", "remove", "find", "place", "maker", "files:photo", "entries:service")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("ad", "add"), ("lis", "list"), ("shwo", "show"), ("exprot", "export"), ("LIST", "list"), ("plase", "place")),
        *(
            ("photo", "files:photo"),
            ("photos", "files:photo"),
            ("fotos", "files:photo"),
            ("sérvice", "entries:service"),
        ),
    ],
)
def test_the_nearest_word_comes_first(word: str, meant: str) -> None:
    assert near_words(word, KNOWN)[0] == meant


@pytest.mark.parametrize("word", ["", "zzzz", "x" * 65, "place" * 1000])
def test_nothing_is_near_to_what_is_like_nothing_or_too_long_for_a_slip(word: str) -> None:
    assert near_words(word, KNOWN) == []


def test_what_is_surely_meant_comes_first_and_there_are_never_more_than_were_asked_for() -> None:
    assert near_words("ad", KNOWN, 1, meant=("remove",)) == ["remove"]
    assert near_words("ad", KNOWN, meant=("remove",)) == ["remove", "add"]
