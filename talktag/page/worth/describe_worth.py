"""What things are worth, described for a reader in one language: sums, years, parties, services. It adds nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    Happening,
    Happenings,
    Point,
    PointList,
    Section,
    Sentence,
)
from talktag.model.worth.flow import expenses_of, income_of, net
from talktag.page.describe_product import present
from talktag.page.wording import wording
from talktag.page.words_for_values import name_of, term_in
from talktag.page.worth.wording import worth_wording

if TYPE_CHECKING:
    from talktag.model.worth.flow import Flow, Sums
    from talktag.model.worth.holding import Holding
    from talktag.model.worth.keeping import Kept, Promised, PutQuestion
    from talktag.model.worth.worth import NeededService, SumsOf, Worth
    from talktag.page.wording.texts import Texts
    from talktag.page.worth.wording.texts import WorthTexts


class _Words(NamedTuple):
    """What is told, with the names of products and parties, and the words of the language."""

    worth: Worth
    holdings: Mapping[str, Holding]
    names: Mapping[str, str]
    words: WorthTexts
    values: Texts

    def product(self, ident: str) -> str:
        return self.holdings[ident].product.name if ident in self.holdings else ident

    def party(self, party: str | None) -> str:
        return self.names.get(party or "", party or self.words.nobody)

    def days(self, count: object) -> str:
        one, several = self.values.units["day"]
        return f"{count} {one if str(count) == '1' else several}"

    def what(self, what: str) -> str:
        return self.words.sorts.get(what) or name_of(self.values.entries, what)


def describe_worth(
    worth: Worth, holdings: Mapping[str, Holding], names: Mapping[str, str], language: str
) -> Description:
    """The page in one of LANGUAGES; `names` has what parties are called by their slugs."""
    told = _Words(worth, holdings, names, worth_wording(language), wording(language))
    asked = worth.asked
    title = told.product(asked[0]) if len(asked) == 1 else told.words.several.format(count=len(asked))
    return Description(
        language=language,
        name=f"{title}: {told.words.kicker}",
        title=title,
        sections=tuple(_sections(told)),
        kicker=told.words.kicker,
        ending=(Sentence(told.words.never_added),),
    )


def _sections(told: _Words) -> Iterator[Section]:
    worth, words = told.worth, told.words
    blocks: Sequence[tuple[str, Sequence[Block]]] = (
        (words.sums, (Sentence(words.as_of.format(day=worth.today)), *_facts(_sums(told)))),
        (words.by_year, _facts(_table(worth.by_year(), str, words))),
        (words.by_what, _facts(_table(worth.by_what(), told.what, words))),
        (words.by_product, _facts(_table(worth.by_product(), told.product, words)) if len(worth.asked) > 1 else ()),
        (words.by_party, _points(_party(told, each) for each in worth.by_party())),
        (words.kept, _points(point for each in worth.kept for point in _word_points(told, each))),
        (words.services, _points(_service(told, each) for each in worth.services)),
        (words.money, (Happenings(tuple(_happening(told, each) for each in worth.flows)),) if worth.flows else ()),
    )
    for heading, content in blocks:
        if content:
            yield Section("part", heading, tuple(content))


def _facts(facts: Iterator[Fact]) -> Sequence[Block]:
    found = tuple(each for each in facts if each.lines)
    return (FactList(found),) if found else ()


def _points(points: Iterator[Point]) -> Sequence[Block]:
    found = tuple(points)
    return (PointList(found),) if found else ()


def _sums(told: _Words) -> Iterator[Fact]:
    worth, words = told.worth, told.words
    years = words.years.format(years=f"{worth.years:.1f}") if worth.years else None
    yield Fact(words.since, present((str(worth.since), years)) if worth.since else ())
    yield Fact(words.until, (str(worth.until),) if worth.until else ())
    yield Fact(words.paid, _lines(expenses_of(worth.flows)))
    yield Fact(words.got, _lines(income_of(worth.flows)))
    if income_of(worth.flows):
        yield Fact(words.net, _lines(net(worth.flows)))
    yield Fact(words.per_year, _lines(worth.per_year))
    for each in worth.uses:
        over = words.over.format(count=f"{each.used:f}")
        yield Fact(words.per_use.replace("{meter}", each.meter), (*_lines(each.cost), over))


def _table(rows: Sequence[SumsOf], called: Callable[..., str], words: WorthTexts) -> Iterator[Fact]:
    """A fact a row; what came in stands with its word."""
    for each in rows:
        yield Fact(called(each.key), (*_lines(each.paid), *(f"{words.got}: {money}" for money in each.got)))


def _party(told: _Words, sums: SumsOf) -> Point:
    words = told.words
    times = words.times.format(count=sums.times) if sums.times > 1 else None
    rest = (*_lines(sums.paid), *(f"{words.got}: {money}" for money in sums.got), times)
    return Point(told.party(sums.key), present((*rest, words.last.format(day=sums.last))))


def _word_points(told: _Words, kept: Kept) -> Iterator[Point]:
    """A party with how long its answers take, then each question and promise of it."""
    median = told.words.median.format(days=told.days(kept.median)) if kept.median is not None else None
    yield Point(told.party(kept.party), present((median,)))
    yield from (_question(told, each) for each in kept.asked)
    yield from (_promise(told, each) for each in kept.promised)


def _question(told: _Words, asked: PutQuestion) -> Point:
    words = told.words
    answered = (
        words.answered.format(day=asked.answered, days=told.days(asked.days)) if asked.answered else words.unanswered
    )
    return Point(asked.title, (str(asked.day), answered))


def _promise(told: _Words, promised: Promised) -> Point:
    words, late = told.words, promised.late(told.worth.today)
    by = words.promised.format(day=promised.due) if promised.due else str(promised.day)
    done = words.done.format(day=promised.done) if promised.done else words.undone
    said = None if late is None else words.in_time if late == 0 else words.late.format(days=told.days(late))
    return Point(promised.title, present((by, done, said)))


def _service(told: _Words, needed: NeededService) -> Point:
    words, service = told.words, needed.service.product.service
    fee = str(service.fee) if service.fee else None
    if fee and service.every:
        fee = words.fee.format(fee=fee, every=term_in(told.values, str(service.every)))
    days = (
        (words.ends, service.ends),
        (words.goes_on, None if service.ends else needed.next),
        (words.notice, needed.notice),
    )
    stops = ", ".join(told.product(each.product) for each in needed.stops)
    rest = (fee, *(text.format(day=day) for text, day in days if day))
    return Point(
        needed.service.product.name, present((*rest, words.stops.replace("{names}", stops) if stops else None))
    )


def _happening(told: _Words, flow: Flow) -> Happening:
    words = told.words
    money = f"{words.got}: {flow.money}" if flow.is_got else str(flow.money)
    portion = words.portion.format(whole=flow.whole) if flow.whole else None
    counted = words.counted if flow.is_counted else None
    party = told.party(flow.party) if flow.party else None
    title = flow.title or told.product(flow.product)
    return Happening(str(flow.day), title, "", present((money, told.what(flow.what), party, portion, counted)))


def _lines(sums: Sums) -> tuple[str, ...]:
    return tuple(map(str, sums))
