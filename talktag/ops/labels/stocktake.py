"""`check`: a stocktake, what should be there beside what was scanned. It says of a product only that it was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import NotFoundError, UsageError
from talktag.model.labels.payload import read_payload
from talktag.model.log import kinds
from talktag.model.plan import Write
from talktag.model.queries.conditions import place_parts
from talktag.model.queries.query import is_keyed
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import changed_text
from talktag.model.values.fold import fold
from talktag.model.values.near import hints as near_hints
from talktag.model.values.near import near_words
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.choose_products import facts_of_query
from talktag.ops.finding.find_product import find_product
from talktag.ops.labels.read_codes import Sighting, code_notices, codes_in, look_up
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts


class Counted(NamedTuple):
    """One product in a stocktake; `seen` is the day it was last seen before."""

    slug: str
    name: str
    place: str | None
    state: str
    seen: str | None
    moved_to: str | None = None

    def values(self) -> dict[str, Any]:
        """The product as JSON values."""
        return without_absent(self._asdict())


class Checked(NamedTuple):
    """What a stocktake found.

    `unexpected` was scanned and is elsewhere, or gone, as its record says; `others` are codes that lead to no product.
    """

    found: tuple[Counted, ...]
    missing: tuple[Counted, ...] = ()
    unexpected: tuple[Counted, ...] = ()
    others: tuple[Sighting, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The four lists."""
        groups = {"found": self.found, "missing": self.missing, "unexpected": self.unexpected}
        return {
            **{name: [each.values() for each in items] for name, items in groups.items()},
            "others": [each.values() for each in self.others],
        }


class Stocktake(NamedTuple):
    """What to compare: `words` are places and words of a query of what should be there, `everything` is all products.

    `given` is what was scanned or typed; with `move`, what is elsewhere by its record is said to be here now.
    """

    words: tuple[str, ...] = ()
    given: tuple[str | Path | bytes, ...] = ()
    everything: bool = False
    move: bool = False


