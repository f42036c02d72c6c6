"""How much of photographed type plates and receipts is offered right: more than a floor well below what was measured.

Measured on 40 of each (numbers 0 to 39): see docs/explanation/design-choices.md. What is drawn depends on its number
alone, so a run gives what the last one gave.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from talktag.media.text_in_picture import read_text
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.plate import plate_offers
from talktag.model.intake.receipt import receipt_offers
from talktag.model.intake.text_line import TextLine
from tests.kit.papers import Photographed, receipt, type_plate
from tests.media.test_text_in_picture import needs_reader

COUNT = 6  # one in each of six languages
TODAY = datetime.date(2026, 3, 2)
Lines = Sequence[TextLine]


def offers_of_receipt(lines: Lines) -> Sequence[FieldOffer]:
    return receipt_offers(lines, today=TODAY)


@functools.cache
def photographed(make: Callable[[int], Photographed], number: int) -> Photographed:
    """A picture that is made once; to make one takes nearly as long as to read it."""
    return make(number)


def outcomes(
    make: Callable[[int], Photographed], offers_of: Callable[[Lines], Sequence[FieldOffer]]
) -> Counter[tuple[str, str]]:
    """How often the first offer of a key was right, wrong, missing."""
    found: Counter[tuple[str, str]] = Counter()
    for number in range(COUNT):
        picture = photographed(make, number)
        offers = offers_of(read_text(picture.data))
        for key, value in picture.truth.items():
            first = next((each.value for each in offers if each.key == key), None)
            found[key, "missing" if first is None else "right" if first == value else "wrong"] += 1
    return found


@needs_reader
@pytest.mark.parametrize(("make", "offers_of"), [(type_plate, plate_offers), (receipt, offers_of_receipt)])
def test_most_of_what_stands_on_a_photographed_paper_is_offered_right(
    make: Callable[[int], Photographed], offers_of: Callable[[Lines], Sequence[FieldOffer]]
) -> None:
    found = outcomes(make, offers_of)
    for key in {key for key, _ in found}:
        assert found[key, "right"] >= 0.75 * COUNT, f"{key}: {found}"
        assert found[key, "wrong"] <= 0.17 * COUNT, f"{key}: {found}"


def test_the_same_number_gives_the_same_picture() -> None:
    assert type_plate(3) == photographed(type_plate, 3)
    assert receipt(3) == photographed(receipt, 3)
    assert receipt(9).data != photographed(receipt, 3).data
