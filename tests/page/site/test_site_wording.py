"""The words of a site in each language: nothing is missing, nothing is left in English, what is put in stays."""

from __future__ import annotations

import datetime
import re

import pytest

from talktag.errors import InvalidError
from talktag.model.due import due_item
from talktag.model.due.due_item import DueItem
from talktag.model.parties.party import LANGUAGES
from talktag.page.site.describe_thing import said_of_due
from talktag.page.site.wording import fill_in, site_wording

FOREIGN = [language for language in LANGUAGES if language != "en"]
BY_ITSELF = [each for each in due_item.ENDS if each != due_item.PERMISSION]  # which says it in its own title
DAY = datetime.date(2027, 1, 1)


def texts(language: str) -> dict[str, str]:
    values = site_wording(language)._asdict()
    states = values.pop("states")
    return {**values, **{f"state {key}": text for key, text in states.items()}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_with_what_is_put_into_it(language: str) -> None:
    english = texts("en")
    assert texts(language).keys() == english.keys()
    for name, text in texts(language).items():
        assert text.strip()
        assert sorted(re.findall(r"{.*?}", text)) == sorted(re.findall(r"{.*?}", english[name])), (language, name)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_text_is_left_in_english(language: str) -> None:
    english = texts("en")
    assert not [name for name, text in texts(language).items() if text == english[name]]


def test_another_language_is_refused() -> None:
    with pytest.raises(InvalidError):
        site_wording("tlh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", [*BY_ITSELF, due_item.LOAN, due_item.SHARE, due_item.TABLE, due_item.QUESTION])
def test_what_is_due_by_itself_is_said_in_words(source: str, language: str) -> None:
    item = DueItem("p", (source, "x"), source, "all", DAY, party="fix-it")
    said = said_of_due(item, site_wording(language), "Fix {title} It")
    assert said not in {"all", ""}
    assert not re.search(r"{(?!title)", said)


def test_what_is_put_in_is_not_looked_at_for_names() -> None:
    assert fill_in("{a} and {b}", a="{b}", b="{a}") == "{b} and {a}"
