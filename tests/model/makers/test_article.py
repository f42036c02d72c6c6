"""A maker's table of articles: kinds and serial numbers, and every kind of bad row by its line."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from talktag.model.makers.article import ARTICLES_MOST, read_articles, unknown_columns

GOOD = {"model": "EOS R5", "gtin": "4549292075694", "serial": "0320", "warranty": "2 years", "field.colour": "black"}


def read(*rows: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    read = read_articles(enumerate(rows, 2), "Canon", "serials.csv")
    kinds = {kind.name: [each.serial for each in listed] for kind, listed in read.kinds.items()}
    return kinds, [str(each) for each in read.problems]


def test_articles_of_which_the_same_is_said_are_of_one_kind() -> None:
    kinds, problems = read(GOOD, GOOD | {"serial": "0321"}, GOOD | {"serial": "9", "batch": "B2", "name": "R5 kit"})
    assert kinds == {"Canon EOS R5": ["0320", "0321"], "R5 kit": ["9"]}
    assert not problems


def test_values_are_read_as_a_record_of_a_product_has_them() -> None:
    (kind,) = read_articles([(2, GOOD)], "Canon", "").kinds
    assert (kind.gtin, kind.warranty, kind.maker, kind.fields) == (
        "04549292075694",
        "2 years",
        "Canon",
        (("colour", "black"),),
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"serial": " "}, "it has no serial number"),
        ({"serial": "x" * 48}, "the serial number has more than 47 bytes"),
        ({"serial": "é" * 24}, "the serial number has more than 47 bytes"),
        ({"gtin": "4549292075695"}, '"4549292075695" has a wrong check digit'),
        ({"warranty": "for ever and a day"}, '"for ever and a day" is not a duration'),
        ({"link": "javascript:alert(1)"}, '"javascript:alert(1)" is not an address'),
        ({"parts": "a\nb"}, '"parts" is not one line of plain text'),
        ({"parts": "\u202eevil"}, '"parts" is not one line of plain text'),
        ({"manual": "x" * 201}, '"manual" has more than 200 characters'),
        ({"model": "", "name": ""}, "it has neither a name nor a model"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(change: Mapping[str, str], fault: str) -> None:
    kinds, problems = read(GOOD, GOOD | {"serial": "2"} | change, GOOD | {"serial": "3"})
    assert kinds == {"Canon EOS R5": ["0320", "3"]}
    assert problems[0].startswith(f"serials.csv:3: {fault}")


def test_a_serial_number_that_stands_there_twice_is_told_with_both_lines() -> None:
    assert read(GOOD, GOOD)[1] == ['serials.csv:3: the serial number "0320" stands on line 2 already']


def test_more_of_a_kind_than_one_description_holds_are_told() -> None:
    rows = (GOOD | {"serial": str(number)} for number in range(ARTICLES_MOST + 1))
    assert "part them into batches" in read(*rows)[1][0]


def test_columns_that_mean_nothing_are_named() -> None:
    assert unknown_columns(["Serial", "field.Colour", "colour", "field.", ""]) == ("colour", "field.")
