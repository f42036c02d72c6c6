"""What `add` asks a person for when nothing was said, and what it can offer. Asks nothing itself; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.products.key import NOTHING
from talktag.model.products.key_order import with_moves
from talktag.model.products.key_values import value_of
from talktag.model.products.keys import KEYS
from talktag.model.queries.facts import fact_of
from talktag.ops.finding.find_product import find_product
from talktag.ops.products.add import AddRequest, repeating
from talktag.ops.products.typed_keys import typed_readers
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

OFFERED = 6  # values shown beside a question; Tab knows them all


class Question(NamedTuple):
    """One thing to ask for: the flag it stands for, its words, and how an answer is read (ValueError if it is none)."""

    flag: str
    text: str
    parse: Callable[[str], Any]


_ASKED = with_moves((key for key in KEYS if key.question), {"label": "warranty"})


def questions(session: Session, said: Iterable[str]) -> tuple[Question, ...]:
    """What is worth asking for, in order, less what was said already."""
    known, readers = set(said), typed_readers(session)
    return tuple(Question(key.listed, key.question, readers[key.type]) for key in _ASKED if key.listed not in known)


def said_of(session: Session, wanted: AddRequest) -> tuple[dict[str, str], str | None]:
    """What needs no question, by flag, and the name to suggest: what was typed, and what the product `like` gives."""
    said = {key.listed: wanted.texts[key.name] for key in _ASKED if key.name in wanted.texts}
    said |= {key.listed: "" for key in _ASKED if wanted.lists.get(key.name)}
    if wanted.like is None:
        return said, None
    like = repeating(find_product(session.store, wanted.like).product)
    common = {key.listed: value_of(like, key) for key in _ASKED if key.name != "name"}
    return {flag: str(value) for flag, value in common.items() if value} | said, like.name


def with_answers(wanted: AddRequest, answers: Mapping[str, str]) -> AddRequest:
    """What is wanted, with the answers put in."""
    texts, lists = dict(wanted.texts), dict(wanted.lists)
    for key in _ASKED:
        if key.listed in answers and key.type in NOTHING:
            lists[key.name] = (answers[key.listed],)
        elif key.listed in answers and key.name != "name":
            texts[key.name] = answers[key.listed]
    return wanted._replace(name=answers.get("name", wanted.name), texts=texts, lists=lists)


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
    """The values that another product may well have, too."""
    key = next(key for key in _ASKED if key.listed == flag)
    if key.type == "labels":
        return facts.labels
    value = fact_of(key)(facts) if key.is_common and key.type in {"text", "place"} and key.name != "name" else None
    return (value,) if value else ()


def photo_serial(paths: Iterable[Path], texts: Sequence[str | None]) -> str | None:
    """The serial number that a photo among `paths` gives the camera that `texts` (name, maker, model) are about."""
    from talktag.ops.files.files_in import take_in
    from talktag.ops.files.photo_facts import own_serial

    for each in take_in(paths, None):
        if each.told and (serial := own_serial(each.told, texts)):
            return serial
    return None
