"""Letters in each language: every word is there, every law is cited, and what is not known is a line to write on."""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.letters.acts import ACTS
from talktag.model.letters.kinds import LETTERS, WORDS, answer_day, cites_for
from talktag.model.parties.party import LANGUAGES
from talktag.page.html_page import html_page
from talktag.page.letters.describe_letter import ToldLetter, body_of, cite_text, describe_letter
from talktag.page.letters.wording import letter_wording
from talktag.page.plain_text import plain_text
from talktag.page.text.text_lines import WIDTH, cells
from tests.page.wordings import check_complete, texts

DAY = datetime.date(2026, 1, 31)
VALUES = {
    "name": "Canon EOS 5D",
    "maker": "Canon",
    "model": "5D",
    "serial": "0320",
    "gtin": "04549292037692",
    "purchase": {"date": "2025-03-02", "from": "Foto Sol", "order": "A-77"},
    "warranties": [{"kind": "all", "term": "24 months"}],
}
EVERY = [*itertools.product(LETTERS, LANGUAGES)]
RULE = "____"
# The same word in both languages.
SAME = {
    "es": set(),
    "de": set(),
    "fr": {"Date"},
    "it": set(),
    "sv": set(),
}


def told(name: str, **said: object) -> ToldLetter:
    kind = LETTERS[name]
    letter = ToldLetter(
        kind=kind,
        owner="Ana Pérez",
        contact="ana@example.org",
        to=("Fix-It Cameras", "Calle Mayor 1", "bench@fixit.example"),
        day=DAY,
        answer_by=answer_day(kind, DAY),
        cites=cites_for(kind, is_seller=True),
        product="Canon EOS 5D",
        values=VALUES,
        fields=kind.facts,
        words="It has a crack.",
        is_by_law=kind.law is not None,
    )
    return replace(letter, **said)  # type: ignore[arg-type]


def text(letter: ToldLetter, language: str = "en") -> str:
    return plain_text(describe_letter(letter, language)).decode()


def one_line(shown: str) -> str:
    return " ".join(shown.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_and_none_is_left_in_english(language: str) -> None:
    mine, english = (dict(texts(letter_wording(each)._asdict())) for each in (language, "en"))
    check_complete({**mine, ".language": language}, {**english, ".language": "en"}, language)
    if language != "en":
        same = {words for place, words in mine.items() if words == english[place]}
        assert same <= SAME[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language: str) -> None:
    words = letter_wording(language)
    assert words.kinds.keys() == LETTERS.keys()
    assert {name for kind in LETTERS.values() for name in kind.form} == words.form.keys()
    assert {name for kind in LETTERS.values() for name in kind.says} == words.says.keys()
    assert {each.form for each in ACTS.values()} == words.acts.keys()


@pytest.mark.parametrize("language", ["pt", "DE", "", "texts", "../en"])
def test_a_language_that_there_is_not_is_refused(language: str) -> None:
    with pytest.raises(InvalidError, match="no letter is written in"):
        letter_wording(language)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_it_says_who_what_until_when_and_where_the_law_stands(name: str, language: str) -> None:
    letter = told(name)
    shown = one_line(text(letter, language))
    words = letter_wording(language)
    for each in ("Ana Pérez", "ana@example.org", "Calle Mayor 1", "2026-01-31", "Canon EOS 5D", "It has a crack."):
        assert each in shown
    for cite in letter.cites:
        assert one_line(cite_text(cite, words)) in shown
        assert cite.act in shown
        assert ACTS[cite.act].eli in shown
        assert ACTS[cite.act].printed in shown
    assert shown.count(letter.answer_by.isoformat()) == 1
    assert not re.search(r"[{}]|\bNone\b|\b(1 Monate|1 months|1 meses|1 mesi)\b", shown)
    for ask in words.kinds[name].asks:
        assert one_line(ask) in shown


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_is_not_known_is_a_line_to_write_on_and_never_a_word(name: str, language: str) -> None:
    letter = told(name, values={}, words="", lacks=LETTERS[name].needs)
    shown = text(letter, language)
    form = RULE in text(told(name), language)
    assert form == bool(LETTERS[name].form)
    assert (RULE in shown) == bool(LETTERS[name].needs or LETTERS[name].form)
    assert not re.search(r"[{}]|\bNone\b|: *,", shown)
    if WORDS in LETTERS[name].needs:
        assert f"{letter_wording(language).kinds[name].words}:\n" in shown
    html = html_page(describe_letter(letter, language)).decode()
    assert "None" not in html


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_about_no_product_it_names_none(name: str, language: str) -> None:
    letter = told(name, product="", values={}, fields=(), words="")
    shown = text(letter, language)
    title = letter_wording(language).kinds[name].bare
    assert shown.startswith(f"{title}\n{'=' * cells(title)}\n")
    assert not re.search(r"[{}]|\bNone\b", shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_law_is_said_to_apply_and_no_warning_stands_in_the_letter(language: str) -> None:
    for name in LETTERS:
        shown = text(told(name), language).casefold()
        for word in (
            "legal advice",
            "rechtsberatung",
            "conseil juridique",
            "asesoramiento",
            "consulenza",
            "rådgivning",
        ):
            assert word not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_the_owner_named_is_asked_for_and_no_law_is_said_to_name_it(language: str) -> None:
    letter = told("access", answer_by=datetime.date(2026, 3, 15), is_by_law=False)
    shown = one_line(text(letter, language))
    assert one_line(letter_wording(language).answer.replace("{date}", "2026-03-15")) in shown
    assert "2026-02-28" not in shown


@pytest.mark.parametrize(("month", "by"), [(1, "2026-02-28"), (2, "2026-03-28"), (12, "2027-01-31")])
def test_the_period_of_the_law_is_counted_from_the_day_of_the_letter(month: int, by: str) -> None:
    day = datetime.date(2026, month, 28 if month == 2 else 31)
    letter = told("erasure", day=day, answer_by=answer_day(LETTERS["erasure"], day))
    shown = one_line(text(letter))
    assert f"names 1 month from receipt for the answer. Counted from the date of this letter, that is {by}." in shown


def test_a_mail_says_what_the_letter_says_below_its_head() -> None:
    whole = describe_letter(told("repair"), "en")
    body = plain_text(body_of(whole)).decode()
    assert body.strip().startswith("Dear Sir or Madam,")
    assert "Ana Pérez, ana@example.org" in body
    assert "Date:" not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancellation_says_when_it_ends_or_that_it_is_the_first_day_there_is(language: str) -> None:
    words = letter_wording(language)
    assert words.no_day in one_line(text(told("cancellation"), language))
    ends = one_line(text(told("cancellation", said={"ends": "2026-12-31"}), language))
    assert f"{words.says['ends']}: 2026-12-31" in ends
    assert words.no_day not in ends


HOSTILE = st.text(
    st.sampled_from("ab {}\x1b\x00\u202e\u2066\u200b<>&\"'%_|=-\n\r\t\u2028\ud7ff中ßא"), min_size=1, max_size=60
)


@example("{name}", "{date}", "{product}")
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_stays_text(name: str, words: str, owner: str) -> None:
    letter = told("repair", product=name, words=words, owner=owner, values=VALUES | {"name": name, "maker": words})
    described = describe_letter(letter, "en")
    shown = plain_text(described).decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", shown)
    assert all(cells(line) <= WIDTH or "http" in line for line in shown.split("\n"))
    html = html_page(described).decode()
    assert not re.search("[\x00\x1b\u202e\u2066]", html)
    assert "<script" not in html
