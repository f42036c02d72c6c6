"""What letters say in one language. It has no defaults: a text that is missing cannot be overlooked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class KindTexts(NamedTuple):
    """The words of one kind of letter. In `subject` is {product}; it `asks` in points.

    `bare` is the subject where it is about no product, `words` what the person's own words in it are called.
    """

    subject: str
    bare: str
    opening: str
    asks: tuple[str, ...]
    words: str


class LetterTexts(NamedTuple):
    """Every text of a letter; what stands in braces is put in, and must stay.

    `acts` name a form of act, with {articles} and {number}; `paragraph` a part of an article, with {article} and
    {number}. `journal` has {journal} and {day}, `journal_page` {page}, too. `known` names acts that are called by a
    name. `says` are further values by their names, `form` the fields of a form. `no_day` is said where no day is named
    for the end.
    """

    date: str
    hello: str
    product: str
    history: str
    asks: str
    answer: str
    answer_by_law: str
    cites: str
    acts: Mapping[str, str]
    known: Mapping[str, str]
    national: str
    paragraph: str
    journal: str
    journal_page: str
    no_day: str
    regards: str
    form_heading: str
    form_note: str
    says: Mapping[str, str]
    form: Mapping[str, str]
    kinds: Mapping[str, KindTexts]
