"""A letter described for its reader: who, about what, what is asked, by when, and where the law stands that it names.

It is given chosen values only, and says of no law that it applies. What the owner wrote stands as it was written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from talktag.model.bundles.told import read_entries
from talktag.model.letters.acts import ACTS, Cite
from talktag.model.letters.kinds import DEFECT, ENDS, GOODS, WORDS, LetterKind
from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    FormField,
    FormFields,
    Happenings,
    Insert,
    Point,
    PointList,
    Section,
    Sentence,
)
from talktag.page.describe_print_out import PrintedProduct, chosen_facts
from talktag.page.describe_product import happening_of_entry
from talktag.page.letters.wording import letter_wording
from talktag.page.letters.wording.texts import KindTexts, LetterTexts
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import term_in

_WORDS_BLANK = 3  # lines to write on where the person's own words are needed
_LABELS = {"purchase.date": "bought", "purchase.from": "seller", "purchase.order": "order"}


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """What a letter says. `product` is what the thing is called, empty for none, `values` the chosen ones as JSON.

    `to` are the lines of the address. `said` are values that no record has, by their names. `lacks` names what is
    needed and not known, `files` those that go along. `fields` are the keys of the values in their order. Where it
    `is_by_law`, the day for the answer is the one that the law names for its kind.
    """

    kind: LetterKind
    owner: str
    contact: str
    to: Sequence[str]
    day: datetime.date
    answer_by: datetime.date
    cites: Sequence[Cite]
    product: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: Sequence[str] = ()
    words: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    lacks: Sequence[str] = ()
    files: Sequence[str] = ()
    is_by_law: bool = False


def describe_letter(told: ToldLetter, language: str) -> Description:
    """The letter in one of model.party.LANGUAGES; InvalidError for any other."""
    words, texts = wording(language), letter_wording(language)
    said = texts.kinds[told.kind.name]
    title = said.subject.replace("{product}", told.product) if told.product else said.bare
    sections = (
        Section("about", "", (FactList(tuple(_frame(told, words, texts))),)),
        Section("letter", "", (Sentence(texts.hello), Sentence(said.opening))),
        Section("part", texts.product, tuple(_subject(told, words, texts, said))),
        Section("part", texts.history, tuple(_history(told, words))),
        Section("part", texts.asks, tuple(_asks(told, words, texts, said))),
        Section("part", texts.cites, tuple(_cites(told, texts))),
        Section("closing", "", (Sentence(texts.regards), _sign(told))),
        Section("form", texts.form_heading, tuple(_form(told, texts))),
    )
    return Description(
        language=words.language,
        name=title,
        title=title,
        sections=tuple(each for each in sections if each.blocks),
        page=words.page,
    )


def body_of(letter: Description) -> Description:
    """The same without what the head of a mail says: its subject, who writes to whom, and when."""
    return Description(
        letter.language, letter.name, "", tuple(each for each in letter.sections if each.role != "about")
    )


def _frame(told: ToldLetter, words: Texts, texts: LetterTexts) -> Iterator[Fact]:
    yield Fact(words.sender, (told.owner, *told.contact.splitlines()))
    yield Fact(words.audience, tuple(told.to))
    yield Fact(texts.date, (told.day.isoformat(),))


def _subject(told: ToldLetter, words: Texts, texts: LetterTexts, said: KindTexts) -> Iterator[Block]:
    """What it is about: the chosen values, what the owner says of it, and lines for what is not known."""
    product = PrintedProduct(told.product, told.values, told.fields, ())
    facts = [Fact(words.product, (told.product,))] if told.product else []
    facts += chosen_facts(product, words)
    for name in told.kind.says:
        value = told.said.get(name) or (texts.no_day if name == ENDS else "")
        facts += [Fact(texts.says[name], tuple(value.splitlines()))] if value else []
    if told.words:
        facts.append(Fact(said.words, tuple(told.words.splitlines())))
    if told.files:
        facts.append(Fact(words.attached, tuple(told.files)))
    if facts:
        yield FactList(tuple(facts))
    blanks = [
        FormField(said.words, blank=_WORDS_BLANK)
        if name == WORDS
        else FormField(texts.says.get(name) or _label(name, words))
        for name in told.lacks
    ]
    if blanks:
        yield FormFields(tuple(blanks))


def _label(name: str, words: Texts) -> str:
    label: str = getattr(words, _LABELS.get(name, name))
    return label


def _history(told: ToldLetter, words: Texts) -> Iterator[Block]:
    if items := tuple(happening_of_entry(each, words) for each in read_entries(told.values.get("entries", []))):
        yield Happenings(items)


def _asks(told: ToldLetter, words: Texts, texts: LetterTexts, said: KindTexts) -> Iterator[Block]:
    yield PointList(tuple(Point(each, ()) for each in said.asks))
    date = told.answer_by.isoformat()
    if told.is_by_law and told.kind.law:
        law = cite_text(told.kind.law, texts)
        term = term_in(words, str(told.kind.period)) or ""
        yield Sentence(texts.answer_by_law.format(law=law, term=term, date=date))
    else:
        yield Sentence(texts.answer.format(date=date))


def _cites(told: ToldLetter, texts: LetterTexts) -> Iterator[Block]:
    if told.cites:
        yield PointList(tuple(Point(cite_text(each, texts), _printed_in(each, texts)) for each in told.cites))


def cite_text(cite: Cite, texts: LetterTexts) -> str:
    """Which articles of which act, in the words of a language."""
    act = ACTS[cite.act]
    articles = ", ".join(_article(each, texts) for each in cite.articles)
    known = texts.known.get(cite.act)
    return texts.acts[act.form].format(articles=articles, number=cite.act) + (f" ({known})" if known else "")


def _article(text: str, texts: LetterTexts) -> str:
    article, _, rest = text.partition("(")
    return texts.paragraph.format(article=article, number=rest.removesuffix(")")) if rest else article


def _printed_in(cite: Cite, texts: LetterTexts) -> tuple[str, ...]:
    """Where the act was published, its address, and of a directive that it works through national law."""
    act = ACTS[cite.act]
    form = texts.journal_page if act.page else texts.journal
    printed = form.format(journal=act.journal, day=act.printed, page=act.page)
    return (printed, act.eli, *((texts.national,) if act.form == "directive" else ()))


def _sign(told: ToldLetter) -> Sentence:
    return Sentence("{name}", (Insert("name", ", ".join((told.owner, *told.contact.splitlines())), "words"),))


def _form(told: ToldLetter, texts: LetterTexts) -> Iterator[Block]:
    """The fields that the other side fills in; what is known of them is filled in."""
    if not told.kind.form:
        return
    product = told.values.get
    goods = ", ".join(filter(None, (told.product, product("maker"), product("model"), product("serial"))))
    known = {GOODS: goods, DEFECT: told.words}
    yield Sentence(texts.form_note)
    yield FormFields(
        tuple(
            FormField(texts.form[name], tuple(known.get(name, "").splitlines()), 2 if name == "further" else 1)
            for name in told.kind.form
        )
    )
