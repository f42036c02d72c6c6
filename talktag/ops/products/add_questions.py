"""What `add` asks a person for when nothing was said, and what it can offer. Asks nothing itself; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.ops.finding.find_product import find_product
from talktag.ops.products.add import Wanted, parsers, repeating
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

OFFERED = 6  # values shown beside a question; Tab knows them all


class Question(NamedTuple):
    """One thing to ask for: the flag it stands for, its words, and how an answer is read (ValueError if it is none)."""

    flag: str
    text: str
    parse: Callable[[str], Any]


_TEXTS = {
    "name": "Name",
    "maker": "Maker",
    "model": "Model",
    "serial": "Serial number",
    "place": "Place, like home/office",
    "bought": "Bought on, like 2024-03-02 or today",
    "from": "Bought from",
    "price": "Price",
    "warranty": 'Warranty, like "24 months"',
    "labels": "Labels, parted by commas",
}


def questions(session: Session, said: Iterable[str]) -> tuple[Question, ...]:
    """What is worth asking for, in order, less what was said already."""
    known, forms = set(said), parsers(session)
    return tuple(Question(flag, text, forms[flag]) for flag, text in _TEXTS.items() if flag not in known)


def said_of(session: Session, wanted: Wanted) -> tuple[dict[str, str], str | None]:
    """What needs no question, by flag, and the name to suggest: what was typed, and what the product `like` gives."""
    purchase = {"bought": wanted.bought, "from": wanted.seller, "price": wanted.price}
    texts = {key: getattr(wanted, key) for key in ("maker", "model", "serial", "place")}
    lists = {"warranty": wanted.warranties, "labels": wanted.labels}
    said = {key: "" for key, value in lists.items() if value}
    said |= {key: value for key, value in (texts | purchase).items() if value is not None}
    if wanted.like is None:
        return said, None
    like = repeating(find_product(session.store, wanted.like).product)
    common = {
        "maker": like.maker,
        "model": like.model,
        "place": like.place,
        "from": like.purchase.seller,
        "price": like.purchase.price,
        "warranty": like.warranties,
        "labels": like.labels,
    }
    return {key: str(value) for key, value in common.items() if value} | said, like.name


def answered(wanted: Wanted, answers: Mapping[str, str]) -> Wanted:
    """What is wanted, with the answers put in."""
    renamed = {"from": "seller"}
    lists = {"warranty": "warranties", "labels": "labels"}
    texts = {renamed.get(flag, flag): text for flag, text in answers.items() if flag not in lists}
    return wanted._replace(**texts, **{lists[flag]: (text,) for flag, text in answers.items() if flag in lists})  # type: ignore[arg-type]


class Offers:
    """The values in use in a store, the commonest first."""

    def __init__(self, session: Session) -> None:
        self._facts = session.store.catalogue.facts()

    def of(self, flag: str, answers: Mapping[str, str]) -> tuple[str, ...]:
        """What to offer for a question; models are those of the maker that was answered."""
        maker = answers.get("maker", "").casefold()
        counts: Counter[str] = Counter()
        for facts in self._facts:
            if flag != "model" or not maker or (facts.maker or "").casefold() == maker:
                counts.update(_values(facts, flag))
        return tuple(value for value, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold())))


def _values(facts: Facts, flag: str) -> Sequence[str]:
    if flag == "labels":
        return facts.labels
    keys = {"maker": facts.maker, "model": facts.model, "place": facts.place, "from": facts.seller}
    value = keys.get(flag)
    return (value,) if value else ()


def photo_serial(paths: Iterable[Path], texts: Sequence[str | None]) -> str | None:
    """The serial number that a photo among `paths` gives the camera that `texts` (name, maker, model) are about."""
    from talktag.ops.files.files_in import take_in
    from talktag.ops.files.photo_facts import own_serial

    for each in take_in(paths, None):
        if each.told and (serial := own_serial(each.told, texts)):
            return serial
    return None
