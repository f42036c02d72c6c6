"""The words of a packet in each language: nothing is missing, nothing is left in English, what is put in stays."""

from __future__ import annotations

import re

import pytest

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.model.terms.agreement import Status
from talktag.ops.switching import with_party
from talktag.page.switching.wording import packet_wording

# What is a name, or the same word in two languages.
SAME = {"Homebox", "Snipe-IT", "Shelf", "contact"}


def texts(language: str) -> dict[str, str]:
    """Every text by its name."""
    values = packet_wording(language)._asdict()
    maps = {name: values.pop(name) for name in ("why", "statuses", "read_by")}
    return {**values, **{f"{name} {key}": text for name, found in maps.items() for key, text in found.items()}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_with_what_is_put_into_it(language: str) -> None:
    english = texts("en")
    assert list(texts(language)) == list(english)
    for name, text in texts(language).items():
        assert text.strip()
        assert sorted(re.findall(r"{.*?}", text)) == sorted(re.findall(r"{.*?}", english[name])), name


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_text_is_left_in_english(language: str) -> None:
    english = texts("en")
    assert {name for name, text in texts(language).items() if text == english[name] and text not in SAME} == set()


def test_every_tie_and_every_way_that_terms_can_stand_has_its_words() -> None:
    ties = {with_party.THEIR_SERVICE, with_party.BOUGHT, with_party.MADE, with_party.WARRANTY}
    assert {*packet_wording("en").why} == ties | {with_party.LOGGED, with_party.SHOWN}
    assert {*packet_wording("en").statuses} == {each.value for each in Status}


def test_another_language_is_refused() -> None:
    with pytest.raises(InvalidError, match="no packet is written"):
        packet_wording("tlh")
