"""The mail that a message goes in: in each language the same, and beside an encrypted one no word of its content."""

from __future__ import annotations

import base64
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.interop.mail.find_bundles import find_bundles
from talktag.model.parties.party import LANGUAGES
from talktag.page.mail.message_mail import MailedMessage, message_mail
from talktag.page.wording.message_mail import message_mail_wording
from tests.page.wordings import check_complete, texts

OPEN = MailedMessage("Ana Pérez", "ana@example.org", "x7dac97rd8pqa.zip", ["Has the eyepiece come in?", "By Friday"])
SEALED = OPEN._replace(bundle="x7dac97rd8pqa.zip.age")
AGE = b"age-encryption.org/v1\n" + bytes(range(256)) * 8
BODY = textwrap.fill(base64.b64encode(AGE).decode(), 64)
ARMORED = f"-----BEGIN AGE ENCRYPTED FILE-----\n{BODY}\n-----END AGE ENCRYPTED FILE-----\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_and_none_is_left_in_english(language: str) -> None:
    mine, english = (dict(texts(message_mail_wording(each)._asdict())) for each in (language, "en"))
    check_complete({**mine, ".language": language}, {**english, ".language": "en"}, language)
    assert language == "en" or not [place for place, text in mine.items() if text == english[place]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_is_said_and_how_the_file_is_opened(language: str) -> None:
    words = message_mail(OPEN, language)
    lines = words.text.splitlines()
    assert "Ana Pérez" in words.subject
    for told in (
        "Has the eyepiece come in?",
        "By Friday",
        "unzip x7dac97rd8pqa.zip",
        "talktag receive x7dac97rd8pqa.zip",
    ):
        assert f"    {told}" in lines
    assert "age -d" not in words.text
    assert lines[-2:] == ["Ana Pérez", "ana@example.org"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_an_encrypted_message_no_word_of_it_is_said(language: str) -> None:
    words = message_mail(SEALED, language)
    assert "eyepiece" not in words.subject + words.text
    assert "Friday" not in words.text
    lines = words.text.splitlines()
    assert "    age -d -i KEYFILE -o x7dac97rd8pqa.zip x7dac97rd8pqa.zip.age" in lines
    assert "    unzip x7dac97rd8pqa.zip" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_form_stands_at_the_end_and_is_found_there(language: str) -> None:
    words = message_mail(SEALED._replace(as_text=ARMORED), language)
    assert words.text.endswith(ARMORED.rstrip("\n"))
    (found,) = find_bundles(words.text.encode(), "paste")
    assert found.content.whole() == AGE
    assert "BEGIN AGE" not in message_mail(OPEN._replace(as_text=ARMORED), language).text


def test_one_that_a_rule_wrote_says_so() -> None:
    said = message_mail_wording("en").automatic
    assert said in message_mail(SEALED._replace(by_itself=True)).text
    assert said not in message_mail(SEALED).text


@given(st.lists(st.text(), max_size=3), st.sampled_from(LANGUAGES))
def test_nothing_that_is_said_can_pass_for_a_line_of_the_mail(says: list[str], language: str) -> None:
    usual = message_mail(OPEN._replace(says=["x"]), language).text.splitlines()
    told = message_mail(OPEN._replace(says=says), language).text.splitlines()
    assert [line for line in told if line not in usual and not line.startswith("    ")] == []


def test_its_own_lines_are_as_short_as_those_of_a_mail_are() -> None:
    for language in LANGUAGES:
        for mailed in (OPEN, SEALED._replace(as_text=ARMORED, by_itself=True)):
            lines = [line for line in message_mail(mailed, language).text.splitlines() if not line.startswith("    ")]
            assert max(map(len, lines)) <= 72


def test_a_language_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidError, match="is not written in"):
        message_mail(OPEN, "pt")
