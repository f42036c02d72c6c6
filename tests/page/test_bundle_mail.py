"""The mail that a bundle goes along with: in each language the same, and nothing in it that the bundle does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.mail.bundle_mail import MailedBundle, bundle_mail
from talktag.page.wording import mail_wording
from tests.page.wordings import check_complete, texts

MAILED = MailedBundle(
    product="Canon EOS 5D",
    owner="Ana Pérez",
    contact="ana+tags@example.org",
    bundle="canon.zip",
    form="canon-answer.html",
    page="index.html",
    purpose="crack in the eyepiece",
    until="2027-01-31",
    terms="https://agreements.example/service-only",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_and_none_is_left_in_english(language: str) -> None:
    mine, english = (dict(texts(mail_wording(each)._asdict())) for each in (language, "en"))
    check_complete({**mine, ".language": language}, {**english, ".language": "en"}, language)
    assert language == "en" or not [place for place, text in mine.items() if text == english[place]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_is_attached_what_it_is_about_and_how_to_answer(language: str) -> None:
    words = bundle_mail(MAILED, language)
    assert words.subject == "Canon EOS 5D: crack in the eyepiece"
    said = " ".join(words.text.split())
    for told in (*MAILED[:6], "2027-01-31", MAILED.terms, "talktag verify canon.zip", "talktag reply canon.zip"):
        assert str(told) in said, told
    assert "age -d" not in said
    assert words.text.splitlines()[-2:] == ["Ana Pérez", "ana+tags@example.org"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_an_encrypted_bundle_it_tells_nothing_of_what_is_in_that(language: str) -> None:
    words = bundle_mail(MAILED._replace(bundle="bundle-1.zip.age", form=None, sealed=True), language)
    for told in (MAILED.product, MAILED.purpose, MAILED.until, MAILED.terms):
        assert str(told) not in words.subject + words.text
    assert "    age -d -i KEYFILE -o bundle.zip bundle-1.zip.age" in words.text.splitlines()


def test_without_a_purpose_the_subject_says_which_product() -> None:
    assert bundle_mail(MAILED._replace(purpose=None)).subject == "About my product: Canon EOS 5D"
    assert "Purpose" not in bundle_mail(MAILED._replace(purpose=None)).text


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(LANGUAGES))
def test_no_value_can_pass_for_a_line_of_the_mail(product: str, purpose: str, language: str) -> None:
    usual = bundle_mail(MAILED._replace(product="x", purpose="x"), language).text.splitlines()
    told = bundle_mail(MAILED._replace(product=product, purpose=purpose), language).text.splitlines()
    assert [line for line in told if line not in usual and not line.startswith("    ")] == []


def test_its_own_lines_are_as_short_as_those_of_a_mail_are() -> None:
    for language in LANGUAGES:
        for mailed in (MAILED, MAILED._replace(form=None, sealed=True, bundle="bundle-7k3m9qxac04zt.zip.age")):
            lines = [line for line in bundle_mail(mailed, language).text.splitlines() if not line.startswith("    ")]
            assert max(map(len, lines)) <= 72


def test_a_language_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidError, match="the page is not written in"):
        bundle_mail(MAILED, "pt")
