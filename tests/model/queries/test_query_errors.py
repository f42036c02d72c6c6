"""Words that do not hold up: named, with what to type instead."""

from __future__ import annotations

import datetime

import pytest

from talktag.errors import UsageError
from talktag.model.queries.query import parse_query

TODAY = datetime.date(2025, 6, 15)


def error(*words: str, currency: str | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse_query(words, TODAY, currency)
    assert any(word in caught.value.message for word in words)
    assert caught.value.hints
    return caught.value


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("makr:canon", "did you mean: maker:canon"),
        ("seller:foto", "did you mean: from:foto"),
        ("warrenty<90d", "did you mean: 'warranty<90d'"),
        ("location:office", "did you mean: place:office"),
        ("labels:insured", "did you mean: label:insured"),
        ("-brand:=Canon", "did you mean: maker:=Canon"),
        ("f:1.8", """to look for the text itself: '"f:1.8"'"""),
        ("maker=Canon", "look for it with: maker:Canon"),
        ("field.colour=dark blue", "look for it with: 'field.colour:dark blue'"),
        ("canon warranty<90d", "give each its own quotes, as in: canon 'warranty<90d'"),
        ("maker:canon place:office", "give each its own quotes, as in: maker:canon place:office"),
        ("has:photos", "for example: has:photo"),
        ("no:reciept", "for example: no:receipt"),
        ("maker:", "for example: no:maker"),
        ('maker:""', "for example: no:maker"),
        ("state:", "for example: state:VALUE"),
        ("maker<canon", "for example: maker:VALUE"),
        ("price>abc", "for example: price:500EUR.."),
        ("bought:02.03.2024", "for example: bought:2024"),
        ("--colum", "to look for the text itself: '\"--colum\"'"),
        ("-", "leave it out to see everything"),
        ("", "leave it out to see everything"),
        ("\u0301", "leave it out to see everything"),
    ],
)
def test_an_error_says_what_to_type(word: str, suggestion: str) -> None:
    assert suggestion in error(word).hints


def test_an_unknown_key_lists_all_keys() -> None:
    hints = error("zzz:1").hints
    listed = next(hint for hint in hints if hint.startswith("keys: "))
    assert "maker" in listed
    assert "field.NAME" in listed


def test_only_the_word_that_is_wrong_is_named() -> None:
    message = error("maker:canon", "price>x", currency="EUR").message
    assert message == '"price>x": "x" is not an amount like "2499.00 EUR"'


def test_an_amount_without_any_currency_is_refused_rather_than_guessed() -> None:
    assert error("price>500").message == '"price>500": "500" has no currency; write it like "500EUR"'


@pytest.mark.parametrize(
    "word",
    [
        "price>1,000EUR",
        "price>1e3EUR",
        "price:1EUR..2USD",
        "price:..",
        "price>1..2",
        "quantity>-1",
        "quantity:1.5",
        "quantity:²",
        "quantity:1..2..3",
        "bought:2024-13",
        "bought:2023-02-29",
        "bought:03/04/2024",
        "bought:0000",
        "bought:..",
        "warranty<lifetime",
        "warranty>over",
        "warranty<90x",
        "added<-3d",
        "state:broken",
        "state:low",
        "place:/",
        "gtin:45x",
        "tag:--",
        "tag:TT-",
        "maker:\u0301",
        "has:name",
        "has:field.",
        "has<photo",
        "field.:x",
        "field:x",
        "field.weight>3",
        "label>3",
        "inside<3",
        "id>3",
    ],
)
def test_a_value_of_another_form_is_refused(word: str) -> None:
    error(word, currency="EUR")


@pytest.mark.parametrize(
    "word",
    [
        "https://example.org/a?b=c",
        "12:30",
        "f/1.8",
        "a=b",
        "C++",
        '"makr:canon"',
        '"maker=Canon"',
        "50 mm f:1.8",
    ],
)
def test_a_text_that_is_no_key_is_just_text(word: str) -> None:
    assert parse_query([word], TODAY).is_plain_text