def split(session: Session, words: Iterable[str], is_file: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The words that say what should be there, and those that say what is there: tags, files, `-`, and products.

    NotFoundError for a word that is neither a place nor a product.
    """
    query: list[str] = []
    things: list[str] = []
    places = [each.place for each in session.store.catalogue.products()]
    for word in words:
        if word == "-" or is_file(word) or read_payload(word):
            things.append(word)
        elif is_keyed(word) or _is_place(word, places):
            query.append(word)
        else:
            things.append(_product(session, word, places))
    return query, things


def _product(session: Session, word: str, places: Iterable[str | None]) -> str:
    """The slug of the product that a word names."""
    try:
        return find_product(session.store, word).product.slug
    except NotFoundError as error:
        near = near_hints(near_words(word, {place for place in places if place}, 2, likeness=0.75))
        raise NotFoundError(f'"{word}" is neither a place nor a product', hints=[*near, *error.hints]) from None


def check(session: Session, wanted: Stocktake) -> Outcome:
    """What was found of what should be there, and a plan that says of each found product that it was seen today.

    Only what is owned and not lent should be there. Raises UsageError for a query that does not hold up, and where
    products are to be moved to a place that cannot be told.
    """
    store = session.store
    every = {each.slug: each for each in store.catalogue.facts()}
    query = tuple(_as_place(word) for word in wanted.words)
    expected = _products_expected(session, query, every=wanted.everything)
    place = _place(query, every.values())
    if wanted.move and place is None:
        raise UsageError(
            "where to move things is not clear", hints=["name one place: talktag check home/office --move"]
        )
    seen = look_up(session, codes_in(wanted.given), names=True)
    here = dict.fromkeys(slug for each in seen if each.record and (slug := each.record.product.slug) in every)
    elsewhere = [slug for slug in here if slug not in expected] if query or wanted.everything else []
    moving = {slug for slug in elsewhere if wanted.move and every[slug].state == "owned"}
    answer = Checked(
        tuple(_item(every[slug]) for slug in here if slug not in elsewhere),
        tuple(_item(each) for slug, each in expected.items() if slug not in here),
        tuple(_item(every[slug], place if slug in moving else None) for slug in elsewhere),
        tuple(each for each in seen if each.record is None),
    )
    writes = [write for slug in here for write in _writes(session, slug, place, moves=slug in moving)]
    notices = (*code_notices(session, seen), *_notices(wanted, answer, place))
    if not writes:
        return Outcome(answer, notices=notices)
    plan = commit_message.plan(
        "check", f"Check {plural(len(here), 'product')}{f' at {place}' if place else ''}", *writes
    )
    return Outcome(answer, plan, notices=notices)


def check_one(session: Session, slug: str) -> Outcome:
    """A plan that says of one product that it was seen today."""
    facts = next(each for each in session.store.catalogue.facts() if each.slug == slug)
    answer = Checked((_item(facts),))
    writes = _writes(session, slug, None, moves=False)
    if not writes:
        return Outcome(answer, notices=(f'"{slug}" was checked today already',))
    return Outcome(answer, commit_message.plan("check", f"Check {facts.name}", *writes))


def _products_expected(session: Session, query: tuple[str, ...], *, every: bool) -> dict[str, Facts]:
    """What should be there, by slug; nothing where no query says so."""
    if every and query:
        raise UsageError("--all and a query exclude each other", hints=["leave one out"])
    if not (every or query):
        return {}
    return {each.slug: each for each in facts_of_query(session, query) if each.state == "owned"}


def _as_place(word: str) -> str:
    """A bare word as the place it is, any other word as it is."""
    return word if is_keyed(word) else f"place:{word}"


def _is_place(word: str, places: Iterable[str | None]) -> bool:
    parts = place_parts(word)
    return bool(parts) and any(_is_at(parts, each) for each in places)


def _is_at(parts: tuple[str, ...], place: str | None) -> bool:
    there = place_parts(place or "")
    return parts[0] in there if len(parts) == 1 else there[: len(parts)] == parts


def _place(query: Sequence[str], every: Iterable[Facts]) -> str | None:
    """The place that is checked, spelled as records spell it; None without one, or where several are meant."""
    named = [word.partition(":")[2].removeprefix("=") for word in query if fold(word).startswith("place:")]
    if len(named) != 1:
        return None
    parts = place_parts(named[0])
    spelled = Counter(_upto(each.place, parts) for each in every if each.place and _is_at(parts, each.place))
    if len({place_parts(each) for each in spelled}) > 1:
        return None
    return named[0] if named[0] in spelled or not spelled else spelled.most_common(1)[0][0]


def _upto(place: str, parts: tuple[str, ...]) -> str:
    """A place as far as the part that was asked for, such as `Home/Office` of `Home/Office/Desk` for `office`."""
    words = [each.strip() for each in place.split("/") if each.strip()]
    count = len(parts) if len(parts) > 1 else [fold(each) for each in words].index(parts[0]) + 1
    return "/".join(words[:count])


def _item(facts: Facts, moved_to: str | None = None) -> Counted:
    return Counted(facts.slug, facts.name, facts.place, facts.state, seen=facts.seen, moved_to=moved_to)


def _writes(session: Session, slug: str, place: str | None, *, moves: bool) -> list[Write]:
    """What says that a product was seen today, once a day, and where it is now."""
    store = session.store
    writes = []
    if moves:
        record = store.record(slug)
        data = changed_text(record.data, {("place",): place, ("inside",): None})
        writes.append(Write(record.path, data, record.data))
    if moves or not _is_checked(session, store, slug):
        title = f"Seen at {place}" if place else "Seen"
        writes.append(append_entry(store, slug, own_entry(session, kinds.CHECK, title)))
    return writes


def _is_checked(session: Session, store: Store, slug: str) -> bool:
    entries = store.entries(slug).value or ()
    return any(each.kind == kinds.CHECK and each.date == session.today for each in entries)


def _notices(wanted: Stocktake, answer: Checked, place: str | None) -> Iterable[str]:
    for each in answer.unexpected:
        if each.state != "owned":
            way = f"talktag return {each.slug}" if each.state == "lent" else f"talktag set {each.slug} state=owned"
            yield f'"{each.slug}" is {each.state}, and here; if it is back: {way}'
    if place and not wanted.move and any(each.state == "owned" for each in answer.unexpected):
        yield f'what is here and not at "{place}" by its record is moved there by the same command with --move'
    if not (wanted.words or wanted.everything):
        yield "name a place or a query to see what is missing, such as: talktag check home/office"
