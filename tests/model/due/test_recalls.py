"""Recalls held against things: by tables of what is surely, perhaps and surely not called back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.due.recalls.in_range import Lies, place_in
from talktag.model.due.recalls.match import LIKELY, PERHAPS, SURE, match
from talktag.model.due.recalls.recall import VALUE_LIMIT, one_datum, recall_of, recall_of_data, split_values
from talktag.model.due.sources import dues_of_log
from talktag.model.log.entry import Entry
from talktag.model.products.product import Product
from talktag.model.sharing.told_entries import DATA_LIMIT, sound_data

DAY = datetime.date(2026, 3, 2)
CAMERA = Product("c000000000001", "camera", "Canon EOS 5D", "Canon", "EOS 5D", "0320", "04549292132502")
RECALL = {"gtin": "4549292132502", "maker": "Canon", "model": "EOS 5D"}


def how_sure(product: Product, *, told: bool = False, **data: str) -> str | None:
    found = match(recall_of_data("The strap may break", data, told=told), product)
    return found and found.sure


@pytest.mark.parametrize(
    ("number", "values", "place"),
    [
        ("4711", "4000..4999", Lies.IN),
        ("4000", "4000..4999", Lies.IN),
        ("4999", "4000 to 4999", Lies.IN),
        ("5000", "4000..4999", Lies.OUT),
        ("0320", "300..400", Lies.IN),  # without letters, zeros before a number do not count
        ("AB-1234", "ab1000 – ab1999", Lies.IN),
        ("AB1234", "AC1000..AC1999", Lies.OUT),
        ("AB12", "AB1000..AB1999", Lies.UNSURE),
        ("1234", "AB1000..AB1999", Lies.UNSURE),
        ("AB1234X", "AB1000..AB1999", Lies.UNSURE),
        ("AB1234", "AB1000..AC1999", Lies.UNSURE),  # letters have no order that everybody shares
        ("17A12", "17A10-7..17A20-9", Lies.UNSURE),
        ("A17-0003", "A17*", Lies.IN),
        ("A18-0003", "A17*", Lies.OUT),
        ("X9", "1; X 9; 3", Lies.IN),
        ("x8", "1; X9; 3", Lies.OUT),
        ("7", "7..7", Lies.IN),
        ("A-17", "A-11 - A-20", Lies.IN),
    ],
)
def test_where_a_number_lies_is_said_or_left_open(number: str, values: str, place: Lies) -> None:
    assert place_in(number, split_values(values))[0] is place


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_whole_numbers_lie_where_arithmetic_says(number: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    expected = Lies.IN if low <= number <= high else Lies.OUT
    assert place_in(str(number), [f"{low}..{high}"])[0] is expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=60))
def test_no_number_and_no_range_is_too_odd_to_be_compared(number: str, values: str) -> None:
    assert place_in(number, split_values(values))[0] in Lies


def test_what_is_named_surely_is_surely_called_back() -> None:
    assert how_sure(CAMERA, gtin="4549292132502") == SURE
    assert how_sure(CAMERA, **RECALL, serial="0300..0400") == SURE
    assert how_sure(CAMERA, maker="Canon", model="EOS 5D", serial="0300..0400") == SURE
    assert how_sure(CAMERA, maker="CANON ", model="eos-5d") == LIKELY


def test_what_surely_is_another_is_not_told() -> None:
    assert how_sure(CAMERA, **RECALL, serial="0400..0500") is None
    assert how_sure(CAMERA, gtin="4006381333931") is None
    assert how_sure(CAMERA, maker="Nikon", model="EOS 5D") is None
    assert how_sure(CAMERA, maker="Canon", model="EOS R5") is None
    assert how_sure(CAMERA, maker="Canon") is None
    assert how_sure(CAMERA) is None
    batched = CAMERA._replace(fields={"Batch": "B18"})
    assert how_sure(batched, **RECALL, batch="B17") is None


def test_what_nobody_wrote_down_leaves_it_open() -> None:
    assert how_sure(CAMERA._replace(serial=None), **RECALL, serial="0300..0400") == PERHAPS
    assert how_sure(CAMERA, **RECALL, batch="B17") == PERHAPS
    assert how_sure(CAMERA, **RECALL, serial="AB300..AB400") == PERHAPS
    assert how_sure(CAMERA, **RECALL, serial="1..2; ...") == PERHAPS
    assert how_sure(CAMERA._replace(gtin="04006381333931"), **RECALL) == PERHAPS
    assert how_sure(CAMERA._replace(fields={"lot": "B17"}), **RECALL, batch="B17") == SURE


def test_a_thing_without_a_model_is_known_by_the_words_of_its_name() -> None:
    named = CAMERA._replace(maker=None, model=None, gtin=None)
    assert how_sure(named, maker="Canon", model="EOS 5D") == PERHAPS
    assert how_sure(named, maker="Canon", model="EOS 50D") is None
    assert how_sure(named, maker="Canon", model="5D; 5") is None  # too short to be looked for
    assert how_sure(named, model="EOS 5D") is None
    assert how_sure(named, maker="Canon", model="EOS 5D", serial="0300..0400") == LIKELY


def test_what_a_channel_says_of_a_thing_is_of_that_thing_unless_its_data_name_another() -> None:
    bare = CAMERA._replace(maker=None, model=None, gtin=None)
    assert how_sure(bare, told=True) == SURE
    assert how_sure(bare, told=True, serial="0300..0400") == SURE
    assert how_sure(bare, told=True, serial="0400..0500") is None
    assert how_sure(CAMERA, told=True, model="EOS R5") is None
    assert how_sure(CAMERA, told=True, model="EOS 5D") == SURE


def test_a_brand_that_is_none_names_nobody() -> None:
    assert recall_of_data("x", {"maker": "Unknown"}).maker is None


def test_the_reason_is_a_sentence() -> None:
    found = match(recall_of_data("x", {**RECALL, "serial": "0300..0400"}), CAMERA)
    assert found
    assert found.why == "number 04549292132502 is the same; serial number 0320 is in 0300..0400"


@given(st.lists(st.from_regex(r"[A-Z0-9]{1,40}", fullmatch=True), max_size=200).map(tuple))
def test_what_is_too_long_for_one_datum_says_that_there_is_more(values: tuple[str, ...]) -> None:
    text = one_datum(values)
    assert len(text) <= VALUE_LIMIT
    kept = split_values(text)
    assert set(kept) - {"..."} <= set(values)
    assert ("..." in kept) == (len("; ".join(values)) > VALUE_LIMIT)


def recall_entry(**said: object) -> Entry:
    return Entry("r1", DAY, "recall", "The strap may break", data=RECALL)._replace(**said)


def test_a_recall_stands_to_be_done_without_a_day_until_somebody_says_that_it_is_done() -> None:
    recall = recall_entry(party="canon", original="b1", signer="SHA256:x")
    (item,) = dues_of_log([recall])
    assert (item.kind, item.date, item.entry, item.can_be_done) == ("recall", None, "r1", True)
    thanks = Entry("m1", DAY, "message", "Thank you", cause="r1")
    assert [each.entry for each in dues_of_log([recall, thanks])] == ["r1"]
    assert not [*dues_of_log([recall, thanks, Entry("d1", DAY, "done", "Done", cause="r1")])]
    assert not [*dues_of_log([recall, Entry("w1", DAY, "withdrawn", "No", cause="r1")])]
    stranger = Entry("d2", DAY, "done", "Done", cause="r1", party="else", original="b2", signer="SHA256:y")
    assert [each.entry for each in dues_of_log([recall, stranger])] == ["r1"]


def test_a_recall_of_a_message_is_told_and_one_of_a_list_is_not() -> None:
    assert recall_of(recall_entry(original="b1")).told
    assert not recall_of(recall_entry()).told


def test_of_a_long_list_the_next_owner_gets_the_beginning_and_that_there_is_more() -> None:
    listed = "; ".join(str(number) for number in range(1000, 1400))
    told = sound_data({"serial": listed, "href": f"https://canon.example/{'x' * 900}", "a name": "x", "number": " "})
    assert told.keys() == {"serial"}
    assert len(told["serial"]) <= DATA_LIMIT
    recall = recall_of_data("x", told)
    assert (recall.serials[0], recall.has_more) == ("1000", {"serial"})
