"""Kinds of letters: what each needs, which law it cites, and by which day it asks for an answer."""

from __future__ import annotations

import datetime
import re

import pytest

from talktag.model.letters.acts import ACTS, DIRECTIVE
from talktag.model.letters.kinds import LETTERS, REPAIR_FORM, WORDS, answer_day, cites_for
from talktag.model.log.entry import Entry
from talktag.model.log.schedule import dues_of
from talktag.model.products.shared_keys import SECTION_FIELDS

DAY = datetime.date(2026, 11, 30)
CITED = {
    "guarantee": {"2019/771"},
    "repair": {"2024/1799"},
    "data": {"2023/2854"},
    "access": {"2016/679"},
    "erasure": {"2016/679"},
    "recall": {"2023/988"},
    "cancellation": set(),
    "withdrawal": {"2016/679"},
    "breach": set(),
}


def test_these_are_the_kinds_and_the_acts_that_they_cite() -> None:
    assert {name: {each.act for each in kind.cites} for name, kind in LETTERS.items()} == CITED


def test_each_point_of_the_european_repair_form_has_its_fields_in_the_order_of_the_article() -> None:
    points = {  # of art. 4 of directive (EU) 2024/1799, as published accounts give them
        "who repairs": ("repairer",),
        "at which address, and how to be reached": ("address", "phone", "mail"),
        "the goods": ("goods",),
        "the nature of the defect, and the repair that is suggested": ("defect", "repair"),
        "the price, or how it is calculated and the maximum": ("price",),
        "the time that it takes": ("time",),
        "a temporary replacement, and what it costs": ("replacement",),
        "where the goods are handed over": ("place",),
        "ancillary services, and what they cost": ("services",),
        "how long the form is valid": ("validity",),
        "additional information": ("further",),
    }
    assert tuple(field for fields in points.values() for field in fields) == REPAIR_FORM


@pytest.mark.parametrize("number", ACTS)
def test_an_act_has_its_form_its_place_in_the_journal_and_the_address_of_its_number(number: str) -> None:
    act = ACTS[number]
    year, rest = number.split("/")
    assert act.eli == f"http://data.europa.eu/eli/{'dir' if act.form == DIRECTIVE else 'reg'}/{year}/{rest}/oj"
    assert re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", act.printed)
    assert (
        act.page.isdigit() if re.fullmatch(r"L \d+", act.journal) else (act.journal, act.page) == (f"L, {number}", "")
    )


@pytest.mark.parametrize("name", LETTERS)
def test_what_a_letter_tells_are_fields_that_a_table_can_have(name: str) -> None:
    fields = {"name", *(field for fields in SECTION_FIELDS.values() for field in fields)}
    kind = LETTERS[name]
    assert set(kind.facts) <= fields
    assert set(kind.needs) - {WORDS} <= {*kind.facts, *kind.says}


@pytest.mark.parametrize("name", LETTERS)
def test_a_price_a_value_and_a_place_are_in_no_letter_unless_they_are_asked_for(name: str) -> None:
    assert not {"purchase.price", "value", "place", "labels", "condition"} & set(LETTERS[name].facts)


@pytest.mark.parametrize("name", ["access", "erasure", "cancellation", "withdrawal", "breach"])
def test_a_letter_that_is_not_about_the_thing_tells_no_serial_number(name: str) -> None:
    assert "serial" not in LETTERS[name].facts


@pytest.mark.parametrize(
    ("name", "written", "by"),
    [
        ("access", "2026-11-30", "2026-12-30"),
        ("access", "2027-01-31", "2027-02-28"),
        ("access", "2028-01-31", "2028-02-29"),
        ("erasure", "2026-12-31", "2027-01-31"),
        ("erasure", "2026-08-31", "2026-09-30"),
        ("repair", "2026-12-31", "2027-01-14"),
        ("guarantee", "2028-02-28", "2028-03-13"),
    ],
)
def test_the_day_for_the_answer_is_one_that_there_is(name: str, written: str, by: str) -> None:
    assert answer_day(LETTERS[name], datetime.date.fromisoformat(written)) == datetime.date.fromisoformat(by)


def test_only_where_a_law_names_a_period_it_is_said_to_be_from_there() -> None:
    assert [name for name, kind in LETTERS.items() if kind.law] == ["access", "erasure"]
    for kind in LETTERS.values():
        assert kind.law is None or any(kind.law.act == each.act for each in kind.cites)


def test_a_seller_is_cited_what_sellers_owe_and_others_what_they_promised() -> None:
    kind = LETTERS["guarantee"]
    assert [each.articles for each in cites_for(kind, is_seller=True)] == [("10", "13", "14")]
    assert [each.articles for each in cites_for(kind, is_seller=False)] == [("17",)]


def test_each_letter_waits_for_an_answer_of_its_own() -> None:
    said = Entry("a", DAY, "message", "Letter to Fix-It", due=DAY, to="fix-it", data={"letter": "repair"})
    other = said._replace(id="b", to="foto-sol", data={"letter": "access"})
    word = Entry("c", DAY, "message", "It has come")
    assert {each.entry for each in dues_of((said, other, word))} == {"a", "b"}
    done = Entry("d", DAY, "done", "Done", cause="a")
    assert {each.entry for each in dues_of((said, other, word, done))} == {"b"}
    answer = Entry("e", DAY, "message", "We look", party="foto-sol", signer="SHA256:x", original="x", cause="b")
    assert not dues_of((said, other, word, done, answer))
    stranger = answer._replace(party="fix-it")
    assert {each.entry for each in dues_of((said, other, word, done, stranger))} == {"b"}
