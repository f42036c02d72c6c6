"""The text of an intake to edit: as it is it takes everything, and everything in it can be changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.intake.decision import SKIP, Decision
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.pictures.picture import SeenFile
from talktag.model.intake.review_text import ReviewGroup, read_review, review_text
from talktag.model.values.ident import make_tag, printed_tag

A, B = make_tag(1), make_tag(2)


def group(tag: str, *paths: str, **more) -> ReviewGroup:
    files = tuple((SeenFile(path, "p", path.rpartition("/")[2]), "photo") for path in paths)
    return ReviewGroup(tag, more.pop("product", ""), files, more.pop("read", {}), **more)


OFFER = FieldOffer("maker", 'Bo"sch\n', 0.93, "Bosch\x1b[2J")
GROUPS = (
    group(A, "p/1.jpg", "p/2.jpg", read={"gtin": "04006381333931"}, offers=(OFFER,)),
    group(B, "p/3.jpg", product="Drill (drill)"),
)


def test_as_it_is_it_takes_everything_and_nothing_that_a_machine_read() -> None:
    assert read_review(review_text(GROUPS), GROUPS) == {A: Decision(values={"gtin": "04006381333931"}), B: Decision()}


def test_what_is_taken_out_stays_out_and_what_is_written_counts() -> None:
    text = review_text(GROUPS)
    text = text.replace('name = ""', 'name = "Drill press"\nbought = 2025-12-24\nlabels = ["a", "b"]', 1)
    text = text.replace('# maker = "Bo', 'maker = "Bo').replace('  "p/2.jpg",  # photo\n', "")
    text = text.replace('gtin = "04006381333931"  # from a bar code\n', "")
    decisions = read_review(text[: text.rindex("[[product]]")], GROUPS)
    values = {"gtin": "", "bought": "2025-12-24", "labels": "a, b", "maker": 'Bo"sch\n'}
    assert decisions == {A: Decision(name="Drill press", values=values, without=frozenset({"p/2.jpg"})), B: SKIP}


def test_two_labels_may_be_on_one_thing() -> None:
    head, mark, tail = review_text(GROUPS).rpartition("take = true")
    assert read_review(f'{head}{mark}\nsame_as = "{printed_tag(A)}"{tail}', GROUPS)[B] == Decision(into=A)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[product]]", "[[products]]", "products"),
        ("take = true", "take = 1", "true or false"),
        ('name = ""', "name = 7", "text"),
        ('name = ""', 'name = "', "no TOML"),
        ("p/1.jpg", "p/9.jpg", "p/9.jpg"),
        (printed_tag(A), printed_tag(make_tag(77)), "not the tag"),
        (printed_tag(B), printed_tag(A), "twice"),
        ('name = ""', 'name = ""\nmaker = {a = 1}', "maker"),
    ],
)
def test_what_does_not_hold_up_is_said(old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        read_review(review_text(GROUPS).replace(old, new), GROUPS)


@given(st.text(), st.text(), st.text(st.characters()))
def test_whatever_a_file_or_an_offer_is_called_the_text_holds_up(name: str, value: str, source: str) -> None:
    groups = (group(A, f"p/{name}", offers=(FieldOffer("maker", value, 0.5, source),), notes=(source,)),)
    assert read_review(review_text(groups), groups) == {A: Decision()}


def test_a_name_that_a_machine_read_stands_beside_and_is_not_taken() -> None:
    groups = (group(A, "p/1.jpg", offers=(FieldOffer("name", "Bosch GSR", 0.9, "plate"), OFFER)),)
    text = review_text(groups)
    assert 'name = ""  # read by machine: "Bosch GSR"' in text
    assert read_review(text, groups) == {A: Decision()}
